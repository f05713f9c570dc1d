import { css, html, LitElement, nothing } from 'lit';
import { formatCount, formatDuration } from '../../../primitives/index.ts';
import { type Scenario, type ShockTrace, shockFigures, shockNotes } from '../../../simulation/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import '../../elements/data-table.ts';
import { baseStyles } from '../../style/base.ts';
import { sentence } from '../sentence.ts';
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

      .compare data-table {
        margin-top: var(--space-4);
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
    const { blocks, axis, seed, spacingSec } = settings;
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
        say="Up: expected interval over target spacing, logarithmic, 1 is on time. Across: block 1 to ${formatCount(blocks)} after the shock, ${along}. Grey: the same rule with the same dice and no shock. Seed ${seed}, one block wanted every ${formatDuration(spacingSec)}."
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
    const fresh = lines.flatMap(({ title, trace, isStale }) =>
      trace === null || isStale ? [] : [{ title, trace }],
    );
    const others = settings.rules.filter((rule) => lines.every((line) => line.rule !== rule));
    const results = fresh.map(({ trace }) => trace.result);
    const notes = shockNotes(scenario, results, shockOptions(settings));
    if (others.length > 0) {
      notes.push(`No periods to warp, and attacks made for them are not modelled: ${others.join(', ')}.`);
    }
    return html`${this.#figureTable(fresh, `Figures of rules under ${scenario.name}`)}
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
    return html`<chart-frame
      class="compare"
      level="3"
      heading="Compared under ${scenario.name}"
      unit="expected interval / target spacing, log scale; 1 is on time"
      say="The nearer to 1 and the sooner, the better a rule keeps its time."
      file-name="proofworks-compare-${scenario.name}"
      .table=${() => compareTable(chosen)}
    >
      <series-chart
        label="Expected interval over target spacing of ${chosen.map(({ title }) => title).join(', ')}"
        .spec=${compareSpec(chosen, axis, blocks)}
      ></series-chart>
      ${this.#figureTable(chosen, `Figures of the compared rules under ${scenario.name}`)}
    </chart-frame>`;
  }

  #figureTable(chosen: readonly { readonly title: string; readonly trace: ShockTrace }[], caption: string) {
    const figures = shockFigures(this.scenario);
    return html`<data-table
      caption=${caption}
      .columns=${[
        { id: 'rule', label: 'Rule' },
        ...figures.map(({ id, label }) => ({ id, label, isNumber: true })),
      ]}
      .rows=${chosen.map(({ title, trace }) => ({
        rule: title,
        ...Object.fromEntries(figures.map(({ id, text }) => [id, text(trace.result)])),
      }))}
    ></data-table>`;
  }
}

customElements.define('shock-section', ShockSection);
