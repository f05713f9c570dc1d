import { css, html, LitElement, type PropertyValues } from 'lit';
import { baseStyles } from '../style/base.ts';
import { userEvent } from './user-event.ts';

/**
 * A question or form before everything else. Esc closes it.
 *
 * @property heading - What it asks or shows.
 * @property open - Whether it is there.
 * @fires dialog-close - It was closed by Esc or a click beside it; `open` is then false. Bubbles, composed.
 * @slot - The content.
 * @slot actions - Buttons, the one that does it last.
 * @csspart dialog - The whole dialog.
 */
export class ModalDialog extends LitElement {
  static override properties = {
    heading: { type: String },
    open: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    css`
      dialog {
        width: min(100% - 32px, var(--dialog-width, 520px));
        max-height: min(100dvh - 32px, 800px);
        padding: var(--space-5);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        overflow: auto;
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 55%);
      }

      h2 {
        font-size: var(--size-4);
        margin-bottom: var(--space-3);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-2);
      }

      ::slotted([slot='actions']) {
        margin-top: var(--space-5);
      }
    `,
  ];

  declare heading: string;
  declare open: boolean;

  constructor() {
    super();
    this.heading = '';
    this.open = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog === null || dialog.open === this.open) return;
    if (this.open) dialog.showModal();
    else dialog.close();
  }

  /** The browser closed it: on Esc, or a form inside with `method="dialog"`. */
  #closed(): void {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(userEvent('dialog-close', null));
  }

  /** A press on the ground beside the dialog meets the dialog element itself, outside its box. */
  #pressed(event: PointerEvent): void {
    const dialog = event.currentTarget as HTMLDialogElement;
    if (event.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) dialog.close();
  }

  override render() {
    return html`<dialog part="dialog" aria-labelledby="heading" @close=${this.#closed} @pointerdown=${this.#pressed}>
      <h2 id="heading">${this.heading}</h2>
      <slot></slot>
      <div class="actions"><slot name="actions"></slot></div>
    </dialog>`;
  }
}

customElements.define('modal-dialog', ModalDialog);
