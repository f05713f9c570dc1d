import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../style/base.ts';
import { fieldStyles } from '../style/fields.ts';
import type { SelectOption } from './select-field.ts';
import { userEvent } from './user-event.ts';

/**
 * Any number of things from a list.
 *
 * @property label - What is chosen.
 * @property options - What there is to choose; an option's note stands under its label.
 * @property values - Values of the chosen options.
 * @property disabled - Whether nothing can be changed.
 * @fires value-change - detail: string[], in the options' order. Bubbles, composed.
 * @csspart options - The list.
 */
export class CheckList extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    label: { type: String },
    options: { attribute: false },
    values: { attribute: false },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .options {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--column, 180px)), 1fr));
        gap: 0 var(--space-5);
      }

      label {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr);
        gap: 0 10px;
        align-items: center;
        min-height: 32px;
        padding: 5px 0;
        line-height: 1.4;
        cursor: pointer;
      }

      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--control);
        cursor: inherit;
      }

      .note {
        grid-column: 2;
        margin: 0;
      }
    `,
  ];

  declare label: string;
  declare options: readonly SelectOption[];
  declare values: readonly string[];
  declare disabled: boolean;

  constructor() {
    super();
    this.label = '';
    this.options = [];
    this.values = [];
    this.disabled = false;
  }

  #toggle(value: string, isOn: boolean): void {
    this.values = this.options
      .map((option) => option.value)
      .filter((one) => (one === value ? isOn : this.values.includes(one)));
    this.dispatchEvent(userEvent('value-change', [...this.values]));
  }

  override render() {
    return html`<fieldset ?disabled=${this.disabled}>
      <legend class="label">${this.label}</legend>
      <div class="options" part="options">
        ${this.options.map(
          ({ value, label, note }) => html`<label class=${this.disabled ? 'is-off' : ''}>
            <input
              type="checkbox"
              .checked=${live(this.values.includes(value))}
              @change=${(event: Event) => this.#toggle(value, (event.target as HTMLInputElement).checked)}
            />
            <span>${label}</span>
            ${note === undefined ? nothing : html`<span class="note">${note}</span>`}
          </label>`,
        )}
      </div>
    </fieldset>`;
  }
}

customElements.define('check-list', CheckList);
