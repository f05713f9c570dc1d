import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { formatHashrate } from '../../../primitives/index.ts';
import { WidthController } from '../../charts/width-controller.ts';
import { baseStyles } from '../../style/base.ts';
import {
  type PlacedMark,
  placeAcross,
  placeDown,
  RULER_DECADES,
  type RulerMark,
  rulerPosition,
} from '../ruler-layout.ts';
import { rateRulerStyles } from './rate-ruler.styles.ts';

/** Narrower than this the ruler stands upright, px. */
const UPRIGHT_BELOW = 680;
/** Thickness of the ruler, px. */
const STRIP = 36;
const STRIP_UPRIGHT = 14;
const UPRIGHT_LENGTH = RULER_DECADES * 30;
const UPRIGHT_LABEL = 34;

/**
 * A ruler of hash rates, 1 H/s to 1 ZH/s, a tick for every decade and its ninths: what was measured stands on one side,
 * published figures on the other. It lies where there is room and stands upright on narrow screens.
 *
 * @property marks - What stands on it; rates in hashes per second.
 * @property live - Rate now, hashes per second; 0 for none.
 * @property waiting - Text where measurements will stand; empty for none.
 * @csspart ruler - The drawing.
 */
export class RateRuler extends LitElement {
  static override properties = {
    marks: { attribute: false },
    live: { type: Number },
    waiting: { type: String },
    width: { state: true },
  };

  static override styles = [baseStyles, rateRulerStyles];

  declare marks: readonly RulerMark[];
  declare live: number;
  declare waiting: string;
  declare width: number;
  /** Places of the labels; the live rate changes none of them. */
  #across: { readonly own: readonly PlacedMark[]; readonly others: readonly PlacedMark[] } = {
    own: [],
    others: [],
  };
  #down: readonly PlacedMark[] = [];

  constructor() {
    super();
    this.marks = [];
    this.live = 0;
    this.waiting = '';
    this.width = 0;
    new WidthController(this, (width) => {
      this.width = width;
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('marks') && !changed.has('width')) return;
    const { marks, width } = this;
    const own = marks.filter(isOwn).map(withRate);
    const others = marks.filter((mark) => !isOwn(mark));
    if (width < UPRIGHT_BELOW) this.#down = placeDown(marks, UPRIGHT_LENGTH, UPRIGHT_LABEL);
    else this.#across = { own: placeAcross(own, width), others: placeAcross(others, width) };
  }

  override render() {
    if (this.width === 0) return nothing;
    return this.width < UPRIGHT_BELOW ? this.#upright() : this.#lying();
  }

  #lying(): TemplateResult {
    const { width } = this;
    const { own, others } = this.#across;
    const ownRow = 23;
    const otherRow = 37;
    const ownRows = Math.max(2, ...own.map(({ row }) => row + 1));
    const top = ownRows * ownRow + 20;
    const under = top + STRIP;
    const othersTop = under + 12;
    const height = othersTop + Math.max(0, ...others.map(({ row }) => row + 1)) * otherRow + 4;
    const band = width / 7;
    return html`<svg class="lying" part="ruler" height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${this.#summary()}>
      ${BANDS.map(
        (index) =>
          svg`<rect class="band-${index}" x=${index * band} y=${top} width=${band} height=${STRIP} />
            ${index === 0 ? nothing : svg`<path class="edge" d="M${index * band} ${top}v${STRIP}" />`}
            <text class="unit-label ${hot(index)}" x=${index * band + 7} y=${top + 16}>${UNITS[index]}</text>`,
      )}
      <text class="unit-label on-hot" x=${width - 6} y=${top + 16} text-anchor="end">${UNITS[7]}</text>
      ${tickPaths(width, width / RULER_DECADES > 30, (at, size) => `M${at} ${under - 14 * size}V${under}`)}
      ${others.map(({ mark, at, start, length, row }) => {
        const y = othersTop + row * otherRow;
        const isFlipped = start < at - 1;
        const x = isFlipped ? start + length - 6 : at + 6;
        const anchor = isFlipped ? 'end' : 'start';
        return svg`<g>
          <path class="leader" d="M${at} ${under + 3}V${y + 25}" />
          <text class="name" x=${x} y=${y + 10} text-anchor=${anchor}>${mark.label}</text>
          <text x=${x} y=${y + 25} text-anchor=${anchor}>${mark.note}</text>
        </g>`;
      })}
      ${own.map(({ mark, at, start, length, row }) => {
        const y = top - 15 - row * ownRow;
        const isFlipped = start < at - 1;
        return svg`<g class="own ${mark.kind}">
          <path class="leader" d="M${at} ${y - 13}V${top - 2}" />
          <text x=${isFlipped ? start + length - 6 : at + 6} y=${y - 2} text-anchor=${isFlipped ? 'end' : 'start'}><tspan class="name">${mark.label}</tspan><tspan class="rate" dx="7">${mark.note}</tspan></text>
        </g>`;
      })}
      ${this.#waitingAcross(width, top)}
      ${
        this.live > 0
          ? svg`<g class="needle" .style=${`transform: translateX(${rulerPosition(this.live, width)}px)`}>
              <path d="M0 ${top + 1}l-6 -11h12z" /><path d="M-1 ${top}h2v${STRIP}h-2z" />
            </g>`
          : nothing
      }
    </svg>`;
  }

  #waitingAcross(width: number, top: number): TemplateResult | typeof nothing {
    if (this.waiting === '') return nothing;
    const from = rulerPosition(1e5, width);
    const to = rulerPosition(1e10, width);
    return svg`<g>
      <path class="bracket" d="M${from} ${top - 4}V${top - 14}H${to}V${top - 4}" />
      <text class="name" x=${(from + to) / 2} y=${top - 24} text-anchor="middle">${this.waiting}</text>
    </g>`;
  }

  #upright(): TemplateResult {
    const length = UPRIGHT_LENGTH;
    const { width } = this;
    const left = 56;
    const placed = this.#down;
    const x = left + STRIP_UPRIGHT + 34;
    const from = rulerPosition(1e5, length);
    const to = rulerPosition(1e10, length);
    return html`<svg part="ruler" height=${length + 16} viewBox="0 -8 ${width} ${length + 16}" class="upright" role="img" aria-label=${this.#summary()}>
      ${BANDS.map(
        (band) =>
          svg`<rect class="band-${band}" x=${left} y=${(band * length) / 7} width=${STRIP_UPRIGHT} height=${length / 7} />`,
      )}
      ${tickPaths(length, false, (at, size) => `M${left} ${at}h${STRIP_UPRIGHT * size}`)}
      ${UNITS.map(
        (label, index) =>
          svg`<text class="unit-label" x=${left - 8} y=${(index * length) / 7 + 4} text-anchor="end">${label}</text>`,
      )}
      ${this.waiting === '' ? nothing : svg`<path class="bracket" d="M4 ${from}H${left - 52}V${to}H4" />`}
      ${placed.map(({ mark, at, start }) => {
        const y = start + UPRIGHT_LABEL / 2;
        const own = isOwn(mark);
        return svg`<g class="${own ? 'own' : ''} ${mark.kind}">
          <path class="leader" d="M${own ? left : left + STRIP_UPRIGHT + 2} ${at}H${left + STRIP_UPRIGHT + 8}L${x - 12} ${y}H${x - 6}" />
          <text class="name" x=${x} y=${y - 3}>${mark.label}</text>
          <text class=${own ? 'rate' : ''} x=${x} y=${y + 12}>${own ? formatHashrate(mark.hps) : mark.note}</text>
        </g>`;
      })}
      ${
        this.live > 0
          ? svg`<g class="needle" .style=${`transform: translateY(${rulerPosition(this.live, length)}px)`}>
              <path d="M${left - 2} 0l-10 -6v12z" />
            </g>`
          : nothing
      }
    </svg>`;
  }

  #summary(): string {
    return 'Hash rates on a logarithmic ruler from one hash a second to 10²¹; the table says the same in figures.';
  }
}

