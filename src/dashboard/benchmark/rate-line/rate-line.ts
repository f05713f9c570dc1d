import { css, html, LitElement, type PropertyValues } from 'lit';
import { formatHashrate } from '../../../primitives/index.ts';
import { Chart, fontsReady, readColours, watchWidth } from '../../charts/chart.ts';
import { baseStyles, tableStyles } from '../../style/base.ts';
import { ThemeController } from '../../style/theme.ts';
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
    width: { state: true },
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
  declare width: number;
  #chart: Chart<'line', LinePoint[]> | null = null;
  /** What a chart is made for besides its points. */
  #form = '';
  #unwatch: (() => void) | null = null;

  constructor() {
    super();
    this.series = [];
    this.totalSeconds = 0;
    this.width = 0;
    new ThemeController(this, () => this.#redraw());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchWidth(this, (width) => {
      this.width = width;
    });
    void fontsReady().then(() => this.#redraw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#destroy();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('totalSeconds') || changed.has('width')) this.#draw();
  }

  /** New points go into the chart at hand, which takes a millisecond; anything else makes it anew. */
  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!this.isConnected || canvas === null || this.width === 0) return;
    const totalSeconds = Math.ceil(this.totalSeconds);
    const { min, max } = lineDomain(this.series);
    const form = [
      this.width,
      totalSeconds,
      min,
      max,
      ...this.series.map(({ engine, points }) => `${engine} ${points[0]?.x}`),
    ].join();
    if (this.#chart !== null && form === this.#form) {
      for (const [index, { points }] of this.series.entries()) {
        const dataset = this.#chart.data.datasets[index];
        if (dataset !== undefined) dataset.data = [...points];
      }
      this.#chart.update('none');
      return;
    }
    this.#destroy();
    const colours = readColours(this.renderRoot.firstElementChild ?? this);
    const config = lineChartConfig(this.series, totalSeconds, { width: this.width, height: HEIGHT }, colours);
    canvas.width = this.width;
    canvas.height = HEIGHT;
    this.#chart = new Chart(canvas, { ...config, options: { ...config.options, responsive: false } });
    this.#form = form;
  }

  #redraw(): void {
    this.#destroy();
    this.#draw();
  }

  #destroy(): void {
    this.#chart?.destroy();
    this.#chart = null;
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
