import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { ruleNamed } from '../../../difficulty/index.ts';
import type { ChainSnapshot, MiningSnapshot } from '../../../miner/index.ts';
import {
  formatCount,
  formatDifficulty,
  formatDuration,
  formatNumber,
  formatRatio,
  formatRough,
  formatWholeSeconds,
} from '../../../primitives/index.ts';
import '../../charts/series-chart/series-chart.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import '../../elements/chart-frame.ts';
import '../../elements/choice-group.ts';
import '../../elements/data-table.ts';
import '../../elements/notice-callout.ts';
import '../../elements/panel-card.ts';
import '../../elements/progress-bar.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { userEvent } from '../../elements/user-event.ts';
import { outlookWords } from '../../mine/outlook-words.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { SnapshotController } from '../../session/snapshot-controller.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import { sentence } from '../sentence.ts';
import { type DifficultySettings, LAST_BLOCKS } from '../settings.ts';
import { expectedPace, lastPace, nextChange, wholePace } from './controller-facts.ts';
import { controllerSpec, intervalSpec, liveTable } from './live-specs.ts';
import { errorText, isSensitive, paceNote, stillness, whatIfRows, windowText } from './live-words.ts';

/**
 * The rule at work on one's own chain: what it should keep, what it keeps, and what it does next.
 *
 * @property session - The mining session; null where there is none.
 * @property settings - The page's settings.
 * @fires settings-change - detail: part of the settings. Bubbles, composed.
 */
export class LiveView extends LitElement {
  static override properties = { session: { attribute: false }, settings: { attribute: false } };

  static override styles = [
    baseStyles,
    pageStyles,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }

      .rule {
        display: grid;
        gap: var(--space-2);
      }