const BANDS = [0, 1, 2, 3, 4, 5, 6] as const;
const UNITS = Array.from({ length: 8 }, (_, index) => formatHashrate(1000 ** index, 1).replace(/^1 /u, ''));

/**
 * All ticks of a ruler in a few paths: the drawing follows the live rate, and hundreds of nodes would cost it time.
 *
 * @param draw - Path of a tick at a place along the ruler, px, its size being a part of the longest.
 */
function tickPaths(
  length: number,
  hasNinths: boolean,
  draw: (at: number, size: number) => string,
): TemplateResult[] {
  const paths = new Map<string, string>();
  const add = (decade: number, value: number, size: number): void => {
    const at = ((decade + Math.log10(value)) / RULER_DECADES) * length;
    const kind = `tick ${size < 0.5 ? 'ninth' : ''} ${hot(Math.floor((decade + Math.log10(value)) / 3))}`;
    paths.set(kind, `${paths.get(kind) ?? ''}${draw(Math.round(at * 10) / 10, size)}`);
  };
  for (let decade = 0; decade < RULER_DECADES; decade++) {
    if (hasNinths) for (let n = 2; n <= 9; n++) add(decade, n, n === 5 ? 0.45 : 0.3);
    // Thousands are the edges of the bands.
    if (decade % 3 !== 0) add(decade, 1, 0.75);
  }
  return [...paths].map(([kind, path]) => svg`<path class=${kind} d=${path} />`);
}

/** Bands bright against the ground take their text in its colour. */
function hot(band: number): string {
  return band >= 4 ? 'on-hot' : '';
}

function isOwn({ kind }: RulerMark): boolean {
  return kind === 'measured' || kind === 'software';
}

function withRate(mark: RulerMark): RulerMark {
  return { ...mark, note: formatHashrate(mark.hps) };
}

customElements.define('rate-ruler', RateRuler);
