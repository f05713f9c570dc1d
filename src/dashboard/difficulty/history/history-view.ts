import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { ruleNamed } from '../../../difficulty/index.ts';
import { formatCount, formatDate, formatNumber } from '../../../primitives/index.ts';
import '../../charts/series-chart/series-chart.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import '../../elements/chart-frame.ts';
import { csvText } from '../../elements/csv.ts';
import { downloadText } from '../../elements/download.ts';
import '../../elements/notice-callout.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import type { DifficultySettings } from '../settings.ts';
import type { DifficultyClient } from '../worker/client.ts';
import type { RealHistory } from '../worker/protocol.ts';
import { fetchEpochs } from './epochs-file.ts';
import { changeText, heightText, landmarks } from './history-facts.ts';
import { difficultySpec, factorSpec, hashrateSpec, intervalSpec, spansOf } from './history-specs.ts';
import { epochTable, knowledgeText, replayTable } from './history-tables.ts';
import './replay-panel.ts';
import { doneReplays, type ReplayLine } from './replay-panel.ts';
import { Replays } from './replays.ts';

/**
 * Bitcoin's difficulty since 2009, recomputed, and what other rules would have made of the same hash rate.
 *
 * @property settings - The page's settings.
 * @property client - The worker.
 * @property isHeld - Whether nothing is to run, since the settings have a problem.
 * @fires settings-change - detail: part of the settings. Bubbles, composed.
 */
export class HistoryView extends LitElement {
  static override properties = {
    settings: { attribute: false },
    client: { attribute: false },
    isHeld: { type: Boolean },
    history: { state: true },
    problem: { state: true },
    span: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }
    `,
  ];

  declare settings: DifficultySettings;
  declare client: DifficultyClient;
  declare isHeld: boolean;
  /** Null until it is read. */
  declare protected history: RealHistory | null;
  declare protected problem: string;
  /** Id of the years that are shown. */
  declare protected span: string;
  readonly #replays = new Replays(this);
  #reading: AbortController | null = null;

  constructor() {
    super();
    this.isHeld = false;
    this.history = null;
    this.problem = '';
    this.span = 'all';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading?.abort();
    this.#reading = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.isHeld) return;
    if (this.history === null) {
      if (this.#reading === null && this.problem === '') void this.#read();
    } else if (changed.size > 0) {
      this.#replays.ask(this.client, this.settings.replays, this.settings.seed, this.history.past);
    }
  }

  async #read(): Promise<void> {
    const reading = new AbortController();
    this.#reading = reading;
    this.problem = '';
    try {
      this.history = await this.client.readHistory(await fetchEpochs(reading.signal), reading.signal);
    } catch (error) {
      if (!reading.signal.aborted) this.problem = error instanceof Error ? error.message : String(error);
    }
    this.#reading = null;
  }

  #set(change: Partial<DifficultySettings>): void {
    this.dispatchEvent(userEvent('settings-change', change));
  }

  override render() {
    const { history, problem } = this;
    if (problem !== '') {
      return html`<notice-callout tone="bad" heading="The history could not be read">
        ${problem}.
        <button slot="actions" type="button" @click=${() => void this.#read()}>Try again</button>
      </notice-callout>`;
    }
    if (history === null) return html`<p role="status">Reading Bitcoin’s difficulty since 2009</p>`;
    return html`${this.#tiles(history)} ${this.#chooser(history)} ${this.#pictures(history)}`;
  }

  #tiles(history: RealHistory) {
    const { check, past } = history;
    const { limited, fall } = landmarks(history);
    const first = limited[0];
    return html`<tile-row>
      <stat-tile
        tone="keep"
        value="${formatCount(check.exact)} of ${formatCount(check.known)}"
        label="retargets recompute exactly"
        note=${
          check.firstWrongHeight === null
            ? 'by this page, just now, from the times of first and last blocks'
            : `the first that differs is at ${heightText(check.firstWrongHeight)}`
        }
      ></stat-tile>
      <stat-tile
        value=${formatNumber(past.result.meanIntervalSec, 4)}
        unit="s"
        label="mean interval of ${formatCount(past.result.height)} blocks"
        note="below 600 s, since the hash rate has mostly grown"
      ></stat-tile>
      ${
        first === undefined
          ? nothing
          : html`<stat-tile
              value=${changeText(first.retarget.factor)}
              label="${limited.length === 1 ? 'the only change' : `first of ${limited.length} changes`} at the limit"
              note="${formatDate(first.time)}, ${heightText(first.retarget.height)}"
            ></stat-tile>`
      }
      ${
        fall === null
          ? nothing
          : html`<stat-tile
              value=${changeText(fall.retarget.factor)}
              label="the largest fall"
              note="${formatDate(fall.time)}, ${heightText(fall.retarget.height)}"
            ></stat-tile>`
      }
    </tile-row>`;
  }

