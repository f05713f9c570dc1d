import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../style/base.ts';
import { fieldStyles } from '../style/fields.ts';
import { userEvent } from './user-event.ts';

/**
 * Something that is on or off.
 *
 * @property label - What is on or off.
 * @property note - A sentence under the label; empty for none.
 * @property checked - Whether it is on.
 * @property disabled - Whether it cannot be changed.
 * @fires value-change - detail: boolean. Bubbles, composed.
 * @csspart label - Label and switch.
 */
export class ToggleSwitch extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    label: { type: String },
    note: { type: String },
    checked: { type: Boolean },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      label {
        display: grid;
        grid-template-columns: 34px minmax(0, 1fr);
        gap: 0 var(--space-3);
        align-items: center;
        min-height: 28px;
        cursor: pointer;
      }

      input {
        appearance: none;
        width: 34px;
        height: 20px;
        margin: 0;
        border: 1px solid var(--line-strong);
        border-radius: 10px;
        background: var(--field);
        cursor: pointer;
        transition: background-color var(--quick), border-color var(--quick);
      }

      input:focus-visible {
        border-radius: 10px;
      }

      input::before {
        content: '';
        display: block;
        width: 12px;
        height: 12px;
        margin: 3px;
        border-radius: 50%;
        background: var(--ink-3);
        transition: transform var(--quick), background-color var(--quick);
      }

      label:hover input:enabled {
        border-color: var(--ink-2);
      }

      input:checked {
        background: var(--control);
        border-color: var(--control);
      }

      input:checked::before {
        transform: translateX(14px);
        background: var(--ground);
      }

      input:disabled {
        border-color: var(--line);
      }

      input:checked:disabled {
        background: var(--ink-3);
      }

      .note {
        grid-column: 2;
        margin-top: 0;
      }

      @media (forced-colors: active) {
        input {
          appearance: auto;
        }
      }
    `,
  ];

  declare label: string;
  declare note: string;
  declare checked: boolean;
  declare disabled: boolean;

  constructor() {
    super();
    this.label = '';
    this.note = '';
    this.checked = false;
    this.disabled = false;
  }

  #change(event: Event): void {
    this.checked = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(userEvent('value-change', this.checked));
  }

  override render() {
    const { label, note, checked, disabled } = this;
    return html`<label part="label" class=${disabled ? 'is-off' : ''}>
      <input
        type="checkbox"
        role="switch"
        aria-describedby=${note === '' ? nothing : 'note'}
        .checked=${live(checked)}
        ?disabled=${disabled}
        @change=${this.#change}
      />
      <span>${label}</span>
      ${note === '' ? nothing : html`<span class="note" id="note">${note}</span>`}
    </label>`;
  }
}

customElements.define('toggle-switch', ToggleSwitch);
