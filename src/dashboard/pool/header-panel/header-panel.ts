import { css, html, LitElement, nothing } from 'lit';
import type { ShareRow } from '../../../miner/index.ts';
import { formatDifficulty, targetFromDifficulty } from '../../../primitives/index.ts';
import type { PoolStatus } from '../../../source/index.ts';
import '../../elements/panel-card.ts';
import { verdictWords } from '../../mine/block-panel/verdict-words.ts';
import '../../mine/byte-fields/byte-fields.ts';
import { compareDigits, targetDigits } from '../../mine/digits.ts';
import '../../mine/hash-digits/hash-digits.ts';
import { HEADER_ORDER } from '../../mine/header-fields.ts';
import { panelStyles } from '../../mine/panel.styles.ts';
import { baseStyles } from '../../style/base.ts';
import { shownHeader } from '../job-fields.ts';

/**
 * The header that is searched or, while mining rests, would be, field by field, and the newest share's hash above the target that the pool asks for.
 *
 * @property source - The pool's status.
 * @property share - The newest share; null before the first.
 * @property isPaused - Whether mining rests.
 */
export class HeaderPanel extends LitElement {
  static override properties = {
    source: { attribute: false },
    share: { attribute: false },
    isPaused: { type: Boolean, attribute: 'is-paused' },
  };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      .rests {
        margin-bottom: var(--space-3);
      }

      .compare {
        margin-top: var(--space-4);
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }

      hash-digits {
        --digits-size: 12.5px;
      }

      h3 {
        margin-bottom: var(--space-2);
      }

      .verdict {
        margin-top: var(--space-2);
        color: var(--ink-2);
        text-wrap: pretty;
      }
    `,
  ];

  declare source: PoolStatus | null;
  declare share: ShareRow | null;
  declare isPaused: boolean;

  constructor() {
    super();
    this.source = null;
    this.share = null;
    this.isPaused = false;
  }

  override render() {
    const { source } = this;
    const job = source?.job ?? null;
    if (source === null || job === null) {
      return html`<panel-card heading="The header, byte for byte">
        <p class="say">80 bytes are what is really hashed; they stand here once there is work.</p>
      </panel-card>`;
    }
    const { fields, results } = shownHeader(job.header, job.rollableBits);
    return html`<panel-card heading="The header, byte for byte" unit="80 bytes, hashed twice">
      ${
        this.isPaused
          ? html`<p class="say rests">Mining is paused: this header is not searched until you go on.</p>`
          : nothing
      }
      <byte-fields .fields=${fields} order=${HEADER_ORDER} .results=${results}></byte-fields>
      ${this.#comparison(source)}
    </panel-card>`;
  }

  #comparison({ job }: PoolStatus) {
    const { share } = this;
    if (share === null || !(share.wantedDifficulty > 0)) return nothing;
    const compared = compareDigits(share.hash, targetDigits(targetFromDifficulty(share.wantedDifficulty)));
    const margin = share.difficulty / share.wantedDifficulty;
    const needed =
      job === null ? '' : ` A block needs difficulty ${formatDifficulty(job.networkDifficulty)}.`;
    return html`<section class="compare" aria-labelledby="compare">
      <h3 id="compare">The newest share, ${compared.isBelow ? 'below' : 'beside'} the pool’s target</h3>
      <hash-digits .compared=${compared}></hash-digits>
      <p class="verdict">
        ${verdictWords(compared, margin, 0)} The pool asked for difficulty ${formatDifficulty(share.wantedDifficulty)}, and this
        hash has ${formatDifficulty(share.difficulty)}.${needed}
      </p>
    </section>`;
  }
}

customElements.define('header-panel', HeaderPanel);
