import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../../../primitives/index.ts';
import type { PoolJobStatus } from '../../../source/index.ts';
import '../../elements/panel-card.ts';
import { panelStyles } from '../../mine/panel.styles.ts';
import { baseStyles } from '../../style/base.ts';
import { shownBranch } from '../job-fields.ts';

/**
 * The climb from a job's coinbase to the merkle root that stands in its header.
 *
 * @property job - The job; null before there is one.
 */
export class BranchPanel extends LitElement {
  static override properties = { job: { attribute: false } };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      /* Its own: without a job there is neither card nor gap. */
      panel-card {
        margin-bottom: var(--gap);
      }

      .lead {
        margin-bottom: var(--space-2);
        max-width: var(--measure);
        color: var(--ink-2);
        text-wrap: pretty;
      }

      .bad {
        color: var(--bad);
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

  constructor() {
    super();
    this.job = null;
  }

  override render() {
    const { job } = this;
    if (job === null) return nothing;
    const { steps, isInHeader } = shownBranch(job);
    return html`<panel-card heading="From the coinbase to the merkle root" unit="pairs of hashes, hashed twice">
      <p class="lead">
        ${
          job.branch.length === 0
            ? 'There is no other transaction, so the coinbase’s hash is the root.'
            : `${formatCount(job.branch.length)} hash${job.branch.length === 1 ? '' : 'es'} from the pool stand for all other transactions: each is put behind the line above it.`
        }
        ${isInHeader === false ? html`<span class="bad">The header has another root.</span>` : nothing}
      </p>
      <dl>
        ${steps.map(
          ({ label, look, value, note }) => html`<dt>${label}</dt>
            <dd><code class=${look}>${value}</code><small>${note}</small></dd>`,
        )}
      </dl>
    </panel-card>`;
  }
}

customElements.define('branch-panel', BranchPanel);
