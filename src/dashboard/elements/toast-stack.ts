import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from '../style/base.ts';
import { userEvent } from './user-event.ts';

/** A short word on something that was done; it goes by itself. */
export interface Toast {
  readonly text: string;
  /** `bad` for what failed. */
  readonly tone?: 'note' | 'bad';
  /** A button; a toast with one stays until it is put away. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface ShownToast extends Toast {
  readonly id: number;
}

/** Time to read a toast, ms: what stays long enough for two sentences. */
const SHOWN_MS = 6_000;

/** Asks the shell to show a toast. */
export function raiseToast(element: EventTarget, text: string, tone: 'note' | 'bad' = 'note'): void {
  element.dispatchEvent(userEvent<Toast>('toast', { text, tone }));
}

/**
 * Toasts at the foot of the page; the shell holds one and hands it every `toast` event. One that is pointed at or has
 * the focus stays.
 *
 * @csspart toast - One toast.
 */
export class ToastStack extends LitElement {
  static override properties = { toasts: { state: true } };

  static override styles = [
    baseStyles,
    css`
      :host {
        position: fixed;
        z-index: 5;
        right: var(--space-5);
        bottom: var(--space-5);
        width: min(380px, 100vw - 32px);
      }

      .stack {
        display: grid;
        gap: var(--space-2);
      }

      .toast {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        min-height: 44px;
        border-radius: var(--radius-control);
        background: var(--ink);
        color: var(--ground);
      }

      .text {
        flex: 1;
        overflow-wrap: anywhere;
      }

      .bad {
        background: var(--bad);
      }

      button,
      button.quiet {
        color: inherit;
        border-color: color-mix(in srgb, var(--ground) 45%, transparent);
      }

      button:hover,
      button.quiet:hover {
        color: inherit;
        background: color-mix(in srgb, var(--ground) 14%, transparent);
      }

      :focus-visible {
        outline-color: var(--ground);
      }

      @media (max-width: 560px) {
        :host {
          right: var(--space-4);
          bottom: var(--space-4);
        }
      }

      @media (forced-colors: active) {
        .toast {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  declare protected toasts: readonly ShownToast[];
  #nextId = 0;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  constructor() {
    super();
    this.toasts = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Shows a toast; the same text again replaces the one that is there. */
  show(toast: Toast): void {
    const id = this.#nextId++;
    for (const { id: old, text } of this.toasts) if (text === toast.text) this.#remove(old);
    this.toasts = [...this.toasts, { ...toast, id }];
    if (toast.action === undefined) this.#wait(id);
  }

  #wait(id: number): void {
    this.#timers.set(
      id,
      setTimeout(() => this.#remove(id), SHOWN_MS),
    );
  }

  #hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  #letGo(toast: ShownToast): void {
    if (toast.action === undefined && this.toasts.includes(toast)) this.#wait(toast.id);
  }

  #remove(id: number): void {
    this.#hold(id);
    this.#timers.delete(id);
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  override render() {
    return html`<div class="stack" role="log" aria-live="polite" aria-label="Messages">
      ${repeat(
        this.toasts,
        ({ id }) => id,
        (toast) => html`<div
          class="toast ${toast.tone ?? 'note'}"
          part="toast"
          @pointerenter=${() => this.#hold(toast.id)}
          @pointerleave=${() => this.#letGo(toast)}
          @focusin=${() => this.#hold(toast.id)}
          @focusout=${() => this.#letGo(toast)}
        >
          <span class="text">${toast.text}</span>
          ${
            toast.action === undefined
              ? nothing
              : html`<button type="button" @click=${() => this.#act(toast)}>${toast.action.label}</button>`
          }
          <button type="button" class="quiet" @click=${() => this.#remove(toast.id)}>Close</button>
        </div>`,
      )}
    </div>`;
  }

  #act({ id, action }: ShownToast): void {
    this.#remove(id);
    action?.run();
  }
}

customElements.define('toast-stack', ToastStack);
