import { css, html, LitElement, nothing } from 'lit';
import { formatCount, formatDuration, formatNumber } from '../../../primitives/index.ts';
import { baseStyles } from '../../style/base.ts';
import { PRESETS, presetOf, type Settings } from '../settings.ts';

/** A row that may be measured. */
export interface OfferedEntry {
  readonly id: string;
  readonly label: string;
  readonly note: string;
}

/**
 * How long to measure, which rows, and Start.
 *
 * @property settings - The choice so far.
 * @property offered - Rows to choose from.
 * @property plannedMs - Time that the choice needs, milliseconds.
 * @property heading - Title of the form.
 * @property hasGpu - True if a chosen row uses a GPU.
 * @fires settings-change - detail: Settings.
 * @fires start-benchmark - Start was pressed.
 * @csspart start - The button.
 */
export class BenchmarkSetup extends LitElement {
  static override properties = {
    settings: { attribute: false },
    offered: { attribute: false },
    plannedMs: { type: Number },
    hasGpu: { type: Boolean },
    heading: { type: String },
  };

  static override styles = [
    baseStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 8fr);
        gap: var(--space-5) var(--space-7);
        margin-top: var(--space-4);
      }

      .side {
        display: grid;
        align-content: start;
        gap: var(--space-5);
      }

      fieldset {
        border: 0;
        min-width: 0;
      }

      legend {
        padding: 0;
        color: var(--ink-3);
        font-size: var(--size-2);
        margin-bottom: var(--space-2);
      }

      .presets {
        display: flex;
        border: 1px solid var(--line-strong);
        border-radius: 8px;
      }

      .presets label {
        position: relative;
        flex: 1;
        padding: 7px var(--space-3);
        line-height: 1.35;
        cursor: pointer;
        color: var(--ink-2);
        border-radius: 7px;
      }

      .presets label:hover {
        color: var(--ink);
      }

      .presets label:has(:checked) {
        background: var(--ink);
        color: var(--ground);
      }

      .presets label:has(:checked) small {
        color: inherit;
      }

      .presets label:has(:focus-visible) {
        outline: 2px solid var(--keep);
        outline-offset: 2px;
      }

      .presets input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }

      small {
        font-size: var(--size-2);
        color: var(--ink-3);
      }

      .rows div {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(244px, 1fr));
        gap: 0 var(--space-5);
      }

      .rows label {
        display: grid;
        grid-template-columns: 16px 1fr;
        gap: 0 var(--space-3);
        align-items: center;
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
        line-height: 1.4;
        cursor: pointer;
      }

      small {
        display: block;
      }

      .rows small {
        grid-column: 2;
      }

      .rows input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--spend);
      }

      .start {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }

      .start button {
        min-width: 160px;
      }

      @media (max-width: 980px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }

      @media (max-width: 560px) {
        .start button {
          width: 100%;
        }
      }
    `,
  ];

  declare settings: Settings;
  declare offered: readonly OfferedEntry[];
  declare plannedMs: number;
  declare hasGpu: boolean;
  declare heading: string;

  constructor() {
    super();
    this.settings = { entries: null, secondsPerRun: PRESETS[0].secondsPerRun, runs: PRESETS[0].runs };
    this.offered = [];
    this.plannedMs = 0;
    this.hasGpu = false;
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

  #toggle(id: string, isOn: boolean): void {
    const ids = this.offered.map((entry) => entry.id);
    const chosen = ids.filter((one) => (one === id ? isOn : this.#isChosen(one)));
    this.#change({ entries: chosen.length === ids.length ? null : chosen });
  }

  #isChosen(id: string): boolean {
    return this.settings.entries?.includes(id) ?? true;
  }

  override render() {
    const { settings, offered } = this;
    const preset = presetOf(settings);
    const isEmpty = !offered.some(({ id }) => this.#isChosen(id));
    const seconds = formatDuration(Math.round(this.plannedMs / 1000)).replace(/\.0+ /u, ' ');
    return html`
      <h2>${this.heading}</h2>
      <div class="columns">
        <div class="side">
          <fieldset>
            <legend>Time for each row</legend>
            <div class="presets">
              ${PRESETS.map(
                ({ id, title, secondsPerRun, runs }) => html`<label>
                  <input
                    type="radio"
                    name="preset"
                    .checked=${preset?.id === id}
                    @change=${() => this.#change({ secondsPerRun, runs })}
                  />
                  ${title}<small>${timing(runs, secondsPerRun)}</small>
                </label>`,
              )}
              ${
                preset === null
                  ? html`<label>
                      <input type="radio" name="preset" .checked=${true} />
                      From the address<small>${timing(settings.runs, settings.secondsPerRun)}</small>
                    </label>`
                  : nothing
              }
            </div>
          </fieldset>
          <div class="start">
            <button
              class="primary"
              part="start"
              type="button"
              ?disabled=${isEmpty}
              aria-describedby="cost"
              @click=${() => this.dispatchEvent(new CustomEvent('start-benchmark'))}
            >
              Start
            </button>
            <p id="cost" class="say">
              ${
                isEmpty
                  ? 'Choose at least one row.'
                  : html`Uses the chosen cores${this.hasGpu ? ' and the GPU' : ''} at full power for about ${seconds}.
                    Nothing hashes before you press Start; nothing is sent anywhere.`
              }
            </p>
          </div>
        </div>
        <fieldset class="rows">
          <legend>Rows, from one slow engine to everything at once</legend>
          <div>
            ${offered.map(
              ({ id, label, note }) => html`<label>
                <input
                  type="checkbox"
                  .checked=${this.#isChosen(id)}
                  @change=${(event: Event) => this.#toggle(id, (event.target as HTMLInputElement).checked)}
                />
                <span>${label}</span>
                <small>${note}</small>
              </label>`,
            )}
          </div>
        </fieldset>
      </div>
    `;
  }
}

function timing(runs: number, seconds: number): string {
  return `${formatCount(runs)} run${runs === 1 ? '' : 's'} of ${formatNumber(seconds).replace(/\.?0+$/u, '')} s`;
}

customElements.define('benchmark-setup', BenchmarkSetup);
