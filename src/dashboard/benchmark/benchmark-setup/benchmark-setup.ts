import { css, html, LitElement, nothing } from 'lit';
import {
  BENCHMARK_GROUPS,
  type BenchmarkGroup,
  type BenchmarkPlan,
  plannedMs,
} from '../../../miner/index.ts';
import { formatCount, formatDuration, formatNumber } from '../../../primitives/index.ts';
import '../../elements/check-list.ts';
import '../../elements/choice-group.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import {
  chosenEntries,
  DEFAULT_SETTINGS,
  type OfferedRows,
  offeredEntries,
  PRESETS,
  planOf,
  presetOf,
  type Settings,
} from '../settings.ts';

/** How a row is called. */
export interface EntryWords {
  readonly label: string;
  readonly note: string;
}

const GROUP_WORDS = {
  engines: { label: 'Engines', note: 'one core of each, then everything at once' },
  scaling: { label: 'Thread scaling', note: 'the best CPU engine with 1, 2, 4 … workers' },
  forms: { label: 'Kernel forms', note: 'the same search, printed in several ways' },
} as const satisfies Record<BenchmarkGroup, EntryWords>;

/** Value of the choice for a timing that no preset has. */
const FROM_ADDRESS = 'address';

/**
 * How long to measure, which rows, and Start.
 *
 * @property settings - The choice so far.
 * @property offered - Ids of each group's rows.
 * @property wordsOf - Names a row by its id.
 * @property heading - Title of the form.
 * @property usesGpu - True if a chosen row uses a real GPU.
 * @fires settings-change - detail: Settings.
 * @fires start-benchmark - Start was pressed.
 * @csspart start - The button.
 */
export class BenchmarkSetup extends LitElement {
  static override properties = {
    settings: { attribute: false },
    offered: { attribute: false },
    wordsOf: { attribute: false },
    usesGpu: { type: Boolean, attribute: 'uses-gpu' },
    heading: { type: String },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .card {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
        gap: var(--space-5) var(--space-7);
        padding: 18px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }

      h2 {
        grid-column: 1 / -1;
        font-size: var(--size-3);
      }

      .side {
        display: grid;
        align-content: start;
        gap: var(--space-4);
      }

      .note {
        margin-top: var(--space-2);
        min-height: 2.9em;
        color: var(--ink-2);
        font-size: var(--size-2);
        text-wrap: pretty;
      }

      check-list {
        --control: var(--spend);
        --column: 100%;
      }

      details check-list {
        --column: 232px;
        margin-top: var(--space-2);
      }

      .start {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
        margin-top: var(--space-2);
      }

      .start button {
        min-width: 160px;
      }

      @container (max-width: 760px) {
        .card {
          grid-template-columns: minmax(0, 1fr);
        }
      }

      @media (max-width: 560px) {
        .card {
          padding: 14px;
        }

        .start button {
          width: 100%;
        }
      }
    `,
  ];

  declare settings: Settings;
  declare offered: OfferedRows;
  declare wordsOf: (id: string) => EntryWords;
  declare usesGpu: boolean;
  declare heading: string;

  constructor() {
    super();
    this.settings = DEFAULT_SETTINGS;
    this.offered = { engines: [], scaling: [], forms: [] };
    this.wordsOf = (id) => ({ label: id, note: '' });
    this.usesGpu = false;
    this.heading = 'What will be measured';
  }

  /** Puts the focus on Start. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.primary')?.focus();
  }

  #change(change: Partial<Settings>): void {
    const detail: Settings = { ...this.settings, ...change };
    this.dispatchEvent(new CustomEvent('settings-change', { detail }));
  }

  #choosePreset(id: string): void {
    const preset = PRESETS.find((one) => one.id === id);
    if (preset !== undefined) this.#change({ timing: { totalSec: preset.totalSec } });
  }

  /** Other groups have other rows: those chosen one by one no longer hold. */
  #chooseGroups(values: readonly string[]): void {
    this.#change({ groups: BENCHMARK_GROUPS.filter((group) => values.includes(group)), entries: null });
  }

  #chooseRows(ids: readonly string[]): void {
    const all = offeredEntries({ ...this.settings, entries: null }, this.offered);
    this.#change({ entries: ids.join() === all.join() ? null : ids });
  }

  override render() {
    const plan = planOf(this.settings, this.offered);
    return html`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.heading}</h2>
      <div class="side">${this.#time(plan)} ${this.#start(plan)}</div>
      <div class="side">${this.#rows(plan)}</div>
    </section>`;
  }

  #time(plan: BenchmarkPlan) {
    const { timing } = this.settings;
    const preset = presetOf(timing);
    const own = preset === null ? [{ value: FROM_ADDRESS, label: 'From the address' }] : [];
    const each = `${formatCount(plan.runs)} run${plan.runs === 1 ? '' : 's'} of ${secondsText(plan.secondsPerRun)}`;
    const few = plan.runs < 6 ? ' Six are the fewest that give a 95 % interval.' : '';
    return html`<div>
      <choice-group
        label="Time for everything"
        .options=${[...PRESETS.map(({ id, title }) => ({ value: id, label: title })), ...own]}
        .value=${preset?.id ?? FROM_ADDRESS}
        @value-change=${(event: CustomEvent<string>) => this.#choosePreset(event.detail)}
      ></choice-group>
      <p class="note">${preset?.note ?? nothing} Each row: ${each} after a warm-up.${few}</p>
    </div>`;
  }

  #start(plan: BenchmarkPlan) {
    const isEmpty = plan.entries.length === 0;
    const time = formatDuration(Math.round(plannedMs(plan) / 1000)).replace(/\.0+ /u, ' ');
    return html`<div class="start">
      <button
        class="primary"
        part="start"
        type="button"
        ?disabled=${isEmpty}
        aria-describedby="cost"
        @click=${() => this.dispatchEvent(userEvent('start-benchmark', null))}
      >
        Start
      </button>
      <p id="cost" class="say">
        ${
          isEmpty
            ? 'Choose at least one row.'
            : html`Uses the chosen cores${this.usesGpu ? ' and the GPU' : ''} at full power for about ${time}, and the
              seconds that engines take to start. Nothing hashes before you press Start; nothing is sent anywhere.`
        }
      </p>
    </div>`;
  }

  #rows(plan: BenchmarkPlan) {
    const { settings, offered } = this;
    const ids = offeredEntries(settings, offered);
    const groups = BENCHMARK_GROUPS.filter((group) => offered[group].length > 0);
    return html`<check-list
        label="What to compare"
        .options=${groups.map((group) => ({ value: group, ...GROUP_WORDS[group] }))}
        .values=${settings.groups}
        @value-change=${(event: CustomEvent<string[]>) => this.#chooseGroups(event.detail)}
      ></check-list>
      <details ?open=${settings.entries !== null}>
        <summary>Row by row: ${formatCount(plan.entries.length)} of ${formatCount(ids.length)} chosen</summary>
        <check-list
          label="Rows, in the order they run"
          .options=${ids.map((id) => ({ value: id, ...this.wordsOf(id) }))}
          .values=${chosenEntries(settings, offered)}
          @value-change=${(event: CustomEvent<string[]>) => this.#chooseRows(event.detail)}
        ></check-list>
      </details>`;
  }
}

function secondsText(seconds: number): string {
  return `${formatNumber(seconds, seconds < 1 ? 2 : 3).replace(/\.?0+$/u, '')} s`;
}

customElements.define('benchmark-setup', BenchmarkSetup);
