import { css, html, LitElement, nothing } from 'lit';
import type { RemoteSnapshot } from '../../../miner/index.ts';
import '../../elements/data-table.ts';
import '../../elements/panel-card.ts';
import { panelStyles } from '../../mine/panel.styles.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { cssValues } from '../../style/css-values.ts';
import { proofSentence } from '../pool-words.ts';
import { TALLY_COLUMNS, tallyParts, tallyRows } from '../share-rows.ts';

/**
 * What became of the shares, and what they say of the count of hashes.
 *
 * @property snapshot - Of the run.
 */
export class TallyPanel extends LitElement {
  static override properties = { snapshot: { attribute: false } };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      .bar {
        display: flex;
        gap: 1px;
        height: 12px;
        margin-bottom: var(--space-3);
        overflow: hidden;
        border-radius: 3px;
        background: var(--line);
      }

      .bar i {
        flex: var(--count) 1 0;
        min-width: 2px;
      }

      .accepted {
        background: var(--keep);
      }

      .late {
        background: var(--ice-2);
      }

      .stale {
        background: var(--ink-3);
      }

      .rejected {
        background: var(--ember-3);
      }

      .unanswered {
        background: var(--line-strong);
      }

      .pending {
        background: var(--line);
      }

      .say {
        margin-top: var(--space-3);
      }
    `,
  ];

  declare snapshot: RemoteSnapshot | null;

  constructor() {
    super();
    this.snapshot = null;
  }

  override render() {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const parts = tallyParts(snapshot.shares).filter(({ count }) => count > 0);
    return html`<panel-card heading="What became of the shares">
      <div class="bar" aria-hidden="true">
        ${parts.map(({ id, count }) => html`<i class=${id} ${cssValues({ '--count': String(count) })}></i>`)}
      </div>
      <data-table caption="Shares by what became of them" .columns=${TALLY_COLUMNS} .rows=${tallyRows(snapshot.shares)}></data-table>
      <p class="say">${noBreak(proofSentence(snapshot))}</p>
    </panel-card>`;
  }
}

customElements.define('tally-panel', TallyPanel);