  #lines(): readonly ReplayLine[] {
    const { replays, seed } = this.settings;
    return replays.map((rule) => ({
      rule,
      title: ruleNamed(rule).title,
      state: this.#replays.stateOf(rule, seed),
    }));
  }

  #chooser(history: RealHistory) {
    const { seed, replays } = this.settings;
    return html`<replay-panel
      .past=${history.past}
      .lines=${this.#lines()}
      .seed=${seed}
      .spans=${spansOf(history)}
      .span=${this.span}
      @span-change=${(event: CustomEvent<string>) => {
        this.span = event.detail;
      }}
      @replay-add=${(event: CustomEvent<string>) => this.#set({ replays: [...replays, event.detail] })}
      @replay-remove=${(event: CustomEvent<string>) =>
        this.#set({ replays: replays.filter((rule) => rule !== event.detail) })}
      @replay-stop=${(event: CustomEvent<string>) => this.#replays.stop(event.detail, seed)}
      @replay-again=${(event: CustomEvent<string>) =>
        void this.#replays.run(this.client, event.detail, seed, history.past)}
      @replay-save=${() => this.#saveReplays(history)}
    ></replay-panel>`;
  }

  #saveReplays(history: RealHistory): void {
    const { columns, rows } = replayTable(history, doneReplays(this.#lines()));
    downloadText(csvText(columns, rows), 'proofworks-replays.csv', 'text/csv');
  }

  #pictures(history: RealHistory) {
    const spans = spansOf(history);
    const span = spans.find(({ id }) => id === this.span) ?? spans[0]!;
    const replays = doneReplays(this.#lines());
    const table = () => epochTable(history);
    const picture = (
      heading: string,
      unit: string,
      say: string,
      fileName: string,
      spec: SeriesChartSpec,
    ) => html`<chart-frame heading=${heading} unit=${unit} say=${say} file-name=${fileName} .table=${table}>
      <series-chart label="${heading}, ${unit}" .spec=${spec}></series-chart>
    </chart-frame>`;
    return html`
      ${picture(
        'Difficulty since 2009',
        'log scale',
        `A straight rise here is growth by the same factor each year. ${knowledgeText(history)}`,
        'proofworks-bitcoin-difficulty',
        difficultySpec(history, replays, span),
      )}
      ${picture(
        'What each retarget did',
        'new over old difficulty, log scale',
        'One point for every 2,016 blocks: above 1 blocks had come too fast, below it too slowly.',
        'proofworks-bitcoin-retargets',
        factorSpec(history, replays, span),
      )}
      ${picture(
        'Blocks keep to ten minutes',
        'mean interval of 2,016 blocks, s',
        'While the hash rate grows, blocks come a little too fast: the rule only looks back.',
        'proofworks-bitcoin-intervals',
        intervalSpec(history, replays, span),
      )}
      ${picture(
        'What was spent for it',
        'hash rate, log scale',
        'Difficulty and pace together tell how many hashes the network did each second.',
        'proofworks-bitcoin-hashrate',
        hashrateSpec(history, replays, span),
      )}
    `;
  }
}

customElements.define('history-view', HistoryView);
