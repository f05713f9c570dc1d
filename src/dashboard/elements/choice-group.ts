import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../style/base.ts';
import { fieldStyles } from '../style/fields.ts';
import { userEvent } from './user-event.ts';

/** One thing to choose. */
export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
}

/**
 * One of a few, all in sight.
 *
 * @property label - What is chosen.
 * @property options - What there is to choose.
 * @property value - Value of the chosen option.
 * @property isLabelHidden - Whether the label is for screen readers alone.
 * @property disabled - Whether it cannot be changed.
 * @fires value-change - detail: string. Bubbles, composed.
 * @csspart options - The row of choices.
 */
export class ChoiceGroup extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    label: { type: String },
    options: { attribute: false },
    value: { type: String },
    isLabelHidden: { type: Boolean, attribute: 'is-label-hidden' },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .options {
        display: inline-flex;
        flex-wrap: wrap;
        max-width: 100%;
        padding: 2px;
        gap: 2px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-control);
        background: var(--field);
      }

      fieldset:disabled .options {
        border-color: var(--line);
      }

      label {
        position: relative;
        display: flex;
        align-items: center;
        min-height: var(--choice-height, 30px);
        padding: 0 11px;
        border-radius: var(--radius-small);
        color: var(--ink-2);
        font-size: var(--size-2);
        white-space: nowrap;
        cursor: pointer;
        transition: background-color var(--quick);
      }

      label:hover {
        color: var(--ink);
      }

      label:has(:checked) {
        background: var(--ink);
        color: var(--ground);
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--keep);
        outline-offset: 2px;
      }

      fieldset:disabled label {
        color: var(--ink-3);
        cursor: default;
      }

      fieldset:disabled label:has(:checked) {
        background: var(--line);
        color: var(--ink-2);
      }

      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }

      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  declare label: string;
  declare options: readonly ChoiceOption[];
  declare value: string;
  declare isLabelHidden: boolean;
  declare disabled: boolean;

  constructor() {
    super();
    this.label = '';
    this.options = [];
    this.value = '';
    this.isLabelHidden = false;
    this.disabled = false;
  }

  #change(value: string): void {
    this.value = value;
    this.dispatchEvent(userEvent('value-change', value));
  }

  override render() {
    return html`<fieldset ?disabled=${this.disabled}>
      <legend class=${this.isLabelHidden ? 'only-read' : 'label'}>${this.label}</legend>
      <div class="options" part="options">
        ${this.options.map(
          ({ value, label }) => html`<label
            ><input
              type="radio"
              name="choice"
              value=${value}
              .checked=${live(value === this.value)}
              @change=${() => this.#change(value)}
            />${label}</label
          >`,
        )}
      </div>
    </fieldset>`;
  }
}

customElements.define('choice-group', ChoiceGroup);
