import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../../../primitives/index.ts';
import { type Scenario, type ShockTrace, shockFigures, shockNotes } from '../../../simulation/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import '../../elements/data-table.ts';
import '../../elements/panel-card.ts';
import type { TableData } from '../../elements/table-data.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import { type DifficultySettings, MOST_COMPARED, shockOptions } from '../settings.ts';
import type { CellAxes } from './cell-path.ts';
import { cellFigures, sortedBy } from './outcome.ts';
import { leavesDomain, paceDomain } from './pace-domain.ts';
import './shock-multiples.ts';
import { compareSpec, compareTable } from './trace-specs.ts';

/** One rule under the shock. */
export interface ShockLine {
  readonly rule: string;
  readonly title: string;
  /** Null while it has not been run. */
  readonly trace: ShockTrace | null;
  /** The trace is one with other settings. */
  readonly isStale: boolean;
}

const isSameLine = (a: ShockLine, b: ShockLine | undefined): boolean =>
  a.rule === b?.rule && a.trace === b.trace && a.isStale === b.isStale;

const hasChanged = (a: readonly ShockLine[], b?: readonly ShockLine[]): boolean =>
  a.length !== b?.length || a.some((line, index) => !isSameLine(line, b[index]));

/** Sentence case: scenarios' titles begin small, since tables put their names before them. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * One shock: all rules side by side, all their figures, and the chosen ones over each other.
 *
 * @property scenario - The shock.
 * @property lines - The rules that it says something about, in the table's order.
 * @property settings - The page's settings.
 * @fires compare-change - From a rule's cell, detail: { rule, isOn }. Bubbles, composed.
 */
export class ShockSection extends LitElement {
  static override properties = {
    scenario: { attribute: false },
    lines: { attribute: false, hasChanged },
    settings: { attribute: false },
  };

  static override styles = [
    baseStyles,
    pageStyles,
    css`
      details {
        margin-top: var(--space-4);
      }

      details p {
        margin-top: var(--space-2);
        color: var(--ink-2);
        font-size: var(--size-2);
        max-width: var(--measure);
      }

      .compare {
        margin-top: var(--gap);
      }
    `,
  ];

  declare scenario: Scenario;
  declare lines: readonly ShockLine[];
  declare settings: DifficultySettings;
  #axes: CellAxes | null = null;

  constructor() {
    super();
    this.lines = [];
  }

  /** The same object as long as the axes are the same, so that cells are not drawn again for nothing. */
  #axesOf(traces: readonly ShockTrace[]): CellAxes | null {
    if (traces.length === 0) return null;
    const { axis, blocks } = this.settings;
    const next = { axis, blocks, domain: paceDomain(traces) };
    if (JSON.stringify(next) !== JSON.stringify(this.#axes)) this.#axes = next;
    return this.#axes;
  }

  override render() {
    const { scenario, settings, lines } = this;
    const { blocks, axis } = settings;
    const axes = this.#axesOf(lines.flatMap(({ trace }) => trace ?? []));
    const figure = shockFigures(scenario).find(({ id }) => id === settings.sort);
    const sorted = sortedBy(lines, figure, ({ trace }) => trace?.result ?? null);
    const cells = sorted.map(({ rule, title, trace, isStale }) => ({
      rule,
      heading: title,
      trace,
      isStale,
      figures: trace === null ? [] : this.#figures(trace, axes),
    }));
    const along = axis === 'log' ? 'counted logarithmically' : 'counted evenly';
    return html`
      <chart-frame
        heading=${sentence(scenario.title)}
        unit=${scenario.name}
        file-name="proofworks-shock-${scenario.name}"
        say="Tick two to four rules to see them large. Up: expected interval over target spacing, logarithmic, 1 is on time. Across: block 1 to ${formatCount(blocks)} after the shock, ${along}. Grey: the same rule with the same dice and no shock."
      >
        <shock-multiples
          .cells=${cells}
          .axes=${axes}
          .compared=${settings.compared}
          .mostCompared=${MOST_COMPARED}
        ></shock-multiples>
        <details>
          <summary>All figures</summary>
          ${this.#table(sorted)}
        </details>
      </chart-frame>
      ${this.#comparison()}
    `;
  }

  #figures(trace: ShockTrace, axes: CellAxes | null): readonly string[] {
    const figures = cellFigures(this.scenario, trace.result);
    return axes !== null && leavesDomain(trace, axes.domain) ? [...figures, 'leaves the picture'] : figures;
  }

  #table(lines: readonly ShockLine[]) {
    const { scenario, settings } = this;
    const figures = shockFigures(scenario);
    const results = lines.flatMap(({ trace, isStale }) => (trace === null || isStale ? [] : trace.result));
    const titles = new Map(lines.map(({ rule, title }) => [rule, title]));
    const others = settings.rules.filter((rule) => !titles.has(rule));
    const notes = shockNotes(scenario, results, shockOptions(settings));
    if (others.length > 0) {
      notes.push(`No periods to warp, and attacks made for them are not modelled: ${others.join(', ')}.`);
    }
    return html`<data-table
        caption="Figures of rules under ${scenario.name}"
        .columns=${[
          { id: 'rule', label: 'Rule' },
          ...figures.map(({ id, label }) => ({ id, label, isNumber: true })),
        ]}
        .rows=${results.map((result) => ({
          rule: titles.get(result.rule) ?? result.rule,
          ...Object.fromEntries(figures.map(({ id, text }) => [id, text(result)])),
        }))}
      ></data-table>
      ${notes.map((note) => html`<p>${note}</p>`)}`;
  }

  #comparison() {
    const { settings, scenario } = this;
    const { compared, axis, blocks } = settings;
    const chosen = compared.flatMap((rule) => {
      const line = this.lines.find((one) => one.rule === rule);
      return line === undefined || line.trace === null ? [] : [{ title: line.title, trace: line.trace }];
    });
    if (chosen.length < 2) return nothing;
    return html`<div class="grid compare">
      <chart-frame
        class="s8"
        level="3"
        heading="Compared"
        unit="expected interval / target spacing, ${scenario.name}"
        say="The nearer to 1 and the sooner, the better a rule keeps its time."
        file-name="proofworks-compare-${scenario.name}"
        .table=${() => compareTable(chosen)}
      >
        <series-chart
          label="Expected interval over target spacing of ${chosen.map(({ title }) => title).join(', ')}"
          .spec=${compareSpec(chosen, axis, blocks)}
        ></series-chart>
      </chart-frame>
      <panel-card class="s4" level="3" heading="Their figures" unit=${scenario.name}>
        ${this.#comparedFigures(chosen)}
      </panel-card>
    </div>`;
  }

  /** Figures down, rules across: so it fits where the page is narrow. */
  #comparedFigures(chosen: readonly { readonly title: string; readonly trace: ShockTrace }[]) {
    const table: TableData = {
      columns: [
        { id: 'figure', label: 'Figure' },
        ...chosen.map(({ title, trace }) => ({ id: trace.result.rule, label: title, isNumber: true })),
      ],
      rows: shockFigures(this.scenario).map(({ label, text }) => ({
        figure: label,
        ...Object.fromEntries(chosen.map(({ trace }) => [trace.result.rule, text(trace.result)])),
      })),
    };
    return html`<data-table
      caption="Figures of the compared rules under ${this.scenario.name}"
      .columns=${table.columns}
      .rows=${table.rows}
    ></data-table>`;
  }
}

customElements.define('shock-section', ShockSection);
