import { html, LitElement, nothing } from 'lit';
import type { MiningSettings } from '../../../miner/index.ts';
import '../../elements/notice-callout.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import { linkWords } from '../link-words.ts';
import type { LinkWish } from '../settings.ts';

/**
 * What an address asks for that is not so: nothing is done before a person chooses.
 *
 * @property wish - What it asks for; null for nothing.
 * @property settings - How things are.
 * @property height - Blocks of the present chain.
 * @fires link-take - It is to be so. Bubbles, composed, as the next.
 * @fires link-leave - Everything stays as it is.
 * @csspart take - The button that takes it.
 * @csspart leave - The button that does not.
 */
export class LinkOffer extends LitElement {
  static override properties = {
    wish: { attribute: false },
    settings: { attribute: false },
    height: { type: Number },
  };

  static override styles = [baseStyles, pageStyles];

  declare wish: LinkWish | null;
  declare settings: MiningSettings | null;
  declare height: number;

  constructor() {
    super();
    this.wish = null;
    this.settings = null;
    this.height = 0;
  }

  override render() {
    const { wish, settings, height } = this;
    if (wish === null || settings === null) return nothing;
    const isChain = wish.chain !== null;
    return html`<notice-callout
      heading=${isChain ? 'This link describes another chain' : 'This link asks for other settings'}
    >
      ${linkWords(wish, height, settings)}
      <div slot="actions" class="actions">
        <button type="button" part="take" @click=${() => this.dispatchEvent(userEvent('link-take', null))}>
          ${isChain ? 'Begin that chain…' : 'Use them'}
        </button>
        <button type="button" part="leave" @click=${() => this.dispatchEvent(userEvent('link-leave', null))}>
          ${isChain ? 'Keep my chain' : 'Leave mine as they are'}
        </button>
      </div>
    </notice-callout>`;
  }
}

customElements.define('link-offer', LinkOffer);
