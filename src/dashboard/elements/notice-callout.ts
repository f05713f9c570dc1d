import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../style/base.ts';
import { userEvent } from './user-event.ts';

/**
 * A message in the flow of the page; its text is the default slot.
 *
 * @property tone - `note` for what a person should know, `bad` for what failed.
 * @property heading - What happened, in a few words.
 * @property isDismissible - Whether a person can put it away; who shows it then takes it out.
 * @fires dismiss - Dismiss was pressed. Bubbles, composed.
 * @slot - The text.
 * @slot actions - Buttons under the text.
 * @csspart notice - The whole message.
 */
export class NoticeCallout extends LitElement {
  static override properties = {
    tone: { type: String },
    heading: { type: String },
    isDismissible: { type: Boolean, attribute: 'is-dismissible' },
  };

  static override styles = [
    baseStyles,
    css`
      .notice {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-4);
        border-left: 3px solid var(--line-strong);
        padding: var(--space-1) 0 var(--space-1) var(--space-4);
        max-width: calc(var(--measure) + 20px);
      }

      .bad {
        border-color: var(--bad);
      }

      h2 {
        font-size: var(--size-3);
      }

      .bad h2 {
        color: var(--bad);
      }

      .text {
        grid-column: 1;
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }

      .quiet {
        grid-area: 1 / 2 / span 2;
        align-self: start;
      }

      ::slotted([slot='actions']) {
        margin-top: var(--space-3);
      }
    `,
  ];

  declare tone: 'note' | 'bad';
  declare heading: string;
  declare isDismissible: boolean;

  constructor() {
    super();
    this.tone = 'note';
    this.heading = '';
    this.isDismissible = false;
  }

  override render() {
    return html`<div class="notice ${this.tone}" part="notice">
      <h2>${this.heading}</h2>
      <div class="text"><slot></slot><slot name="actions"></slot></div>
      ${
        this.isDismissible
          ? html`<button
              type="button"
              class="quiet"
              aria-label="Dismiss: ${this.heading}"
              @click=${() => this.dispatchEvent(userEvent('dismiss', null))}
            >
              Dismiss
            </button>`
          : nothing
      }
    </div>`;
  }
}

customElements.define('notice-callout', NoticeCallout);
