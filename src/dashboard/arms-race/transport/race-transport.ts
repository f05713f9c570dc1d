import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDate } from '../../../primitives/index.ts';
import { DAY_SEC, yearOfDay } from '../../../simulation/index.ts';
import '../../elements/choice-group.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { cssValues } from '../../style/css-values.ts';
import { rangeStyles } from '../../style/range.ts';
import type { PlayerState, Speed } from '../run/race-player.ts';
import { yearMarks } from './year-marks.ts';

const SPEED_OPTIONS: readonly { readonly value: Speed; readonly label: string }[] = [
  { value: '1', label: '1 year/s' },
  { value: '4', label: '4' },
  { value: 'full', label: 'Full' },
];

/** Days that an arrow key goes; with Page Up and Page Down a year. */
const STEP_DAYS = 7;
const YEAR_DAYS = 365;

/**
 * Run, pause, speed, and the years to scrub along.
 *
 * @property state - What the player is about.
 * @property speed - How fast it plays.
 * @property startDay - Days since 1970-01-01 of the first day.
 * @property days - Days that there are in all.
 * @property shown - Days that are there.
 * @property day - The day that is looked at.
 * @fires race-play - Run was pressed. Bubbles, composed, as the next.
 * @fires race-pause - Pause was pressed.
 * @fires race-speed - detail: Speed.
 * @fires day-select - detail: { day }.
 */
export class RaceTransport extends LitElement {
  static override properties = {
    state: { type: String },
    speed: { type: String },
    startDay: { type: Number },
    days: { type: Number },
    shown: { type: Number },
    day: { type: Number },
  };

  static override styles = [
    baseStyles,
    rangeStyles,
    css`
      .bar {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        padding: 10px var(--space-4);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--panel);
        box-shadow: 0 6px 24px rgb(0 0 0 / 12%);
      }

      .play {
        min-width: 84px;
      }

      .way {
        position: relative;
        min-width: 0;
      }

      .words {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: var(--space-3);
        font-size: var(--size-2);
        color: var(--ink-3);
      }

      output {
        font: 500 var(--size-3) / 1.3 var(--mono);
        color: var(--ink);
        white-space: nowrap;
      }

      input {
        /* What is there is warm, what is to come is not. */
        --filled: var(--spend);
        --thumb: var(--ink);
      }

      .years {
        position: relative;
        height: 14px;
        margin: -2px 8px 0;
        font-size: var(--size-1);
        line-height: 14px;
        color: var(--ink-3);
      }

      .years span {
        position: absolute;
        left: calc(100% * var(--at));
        transform: translateX(-50%);
      }

      choice-group {
        --choice-height: 28px;
      }

      @media (max-width: 700px) {
        .bar {
          grid-template-columns: auto minmax(0, 1fr);
          padding: var(--space-2) var(--space-3);
        }

        .way {
          grid-column: 1 / -1;
          order: 3;
        }

        choice-group {
          justify-self: end;
        }
      }

      @media (forced-colors: active) {
        input {
          appearance: auto;
        }
      }
    `,
  ];

  declare state: PlayerState;
  declare speed: Speed;
  declare startDay: number;
  declare days: number;
  declare shown: number;
  declare day: number;

  constructor() {
    super();
    this.state = 'empty';
    this.speed = '4';
    this.startDay = 0;
    this.days = 0;
    this.shown = 0;
    this.day = 0;
  }

  #look(day: number): void {
    const within = Math.max(0, Math.min(this.days - 1, day));
    this.dispatchEvent(userEvent('day-select', { day: within }));
  }

  /** A range's own steps of a day would take an evening. */
  #press(event: KeyboardEvent): void {
    const step = {
      ArrowLeft: -STEP_DAYS,
      ArrowDown: -STEP_DAYS,
      ArrowRight: STEP_DAYS,
      ArrowUp: STEP_DAYS,
      PageDown: -YEAR_DAYS,
      PageUp: YEAR_DAYS,
      Home: -Infinity,
      End: Infinity,
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#look(this.day + step);
  }

  override render() {
    const { state, days, shown, day, startDay } = this;
    const isPlaying = state === 'playing';
    const isReady = days > 1;
    const date = isReady ? formatDate((startDay + day) * DAY_SEC) : '–';
    return html`<div class="bar" role="group" aria-label="Run and scrub">
      ${
        isPlaying
          ? html`<button type="button" class="play" @click=${() => this.dispatchEvent(userEvent('race-pause', null))}>
              Pause
            </button>`
          : html`<button
              type="button"
              class="play"
              ?disabled=${!isReady}
              @click=${() => this.dispatchEvent(userEvent('race-play', null))}
            >
              ${state === 'ended' ? 'Run again' : 'Run'}
            </button>`
      }
      <div class="way">
        <div class="words">
          <label for="input">Day</label>
          <output for="input">${date}</output>
        </div>
        <input
          id="input"
          type="range"
          min="0"
          max=${Math.max(1, days - 1)}
          step="1"
          .value=${live(String(day))}
          aria-valuetext=${date}
          ?disabled=${!isReady}
          ${cssValues({ '--done': String(isReady ? Math.min(1, shown / days) : 0) })}
          @input=${(event: Event) => this.#look(Number((event.target as HTMLInputElement).value))}
          @keydown=${this.#press}
        />
        ${
          isReady
            ? html`<div class="years" aria-hidden="true">
                ${yearMarks(startDay, days).map(
                  (mark) =>
                    html`<span ${cssValues({ '--at': String(mark / (days - 1)) })}>${yearOfDay(startDay + mark)}</span>`,
                )}
              </div>`
            : nothing
        }
      </div>
      <choice-group
        label="Speed"
        is-label-hidden
        value=${this.speed}
        .options=${SPEED_OPTIONS}
        @value-change=${(event: CustomEvent<Speed>) => {
          event.stopPropagation();
          this.dispatchEvent(userEvent('race-speed', event.detail));
        }}
      ></choice-group>
    </div>`;
  }
}

customElements.define('race-transport', RaceTransport);
