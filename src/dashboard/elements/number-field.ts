import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../style/base.ts';
import { fieldStyles } from '../style/fields.ts';
import { numberText, readNumber } from './number-text.ts';
import { userEvent } from './user-event.ts';

/**
 * A number to type. A wrong one stays as it was typed, with a sentence under it; the value stays the last good one.
 *
 * @property label - What is set.
 * @property isLabelHidden - Whether the label is for screen readers alone.
 * @property unit - Stands after the number; empty for none.
 * @property value - The number.
 * @property min - Least value; -Infinity for none.
 * @property max - Largest value; Infinity for none.
 * @property step - What the arrow keys add or take.
 * @property isWhole - Whether only whole numbers are good.
 * @property note - A sentence under the field; empty for none.
 * @property disabled - Whether it cannot be changed.
 * @fires value-change - detail: number, on Enter, arrow keys and on leaving; only when it is good. Bubbles, composed.
 * @csspart box - Field and unit.
 */
export class NumberField extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    label: { type: String },
    isLabelHidden: { type: Boolean, attribute: 'is-label-hidden' },
    unit: { type: String },
    value: { type: Number },
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
    isWhole: { type: Boolean, attribute: 'is-whole' },
    note: { type: String },
    disabled: { type: Boolean },
    text: { state: true },
    problem: { state: true },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      input {
        font-family: var(--mono);
        font-size: var(--size-2);
      }

      .unit {
        padding-right: 10px;
        white-space: nowrap;
      }
    `,
  ];

  declare label: string;
  declare isLabelHidden: boolean;
  declare unit: string;
  declare value: number;
  declare min: number;
  declare max: number;
  declare step: number;
  declare isWhole: boolean;
  declare note: string;
  declare disabled: boolean;
  declare protected text: string;
  declare protected problem: string;

  constructor() {
    super();
    this.label = '';
    this.isLabelHidden = false;
    this.unit = '';
    this.value = 0;
    this.min = Number.NEGATIVE_INFINITY;
    this.max = Number.POSITIVE_INFINITY;
    this.step = 1;
    this.isWhole = false;
    this.note = '';
    this.disabled = false;
    this.text = '0';
    this.problem = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value')) return;
    this.text = numberText(this.value);
    this.problem = '';
  }

  /** While typing nothing is held against what is not finished; a mended mistake is forgiven at once. */
  #type(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    if (this.problem !== '' && readNumber(this.text, this).ok) this.problem = '';
  }

  #settle(): void {
    const read = readNumber(this.text, this);
    this.problem = read.ok ? '' : read.reason;
    if (!read.ok) return;
    this.text = numberText(read.value);
    if (read.value === this.value) return;
    this.value = read.value;
    this.dispatchEvent(userEvent('value-change', this.value));
  }

  #press(event: KeyboardEvent): void {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    const read = readNumber(this.text, this);
    const wanted = (read.ok ? read.value : this.value) + direction * this.step;
    this.text = numberText(Math.min(this.max, Math.max(this.min, wanted)));
    this.#settle();
  }

  override render() {
    const { label, unit, note, problem, disabled, text } = this;
    const described = [note === '' ? '' : 'note', problem === '' ? '' : 'wrong']
      .filter((id) => id !== '')
      .join(' ');
    return html`
      <label class=${this.isLabelHidden ? 'only-read' : 'label'} for="input">${label}</label>
      <div class="box" part="box">
        <input
          id="input"
          type="text"
          inputmode=${this.isWhole && this.min >= 0 ? 'numeric' : 'decimal'}
          autocomplete="off"
          spellcheck="false"
          .value=${live(text)}
          aria-invalid=${problem === '' ? 'false' : 'true'}
          aria-describedby=${described === '' ? nothing : described}
          ?disabled=${disabled}
          @input=${this.#type}
          @change=${this.#settle}
          @keydown=${this.#press}
        />
        ${unit === '' ? nothing : html`<span class="unit">${unit}</span>`}
      </div>
      ${problem === '' ? nothing : html`<p class="wrong" id="wrong" role="alert">${problem}</p>`}
      ${note === '' ? nothing : html`<p class="note" id="note">${note}</p>`}
    `;
  }
}

customElements.define('number-field', NumberField);
