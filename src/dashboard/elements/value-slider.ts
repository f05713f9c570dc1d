import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatNumber } from '../../primitives/index.ts';
import { baseStyles } from '../style/base.ts';
import { cssValues } from '../style/css-values.ts';
import { fieldStyles } from '../style/fields.ts';
import { rangeStyles } from '../style/range.ts';
import { nearestStop, type SliderScale, sliderStops } from './slider-stops.ts';
import { userEvent } from './user-event.ts';

/**
 * A number on a line, with its value beside the label.
 *
 * @property label - What is set.
 * @property min - Least value; above 0 where the scale is logarithmic.
 * @property max - Largest value.
 * @property step - Smallest difference between two values.
 * @property value - The value, also one between two stops.
 * @property scale - `linear`, or `log` for ten stops in every decade.
 * @property format - Writes a value with its unit.
 * @property note - A sentence under the slider; empty for none.
 * @property disabled - Whether it cannot be changed.
 * @fires value-input - detail: number, while it is dragged. Bubbles, composed, as the next.
 * @fires value-change - detail: number, when it is let go.
 * @csspart value - The value as text.
 */
export class ValueSlider extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    label: { type: String },
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
    value: { type: Number },
    scale: { type: String },
    format: { attribute: false },
    note: { type: String },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    rangeStyles,
    css`
      .top {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: var(--space-3);
      }

      output {
        font: 500 var(--size-2) / 1.4 var(--mono);
        color: var(--ink);
        white-space: nowrap;
      }

      input {
        margin-top: 2px;
        --filled: var(--control);
        --thumb: var(--control);
      }

      :host([disabled]) {
        --control: var(--ink-3);
      }

      .note {
        margin-top: 2px;
      }

      @media (forced-colors: active) {
        input {
          appearance: auto;
        }
      }
    `,
  ];

  declare label: string;
  declare min: number;
  declare max: number;
  declare step: number;
  declare value: number;
  declare scale: SliderScale;
  declare format: (value: number) => string;
  declare note: string;
  declare disabled: boolean;
  #stops: readonly number[] = [];

  constructor() {
    super();
    this.label = '';
    this.min = 0;
    this.max = 1;
    this.step = 0.01;
    this.value = 0;
    this.scale = 'linear';
    this.format = (value) => formatNumber(value);
    this.note = '';
    this.disabled = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isNew = (['min', 'max', 'step', 'scale'] as const).some((name) => changed.has(name));
    if (isNew) this.#stops = sliderStops(this);
    if (changed.has('disabled')) this.toggleAttribute('disabled', this.disabled);
  }

  #take(event: Event, type: 'value-input' | 'value-change'): void {
    this.value = this.#stops[Number((event.target as HTMLInputElement).value)] ?? this.value;
    this.dispatchEvent(userEvent(type, this.value));
  }

  override render() {
    const { label, note, value, disabled } = this;
    const last = this.#stops.length - 1;
    const index = nearestStop(this.#stops, value, this.scale);
    const text = this.format(value);
    return html`
      <div class="top">
        <label class="label" for="input">${label}</label>
        <output part="value" for="input">${text}</output>
      </div>
      <input
        id="input"
        type="range"
        min="0"
        max=${last}
        step="1"
        .value=${live(String(index))}
        aria-valuetext=${text}
        aria-describedby=${note === '' ? nothing : 'note'}
        ?disabled=${disabled}
        ${cssValues({ '--done': String(index / last) })}
        @input=${(event: Event) => this.#take(event, 'value-input')}
        @change=${(event: Event) => this.#take(event, 'value-change')}
      />
      ${note === '' ? nothing : html`<p class="note" id="note">${note}</p>`}
    `;
  }
}

customElements.define('value-slider', ValueSlider);
