import { css, html, LitElement } from 'lit';
import { baseStyles } from '../style/base.ts';
import { userEvent } from './user-event.ts';

/** One tab. */
export interface Tab {
  readonly id: string;
  readonly label: string;
}

/**
 * Panels that take turns. The panels are children with `slot` set to their tab's id.
 *
 * @property label - What the tabs choose between, for screen readers.
 * @property tabs - The tabs in order.
 * @property selected - Id of the tab in front; the first where it names none.
 * @fires value-change - detail: string, the id. Bubbles, composed.
 * @slot (id) - The panel of that tab.
 * @csspart tabs - The row of tabs.
 */
export class TabSet extends LitElement {
  static override properties = {
    label: { type: String },
    tabs: { attribute: false },
    selected: { type: String },
  };

  static override styles = [
    baseStyles,
    css`
      .tabs {
        display: flex;
        gap: var(--space-5);
        overflow-x: auto;
        border-bottom: 1px solid var(--line);
        scrollbar-width: none;
      }

      button {
        min-height: 36px;
        padding: 0;
        border: 0;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        color: var(--ink-2);
        font-weight: 450;
        white-space: nowrap;
      }

      button:hover {
        background: none;
        color: var(--ink);
      }

      button:focus-visible {
        outline-offset: -2px;
        border-radius: var(--radius-small);
      }

      button[aria-selected='true'] {
        color: var(--ink);
        border-bottom-color: var(--ink);
        font-weight: 550;
      }

      .panel {
        padding-top: var(--space-4);
      }

      .panel[hidden] {
        display: none;
      }
    `,
  ];

  declare label: string;
  declare tabs: readonly Tab[];
  declare selected: string;

  constructor() {
    super();
    this.label = '';
    this.tabs = [];
    this.selected = '';
  }

  get #selected(): string {
    return (this.tabs.find(({ id }) => id === this.selected) ?? this.tabs[0])?.id ?? '';
  }

  #select(id: string): void {
    if (id === this.#selected) return;
    this.selected = id;
    this.dispatchEvent(userEvent('value-change', id));
  }

  async #press(event: KeyboardEvent): Promise<void> {
    const count = this.tabs.length;
    const at = this.tabs.findIndex(({ id }) => id === this.#selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#select(this.tabs[(to + count) % count]?.id ?? '');
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  override render() {
    const selected = this.#selected;
    return html`
      <div class="tabs" part="tabs" role="tablist" aria-label=${this.label} @keydown=${this.#press}>
        ${this.tabs.map(
          ({ id, label }) => html`<button
            type="button"
            role="tab"
            id="tab-${id}"
            aria-controls="panel-${id}"
            aria-selected=${id === selected}
            tabindex=${id === selected ? 0 : -1}
            @click=${() => this.#select(id)}
          >
            ${label}
          </button>`,
        )}
      </div>
      ${this.tabs.map(
        ({ id }) => html`<div
          class="panel"
          role="tabpanel"
          id="panel-${id}"
          aria-labelledby="tab-${id}"
          ?hidden=${id !== selected}
        >
          <slot name=${id}></slot>
        </div>`,
      )}
    `;
  }
}

customElements.define('tab-set', TabSet);