      .rule p {
        max-width: var(--measure);
        color: var(--ink-2);
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--space-1) var(--space-4);
        margin: var(--space-2) 0;
        font-size: var(--size-2);
      }

      dt {
        color: var(--ink-3);
      }

      dd {
        font-family: var(--mono);
      }

      .rule .source {
        color: var(--ink-3);
        font-size: var(--size-2);
        overflow-wrap: anywhere;
      }

      progress-bar {
        margin-bottom: var(--space-3);
      }

      .stacked {
        display: grid;
        gap: var(--gap);
      }
    `,
  ];

  declare session: SessionClient | null;
  declare settings: DifficultySettings;
  /** The pictures, and what they were made from. */
  #drawn: {
    readonly from: readonly unknown[];
    readonly difficulty: SeriesChartSpec | null;
    readonly intervals: SeriesChartSpec | null;
  } | null = null;

  /** Tells when the view is shown again after its tab or its page was hidden. */
  readonly #shown = new ResizeObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.session = null;
    new SnapshotController(this, () => this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shown.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shown.disconnect();
  }

  /** Snapshots come four times a second; what nobody sees is not drawn. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    return changed.size > 0 || this.checkVisibility();
  }

  override render() {
    const snapshot = this.session?.snapshot ?? null;
    if (snapshot === null) {
      return html`<notice-callout heading="There is no mining session">
        This view shows the difficulty rule of a chain that is mined in this page. <a href="#/mine">Go to Mine</a>
      </notice-callout>`;
    }
    const { chain } = snapshot;
    return html`
      ${this.#stillness(snapshot)}
      ${chain === null ? nothing : html`${this.#tiles(snapshot, chain)} ${this.#outlook(snapshot, chain)}`}
      ${chain === null ? nothing : this.#pictures(snapshot, chain)}
    `;
  }

  #stillness(snapshot: MiningSnapshot) {
    const still = stillness(snapshot);
    if (still === null) return nothing;
    return html`<notice-callout heading=${still.heading}>
      ${still.text} <a href="#/mine">Go to Mine</a>
    </notice-callout>`;
  }

  #tiles(snapshot: MiningSnapshot, chain: ChainSnapshot) {
    const { lastBlocks } = this.settings;
    const last = lastPace(chain, lastBlocks);
    const whole = wholePace(chain);
    const expected = expectedPace(snapshot, chain);
    const change = nextChange(chain, expected?.sec ?? null);
    const target = formatWholeSeconds(chain.spacingSec);
    return html`<tile-row>
      <stat-tile
        tone="keep"
        value=${last === null ? '–' : formatNumber(last.meanSec)}
        unit="s"
        label="mean of the last ${formatCount(last?.count ?? lastBlocks)}, target ${target}"
        note=${last === null ? 'no block yet' : paceNote(last)}
        .points=${chain.blocks.slice(-lastBlocks).map(({ intervalSec }) => intervalSec)}
      ></stat-tile>
      <stat-tile
        tone="keep"
        value=${whole === null ? '–' : formatNumber(whole.meanSec)}
        unit="s"
        label="mean of all ${formatCount(whole?.count ?? 0)}, target ${target}"
        note=${whole === null ? 'no block yet' : paceNote(whole)}
      ></stat-tile>
      <stat-tile
        tone="keep"
        value=${expected === null ? '–' : formatDuration(expected.sec)}
        label="expected at the present hash rate"
        note=${expected === null ? 'nothing hashes' : `${errorText(expected.error)}: the rule’s own error, free of luck`}
      ></stat-tile>
      <stat-tile value=${formatDifficulty(chain.difficulty)} label="difficulty of the block that is searched"></stat-tile>
      <stat-tile
        value=${change === null ? 'never' : change.blocks === 1 ? 'next block' : `${formatCount(change.blocks)} blocks`}
        label=${change === null ? 'changes' : 'until the difficulty changes'}
        note=${change === null ? 'this rule is none' : change.sec === null ? '' : `about ${formatDuration(change.sec)}`}
      ></stat-tile>
    </tile-row>`;
  }

  #outlook(snapshot: MiningSnapshot, chain: ChainSnapshot) {
    const { rule, spacingSec, difficulty, proof, nBits } = chain;
    const { summary, source } = ruleNamed(rule.name);
    const { period, projectedFactor } = rule;
    const rate = expectedPace(snapshot, chain);
    const change = nextChange(chain, rate?.sec ?? null);
    return html`<div class="grid">
      <panel-card class="s5" heading=${rule.title} unit="the rule of this chain">
        <div class="rule">
          <p>${summary}</p>
          <dl>
            <dt>Target spacing</dt>
            <dd>${formatWholeSeconds(spacingSec)}</dd>
            ${
              rule.windowMeaning === null
                ? nothing
                : html`<dt>${sentence(rule.windowMeaning)}</dt>
                    <dd>${windowText(rule)}</dd>`
            }
            <dt>Expected hashes</dt>
            <dd>${formatRough(proof)}</dd>
            <dt>Compact target</dt>
            <dd>${nBits.toString(16).padStart(8, '0')}</dd>
          </dl>
          <p class="source">${rule.usedBy}. After ${source}.</p>
        </div>
      </panel-card>
      <panel-card class="s7" heading="What it does next" say=${outlookWords(rule)}>
        ${
          period === null
            ? nothing
            : html`<progress-bar
                label="Block ${formatCount(period.done)} of ${formatCount(period.of)} of this period"
                .value=${period.done / period.of}
                text=${[
                  ...(change === null || change.sec === null
                    ? []
                    : [`about ${formatDuration(change.sec)} left`]),
                  ...(projectedFactor === null ? [] : [`then ${formatRatio(projectedFactor, 3)}`]),
                ].join(', ')}
              ></progress-bar>`
        }
        ${
          period !== null && !isSensitive(rule)
            ? nothing
            : html`<data-table
                caption="The difficulty after the next block, by how long that takes"
                .columns=${[
                  { id: 'interval', label: 'If the next block takes' },
                  { id: 'difficulty', label: 'difficulty then', isNumber: true, format: formatDifficulty },
                  { id: 'change', label: 'which is', isNumber: true },
                ]}
                .rows=${whatIfRows(rule, difficulty)}
              ></data-table>`
        }
      </panel-card>
    </div>`;
  }

  /** Made again only when something in them changed: snapshots come four times a second, blocks do not. */
  #specs(chain: ChainSnapshot, events: MiningSnapshot['events']) {
    const { lastBlocks } = this.settings;
    const from = [chain.difficulties, chain.intervals, events, lastBlocks];
    if (this.#drawn === null || from.some((part, index) => part !== this.#drawn?.from[index])) {
      const difficulty = controllerSpec(chain, events);
      this.#drawn = { from, difficulty, intervals: intervalSpec(chain, events, lastBlocks) };
    }
    return this.#drawn;
  }

  #pictures({ events }: MiningSnapshot, chain: ChainSnapshot) {
    const { lastBlocks } = this.settings;
    const { difficulty, intervals } = this.#specs(chain, events);
    if (difficulty === null || intervals === null)
      return html`<p class="say">Two blocks are needed before there is a line to draw.</p>`;
    const table = () => liveTable(chain, lastBlocks);
    return html`<div class="stacked">
      <chart-frame
        heading="Difficulty follows"
        unit="by height, log scale"
        say="Dashed: the difficulty at which the hash rate of that time would keep the pace. The rule sees only times, and comes after it."
        file-name="proofworks-live-difficulty"
        .table=${table}
      >
        <series-chart label="Difficulty by height" .spec=${difficulty}></series-chart>
      </chart-frame>
      <chart-frame
        heading="So blocks keep their time"
        unit="intervals by height"
        say="Single blocks come as chance will; their mean is what the rule keeps, inside the band as long as chance alone is at work. Blocks longer than the picture stand at its upper edge."
        file-name="proofworks-live-intervals"
        .table=${table}
      >
        <choice-group
          slot="tools"
          label="Blocks in the mean"
          is-label-hidden
          value=${String(lastBlocks)}
          .options=${LAST_BLOCKS.map((blocks) => ({ value: String(blocks), label: String(blocks) }))}
          @value-change=${(event: CustomEvent<string>) => {
            this.dispatchEvent(userEvent('settings-change', { lastBlocks: Number(event.detail) }));
          }}
        ></choice-group>
        <series-chart label="Intervals between blocks by height" .spec=${intervals}></series-chart>
      </chart-frame>
    </div>`;
  }
}

customElements.define('live-view', LiveView);
