import { css, html, LitElement, nothing } from 'lit';
import { readColours } from '../charts/chart.ts';
import type { Hue } from '../charts/series-chart/spec.ts';
import { baseStyles } from '../style/base.ts';
import { cssValues } from '../style/css-values.ts';
import { cardHeading, cardStyles, type HeadingLevel } from './card-heading.ts';
import { csvText } from './csv.ts';
import './data-table.ts';
import { downloadBlob, downloadText, pngOf } from './download.ts';
import { framePicture, PICTURE_SCALE } from './frame-picture.ts';
import type { TableData } from './table-data.ts';
import { raiseToast } from './toast-stack.ts';

/** One entry of a legend: only where a label cannot stand at its line. */
export interface LegendEntry {
  readonly label: string;
  readonly hue: Hue;
  readonly kind: 'line' | 'area' | 'dash' | 'dot';
}

/** What can be saved as a picture. */
export interface Picture extends Element {
  toCanvas(scale: number): Promise<HTMLCanvasElement>;
}

const isPicture = (element: Element): element is Picture => 'toCanvas' in element;

/** Least height of the table that stands in for a chart, px. */
const TABLE_HEIGHT = 260;

/**
 * A chart with all that belongs to it: title, unit, a sentence on what to see, its values as a table, and both as files.
 *
 * @property heading - What the chart says.
 * @property unit - Unit and kind of scale, in grey beside the heading; empty for nothing.
 * @property say - A sentence under the chart; empty for none.
 * @property level - Level of the heading, 2 or 3.
 * @property legend - Only what is not labelled in the chart.
 * @property table - The values, or a function that makes them when they are asked for; null for none.
 * @property fileName - Stem of saved files' names.
 * @slot - The chart; for PNG it, or something in it, offers `toCanvas`.
 * @slot tools - Controls before Table, PNG and CSV.
 * @csspart card - The whole card.
 */
export class ChartFrame extends LitElement {
  static override properties = {
    heading: { type: String },
    unit: { type: String },
    say: { type: String },
    level: { type: Number },
    legend: { attribute: false },
    table: { attribute: false },
    fileName: { type: String, attribute: 'file-name' },
    isTable: { state: true },
    hasPicture: { state: true },
  };

  static override styles = [
    baseStyles,
    cardStyles,
    css`
      .own {
        display: flex;
        margin-right: calc(-1 * var(--space-2));
      }

      .own button {
        color: var(--ink-3);
      }

      .own button:is(:hover, [aria-pressed='true']) {
        color: var(--ink);
      }

      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        margin-bottom: var(--space-2);
        list-style: none;
        font-size: var(--size-1);
        color: var(--ink-2);
      }

      .legend li {
        display: flex;
        align-items: center;
        gap: 6px;
      }

      .legend i {
        width: 14px;
        border-top: 2px solid var(--hue);
      }

      .legend .area {
        height: 9px;
        width: 9px;
        border: 0;
        border-radius: 2px;
        background: var(--hue);
      }

      .legend .dash {
        border-top-style: dashed;
      }

      .legend .dot {
        width: 8px;
        height: 8px;
        border: 0;
        border-radius: 50%;
        background: var(--hue);
      }

      .picture[hidden] {
        display: none;
      }
    `,
  ];

  declare heading: string;
  declare unit: string;
  declare say: string;
  declare level: HeadingLevel;
  declare legend: readonly LegendEntry[];
  declare table: TableData | (() => TableData) | null;
  declare fileName: string;
  declare protected isTable: boolean;
  declare protected hasPicture: boolean;
  /** Of the chart when the table took its place, px. */
  #height = TABLE_HEIGHT;

  constructor() {
    super();
    this.heading = '';
    this.unit = '';
    this.say = '';
    this.level = 2;
    this.legend = [];
    this.table = null;
    this.fileName = 'chart';
    this.isTable = false;
    this.hasPicture = false;
  }

  get #table(): TableData | null {
    return typeof this.table === 'function' ? this.table() : this.table;
  }

  get #picture(): Picture | null {
    const slotted = this.renderRoot.querySelector<HTMLSlotElement>('.picture slot')?.assignedElements() ?? [];
    return slotted.flatMap((element) => [element, ...element.querySelectorAll('*')]).find(isPicture) ?? null;
  }

  #toggle(): void {
    const box = this.renderRoot.querySelector('.picture');
    if (!this.isTable) this.#height = Math.max(TABLE_HEIGHT, box?.clientHeight ?? 0);
    this.isTable = !this.isTable;
  }

  #saveCsv(): void {
    const table = this.#table;
    if (table !== null) downloadText(csvText(table.columns, table.rows), `${this.fileName}.csv`, 'text/csv');
  }

  async #savePng(): Promise<void> {
    try {
      const chart = await this.#picture?.toCanvas(PICTURE_SCALE);
      if (chart === undefined) return;
      const colours = readColours(this.renderRoot.querySelector('.card') ?? this);
      const { heading, unit, say } = this;
      const legend = this.legend.map(({ label, hue }) => ({ label, colour: colours[hue] }));
      const origin = `Proofworks, ${new Date().toISOString().slice(0, 10)}`;
      const picture = framePicture(chart, { heading, unit, say, legend, origin }, colours);
      downloadBlob(await pngOf(picture), `${this.fileName}.png`);
    } catch (error) {
      raiseToast(this, error instanceof Error ? error.message : String(error), 'bad');
    }
  }

  override render() {
    const { heading, unit, level, say, isTable, hasPicture } = this;
    const hasTable = this.table !== null;
    const button = (text: string, press: () => void) =>
      html`<button type="button" class="quiet" aria-label="${text}: ${heading}" @click=${press}>${text}</button>`;
    const tools = html`<slot name="tools"></slot>
      <div class="own">
        ${
          hasTable
            ? html`<button
                type="button"
                class="quiet"
                aria-label="Table: ${heading}"
                aria-pressed=${isTable}
                @click=${this.#toggle}
              >
                Table
              </button>`
            : nothing
        }
        ${hasPicture ? button('PNG', () => void this.#savePng()) : nothing}
        ${hasTable ? button('CSV', () => this.#saveCsv()) : nothing}
      </div>`;
    return html`<section class="card" part="card" aria-labelledby="heading">
      ${cardHeading({ heading, unit, level, tools })}
      ${
        this.legend.length === 0
          ? nothing
          : html`<ul class="legend">
              ${this.legend.map(
                ({ label, hue, kind }) =>
                  html`<li><i class=${kind} ${cssValues({ '--hue': `var(--${hue})` })}></i>${label}</li>`,
              )}
            </ul>`
      }
      <div class="body picture" ?hidden=${isTable}>
        <slot
          @slotchange=${() => {
            this.hasPicture = this.#picture !== null;
          }}
        ></slot>
      </div>
      ${isTable ? this.#tableView() : nothing} ${say === '' ? nothing : html`<p class="say">${say}</p>`}
    </section>`;
  }

  #tableView() {
    const table = this.#table;
    return html`<data-table
      ${cssValues({ '--table-height': `${this.#height}px` })}
      caption=${this.heading}
      .columns=${table?.columns ?? []}
      .rows=${table?.rows ?? []}
    ></data-table>`;
  }
}

customElements.define('chart-frame', ChartFrame);
