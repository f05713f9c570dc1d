import { css, html, LitElement, nothing } from 'lit';
import { RULES, ruleNamed } from '../../../difficulty/index.ts';
import { formatWholeSeconds } from '../../../primitives/index.ts';
import '../../elements/choice-group.ts';
import '../../elements/number-field.ts';
import '../../elements/select-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { NewChain } from '../../session/session-client.ts';
import { baseStyles } from '../../style/base.ts';
import { SPACING_SEC, SPACINGS_SEC, WINDOW_BLOCKS } from '../settings.ts';

const OTHER = 'other';
const RULE_OPTIONS = RULES.map(({ name, title, summary, usedBy }) => ({
  value: name,
  label: title === 'fixed' ? 'None: fixed difficulty' : title,
  note: `${summary} Used by: ${usedBy}.`,
}));

/**
 * What belongs to a chain for good: its spacing, its rule, and the rule's window.
 *
 * @property choice - What is chosen: {@link NewChain}.
 * @fires chain-change - detail: NewChain. Bubbles, composed.
 */
export class ChainChoiceElement extends LitElement {
  static override properties = {
    choice: { attribute: false },
    isOther: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      .fields {
        display: grid;
        gap: var(--space-4);
      }

      .spacing {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        align-items: end;
      }

      number-field {
        width: 132px;
      }
    `,
  ];

  declare choice: NewChain;
  /** Whether a spacing beside the named ones is being set. */
  declare protected isOther: boolean;

  constructor() {
    super();
    this.choice = { rule: 'asert', spacingSec: 10, windowBlocks: null };
    this.isOther = false;
  }

  #change(event: Event, change: Partial<NewChain>): void {
    event.stopPropagation();
    const next = { ...this.choice, ...change };
    const least = ruleNamed(next.rule).leastSpacingSec ?? 1;
    this.dispatchEvent(userEvent('chain-change', { ...next, spacingSec: Math.max(least, next.spacingSec) }));
  }

  #pickSpacing(event: CustomEvent<string>): void {
    this.isOther = event.detail === OTHER;
    if (this.isOther) event.stopPropagation();
    else this.#change(event, { spacingSec: Number(event.detail) });
  }

  override render() {
    const { rule: name, spacingSec, windowBlocks } = this.choice;
    const rule = ruleNamed(name);
    const isNamed = SPACINGS_SEC.some((sec) => sec === spacingSec) && !this.isOther;
    const { windowMeaning, laboratoryWindowBlocks } = rule;
    return html`<div class="fields">
      <div class="spacing">
        <choice-group
          label="A block about every"
          .options=${[
            ...SPACINGS_SEC.map((sec) => ({ value: String(sec), label: formatWholeSeconds(sec) })),
            { value: OTHER, label: 'other' },
          ]}
          .value=${isNamed ? String(spacingSec) : OTHER}
          @value-change=${this.#pickSpacing}
        ></choice-group>
        ${
          isNamed
            ? nothing
            : html`<number-field
                label="Spacing"
                unit="s"
                is-whole
                .value=${spacingSec}
                .min=${rule.leastSpacingSec ?? SPACING_SEC.min}
                .max=${SPACING_SEC.max}
                @value-change=${(event: CustomEvent<number>) => this.#change(event, { spacingSec: event.detail })}
              ></number-field>`
        }
      </div>
      <select-field
        label="Rule that sets the difficulty"
        .options=${RULE_OPTIONS}
        .value=${name}
        @value-change=${(event: CustomEvent<string>) => this.#change(event, { rule: event.detail, windowBlocks: null })}
      ></select-field>
      ${
        windowMeaning === null
          ? nothing
          : html`<number-field
              label=${`Its ${windowMeaning}`}
              unit="blocks"
              is-whole
              .value=${windowBlocks ?? laboratoryWindowBlocks}
              .min=${WINDOW_BLOCKS.min}
              .max=${WINDOW_BLOCKS.max}
              @value-change=${(event: CustomEvent<number>) =>
                this.#change(event, {
                  windowBlocks: event.detail === laboratoryWindowBlocks ? null : event.detail,
                })}
            ></number-field>`
      }
    </div>`;
  }
}

customElements.define('chain-choice', ChainChoiceElement);
