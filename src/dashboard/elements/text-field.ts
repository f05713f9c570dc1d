import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../style/base.ts';
import { fieldStyles } from '../style/fields.ts';
import { userEvent } from './user-event.ts';

/**
 * A line of text to type. Whoever holds the value says what is wrong with it.
 *
 * @property label - What is set.
 * @property kind - `text`, `url`, or `password`, which is shown as dots and offered to no password store.
 * @property value - The text.
 * @property placeholder - Stands in an empty field.
 * @property maxLength - Most characters.
 * @property note - A sentence under the field; empty for none.
 * @property problem - What is wrong with the value; empty for nothing.
 * @property disabled - Whether it cannot be changed.
 * @fires value-input - detail: string, while typing. Bubbles, composed, as the next.
 * @fires value-change - detail: string, on Enter and on leaving.
 * @csspart box - The field.
 */
export class TextField extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    label: { type: String },
    kind: { type: String },
    value: { type: String },
    placeholder: { type: String },
    maxLength: { type: Number, attribute: 'max-length' },
    note: { type: String },
    problem: { type: String },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .box > .url {
        font-family: var(--mono);
        font-size: var(--size-2);
      }
    `,
  ];

  declare label: string;
  declare kind: 'text' | 'url' | 'password';
  declare value: string;
  declare placeholder: string;
  declare maxLength: number;
  declare note: string;
  declare problem: string;
  declare disabled: boolean;

  constructor() {
    super();
    this.label = '';
    this.kind = 'text';
    this.value = '';
    this.placeholder = '';
    this.maxLength = 2000;
    this.note = '';
    this.problem = '';
    this.disabled = false;
  }

  #take(event: Event, type: 'value-input' | 'value-change'): void {
    this.value = (event.target as HTMLInputElement).value;
    this.dispatchEvent(userEvent(type, this.value));
  }

  override render() {
    const { label, kind, value, note, problem } = this;
    const described = [note === '' ? '' : 'note', problem === '' ? '' : 'wrong'].filter((id) => id !== '');
    return html`
      <label class="label" for="input">${label}</label>
      <div class="box" part="box">
        <input
          id="input"
          class=${kind}
          type=${kind === 'password' ? 'password' : 'text'}
          inputmode=${kind === 'url' ? 'url' : nothing}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          data-1p-ignore
          data-lpignore="true"
          maxlength=${this.maxLength}
          placeholder=${this.placeholder}
          .value=${live(value)}
          aria-invalid=${problem === '' ? 'false' : 'true'}
          aria-describedby=${described.length === 0 ? nothing : described.join(' ')}
          ?disabled=${this.disabled}
          @input=${(event: Event) => this.#take(event, 'value-input')}
          @change=${(event: Event) => this.#take(event, 'value-change')}
        />
      </div>
      ${problem === '' ? nothing : html`<p class="wrong" id="wrong" role="alert">${problem}</p>`}
      ${note === '' ? nothing : html`<p class="note" id="note">${note}</p>`}
    `;
  }
}

customElements.define('text-field', TextField);
