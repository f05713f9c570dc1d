import { css, html, LitElement, type TemplateResult } from 'lit';
import { RULES } from '../../../difficulty/index.ts';
import '../../elements/select-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { KNOB_GROUPS, type KnobGroup } from '../knobs.ts';
import { RACE_RULES, type RaceSettings } from '../settings.ts';
import { baseScenario, knobsOf } from '../settings-scenario.ts';
import { knobField } from './knob-field.ts';

/** What is said of all knobs of a group at once. */
const SAID: Partial<Record<KnobGroup, string>> = {
  Electricity:
    'What farms pay at first, before the change of all prices above. Usual: what miners of 2017 to 2024 reported.',
};

/**
 * All that can be turned in a scenario beside the few knobs in front, each with where its usual value is from. Open where
 * something of it is turned.
 *
 * @property settings - The page's settings.
 * @fires settings-change - detail: part of the settings. Bubbles, composed.
 */
export class RaceKnobs extends LitElement {
  static override properties = { settings: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      details {
        padding: var(--space-3) 18px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }

      section {
        margin-top: var(--space-5);
      }

      h3 {
        font-size: var(--size-3);
        font-weight: 550;
      }

      .said {
        margin-top: 2px;
        color: var(--ink-3);
        font-size: var(--size-2);
      }

      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
        gap: var(--space-4) var(--space-5);
        align-items: start;
        margin: var(--space-3) 0;
      }
    `,
  ];

  declare settings: RaceSettings;
  /** Once something was turned it stays open: it would close on who turns that back. */
  #wasTurned = false;

  override render() {
    const { settings } = this;
    const knobs = knobsOf(settings).filter(({ group }) => group !== 'front');
    this.#wasTurned ||= settings.rule !== '' || knobs.some(({ id }) => settings.knobs[id] !== undefined);
    return html`<details ?open=${this.#wasTurned}>
      <summary>More to turn, and where it is from</summary>
      ${KNOB_GROUPS.map((group) => {
        const said = SAID[group];
        return html`<section aria-label=${group}>
          <h3>${group}</h3>
          ${said === undefined ? '' : html`<p class="said">${said}</p>`}
          <div class="fields">
            ${group === 'Chain' ? this.#rule() : ''}
            ${knobs
              .filter((knob) => knob.group === group)
              .map((knob) => knobField(knob, settings, said === undefined ? knob.note : ''))}
          </div>
        </section>`;
      })}
    </details>`;
  }

  #rule(): TemplateResult {
    const { settings } = this;
    const usual = baseScenario(settings).difficulty.rule;
    const title = (name: string) => RULES.find((rule) => rule.name === name)?.title ?? name;
    return html`<select-field
      label="Rule of difficulty"
      value=${settings.rule === '' ? usual : settings.rule}
      note="The code of the Difficulty page, on drawn block times."
      .options=${[...new Set([usual, ...RACE_RULES])].map((name) => ({ value: name, label: title(name) }))}
      @value-change=${({ detail }: CustomEvent<string>) =>
        this.dispatchEvent(userEvent('settings-change', { rule: detail === usual ? '' : detail }))}
    ></select-field>`;
  }
}

customElements.define('race-knobs', RaceKnobs);
