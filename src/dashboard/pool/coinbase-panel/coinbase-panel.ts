import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../../../primitives/index.ts';
import type { PoolJobStatus } from '../../../source/index.ts';
import '../../elements/panel-card.ts';
import '../../mine/byte-fields/byte-fields.ts';
import { panelStyles } from '../../mine/panel.styles.ts';
import { baseStyles } from '../../style/base.ts';
import { shownCoinbase } from '../job-fields.ts';

/**
 * The coinbase of the job that is mined, byte for byte.
 *
 * @property job - The job; null before there is one.
 * @property user - As the pool knows one.
 */
export class CoinbasePanel extends LitElement {
  static override properties = {
    job: { attribute: false },
    user: { type: String },
  };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      .lead {
        margin-bottom: var(--space-3);
        max-width: var(--measure);
        color: var(--ink-2);
        text-wrap: pretty;
      }

      .lead b {
        font-weight: 550;
        color: var(--ink);
      }

      .bad {
        color: var(--bad);
      }
    `,
  ];

  declare job: PoolJobStatus | null;
  declare user: string;

  constructor() {
    super();
    this.job = null;
    this.user = '';
  }

  override render() {
    const { job } = this;
    if (job === null) {
      return html`<panel-card heading="The coinbase, byte for byte">
        <p class="say">The pool’s work is taken apart here as soon as it comes.</p>
      </panel-card>`;
    }
    const { fields, height, isWhole, length } = shownCoinbase(job, this.user);
    return html`<panel-card heading="The coinbase, byte for byte" unit="${formatCount(length)} bytes">
      <p class="lead">
        The first transaction of the block${height === null ? '' : html` <b>${formatCount(height)}</b>`} makes new coins. The
        pool sends it in two halves; what stands between them makes it yours: a number that the pool gave you, and one that is
        counted up here.
      </p>
      ${
        isWhole
          ? nothing
          : html`<p class="lead bad">This one does not read as a coinbase to its end: a block with it would be refused.</p>`
      }
      <byte-fields .fields=${fields}></byte-fields>
    </panel-card>`;
  }
}

customElements.define('coinbase-panel', CoinbasePanel);
