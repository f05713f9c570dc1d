import { css, html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { baseStyles } from '../../style/base.ts';
import { canvasOfSvg } from '../svg-canvas.ts';
import { WidthController } from '../width-controller.ts';
import { decadeLabels, type LineMark, lineDecades, lineX, placeLineMarks, waitTicks } from './layout.ts';

/** Height of a row of labels above the line, px: two lines of text. */
const ROW = 38;
const TOP = 8;
/** Thickness of the line, and what lies under it. */
const STRIP = 22;
const FOOT = 62;

/** A hash that stands on the line. */
export interface LineDot {
  /** Hashes that the hardest target it meets would ask for. */
  readonly hashes: number;
  /** Weakens older ones: 1 for the newest, to 0. */
  readonly strength: number;
}

/**
 * All targets on one line, from easy to hard on a logarithmic scale, read as expected hashes above and as time at one's own
 * rate below. What lies beyond the target wins.
 *
 * @property marks - Labelled places; the one of the kind `target` divides the line.
 * @property dots - Hashes found.
 * @property hps - Own rate, hashes per second; 0 for none, which leaves the lower scale out.
 * @property label - The picture in words.
 * @csspart line - The drawing.
 */
export class TargetLine extends LitElement {
  static override properties = {
    marks: { attribute: false },
    dots: { attribute: false },
    hps: { type: Number },
    label: { type: String },
    width: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }

      text {
        font: 400 11.5px var(--mono);
        fill: var(--ink-3);
      }

      .power {
        font-size: 9px;
      }

      .name {
        font: 500 13px var(--sans);
        fill: var(--ink-2);
      }

      .target .name {
        fill: var(--keep-ink);
      }

      .reached .name {
        fill: var(--spend-ink);
      }

      .misses {
        fill: color-mix(in srgb, var(--ink) 9%, transparent);
      }

      .wins {
        fill: var(--ice-1);
      }

      .divide {
        fill: var(--keep);
      }

      .leader {
        fill: none;
        stroke: var(--line-strong);
      }

      .target .leader {
        stroke: var(--keep);
        stroke-width: 2;
      }

      .reached .leader {
        stroke: var(--ember-3);
        stroke-width: 1.5;
      }

      .dot {
        fill: var(--ember-3);
      }

      .tick {
        fill: none;
        stroke: var(--line-strong);
      }

      .time {
        fill: var(--spend-ink);
      }

      .time-tick {
        fill: none;
        stroke: var(--ember-3);
      }

      .zone {
        font-family: var(--sans);
        fill: var(--ink-2);
      }
    `,
  ];

  declare marks: readonly LineMark[];
  declare dots: readonly LineDot[];
  declare hps: number;
  declare label: string;
  declare protected width: number;

  constructor() {
    super();
    this.marks = [];
    this.dots = [];
    this.hps = 0;
    this.label = '';
    this.width = 0;
    new WidthController(this, (width) => {
      this.width = width;
    });
  }

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    return this.width > 0 || !this.hasUpdated;
  }

  /** The drawing as a picture. */
  async toCanvas(scale: number): Promise<HTMLCanvasElement> {
    const drawing = this.renderRoot.querySelector('svg');
    if (drawing === null) throw new Error('There is nothing to save yet');
    return canvasOfSvg(drawing, scale);
  }

  override render() {
    const { width, marks, dots, hps } = this;
    if (width === 0) return nothing;
    const decades = lineDecades(marks);
    const placed = placeLineMarks(marks, decades, width);
    const rows = Math.max(0, ...placed.map(({ row }) => row)) + 1;
    const top = TOP + rows * ROW + 6;
    const under = top + STRIP;
    const height = under + (hps > 0 ? FOOT : 28);
    const target = marks.find(({ kind }) => kind === 'target');
    const divide = target === undefined ? width : lineX(target.hashes, decades, width);
    return html`<svg part="line" viewBox="0 0 ${width} ${height}" height=${height} role="img" aria-label=${this.label}>
      <rect class="misses" x="0" y=${top} width=${divide} height=${STRIP} />
      ${target === undefined ? nothing : svg`<rect class="wins" x=${divide} y=${top} width=${width - divide} height=${STRIP} />`}
      ${
        target !== undefined && divide > 120
          ? svg`<text class="zone" x="10" y=${top + 15}>too easy: misses</text>`
          : nothing
      }
      ${
        target !== undefined && width - divide > 260
          ? svg`<text class="zone" x=${width - 10} y=${top + 15} text-anchor="end">wins</text>`
          : nothing
      }
      ${dots.map(({ hashes, strength }, i) => {
        const y = top + STRIP / 2 + ((i * 7) % 13) - 6;
        return svg`<circle class="dot" cx=${lineX(hashes, decades, width)} cy=${y} r="2.5" opacity=${0.3 + 0.7 * strength} />`;
      })}
      ${placed.map(({ mark, x, row, anchor }) => {
        const y = top - 6 - row * ROW;
        const at = anchor === 'end' ? x - 7 : x + 7;
        return svg`<g class=${mark.kind}>
          <path class="leader" d="M${x} ${y - 28}V${mark.kind === 'target' ? under : top}" />
          <text class="name" x=${at} y=${y - 18} text-anchor=${anchor}>${mark.label}</text>
          <text x=${at} y=${y - 2} text-anchor=${anchor}>${mark.note}</text>
        </g>`;
      })}
      ${this.#decades(decades, under)} ${this.#waits(decades, under)}
    </svg>`;
  }

  #decades(decades: number, under: number): TemplateResult {
    const { width } = this;
    const labels = decadeLabels(decades, width);
    let path = '';
    for (let exponent = 0; exponent <= decades; exponent++) {
      const isLabelled = labels.some((label) => label.exponent === exponent);
      path += `M${(exponent / decades) * width} ${under}v${isLabelled ? 8 : 4}`;
    }
    return svg`<path class="tick" d=${path} />
      ${labels.map(({ exponent, x }) =>
        exponent === 0
          ? svg`<text x="0" y=${under + 22}>1 hash</text>`
          : svg`<text x=${x} y=${under + 22} text-anchor="middle">10</text>
                <text class="power" x=${x + 8} y=${under + 17}>${exponent}</text>`,
      )}`;
  }

  #waits(decades: number, under: number): TemplateResult | typeof nothing {
    const ticks = waitTicks(this.hps, decades, this.width);
    if (ticks.length === 0) return nothing;
    const y = under + 34;
    const first = lineX(this.hps, decades, this.width);
    const path = ticks.map(({ x }) => `M${x} ${y}v7`).join('');
    return svg`<path class="time-tick" d="M${first} ${y}H${this.width}${path}" />
      ${ticks.map(({ x, label }) => svg`<text class="time" x=${x} y=${y + 22} text-anchor="middle">${label}</text>`)}`;
  }
}

customElements.define('target-line', TargetLine);
