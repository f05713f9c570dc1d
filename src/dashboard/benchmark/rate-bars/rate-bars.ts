import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { formatHashrate } from '../../../primitives/index.ts';
import type { Chart, ChartClass, Colours } from '../../charts/chart.ts';
import { ChartController } from '../../charts/chart-controller.ts';
import { baseStyles, tableStyles } from '../../style/base.ts';
import type { BarRow } from '../points.ts';
import { barChartConfig, barChartHeight } from './bar-chart.ts';

/**
 * Hash rates as bars on a logarithmic axis, with a table that says the same.
 *
 * @property rows - Bars from top to bottom; rates in hashes per second.
 * @csspart chart - The box of the drawing.
 */
export class RateBars extends LitElement {
  static override properties = { rows: { attribute: false } };

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
  readonly #chart = new ChartController(this, (...given) => this.#draw(...given));

  constructor() {
    super();
    this.rows = [];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('rows')) this.#chart.redraw();
  }

  #draw(canvas: HTMLCanvasElement, width: number, colours: Colours, Chart: ChartClass): Chart | null {
    if (this.rows.length === 0) return null;
    const config = barChartConfig(this.rows, width, colours);
    canvas.width = width;
    canvas.height = barChartHeight(this.rows, width);
    return new Chart(canvas, { ...config, options: { ...config.options, responsive: false } }) as Chart;
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
