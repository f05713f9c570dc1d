import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../../../primitives/index.ts';
import type { PoolJobStatus } from '../../../source/index.ts';
import '../../elements/panel-card.ts';
import '../../mine/byte-fields/byte-fields.ts';
import { panelStyles } from '../../mine/panel.styles.ts';
import { baseStyles } from '../../style/base.ts';
import { shownCoinbase } from '../job-fields.ts';

/**
 * The coinbase of the job that is mined, byte for byte, and the climb from it to the merkle root.
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

      h3 {
        margin: var(--space-4) 0 var(--space-1);
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }

      dl {
        display: grid;
        grid-template-columns: 118px minmax(0, 1fr);
        gap: 0 var(--space-3);
      }

      dt,
      dd {
        padding: 5px 4px;
      }

      dt {
        color: var(--ink-2);
        font-size: var(--size-2);
      }

      code {
        font: 400 12.5px/1.5 var(--mono);
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }

      code.strong {
        color: var(--ink);
      }

      code.keep {
        color: var(--keep-ink);
      }

      small {
        display: block;
        font-size: var(--size-1);
        line-height: 1.4;
        color: var(--ink-3);
        overflow-wrap: anywhere;
      }

      @media (max-width: 560px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }

        dt {
          padding-bottom: 0;
        }

        dd {
          padding-top: 0;
        }
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
    const { fields, height, isWhole, length, climb, isInHeader } = shownCoinbase(job, this.user);
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
      <h3>From the coinbase to the merkle root</h3>
      <p class="lead">
        ${
          job.branch.length === 0
            ? 'There is no other transaction, so the coinbase’s hash is the root.'
            : `${formatCount(job.branch.length)} hashes from the pool stand for all other transactions: each is put behind the line above it, and both are hashed twice.`
        }
        ${isInHeader === false ? html`<span class="bad">The header has another root.</span>` : nothing}
      </p>
      <dl>
        ${climb.map(
          ({ label, look, value, note }) => html`<dt>${label}</dt>
            <dd><code class=${look}>${value}</code><small>${note}</small></dd>`,
        )}
      </dl>
    </panel-card>`;
  }
}

customElements.define('coinbase-panel', CoinbasePanel);
