// A series chart on its canvas. It comes with Chart.js, when the first chart is wanted; until then the element is an
// empty box of the right height.

import type { Colours } from '../chart.ts';
import { Chart } from './chart-js.ts';
import { chartConfig, takeModel } from './config.ts';
import { type ChartPoint, chartForm, chartModel } from './model.ts';
import { LABEL_FONT, type LiveChart } from './paint.ts';
import { type AimedPoint, nextPlace, type ReadOut, readOutAt, readOutText } from './read-out.ts';
import type { SeriesChartSpec } from './spec.ts';

/** Where a read-out stands in the drawing, and what it says there. */
export interface PlacedReadOut extends ReadOut {
  /** From the left, px. */
  readonly at: number;
  readonly width: number;
  /** The place, and each row's value, as text. */
  readonly title: string;
  readonly texts: readonly string[];
}

/** A pointer is on a point that is nearer than this, px. */
const AIM_PX = 14;

/** Draws specs on one canvas. */
export class ChartView {
  readonly #canvas: HTMLCanvasElement;
  readonly #colours: () => Colours;
  #chart: Chart<'line', ChartPoint[]> | null = null;
  #live: LiveChart | null = null;
  /** What the chart at hand was made for. */
  #form = '';

  /** @param colours - Reads the page's colours as they are now. */
  constructor(canvas: HTMLCanvasElement, colours: () => Colours) {
    this.#canvas = canvas;
    this.#colours = colours;
  }

  /** Draws new values; a chart of another form, or after `forget`, is made anew. */
  show(spec: SeriesChartSpec, size: { readonly width: number; readonly height: number }): void {
    const form = `${size.width} ${size.height} ${chartForm(spec)}`;
    const isSame = form === this.#form && this.#chart !== null && this.#live !== null;
    const before = isSame ? (this.#live?.model ?? null) : null;
    const model = chartModel(spec, size, before, (text) => this.#widthOf(text));
    if (isSame && this.#chart !== null && this.#live !== null) {
      this.#live.model = model;
      takeModel(this.#chart, model);
      this.#chart.update('none');
      return;
    }
    const cursor = this.#live?.cursor ?? null;
    this.destroy();
    this.#form = form;
    this.#live = { model, cursor };
    this.#canvas.width = model.width;
    this.#canvas.height = model.height;
    this.#chart = new Chart(this.#canvas, chartConfig(this.#live, this.#colours()));
  }

  /** Measured on this very canvas: figures are as wide as its place in the page has them, which one outside does not know. */
  #widthOf(label: string): number {
    const ctx = this.#canvas.getContext('2d');
    if (ctx === null) return label.length * 7;
    ctx.font = LABEL_FONT;
    return ctx.measureText(label).width;
  }

  /** Makes the next drawing anew: the colours are others. */
  forget(): void {
    this.#form = '';
  }

  destroy(): void {
    this.#chart?.destroy();
    this.#chart = null;
    this.#live = null;
    this.#form = '';
  }

  /** The point with a note that a pointer at these px of the drawing is on. */
  #aimedAt(left: number, top: number): AimedPoint | null {
    const { x: across, y: up } = this.#chart?.scales ?? {};
    let nearest: AimedPoint | null = null;
    let least = AIM_PX;
    for (const { series } of this.#live?.model.series ?? []) {
      for (const [index, note] of (series.notes ?? []).entries()) {
        const x = series.x[index]!;
        const far = Math.hypot(
          (across?.getPixelForValue(x) ?? 0) - left,
          (up?.getPixelForValue(series.y[index]!) ?? 0) - top,
        );
        if (far >= least) continue;
        least = far;
        nearest = { x, note };
      }
    }
    return nearest;
  }

  /**
   * Marks the place nearest to `x` and reads it out; null for `x`, or as an answer, is no place.
   *
   * @param top - Where the pointer is, px from the top, so that one point among many is told of; without it, all at the
   *   place are.
   */
  readAt(x: number | null, top: number | null = null): PlacedReadOut | null {
    const live = this.#live;
    if (live === null || this.#chart === null) return null;
    const { model } = live;
    const across = this.#chart.scales['x'];
    const aim = x === null || top === null ? undefined : this.#aimedAt(across?.getPixelForValue(x) ?? 0, top);
    const read = x === null ? null : readOutAt(model, aim?.x ?? x, aim);
    live.cursor = read?.x ?? null;
    this.#chart.draw();
    if (read === null) return null;
    return {
      ...read,
      at: across?.getPixelForValue(read.x) ?? 0,
      width: model.width,
      title: model.x.axis.format(read.x),
      texts: read.rows.map(({ value }) => model.y.axis.format(value)),
    };
  }

  /** The x that lies under a point of the drawing, px from its left; null before the first drawing. */
  valueAt(left: number): number | null {
    return this.#chart?.scales['x']?.getValueForPixel(left) ?? null;
  }

  /** How far a value lies from a point of the drawing, px from its top. */
  distance(value: number, top: number): number {
    return Math.abs((this.#chart?.scales['y']?.getPixelForValue(value) ?? 0) - top);
  }

  /** The place that a key leads to, from `x` or, for null, from the end it comes from; null for other keys. */
  placeAfter(key: string, x: number | null): number | null {
    const model = this.#live?.model;
    if (model === undefined) return null;
    const { min, max } = model.x.domain;
    const step = (direction: 1 | -1, count: number): number =>
      x === null ? (direction > 0 ? min : max) : nextPlace(model, x, direction, count);
    const places: Readonly<Record<string, () => number>> = {
      ArrowRight: () => step(1, 1),
      ArrowLeft: () => step(-1, 1),
      PageUp: () => step(1, 10),
      PageDown: () => step(-1, 10),
      Home: () => min,
      End: () => max,
    };
    return places[key]?.() ?? null;
  }

  /** A read-out in words, as a screen reader says it. */
  words(read: ReadOut): string {
    return this.#live === null ? '' : readOutText(read, this.#live.model);
  }

  /**
   * The chart as it stands, on a canvas of its own, with a transparent ground.
   *
   * @param scale - Canvas pixels per CSS pixel.
   * @throws {Error} if nothing is drawn yet.
   */
  picture(scale: number): HTMLCanvasElement {
    if (this.#live === null) throw new Error('There is no chart to save yet');
    const { model } = this.#live;
    const canvas = document.createElement('canvas');
    canvas.width = model.width;
    canvas.height = model.height;
    const config = chartConfig({ model, cursor: null }, this.#colours());
    // Drawn at once and left as a picture.
    const chart = new Chart(canvas, { ...config, options: { ...config.options, devicePixelRatio: scale } });
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d')?.drawImage(canvas, 0, 0);
    chart.destroy();
    return copy;
  }
}
