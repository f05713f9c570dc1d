import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../style/base.ts';
import { fieldStyles } from '../style/fields.ts';
import { userEvent } from './user-event.ts';

/** One thing to choose. */
export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** Said under the field while this is chosen. */
  readonly note?: string;
}

/**
 * One of many, from a list that opens.
 *
 * @property label - What is chosen.
 * @property options - What there is to choose.
 * @property value - Value of the chosen option.
 * @property isLabelHidden - Whether the label is for screen readers alone.
 * @property note - A sentence under the field, after the option's own; empty for none.
 * @property disabled - Whether it cannot be changed.
 * @fires value-change - detail: string. Bubbles, composed.
 * @csspart box - The field.
 */
export class SelectField extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    label: { type: String },
    options: { attribute: false },
    value: { type: String },
    isLabelHidden: { type: Boolean, attribute: 'is-label-hidden' },
    note: { type: String },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .box {
        position: relative;
      }

      select {
        appearance: none;
        padding-right: 30px;
        text-overflow: ellipsis;
        cursor: pointer;
      }

      option {
        background: var(--panel);
        color: var(--ink);
      }

      .box::after {
        content: '';
        position: absolute;
        right: 13px;
        top: calc(50% - 5px);
        width: 6px;
        height: 6px;
        border: solid var(--ink-2);
        border-width: 0 1.5px 1.5px 0;
        transform: rotate(45deg);
        pointer-events: none;
      }
    `,
  ];

  declare label: string;
  declare options: readonly SelectOption[];
  declare value: string;
  declare isLabelHidden: boolean;
  declare note: string;
  declare disabled: boolean;

  constructor() {
    super();
    this.label = '';
    this.options = [];
    this.value = '';
    this.isLabelHidden = false;
    this.note = '';
    this.disabled = false;
  }

  #change(event: Event): void {
    this.value = (event.target as HTMLSelectElement).value;
    this.dispatchEvent(userEvent('value-change', this.value));
  }

  override render() {
    const { label, options, value, disabled } = this;
    const own = options.find((option) => option.value === value)?.note ?? '';
    const note = [own, this.note].filter((text) => text !== '').join(' ');
    return html`
      <label class=${this.isLabelHidden ? 'only-read' : 'label'} for="input">${label}</label>
      <div class="box" part="box">
        <select
          id="input"
          aria-describedby=${note === '' ? nothing : 'note'}
          ?disabled=${disabled}
          @change=${this.#change}
        >
          ${options.map(
            (option) =>
              html`<option value=${option.value} .selected=${live(option.value === value)}>${option.label}</option>`,
          )}
        </select>
      </div>
      ${note === '' ? nothing : html`<p class="note" id="note">${note}</p>`}
    `;
  }
}

customElements.define('select-field', SelectField);
