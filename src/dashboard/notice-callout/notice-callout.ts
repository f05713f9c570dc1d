import { css, html, LitElement } from 'lit';
import { baseStyles } from '../style/base.ts';

/**
 * A message in the flow of the page; its text is the default slot.
 *
 * @property tone - `note` for what a person should know, `bad` for what failed.
 * @property heading - What happened, in a few words.
 * @csspart notice - The whole message.
 */
export class NoticeCallout extends LitElement {
  static override properties = { tone: { type: String }, heading: { type: String } };

  static override styles = [
    baseStyles,
    css`
      .notice {
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
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare tone: 'note' | 'bad';
  declare heading: string;

  constructor() {
    super();
    this.tone = 'note';
    this.heading = '';
  }

  override render() {
    return html`<div class="notice ${this.tone}" part="notice">
      <h2>${this.heading}</h2>
      <div class="text"><slot></slot></div>
    </div>`;
  }
}

customElements.define('notice-callout', NoticeCallout);
