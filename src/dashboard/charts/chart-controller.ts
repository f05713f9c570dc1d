// One chart of one element: made for its width and theme, made anew when either changes, gone with the element.

import type { LitElement, ReactiveController } from 'lit';
import { ThemeController } from '../style/theme.ts';
import {
  type Chart,
  type ChartClass,
  type Colours,
  fontsReady,
  loadChart,
  readColours,
  watchWidth,
} from './chart.ts';

/** Draws on the element's canvas; null where there is nothing to draw. */
export type DrawChart<C> = (
  canvas: HTMLCanvasElement,
  width: number,
  colours: Colours,
  Chart: ChartClass,
) => C | null;

/** Creates and destroys the chart of an element that renders one `canvas`. */
export class ChartController<C extends Pick<Chart, 'destroy'>> implements ReactiveController {
  readonly #host: LitElement;
  readonly #draw: DrawChart<C>;
  #chart: C | null = null;
  /** Null until it is loaded. */
  #Chart: ChartClass | null = null;
  /** Width of the element, px; 0 before it is known. */
  #width = 0;
  #unwatch: (() => void) | null = null;

  constructor(host: LitElement, draw: DrawChart<C>) {
    this.#host = host;
    this.#draw = draw;
    host.addController(this);
    new ThemeController(host, () => this.redraw());
  }

  /** The chart as it stands; null before its first drawing. */
  get chart(): C | null {
    return this.#chart;
  }

  hostConnected(): void {
    this.#unwatch = watchWidth(this.#host, (width) => {
      this.#width = width;
      this.redraw();
    });
    void this.#load();
  }

  async #load(): Promise<void> {
    [this.#Chart] = await Promise.all([loadChart(), fontsReady()]);
    this.redraw();
  }

  hostDisconnected(): void {
    this.#unwatch?.();
    this.#destroy();
  }

  /** Makes the chart anew. */
  redraw(): void {
    this.#destroy();
    const canvas = this.#host.renderRoot?.querySelector('canvas') ?? null;
    const Chart = this.#Chart;
    if (!this.#host.isConnected || canvas === null || this.#width === 0 || Chart === null) return;
    const colours = readColours(this.#host.renderRoot.firstElementChild ?? this.#host);
    this.#chart = this.#draw(canvas, this.#width, colours, Chart);
  }

  #destroy(): void {
    this.#chart?.destroy();
    this.#chart = null;
  }
}
