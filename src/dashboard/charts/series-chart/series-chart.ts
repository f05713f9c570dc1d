import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { cssValues } from '../../style/css-values.ts';
import { ThemeController } from '../../style/theme.ts';
import { type Chart, type ChartClass, fontsReady, loadChart, readColours } from '../chart.ts';
import { drawNever, drawSoon } from '../draw-queue.ts';
import { chartConfig, takeModel } from './config.ts';
import { labelWidth } from './label-width.ts';
import { type ChartPoint, chartForm, chartHeight, chartModel } from './model.ts';
import type { LiveChart } from './paint.ts';
import { nextPlace, type ReadOut, readOutAt, readOutText } from './read-out.ts';
import { seriesChartStyles } from './series-chart.styles.ts';
import type { SeriesChartSpec } from './spec.ts';

/** What `point-select` tells. */
export interface PointSelection {
  /** The series' id. */
  readonly series: string;
  readonly index: number;
}

/**
 * Lines, areas, steps, bars or points over one x axis. It draws when it is in sight, in one of the next frames; the
 * pointer and the arrow keys read out its values.
 *
 * @property spec - What is shown, as plain data; null for nothing yet.
 * @property label - Name for screen readers; the values are in the table of the frame around it.
 * @fires point-select - detail: PointSelection; a click, or Enter, at a point. Bubbles, composed.
 * @csspart chart - The box of the drawing.
 * @csspart read-out - The values at one place.
 */
export class SeriesChart extends LitElement {
  static override properties = {
    spec: { attribute: false },
    label: { type: String },
    readOut: { state: true },
    spoken: { state: true },
    problem: { state: true },
  };

  static override styles = [baseStyles, seriesChartStyles];

  declare spec: SeriesChartSpec | null;
  declare label: string;
  declare protected readOut: ReadOut | null;
  declare protected spoken: string;
  declare protected problem: string;
  #Chart: ChartClass | null = null;
  #chart: Chart<'line', ChartPoint[]> | null = null;
  #live: LiveChart | null = null;
  /** What the chart at hand was made for. */
  #form = '';
  /** Width of the element, px; 0 while it is hidden. */
  #width = 0;
  #isInSight = false;
  #observers: readonly { disconnect(): void }[] = [];

