import { css, html, LitElement, type PropertyValues } from 'lit';
import { formatHashrate } from '../../../primitives/index.ts';
import type { Chart, ChartClass, Colours } from '../../charts/chart.ts';
import { ChartController } from '../../charts/chart-controller.ts';
import { baseStyles, tableStyles } from '../../style/base.ts';
import { liveSummaries } from '../points.ts';
import { type LinePoint, lineChartConfig, lineDomain, type NamedSeries } from './line-chart.ts';

const HEIGHT = 240;

/**
 * The rate while it is measured, over time, with a table that says the same.
 *
 * @property series - One line per entry; seconds since Start and hashes per second.
 * @property totalSeconds - End of the time axis.
 * @csspart chart - The box of the drawing.
 */
export class RateLine extends LitElement {
  static override properties = {
    series: { attribute: false },
    totalSeconds: { type: Number, attribute: 'total-seconds' },
  };

  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .chart {
        position: relative;
        width: 100%;
        height: 240px;
      }

      canvas {
        display: block;
      }
    `,
  ];

  declare series: readonly NamedSeries[];
  declare totalSeconds: number;
  readonly #chart = new ChartController(this, (...given) => this.#draw(...given));
  /** What the chart at hand was made for besides its points. */
  #form = '';

  constructor() {
    super();
    this.series = [];
    this.totalSeconds = 0;
  }

  /** New points go into the chart at hand, which takes a millisecond; anything else makes it anew. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('series') && !changed.has('totalSeconds')) return;
    const { chart } = this.#chart;
    if (chart === null || this.#formNow() !== this.#form) {
      this.#chart.redraw();
      return;
    }
    for (const [index, { points }] of this.series.entries()) {
      const dataset = chart.data.datasets[index];
      if (dataset !== undefined) dataset.data = [...points];
    }
    chart.update('none');
  }

  #formNow(): string {
    const { min, max } = lineDomain(this.series);
    const lines = this.series.map(({ engine, points }) => `${engine} ${points[0]?.x}`);
    return [Math.ceil(this.totalSeconds), min, max, ...lines].join();
  }

  #draw(
    canvas: HTMLCanvasElement,
    width: number,
    colours: Colours,
    Chart: ChartClass,
  ): Chart<'line', LinePoint[]> {
    this.#form = this.#formNow();
    const size = { width, height: HEIGHT };
    const config = lineChartConfig(this.series, Math.ceil(this.totalSeconds), size, colours);
    canvas.width = width;
    canvas.height = HEIGHT;
    return new Chart(canvas, { ...config, options: { ...config.options, responsive: false } });
  }

  override render() {
    return html`
      <div class="chart" part="chart">
        <canvas role="img" aria-label="Hash rate over time on a logarithmic axis; the table below says the same."></canvas>
      </div>
      <details>
        <summary>Line as a table</summary>
        <div class="scroll">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col" class="number">Lowest</th>
                <th scope="col" class="number">Highest</th>
                <th scope="col" class="number">Last</th>
              </tr>
            </thead>
            <tbody>
              ${liveSummaries(this.series).map(
                ({ engine, lowest, highest, last }) => html`<tr>
                  <th scope="row">${this.series.find((one) => one.engine === engine)?.label}</th>
                  <td class="number">${formatHashrate(lowest)}</td>
                  <td class="number">${formatHashrate(highest)}</td>
                  <td class="number">${formatHashrate(last)}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }
}

customElements.define('rate-line', RateLine);
