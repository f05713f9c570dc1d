import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { cssValues } from '../../style/css-values.ts';
import { ThemeController } from '../../style/theme.ts';
import { fontsReady, readColours } from '../chart.ts';
import { drawNever, drawSoon } from '../draw-queue.ts';
import type { ChartView, PlacedReadOut } from './chart-view.ts';
import { seriesChartStyles } from './series-chart.styles.ts';
import { chartHeight, type SeriesChartSpec } from './spec.ts';

/** What `point-select` tells. */
export interface PointSelection {
  /** The series' id. */
  readonly series: string;
  readonly index: number;
}

/** A window that is dragged, or measured for a picture, has widths that nobody looks at: each would be drawn anew. */
const SETTLE_MS = 120;

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
  declare protected readOut: PlacedReadOut | null;
  declare protected spoken: string;
  declare protected problem: string;
  /** Null until its code has come. */
  #view: ChartView | null = null;
  /** Width of the element, px; 0 while it is hidden. */
  #width = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #isInSight = false;
  #isDrawn = false;
  #observers: readonly { disconnect(): void }[] = [];

  constructor() {
    super();
    this.spec = null;
    this.label = '';
    this.readOut = null;
    this.spoken = '';
    this.problem = '';
    new ThemeController(this, () => {
      this.#view?.forget();
      drawSoon(this.#draw);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const size = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      clearTimeout(this.#settling);
      if (width === 0 || this.#width === 0) this.#fit(width);
      else this.#settling = setTimeout(() => this.#fit(width), SETTLE_MS);
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
    clearTimeout(this.#settling);
    drawNever(this.#draw);
    this.#view?.destroy();
    this.#isDrawn = false;
  }

  #fit(width: number): void {
    this.#width = width;
    // A drawing of another width is wrong whether it is seen or not.
    this.#isDrawn = false;
    drawSoon(this.#draw);
  }

  protected override updated(changed: PropertyValues): void {
    // Whatever else changes, the words read out, leaves the canvas as it is.
    if (changed.has('spec')) drawSoon(this.#draw);
  }

  async #load(): Promise<void> {
    if (this.#view !== null) return;
    this.problem = '';
    try {
      const [{ ChartView }] = await Promise.all([
        import('./chart-view.ts'),
        fontsReady(),
        this.updateComplete,
      ]);
      const canvas = this.renderRoot.querySelector('canvas');
      if (canvas === null) return;
      this.#view ??= new ChartView(canvas, () => readColours(this.renderRoot.querySelector('.box') ?? this));
      drawSoon(this.#draw);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  readonly #draw = (): void => {
    const { spec } = this;
    if (spec === null || this.#view === null || this.#width === 0 || !this.isConnected) return;
    // The first drawing does not wait until it is looked at: a printed page shows what was never scrolled to.
    if (!this.#isInSight && this.#isDrawn) return;
    this.#isDrawn = true;
    this.#view.show(spec, { width: this.#width, height: chartHeight(spec) });
    if (this.readOut !== null) this.#read(this.readOut.x);
  };

  /**
   * The chart as it stands, on a canvas of its own, with a transparent ground.
   *
   * @param scale - Canvas pixels per CSS pixel.
   * @throws {Error} if nothing is drawn yet.
   */
  async toCanvas(scale: number): Promise<HTMLCanvasElement> {
    await this.#load();
    this.#isDrawn = false;
    this.#draw();
    if (this.#view === null) throw new Error(this.problem);
    return this.#view.picture(scale);
  }

  #read(x: number | null, top: number | null = null): void {
    this.readOut = this.#view?.readAt(x, top) ?? null;
  }

  #point(event: PointerEvent): void {
    this.spoken = '';
    this.#read(this.#view?.valueAt(event.offsetX) ?? null, event.offsetY);
  }

  #press(event: KeyboardEvent): void {
    const view = this.#view;
    if (view === null) return;
    const at = this.readOut?.x ?? null;
    const place = view.placeAfter(event.key, at);
    if (place !== null) {
      event.preventDefault();
      this.#read(place);
      this.spoken = this.readOut === null ? '' : view.words(this.readOut);
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

  /** @param top - Where the pointer is, px from the top; null chooses the first series. */
  #select(top: number | null): void {
    const rows = this.readOut?.rows ?? [];
    const far = (level: number): number => (top === null ? 0 : (this.#view?.distance(level, top) ?? 0));
    const [nearest] = rows.toSorted((a, b) => far(a.level) - far(b.level));
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
    if (readOut === null) return nothing;
    const { at, width, title, rows, texts, notes } = readOut;
    const isLeft = at > width / 2;
    return html`<div
      class="read-out ${isLeft ? 'left' : ''}"
      part="read-out"
      aria-hidden="true"
      ${cssValues({ '--at': `${isLeft ? width - at : at}px` })}
    >
      <b>${title}</b>
      ${rows.map(
        ({ label, hue }, index) => html`<span
            ><i ${cssValues({ background: `var(--${hue})` })}></i>${label}</span
          ><output>${texts[index]}</output>`,
      )}
      ${notes.map((note) => html`<p>${note}</p>`)}
    </div>`;
  }
}

customElements.define('series-chart', SeriesChart);
