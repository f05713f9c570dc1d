import { css, html, LitElement } from 'lit';
import { SHARE_LOG_ROWS, type ShareRow } from '../../../miner/index.ts';
import { csvText } from '../../elements/csv.ts';
import '../../elements/data-table.ts';
import { downloadText } from '../../elements/download.ts';
import '../../elements/panel-card.ts';
import { panelStyles } from '../../mine/panel.styles.ts';
import { baseStyles } from '../../style/base.ts';
import { SHARE_COLUMNS, SHARE_CSV_COLUMNS, shareCsvRows, shareRows } from '../share-rows.ts';

/**
 * The latest shares, newest first.
 *
 * @property log - The shares, newest last.
 */
export class SharePanel extends LitElement {
  static override properties = { log: { attribute: false } };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      data-table {
        --table-height: 420px;
      }
    `,
  ];

  declare log: readonly ShareRow[];

  constructor() {
    super();
    this.log = [];
  }

  #save(): void {
    downloadText(csvText(SHARE_CSV_COLUMNS, shareCsvRows(this.log)), 'proofworks-shares.csv', 'text/csv');
  }

  override render() {
    const { log } = this;
    return html`<panel-card heading="Shares" unit="the latest ${SHARE_LOG_ROWS}, newest first">
      <button
        slot="tools"
        type="button"
        class="quiet"
        aria-label="CSV: Shares"
        ?disabled=${log.length === 0}
        @click=${() => this.#save()}
      >
        CSV
      </button>
      ${
        log.length === 0
          ? html`<p class="say">Each share and the pool’s answer to it stand here as they come.</p>`
          : html`<data-table caption="The latest shares" .columns=${SHARE_COLUMNS} .rows=${shareRows(log)}></data-table>`
      }
    </panel-card>`;
  }
}

customElements.define('share-panel', SharePanel);
