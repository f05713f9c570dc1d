import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { baseStyles } from '../../style/base.ts';
import { fontsReady, readColours } from '../chart.ts';
import { WidthController } from '../width-controller.ts';
import { drawingStyles, drawingSvg } from './drawing-svg.ts';
import { paintedCanvas } from './paint.ts';
import type { Drawing } from './shapes.ts';

/** A file's picture is as wide as the page's, but no narrower than this: a phone's would be no use elsewhere, px. */
const FILE_WIDTH = 720;

/** Lays a drawing out for a width, px. */
export type Draw = (width: number) => Drawing;

/**
 * A drawing as wide as its place.
 *
 * @property draw - Lays it out; null shows nothing.
 * @property label - What it shows, for screen readers; the figures themselves stand in a table beside it.
 * @csspart drawing - The SVG.
 */
export class DrawingView extends LitElement {
  static override properties = {
    draw: { attribute: false },
    label: { type: String },
    width: { state: true },
  };

  static override styles = [
    baseStyles,
    drawingStyles,
    css`
      svg {
        max-width: 100%;
      }
    `,
  ];

  declare draw: Draw | null;
  declare label: string;
  declare protected width: number;

  constructor() {
    super();
    this.draw = null;
    this.label = '';
    this.width = 0;
    new WidthController(this, (width) => {
      this.width = width;
    });
  }

  /**
   * The drawing as a picture, its ground clear.
   *
   * @param scale - Pixels per px.
   * @throws {Error} if there is nothing to draw, or no canvas to draw on.
   */
  async toCanvas(scale: number): Promise<HTMLCanvasElement> {
    if (this.draw === null) throw new Error('There is nothing to draw');
    await fontsReady();
    const drawing = this.draw(Math.max(FILE_WIDTH, this.width));
    return paintedCanvas(drawing, readColours(this.renderRoot.querySelector('div') ?? this), scale);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.draw === null || this.width === 0) return nothing;
    return html`<div>${drawingSvg(this.draw(this.width), this.label)}</div>`;
  }
}

customElements.define('drawing-view', DrawingView);
