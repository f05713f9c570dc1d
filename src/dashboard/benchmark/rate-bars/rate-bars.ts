import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { formatHashrate } from '../../../primitives/index.ts';
import { Chart, fontsReady, readColours, watchWidth } from '../../charts/chart.ts';
import { baseStyles, tableStyles } from '../../style/base.ts';
import { ThemeController } from '../../style/theme.ts';
import type { BarRow } from '../points.ts';
import { barChartConfig, barChartHeight } from './bar-chart.ts';

/**
 * Hash rates as bars on a logarithmic axis, with a table that says the same.
 *
 * @property rows - Bars from top to bottom; rates in hashes per second.
 * @csspart chart - The box of the drawing.
 */
export class RateBars extends LitElement {
  static override properties = { rows: { attribute: false }, width: { state: true } };

  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .chart {
        position: relative;
        width: 100%;
      }

      canvas {
        display: block;
      }

      details {
        margin-top: var(--space-2);
      }
    `,
  ];

  declare rows: readonly BarRow[];
  declare width: number;
  #chart: Chart | null = null;
  #unwatch: (() => void) | null = null;

  constructor() {
    super();
    this.rows = [];
    this.width = 0;
    new ThemeController(this, () => this.#draw());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchWidth(this, (width) => {
      this.width = width;
    });
    void fontsReady().then(() => this.#draw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#chart?.destroy();
    this.#chart = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('rows') || changed.has('width')) this.#draw();
  }

  #draw(): void {
    this.#chart?.destroy();
    this.#chart = null;
    const canvas = this.renderRoot.querySelector('canvas');
    if (!this.isConnected || canvas === null || this.width === 0 || this.rows.length === 0) return;
    const config = barChartConfig(
      this.rows,
      this.width,
      readColours(this.renderRoot.firstElementChild ?? this),
    );
    canvas.width = this.width;
    canvas.height = barChartHeight(this.rows, this.width);
    this.#chart = new Chart(canvas, {
      ...config,
      options: { ...config.options, responsive: false },
    }) as Chart;
  }

  override render() {
    return html`
      <div class="chart" part="chart">
        <canvas role="img" aria-label="Bar chart of hash rates on a logarithmic axis; the table below says the same."></canvas>
      </div>
      <details>
        <summary>Bars as a table, with sources</summary>
        <div class="scroll">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col" class="number">Hash rate</th>
                <th scope="col">Origin</th>
              </tr>
            </thead>
            <tbody>
              ${this.rows.map(
                (row) => html`<tr>
                  <th scope="row">${row.label}</th>
                  <td class="number">${formatHashrate(row.hps)}</td>
                  <td>
                    ${row.interval === null ? nothing : `measured here, ${formatHashrate(row.interval.low)} to ${formatHashrate(row.interval.high)}`}
                    ${row.source === null ? nothing : `published, ${row.note}; ${row.source}`}
                  </td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }
}

customElements.define('rate-bars', RateBars);