  constructor() {
    super();
    this.spec = null;
    this.label = '';
    this.readOut = null;
    this.spoken = '';
    this.problem = '';
    new ThemeController(this, () => {
      this.#form = '';
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const size = new ResizeObserver(([entry]) => {
      this.#width = Math.floor(entry?.contentRect.width ?? 0);
      drawSoon(this.#draw);
    });
    // Near counts as in sight, so that scrolling does not meet an old drawing.
    const sight = new IntersectionObserver(
      ([entry]) => {
        this.#isInSight = entry?.isIntersecting === true;
        if (this.#isInSight) drawSoon(this.#draw);
      },
      { rootMargin: '200px' },
    );
    size.observe(this);
    sight.observe(this);
    this.#observers = [size, sight];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const observer of this.#observers) observer.disconnect();
    drawNever(this.#draw);
    this.#destroy();
  }

  protected override updated(changed: PropertyValues): void {
    // Whatever else changes (the words read out) leaves the canvas as it is; a theme has emptied `#form`.
    if (changed.has('spec') || this.#form === '') drawSoon(this.#draw);
  }

  async #load(): Promise<void> {
    this.problem = '';
    try {
      [this.#Chart] = await Promise.all([loadChart(), fontsReady()]);
      drawSoon(this.#draw);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  readonly #draw = (): void => {
    const { spec } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    if (spec === null || canvas === null || this.#Chart === null || this.#width === 0) return;
    // The first drawing does not wait until it is looked at: a printed page shows what was never scrolled to.
    if (!this.#isInSight && this.#chart !== null) return;
    const height = chartHeight(spec);
    const form = `${this.#width} ${height} ${chartForm(spec)}`;
    const before = form === this.#form ? (this.#live?.model ?? null) : null;
    const model = chartModel(spec, { width: this.#width, height }, before, labelWidth);
    if (this.#chart !== null && this.#live !== null && form === this.#form) {
      this.#live.model = model;
      takeModel(this.#chart, model);
      this.#chart.update('none');
    } else {
      this.#destroy();
      this.#form = form;
      this.#live = { model, cursor: null };
      canvas.width = model.width;
      canvas.height = model.height;
      this.#chart = new this.#Chart(canvas, chartConfig(this.#live, this.#colours()));
    }
    if (this.readOut !== null) this.#read(this.readOut.x);
  };

  #colours() {
    return readColours(this.renderRoot.querySelector('.box') ?? this);
  }

  #destroy(): void {
    this.#chart?.destroy();
    this.#chart = null;
    this.#live = null;
    this.#form = '';
  }

  /**
   * The chart as it stands, on a canvas of its own, with a transparent ground.
   *
   * @param scale - Canvas pixels per CSS pixel.
   * @throws {Error} if nothing is drawn yet.
   */
  async toCanvas(scale: number): Promise<HTMLCanvasElement> {
    [this.#Chart] = await Promise.all([loadChart(), fontsReady()]);
    this.#draw();
    if (this.#live === null) throw new Error('There is no chart to save yet');
    const { model } = this.#live;
    const canvas = document.createElement('canvas');
    canvas.width = model.width;
    canvas.height = model.height;
    const config = chartConfig({ model, cursor: null }, this.#colours());
    // Drawn at once and left as a picture.
    const chart = new this.#Chart(canvas, {
      ...config,
      options: { ...config.options, devicePixelRatio: scale },
    });
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d')?.drawImage(canvas, 0, 0);
    chart.destroy();
    return copy;
  }

  #read(x: number | null): void {
    const live = this.#live;
    if (live === null || this.#chart === null) return;
    this.readOut = x === null ? null : readOutAt(live.model, x);
    live.cursor = this.readOut?.x ?? null;
    this.#chart.draw();
  }

  #valueAt(event: PointerEvent | MouseEvent): number | null {
    return this.#chart?.scales['x']?.getValueForPixel(event.offsetX) ?? null;
  }

  #point(event: PointerEvent): void {
    this.spoken = '';
    this.#read(this.#valueAt(event));
  }

  #press(event: KeyboardEvent): void {
    const model = this.#live?.model;
    if (model === undefined) return;
    const { min, max } = model.x.domain;
    const at = this.readOut?.x ?? null;
    const step = (direction: 1 | -1, count: number): number =>
      at === null ? (direction > 0 ? min : max) : nextPlace(model, at, direction, count);
    const places: Readonly<Record<string, () => number>> = {
      ArrowRight: () => step(1, 1),
      ArrowLeft: () => step(-1, 1),
      PageUp: () => step(1, 10),
      PageDown: () => step(-1, 10),
      Home: () => min,
      End: () => max,
    };
    const place = places[event.key];
    if (place !== undefined) {
      event.preventDefault();
      this.#read(place());
      this.spoken = this.readOut === null ? '' : readOutText(this.readOut, model);
    } else if (event.key === 'Escape' && at !== null) {
      event.preventDefault();
      this.#leave();
    } else if (event.key === 'Enter') {
      this.#select(null);
    }
  }

  #leave(): void {
    this.spoken = '';
    this.#read(null);
  }

  /** @param level - Where the pointer is, px from the top; null chooses the first series. */
  #select(level: number | null): void {
    const y = this.#chart?.scales['y'];
    const rows = this.readOut?.rows ?? [];
    const distance = (value: number): number =>
      level === null || y === undefined ? 0 : Math.abs(y.getPixelForValue(value) - level);
    const [nearest] = rows.toSorted((a, b) => distance(a.level) - distance(b.level));
    if (nearest === undefined) return;
    const detail: PointSelection = { series: nearest.id, index: nearest.index };
    this.dispatchEvent(userEvent('point-select', detail));
  }

  override render() {
    return html`
      <div
        class="box"
        part="chart"
        role="group"
        aria-roledescription="chart"
        aria-label=${this.label}
        tabindex="0"
        ${cssValues({ height: `${chartHeight(this.spec)}px` })}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${this.#leave}
        @click=${(event: MouseEvent) => this.#select(event.offsetY)}
        @keydown=${this.#press}
        @blur=${this.#leave}
      >
        <canvas aria-hidden="true"></canvas>
        ${this.#readOutBox()}
        ${
          this.problem === ''
            ? nothing
            : html`<p class="problem">
                The chart could not be loaded: ${this.problem}
                <button type="button" @click=${() => void this.#load()}>Try again</button>
              </p>`
        }
      </div>
      <p class="only-read" aria-live="polite">${this.spoken}</p>
    `;
  }

  #readOutBox() {
    const { readOut } = this;
    const model = this.#live?.model;
    const x = readOut === null ? undefined : this.#chart?.scales['x']?.getPixelForValue(readOut.x);
    if (readOut === null || model === undefined || x === undefined) return nothing;
    const isLeft = x > model.width / 2;
    return html`<div
      class="read-out ${isLeft ? 'left' : ''}"
      part="read-out"
      aria-hidden="true"
      ${cssValues({ '--at': `${isLeft ? model.width - x : x}px` })}
    >
      <b>${model.x.axis.format(readOut.x)}</b>
      ${readOut.rows.map(
        ({ label, hue, value }) => html`<span
            ><i ${cssValues({ background: `var(--${hue})` })}></i>${label}</span
          ><output>${model.y.axis.format(value)}</output>`,
      )}
    </div>`;
  }
}

customElements.define('series-chart', SeriesChart);
