import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { formatDate } from '../../../primitives/index.ts';
import { DAY_SEC, type RaceEvent } from '../../../simulation/index.ts';
import '../../elements/choice-group.ts';
import '../../elements/panel-card.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import type { RaceScene } from '../shown-race.ts';

type Wanted = 'main' | 'all';

/**
 * What happened, in order; a press on one goes to its day.
 *
 * @property scene - What the panels show.
 * @fires day-select - detail: { day }. Bubbles, composed.
 */
export class RaceEventsList extends LitElement {
  static override properties = { scene: { attribute: false }, wanted: { state: true } };

  static override styles = [
    baseStyles,
    css`
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        max-height: 420px;
        overflow-y: auto;
      }

      li + li {
        border-top: 1px solid var(--line);
      }

      button {
        display: grid;
        grid-template-columns: 126px minmax(0, 1fr);
        gap: 2px var(--space-4);
        width: 100%;
        padding: 9px var(--space-2);
        border: 0;
        border-radius: 0;
        text-align: left;
        font-weight: 400;
        line-height: 1.45;
      }

      button:focus-visible {
        outline-offset: -2px;
      }

      time {
        color: var(--ink-3);
        font-size: var(--size-2);
        line-height: 1.6;
      }

      b {
        font-weight: 550;
      }

      small {
        grid-column: 2;
        color: var(--ink-2);
        font-size: var(--size-2);
      }

      [aria-current] {
        background: color-mix(in srgb, var(--ink) 7%, transparent);
      }

      @media (max-width: 560px) {
        button {
          grid-template-columns: minmax(0, 1fr);
        }

        small {
          grid-column: 1;
        }
      }
    `,
  ];

  declare scene: RaceScene | null;
  declare protected wanted: Wanted;
  #drawn = '';

  constructor() {
    super();
    this.scene = null;
    this.wanted = 'main';
  }

  /** While a race runs most scenes have no other events. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const events = this.#events;
    const now = `${events.length} ${this.#lastBefore(events)} ${this.scene?.races[0].facts.startDay}`;
    const isOther = now !== this.#drawn || changed.has('wanted');
    this.#drawn = now;
    return isOther || !this.hasUpdated;
  }

  get #events(): readonly RaceEvent[] {
    const events = this.scene?.races[0].days.events ?? [];
    return this.wanted === 'all' ? events : events.filter(({ kind }) => kind !== 'release');
  }

  /** Index of the last event that has happened by the day that is looked at; -1 for none. */
  #lastBefore(events: readonly RaceEvent[]): number {
    return events.findLastIndex(({ day }) => day <= (this.scene?.day ?? -1));
  }

  override render() {
    const events = this.#events;
    const current = this.#lastBefore(events);
    const startDay = this.scene?.races[0].facts.startDay ?? 0;
    return html`<panel-card heading="What happened">
      <choice-group
        slot="tools"
        label="Events"
        is-label-hidden
        value=${this.wanted}
        .options=${[{ value: 'main', label: 'Turning points' }, { value: 'all', label: 'Machines too' }]}
        @value-change=${(event: CustomEvent<Wanted>) => {
          event.stopPropagation();
          this.wanted = event.detail;
        }}
      ></choice-group>
      ${
        events.length === 0
          ? html`<p class="say">Nothing yet.</p>`
          : html`<ol>
              ${events.map(
                ({ day, label, text }, index) => html`<li>
                  <button
                    type="button"
                    aria-current=${index === current ? 'true' : nothing}
                    @click=${() => this.dispatchEvent(userEvent('day-select', { day }))}
                  >
                    <time>${formatDate((startDay + day) * DAY_SEC)}</time>
                    <b>${label}</b>
                    <small>${text}</small>
                  </button>
                </li>`,
              )}
            </ol>`
      }
    </panel-card>`;
  }
}

customElements.define('race-events-list', RaceEventsList);
