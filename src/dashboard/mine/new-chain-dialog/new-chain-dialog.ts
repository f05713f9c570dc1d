import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { formatCount } from '../../../primitives/index.ts';
import '../../elements/modal-dialog.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { NewChain } from '../../session/session-client.ts';
import { baseStyles } from '../../style/base.ts';
import '../chain-choice/chain-choice.ts';

/**
 * Ends the present chain and begins another: what belongs to a chain for good is chosen here.
 *
 * @property open - Whether it asks.
 * @property choice - What the new chain would have; the person may change it.
 * @property height - Blocks that would be lost; 0 for none.
 * @fires new-chain - detail: NewChain. Bubbles, composed, as the others.
 * @fires chain-export - The present chain is to be saved first.
 * @fires new-chain-cancel - It was left.
 */
export class NewChainDialog extends LitElement {
  static override properties = {
    open: { type: Boolean },
    choice: { attribute: false },
    height: { type: Number },
    draft: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      p {
        margin-bottom: var(--space-4);
        color: var(--ink-2);
        text-wrap: pretty;
      }
    `,
  ];

  declare open: boolean;
  declare choice: NewChain | null;
  declare height: number;
  declare protected draft: NewChain | null;

  constructor() {
    super();
    this.open = false;
    this.choice = null;
    this.height = 0;
    this.draft = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('open') && this.open) this.draft = this.choice;
  }

  #raise(type: string, detail: unknown = null): void {
    this.dispatchEvent(userEvent(type, detail));
  }

  override render() {
    const { draft, height } = this;
    return html`<modal-dialog
      heading="Begin a new chain?"
      .open=${this.open}
      @dialog-close=${(event: Event) => {
        event.stopPropagation();
        this.#raise('new-chain-cancel');
      }}
    >
      <p>
        A chain keeps its rule and its spacing for good: every node has to judge its blocks by the same ones. Others need a
        new chain, which begins at your present rate.${
          height > 0
            ? html` The ${formatCount(height)} block${height === 1 ? '' : 's'} of this one will be deleted; export them first if
              you want to keep them.`
            : nothing
        }
      </p>
      ${
        draft === null
          ? nothing
          : html`<chain-choice
              .choice=${draft}
              @chain-change=${(event: CustomEvent<NewChain>) => {
                event.stopPropagation();
                this.draft = event.detail;
              }}
            ></chain-choice>`
      }
      <button slot="actions" type="button" @click=${() => this.#raise('new-chain-cancel')}>Keep this chain</button>
      ${
        height > 0
          ? html`<button slot="actions" type="button" @click=${() => this.#raise('chain-export')}>Export it</button>`
          : nothing
      }
      <button
        slot="actions"
        type="button"
        part="begin"
        class=${height > 0 ? 'danger' : 'primary'}
        @click=${() => this.#raise('new-chain', draft)}
      >
        ${height > 0 ? 'Delete and begin' : 'Begin'}
      </button>
    </modal-dialog>`;
  }
}

customElements.define('new-chain-dialog', NewChainDialog);
