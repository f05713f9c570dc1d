import { css, html, LitElement, nothing } from 'lit';
import {
  formatCount,
  formatHashrate,
  formatNumber,
  formatPercent,
  formatRatio,
} from '../../../primitives/index.ts';
import { baseStyles } from '../../style/base.ts';
import { type ResultRow, VERDICT_TEXTS } from '../rows.ts';

/**
 * The measured rows in figures; on narrow screens each row becomes a small list.
 *
 * @property rows - Results with their names and verdicts.
 * @csspart table - The table.
 */
export class ResultTable extends LitElement {
  static override properties = { rows: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      table {
        border-collapse: collapse;
        width: 100%;
      }

      th,
      td {
        text-align: right;
        padding: 10px 0 10px var(--space-4);
        border-bottom: 1px solid var(--line);
        vertical-align: top;
        white-space: nowrap;
        font-weight: 400;
      }

      th:first-child,
      td:first-child {
        text-align: left;
        padding-left: 0;
        white-space: normal;
      }

      thead th {
        color: var(--ink-3);
        font-size: var(--size-2);
        vertical-align: bottom;
        border-color: var(--line-strong);
        white-space: normal;
      }

      tbody th {
        font-weight: 550;
        min-width: 168px;
      }

      td {
        font-family: var(--mono);
        font-size: var(--size-2);
      }

      td b {
        font-weight: 600;
        font-size: var(--size-3);
        color: var(--spend-ink);
      }

      .software td b {
        color: inherit;
      }

      .keep {
        color: var(--keep-ink);
      }

      small {
        display: block;
        font: 400 var(--size-1) / 1.5 var(--sans);
        color: var(--ink-3);
      }

      small.figure {
        font-family: var(--mono);
      }

      .bad {
        color: var(--bad);
      }

      @media (max-width: 1080px) {
        table,
        tbody,
        tr {
          display: block;
        }

        thead {
          position: absolute;
          clip-path: inset(50%);
          width: 1px;
          height: 1px;
          overflow: hidden;
        }

        tr {
          display: grid;
          grid-template-columns: repeat(3, minmax(0, 1fr));
          gap: var(--space-3) var(--space-4);
          padding: var(--space-4) 0;
          border-bottom: 1px solid var(--line);
        }

        tbody tr:first-child {
          border-top: 1px solid var(--line-strong);
        }

        th:first-child,
        td,
        td:first-child {
          display: block;
          padding: 0;
          border: 0;
          text-align: left;
        }

        tbody th {
          grid-column: 1 / 3;
          min-width: 0;
        }

        td.median {
          grid-area: 1 / 3;
          text-align: right;
        }

        td.median::before {
          display: none;
        }

        td::before {
          content: attr(data-label);
          display: block;
          font: 400 var(--size-1) / 1.5 var(--sans);
          color: var(--ink-3);
        }
      }

      @media (max-width: 560px) {
        tr {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }

        tbody th {
          grid-column: 1;
        }

        td.median {
          grid-area: 1 / 2;
        }
      }
    `,
  ];

  declare rows: readonly ResultRow[];

  constructor() {
    super();
    this.rows = [];
  }

  override render() {
    // Roles stay as they are where the narrow form takes the table's display away.
    return html`<table role="table" part="table">
      <thead role="rowgroup">
        <tr role="row">
          ${['Engine', ...COLUMNS].map((title) => html`<th role="columnheader" scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${this.rows.map((row) => this.#row(row))}
      </tbody>
    </table>`;
  }

  #row({ result, label, relative, verdict }: ResultRow) {
    const { hps, effectiveHps, shares } = result;
    const isBad = verdict !== 'consistent' && verdict !== 'no shares expected';
    return html`<tr role="row" class=${result.isSoftware ? 'software' : ''}>
      <th role="rowheader" scope="row">
        ${label}<small>${result.kernel}</small>${result.isSoftware ? html`<small>CPU plays the GPU: no GPU result</small>` : nothing}
      </th>
      <td role="cell" data-label=${COLUMNS[0]}>${formatCount(result.workers)}</td>
      <td role="cell" class="median" data-label=${COLUMNS[1]}>
        <b>${formatHashrate(hps.median)}</b>
        <small class="figure">${formatHashrate(hps.low)} – ${formatHashrate(hps.high)}</small>
      </td>
      <td role="cell" data-label=${COLUMNS[2]}>${formatRatio(relative)}</td>
      <td role="cell" data-label=${COLUMNS[3]}>${result.drift > 0 ? '+' : ''}${formatPercent(result.drift, 2)}</td>
      <td role="cell" data-label=${COLUMNS[4]}>
        ${formatCount(shares.found)} / ${formatCount(shares.expected)}
        <small class=${isBad ? 'bad' : ''}>${VERDICT_TEXTS[verdict]}</small>
      </td>
      <td role="cell" data-label=${COLUMNS[5]}>
        <span class="keep">${formatHashrate(effectiveHps.rate)}</span>
        <small class="figure">${formatHashrate(effectiveHps.low)} – ${formatHashrate(effectiveHps.high)}</small>
      </td>
      <td role="cell" data-label=${COLUMNS[6]}>
        ${result.operationsPerHash === null ? '–' : formatNumber(result.operationsPerHash, 4)}
      </td>
    </tr>`;
  }
}

const COLUMNS = [
  'Workers',
  'Median, 95 % interval',
  'Times the slowest',
  'Drift',
  'Shares found / expected',
  'Rate proved by shares, 95 %',
  'Operations per hash',
] as const;

customElements.define('result-table', ResultTable);
