import { css, html, LitElement, nothing } from 'lit';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';

/**
 * What can be done with the chain as a whole.
 *
 * @property hasChain - Whether there is one.
 * @property disabled - Whether another tab has it.
 * @fires chain-export - Bubbles, composed, as the others.
 * @fires chain-import - detail: File.
 * @fires chain-new
 */
export class ChainMenu extends LitElement {
  static override properties = {
    hasChain: { type: Boolean, attribute: 'has-chain' },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  declare hasChain: boolean;
  declare disabled: boolean;

  constructor() {
    super();
    this.hasChain = false;
    this.disabled = false;
  }

  #pick(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be picked again.
    input.value = '';
    if (file !== undefined) this.dispatchEvent(userEvent('chain-import', file));
  }

  override render() {
    const { hasChain, disabled } = this;
    return html`
      <button type="button" part="import" ?disabled=${disabled} @click=${() => this.renderRoot.querySelector('input')?.click()}>
        Import
      </button>
      <input type="file" hidden aria-label="Chain file" @change=${this.#pick} />
      ${
        hasChain
          ? html`<button type="button" part="export" ?disabled=${disabled} @click=${() => this.dispatchEvent(userEvent('chain-export', null))}>
                Export
              </button>
              <button type="button" part="new" ?disabled=${disabled} @click=${() => this.dispatchEvent(userEvent('chain-new', null))}>
                New chain…
              </button>`
          : nothing
      }
    `;
  }
}

customElements.define('chain-menu', ChainMenu);
