import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { BlockDetail } from '../../../miner/index.ts';
import { formatCount, formatNumber, formatWholeSeconds, hexFromBytes } from '../../../primitives/index.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import '../byte-fields/byte-fields.ts';
import { compareDigits, targetDigits } from '../digits.ts';
import { engineLabel } from '../engine-words.ts';
import '../hash-digits/hash-digits.ts';
import { doubleHash, HEADER_ORDER, hashResults, headerFields, rivalOf } from '../header-fields.ts';
import { panelStyles } from '../panel.styles.ts';
import { blockPanelStyles } from './block-panel.styles.ts';
import { verdictWords } from './verdict-words.ts';

/**
 * One block, byte for byte: its header's fields, the double hash, and hash and target digit by digit.
 *
 * @property block - The block; null while it is read, or where there is none.
 * @property tipHeight - Height of the chain.
 * @property isNewest - Whether it follows the newest block.
 * @fires block-select - detail: height, or null for whatever is newest. Bubbles, composed.
 */
export class BlockPanel extends LitElement {
  static override properties = {
    block: { attribute: false },
    tipHeight: { type: Number, attribute: 'tip-height' },
    isNewest: { type: Boolean, attribute: 'is-newest' },
  };

  static override styles = [baseStyles, panelStyles, blockPanelStyles];

  declare block: BlockDetail | null;
  declare tipHeight: number;
  declare isNewest: boolean;

  constructor() {
    super();
    this.block = null;
    this.tipHeight = 0;
    this.isNewest = true;
  }

  #select(height: number | null): void {
    this.dispatchEvent(userEvent('block-select', height));
  }

  override render() {
    const { block, tipHeight } = this;
    if (block === null) {
      return html`<panel-card heading="A block, byte for byte">
        <p class="say">The first block stands here as soon as it is found.</p>
      </panel-card>`;
    }
    const { height } = block.row;
    return html`<panel-card heading=${`Block ${formatCount(height)}`} unit="80 bytes, hashed twice">
      <div class="tools" slot="tools">
        <button class="quiet" type="button" ?disabled=${height <= 1} @click=${() => this.#select(height - 1)}>Previous</button>
        <number-field
          label="Height"
          is-label-hidden
          is-whole
          .value=${height}
          .min=${1}
          .max=${tipHeight}
          @value-change=${(event: CustomEvent<number>) => {
            event.stopPropagation();
            this.#select(event.detail);
          }}
        ></number-field>
        <button class="quiet" type="button" ?disabled=${height >= tipHeight} @click=${() => this.#select(height + 1)}>Next</button>
        <button class="quiet" type="button" aria-pressed=${this.isNewest} @click=${() => this.#select(null)}>Newest</button>
      </div>
      ${this.#facts(block)} ${this.#fields(block)} ${this.#comparison(block)} ${this.#coinbase(block)}
    </panel-card>`;
  }

  #facts({ row, message }: BlockDetail): TemplateResult {
    const finder =
      row.finder === 'rival'
        ? 'the simulated rival'
        : row.engine === null
          ? 'you'
          : `your ${engineLabel(row.engine).replace(/^1 /u, '')}`;
    return html`<p class="facts ${row.finder}">
      Found by <b>${finder}</b>, ${formatWholeSeconds(row.intervalSec)} after its
      parent.${message === null || message === '' ? nothing : html` It says <b>“${message}”</b>.`}
    </p>`;
  }

  #fields({ header }: BlockDetail): TemplateResult {
    return html`<byte-fields
      .fields=${headerFields(header)}
      order=${HEADER_ORDER}
      .results=${hashResults(doubleHash(header))}
    ></byte-fields>`;
  }

  #comparison({ row, target, header }: BlockDetail): TemplateResult {
    const compared = compareDigits(row.hash, targetDigits(target));
    const rival =
      row.finder === 'rival' ? rivalOf(new DataView(header.buffer, header.byteOffset).getInt32(0, true)) : 0;
    return html`<section class="compare" aria-labelledby="compare">
      <h3 id="compare">${compared.isBelow ? 'Below the target' : 'Beside the target'}</h3>
      <hash-digits .compared=${compared}></hash-digits>
      <p class="verdict">${verdictWords(compared, row.margin, rival)}</p>
    </section>`;
  }

  #coinbase({ coinbase, row }: BlockDetail): TemplateResult | typeof nothing {
    if (coinbase === null) return nothing;
    return html`<details>
      <summary>Its coinbase, ${formatCount(coinbase.length)} bytes; difficulty ${formatNumber(row.difficulty)}</summary>
      <code>${hexFromBytes(coinbase)}</code>
    </details>`;
  }
}

customElements.define('block-panel', BlockPanel);
