import { css, html, LitElement, nothing } from 'lit';
import { RACE_SCENARIOS } from '../../../simulation/index.ts';
import '../../elements/choice-group.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import '../../elements/select-field.ts';
import '../../elements/toggle-switch.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { KNOBS } from '../knobs.ts';
import {
  GROWTH_BOUNDS,
  KEPT,
  OWN,
  type PriceChoice,
  type RaceSettings,
  SEED_BOUNDS,
  YEAR_BOUNDS,
} from '../settings.ts';
import { fitsAddress } from '../settings-query.ts';
import { baseScenario, comparedScenario, keepToCompare, problemsOf } from '../settings-scenario.ts';
import { knobField } from './knob-field.ts';

const PRICE_OPTIONS: readonly { readonly value: PriceChoice; readonly label: string }[] = [
  { value: 'scenario', label: 'As told' },
  { value: 'constant', label: 'Stays' },
  { value: 'growth', label: 'Grows' },
];

const IN_FRONT = KNOBS.filter(({ group }) => group === 'front');

/**
 * What is raced: a scenario, what is turned in it, and what it is compared with.
 *
 * @property settings - The page's settings.
 * @fires settings-change - detail: part of the settings. Bubbles, composed, as the next.
 * @fires scenario-file - detail: the File that was picked.
 * @fires scenario-save - The scenario as it is now is wanted as a file.
 */
export class RaceSetup extends LitElement {
  static override properties = { settings: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .fields,
      .half {
        display: grid;
        gap: var(--space-4) var(--space-6);
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
      }

      /* On a tablet the card is as wide as the page. */
      @container (min-width: 600px) {
        .fields {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }

        .fields > :is(hr, .hint) {
          grid-column: 1 / -1;
        }
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
        gap: var(--space-4) var(--space-3);
        align-items: start;
      }

      hr {
        width: 100%;
        margin: 0;
        border: 0;
        border-top: 1px solid var(--line);
      }

      .files {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .files button {
        min-height: 32px;
        padding: 0 var(--space-3);
        font-size: var(--size-2);
      }

      .hint {
        color: var(--ink-3);
        font-size: var(--size-2);
      }
    `,
  ];

  declare settings: RaceSettings;

  #set(change: Partial<RaceSettings>): void {
    this.dispatchEvent(userEvent('settings-change', change));
  }

  #pick(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file !== undefined) this.dispatchEvent(userEvent('scenario-file', file));
    // The same file again is a change too: it may have been mended.
    input.value = '';
  }

  override render() {
    const { settings } = this;
    const own = settings.own === null ? null : baseScenario({ ...settings, scenario: OWN });
    const options = [
      ...RACE_SCENARIOS.map(({ name, title, summary }) => ({ value: name, label: title, note: summary })),
      ...(own === null ? [] : [{ value: OWN, label: `Your file: ${own.title}`, note: own.summary }]),
    ];
    return html`<panel-card heading="What is raced">
      <div class="fields">
        <div class="half">
          <select-field
            label="Scenario"
            value=${settings.scenario}
            .options=${options}
            @value-change=${(event: CustomEvent<string>) => this.#set({ scenario: event.detail, day: '' })}
          ></select-field>
          <div class="pair">${IN_FRONT.map((knob) => knobField(knob, settings))}
            <number-field
              label="Seed of the dice"
              .value=${settings.seed}
              .min=${SEED_BOUNDS.min}
              .max=${SEED_BOUNDS.max}
              is-whole
              @value-change=${(event: CustomEvent<number>) => this.#set({ seed: event.detail })}
            ></number-field>
          </div>
        </div>
        <div class="half">
          <toggle-switch
            label="Chips made for mining alone (ASICs)"
            .checked=${settings.hasAsics}
            @value-change=${(event: CustomEvent<boolean>) => this.#set({ hasAsics: event.detail })}
          ></toggle-switch>
          ${this.#price()}
          ${this.#comparison()}
        </div>
        <hr />
        <div class="files">
          <button type="button" @click=${() => this.renderRoot.querySelector('input')?.click()}>
            Load a scenario
          </button>
          <button type="button" @click=${() => this.dispatchEvent(userEvent('scenario-save', null))}>
            Save this scenario
          </button>
          <input type="file" accept=".json,application/json" hidden @change=${this.#pick} />
        </div>
        <p class="hint">
          ${
            fitsAddress(settings)
              ? 'A scenario is a JSON file; it can be dropped on the page as well.'
              : 'Your scenario is too long for the page’s address: pass its file on together with the link.'
          }
        </p>
      </div>
    </panel-card>`;
  }

  #price() {
    const { price, priceYear, priceGrowth } = this.settings;
    return html`<choice-group
        label="Price of a coin"
        value=${price}
        .options=${PRICE_OPTIONS}
        @value-change=${(event: CustomEvent<PriceChoice>) => this.#set({ price: event.detail })}
      ></choice-group>
      ${
        price === 'scenario'
          ? nothing
          : html`<div class="pair">
              <number-field
                label="from January of"
                .value=${priceYear}
                .min=${YEAR_BOUNDS.min}
                .max=${YEAR_BOUNDS.max}
                is-whole
                @value-change=${(event: CustomEvent<number>) => this.#set({ priceYear: event.detail })}
              ></number-field>
              ${
                price === 'growth'
                  ? html`<number-field
                      label="Growth"
                      unit="%/year"
                      .value=${priceGrowth}
                      .min=${GROWTH_BOUNDS.min}
                      .max=${GROWTH_BOUNDS.max}
                      .step=${5}
                      @value-change=${(event: CustomEvent<number>) => this.#set({ priceGrowth: event.detail })}
                    ></number-field>`
                  : nothing
              }
            </div>`
      }`;
  }

  #comparison() {
    const { settings } = this;
    const { own, kept, compare } = settings;
    const titled = (value: string) => comparedScenario({ ...settings, compare: value })?.title ?? '';
    return html`<select-field
        label="Compare with"
        value=${compare}
        note=${
          compare === ''
            ? ''
            : `${compare === KEPT ? 'As it was when it was kept' : 'As its file has it'}, with the same dice.`
        }
        .options=${[
          { value: '', label: 'Nothing' },
          ...(kept === null ? [] : [{ value: KEPT, label: titled(KEPT) }]),
          ...RACE_SCENARIOS.map(({ name, title }) => ({ value: name, label: title })),
          ...(own === null ? [] : [{ value: OWN, label: `Your file: ${titled(OWN)}` }]),
        ]}
        @value-change=${(event: CustomEvent<string>) => this.#set({ compare: event.detail })}
      ></select-field>
      <div class="files">
        <button
          type="button"
          ?disabled=${problemsOf(settings).length > 0}
          @click=${() => this.#set(keepToCompare(settings))}
        >
          Keep this race to compare with
        </button>
      </div>`;
  }
}

customElements.define('race-setup', RaceSetup);
