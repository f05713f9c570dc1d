import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../../../primitives/index.ts';
import { userEvent } from '../../elements/user-event.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import type { ShownRace } from '../shown-race.ts';
import { TOUR } from './steps.ts';

/**
 * The story, a step at a time.
 *
 * @property step - From 1.
 * @property race - The race that the step is about, whole; null while it is on its way.
 * @fires tour-step - detail: number; 0 ends the tour. Bubbles, composed.
 */
export class RaceTour extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = { step: { type: Number }, race: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2) var(--space-6);
        align-items: end;
        padding: var(--space-4) 18px var(--space-4) 20px;
        border: 1px solid var(--line);
        border-left: 3px solid var(--spend);
        border-radius: var(--radius);
        background: var(--panel);
      }

      h2 {
        font-size: var(--size-5);
      }

      .head {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-3);
      }

      .count {
        color: var(--spend-ink);
        font: 500 var(--size-2) / 1.4 var(--mono);
      }

      .text {
        min-height: 6.2em;
        max-width: 78ch;
        font-size: var(--size-4);
        line-height: 1.55;
        color: var(--ink-2);
      }

      .text p + p {
        margin-top: var(--space-2);
      }

      .buttons {
        display: flex;
        gap: var(--space-2);
      }

      @media (max-width: 700px) {
        section {
          grid-template-columns: minmax(0, 1fr);
          padding: 14px;
        }

        .end {
          order: 1;
          margin-left: auto;
        }
      }
    `,
  ];

  declare step: number;
  declare race: ShownRace | null;

  constructor() {
    super();
    this.step = 1;
    this.race = null;
    this.addEventListener('keydown', this.#press);
  }

  /** So arrow keys go on at once, as somebody who shows it expects. */
  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.next')?.focus({ preventScroll: true });
  }

  protected override updated(): void {
    // A button that can no longer be pressed hears no keys.
    if (this.step === 1 && this.shadowRoot?.activeElement?.matches('.back')) this.firstUpdated();
  }

  #go(step: number): void {
    if (step >= 0 && step <= TOUR.length) this.dispatchEvent(userEvent('tour-step', step));
  }

  readonly #press = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    if (by === 0 || event.altKey || event.ctrlKey || event.metaKey || this.step + by < 1) return;
    event.preventDefault();
    this.#go(this.step + by);
  };

  override render() {
    const { step, race } = this;
    const current = TOUR[step - 1];
    if (current === undefined) return nothing;
    const isLast = step === TOUR.length;
    const said = race === null ? null : current.say(race, current.dayOf(race));
    return html`<section aria-labelledby="title">
      <div class="head">
        <span class="count">${formatCount(step)} of ${formatCount(TOUR.length)}</span>
        <h2 id="title">${current.title}</h2>
      </div>
      <div class="text" aria-live="polite">
        ${said === null ? html`<p>The race is run…</p>` : said.map((sentence) => html`<p>${noBreak(sentence)}</p>`)}
      </div>
      <div class="buttons">
        <button type="button" class="quiet end" @click=${() => this.#go(0)}>End the tour</button>
        <button type="button" class="back" ?disabled=${step === 1} @click=${() => this.#go(step - 1)}>Back</button>
        <button type="button" class="next" @click=${() => this.#go(isLast ? 0 : step + 1)}>
          ${isLast ? 'Play yourself' : 'Next'}
        </button>
      </div>
    </section>`;
  }
}

customElements.define('race-tour', RaceTour);
