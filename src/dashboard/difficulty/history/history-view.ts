import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { RULES, ruleNamed } from '../../../difficulty/index.ts';
import { formatCount, formatDate, formatNumber } from '../../../primitives/index.ts';
import { REPLAY_FIGURES, type ReplayResult } from '../../../simulation/index.ts';
import '../../charts/series-chart/series-chart.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import '../../elements/chart-frame.ts';
import { csvText } from '../../elements/csv.ts';
import '../../elements/data-table.ts';
import { downloadText } from '../../elements/download.ts';
import '../../elements/notice-callout.ts';
import '../../elements/panel-card.ts';
import '../../elements/progress-bar.ts';
import '../../elements/select-field.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { type DifficultySettings, MOST_REPLAYS } from '../settings.ts';
import type { DifficultyClient } from '../worker/client.ts';
import type { RealHistory } from '../worker/protocol.ts';
import { fetchEpochs } from './epochs-file.ts';
import { changeText, heightText, landmarks } from './history-facts.ts';
import {
  difficultySpec,
  epochTable,
  factorSpec,
  hashrateSpec,
  intervalSpec,
  knowledgeText,
  type NamedReplay,
  replayTable,
  spansOf,
} from './history-specs.ts';
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

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3) var(--space-5);
      }

      .bar select-field {
        flex: 1 1 200px;
        max-width: 260px;
      }

      @media (max-width: 560px) {
        .bar select-field {
          max-width: none;
        }
      }

      .bar .say {
        flex: 1 1 320px;
      }

      .running {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
        gap: var(--space-2) var(--space-4);
        margin-top: var(--space-4);
      }

      .chains {
        margin-top: var(--space-4);
      }

      .notes {
        margin-top: var(--space-3);
        color: var(--ink-2);
        font-size: var(--size-2);
        max-width: var(--measure);
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

  #chooser(history: RealHistory) {
    const { settings } = this;
    const spans = spansOf(history);
    const left = RULES.filter(({ name }) => !settings.replays.includes(name));
    return html`<panel-card heading="What if" unit="another rule had met the same hash rate">
      <div class="bar">
        <select-field
          label="Replay a rule"
          value=""
          .options=${[
            { value: '', label: settings.replays.length < MOST_REPLAYS ? 'Choose a rule' : 'Three at most' },
            ...left.map(({ name, title }) => ({ value: name, label: title })),
          ]}
          .disabled=${settings.replays.length >= MOST_REPLAYS}
          @value-change=${(event: CustomEvent<string>) => {
            if (event.detail !== '') this.#set({ replays: [...settings.replays, event.detail] });
          }}
        ></select-field>
        <select-field
          label="Years"
          value=${this.span}
          .options=${spans.map(({ id, label }) => ({ value: id, label }))}
          @value-change=${(event: CustomEvent<string>) => {
            this.span = event.detail;
          }}
        ></select-field>
        <p class="say">
          From 2009 on, block by block, with the hash rate that the real chain’s difficulty and pace tell; difficulty
          starts at 1.
        </p>
      </div>
      ${
        this.#done.length === 0
          ? nothing
          : html`<button slot="tools" type="button" class="quiet" @click=${() => this.#saveReplays(history)}>
              Periods as CSV
            </button>`
      }
      ${settings.replays.map((rule) => this.#progress(rule, history))} ${this.#chains(history)}
    </panel-card>`;
  }

  #saveReplays(history: RealHistory): void {
    const { columns, rows } = replayTable(history, this.#done);
    downloadText(csvText(columns, rows), 'proofworks-replays.csv', 'text/csv');
  }

  #remove(rule: string): void {
    this.#set({ replays: this.settings.replays.filter((one) => one !== rule) });
  }

  #progress(rule: string, { past }: RealHistory) {
    const { seed } = this.settings;
    const state = this.#replays.stateOf(rule, seed);
    const { title } = ruleNamed(rule);
    const again = () => void this.#replays.run(this.client, rule, seed, past);
    switch (state?.state) {
      case 'running':
        return html`<div class="running">
          <progress-bar label="Replaying ${title}" .value=${state.done}></progress-bar>
          <button type="button" @click=${() => this.#replays.stop(rule, seed)}>Cancel</button>
        </div>`;
      case 'stopped':
        return html`<div class="running">
          <p role="status">${title} was stopped.</p>
          <div>
            <button type="button" @click=${again}>Start again</button>
            <button type="button" class="quiet" @click=${() => this.#remove(rule)}>Remove</button>
          </div>
        </div>`;
      case 'failed':
        return html`<div class="running">
          <notice-callout tone="bad" heading="The worker that computes has stopped">
            ${state.problem}.
            <button slot="actions" type="button" @click=${again}>Start it again</button>
          </notice-callout>
        </div>`;
      default:
        return nothing;
    }
  }

  /** The replays that are done, in the settings' order. */
  get #done(): readonly (NamedReplay & { readonly rule: string })[] {
    const { replays, seed } = this.settings;
    return replays.flatMap((rule) => {
      const state = this.#replays.stateOf(rule, seed);
      return state?.state === 'done' ? [{ rule, title: ruleNamed(rule).title, chain: state.chain }] : [];
    });
  }

  #chains({ past }: RealHistory) {
    const done = this.#done;
    if (done.length === 0) return nothing;
    const row = (title: string, result: ReplayResult, rule: string | null) => ({
      chain: title,
      ...Object.fromEntries(REPLAY_FIGURES.map(({ id, text }) => [id, text(result)])),
      remove:
        rule === null
          ? ''
          : html`<button
              type="button"
              class="quiet"
              aria-label="Remove ${title}"
              @click=${() => this.#remove(rule)}
            >
              Remove
            </button>`,
    });
    const cut = done.filter(({ chain }) => chain.result.isCutShort);
    return html`<data-table
        class="chains"
        caption="The real chain and the replayed ones"
        .columns=${[
          { id: 'chain', label: 'Chain' },
          ...REPLAY_FIGURES.map(({ id, label }) => ({ id, label, isNumber: true })),
          { id: 'remove', label: 'Leave out' },
        ]}
        .rows=${[
          row('real', past.result, null),
          ...done.map(({ rule, title, chain }) => row(title, chain.result, rule)),
        ]}
      ></data-table>
      ${cut.map(
        ({ title, chain: { result } }) => html`<p class="notes">
          ${title}: stopped at ${formatCount(result.height)} blocks, on
          ${formatDate(past.genesisTime + result.elapsedSec)}.
        </p>`,
      )}
      <p class="notes">
        Seed ${this.settings.seed}. In 2009 difficulty 1 was too hard for 600 s, whatever the rule. Slowest, fastest:
        means of 2,016 blocks. The data do not hold single times of the real chain.
      </p>`;
  }

  #pictures(history: RealHistory) {
    const spans = spansOf(history);
    const span = spans.find(({ id }) => id === this.span) ?? spans[0]!;
    const replays = this.#done;
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
