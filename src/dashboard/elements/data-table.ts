import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../style/base.ts';
import { cellContent, type TableColumn, type TableRow } from './table-data.ts';
import { userEvent } from './user-event.ts';

/**
 * A table in its own scrolling region; `--table-height` limits the height, the head then stays in sight.
 *
 * @property caption - What it holds.
 * @property isCaptionShown - Whether the caption is there for everyone; else for screen readers alone.
 * @property columns - The columns.
 * @property rows - The rows.
 * @property rowHeader - Id of the column that names a row; the first by default.
 * @property selectable - Whether a row can be chosen.
 * @property selected - Index of the chosen row; -1 for none.
 * @fires value-change - detail: number, the row's index. Bubbles, composed.
 * @csspart table - The table.
 */
export class DataTable extends LitElement {
  static override properties = {
    caption: { type: String },
    isCaptionShown: { type: Boolean, attribute: 'is-caption-shown' },
    columns: { attribute: false },
    rows: { attribute: false },
    rowHeader: { type: String, attribute: 'row-header' },
    selectable: { type: Boolean },
    selected: { type: Number },
    isScrolling: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      .scroll {
        overflow: auto;
        max-height: var(--table-height, none);
      }

      table {
        width: 100%;
        border-collapse: separate;
        border-spacing: 0;
        font-size: var(--size-2);
      }

      caption {
        text-align: left;
        color: var(--ink-2);
        padding-bottom: var(--space-2);
      }

      th,
      td {
        padding: 7px var(--space-4) 7px 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: baseline;
        font-weight: 400;
      }

      :is(th, td):last-child {
        padding-right: 0;
      }

      thead th {
        position: sticky;
        top: 0;
        color: var(--ink-3);
        background: var(--table-ground, var(--panel));
        border-bottom-color: var(--line-strong);
        vertical-align: bottom;
      }

      tbody th {
        font-weight: 500;
      }

      tbody tr:last-child > * {
        border-bottom: 0;
      }

      /* Figures stand close; what is left over goes to words. */
      .number {
        width: 1%;
        text-align: right;
        white-space: nowrap;
      }

      tbody .number {
        font-family: var(--mono);
      }

      small {
        display: block;
        font-size: var(--size-1);
        font-weight: 400;
        color: var(--ink-3);
      }

      tr.choosable {
        cursor: pointer;
      }

      tr.choosable:hover > * {
        background: color-mix(in srgb, var(--ink) 4%, transparent);
      }

      tr.chosen > * {
        background: color-mix(in srgb, var(--ink) 7%, transparent);
      }

      th button {
        min-height: 24px;
        padding: 0;
        border: 0;
        font: inherit;
        text-align: inherit;
      }

      th button:hover {
        background: none;
        text-decoration: underline;
        text-underline-offset: 2px;
      }
    `,
  ];

  declare caption: string;
  declare isCaptionShown: boolean;
  declare columns: readonly TableColumn[];
  declare rows: readonly TableRow[];
  declare rowHeader: string;
  declare selectable: boolean;
  declare selected: number;
  declare protected isScrolling: boolean;
  #observer: ResizeObserver | null = null;

  constructor() {
    super();
    this.caption = '';
    this.isCaptionShown = false;
    this.columns = [];
    this.rows = [];
    this.rowHeader = '';
    this.selectable = false;
    this.selected = -1;
    this.isScrolling = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A region that scrolls has to be reached by keyboard; one that does not would be a stop for nothing.
    this.#observer = new ResizeObserver(() => {
      const region = this.renderRoot.querySelector('.scroll');
      if (region === null) return;
      this.isScrolling =
        region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight + 1;
    });
    void this.updateComplete.then(() => {
      for (const element of this.renderRoot.querySelectorAll('.scroll, table'))
        this.#observer?.observe(element);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = null;
  }

  #choose(index: number): void {
    this.selected = index;
    this.dispatchEvent(userEvent('value-change', index));
  }

  override render() {
    const { caption, columns, isScrolling } = this;
    return html`<div
      class="scroll"
      role=${isScrolling ? 'region' : nothing}
      aria-label=${isScrolling ? caption : nothing}
      tabindex=${isScrolling ? 0 : nothing}
    >
      <table part="table">
        <caption class=${this.isCaptionShown ? '' : 'only-read'}>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(
              ({ label, note, isNumber }) => html`<th scope="col" class=${isNumber === true ? 'number' : ''}>
                ${label}${note === undefined ? nothing : html`<small>${note}</small>`}
              </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.rows.map((row, index) => this.#row(row, index))}
        </tbody>
      </table>
    </div>`;
  }

  #row(row: TableRow, index: number) {
    const { columns, selectable } = this;
    const header = this.rowHeader || columns[0]?.id;
    const isChosen = selectable && index === this.selected;
    const cells = columns.map((column) => {
      const content = cellContent(row[column.id], column);
      const kind = column.isNumber === true ? 'number' : '';
      if (column.id !== header) return html`<td class=${kind}>${content}</td>`;
      return html`<th scope="row" class=${kind}>
        ${selectable ? html`<button type="button" aria-pressed=${isChosen}>${content}</button>` : content}
      </th>`;
    });
    return selectable
      ? html`<tr class=${isChosen ? 'choosable chosen' : 'choosable'} @click=${() => this.#choose(index)}>${cells}</tr>`
      : html`<tr>${cells}</tr>`;
  }
}

customElements.define('data-table', DataTable);
