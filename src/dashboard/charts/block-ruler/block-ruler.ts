import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatCount } from '../../../primitives/index.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { canvasOfSvg } from '../svg-canvas.ts';
import { WidthController } from '../width-controller.ts';
import { blockRulerStyles } from './block-ruler.styles.ts';
import { layOutRuler, type RulerBar, type RulerBlock, type RulerLayout } from './layout.ts';
import { blockWords, luckWords } from './words.ts';

/** Room above the bars for the words of the one pointed at, for the bars, and for ticks and their labels, px. */
const TOP = 22;
const BARS = 150;
const BARS_NARROW = 104;
const FOOT = 34;
const BRANCH = 40;
const NARROW_BELOW = 520;
/** A press as far from a bar as this still means it, px. */
const REACH = 16;
/** Mean advance of a word's characters, px: only to keep words inside. */
const CHARACTER_PX = 6.2;
/** Luckier than this is worth a word: one block in 64. */
const RARE_LUCK = 6;

/**
 * Blocks against the clock: a ruler with a tick per target spacing, and a bar for each block where chance put it, as high
 * as its hash was lucky. Time ends at the right with now. Drawn for its width.
 *
 * @property blocks - Ascending: {@link RulerBlock}.
 * @property branch - A second chain over the same ruler; empty for none.
 * @property branchLabel - What it is.
 * @property nowSec - The time at the right end, seconds on the blocks' clock.
 * @property spanSec - Seconds in sight; Infinity for as far as the blocks reach.
 * @property spacingSec - Seconds between two ticks.
 * @property selected - Height of the selected block; null for none.
 * @property otherWord - What a block of the kind `other` is, for example `found by the rival`.
 * @property label - Name for screen readers.
 * @fires block-select - detail: height; a click at a bar, or an arrow key. Bubbles, composed.
 * @csspart ruler - The drawing.
 */
export class BlockRuler extends LitElement {
  static override properties = {
    blocks: { attribute: false },
    branch: { attribute: false },
    branchLabel: { type: String, attribute: 'branch-label' },
    nowSec: { type: Number, attribute: 'now-sec' },
    spanSec: { type: Number, attribute: 'span-sec' },
    spacingSec: { type: Number, attribute: 'spacing-sec' },
    selected: { type: Number },
    otherWord: { type: String, attribute: 'other-word' },
    label: { type: String },
    width: { state: true },
    pointed: { state: true },
  };

  static override styles = [baseStyles, blockRulerStyles];

  declare blocks: readonly RulerBlock[];
  declare branch: readonly RulerBlock[];
  declare branchLabel: string;
  declare nowSec: number;
  declare spanSec: number;
  declare spacingSec: number;
  declare selected: number | null;
  declare otherWord: string;
  declare label: string;
  declare width: number;
  /** Height of the block under the pointer. */
  declare protected pointed: number | null;
  #layout: RulerLayout | null = null;
  /** The newest block that was drawn: only later ones drop in. */
  #drawnHeight = Number.POSITIVE_INFINITY;

  constructor() {
    super();
    this.blocks = [];
    this.branch = [];
    this.branchLabel = '';
    this.nowSec = 0;
    this.spanSec = Number.POSITIVE_INFINITY;
    this.spacingSec = 600;
    this.selected = null;
    this.otherWord = 'found by others';
    this.label = 'Blocks against the clock';
    this.width = 0;
    new WidthController(this, (width) => {
      this.width = width;
    });
    this.pointed = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawnHeight = Number.POSITIVE_INFINITY;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.size === 1 && (changed.has('pointed') || changed.has('selected'))) return;
    this.#layout = layOutRuler(this);
  }

  protected override updated(): void {
    this.#drawnHeight = this.blocks.at(-1)?.height ?? 0;
  }

  /** The drawing as a picture. */
  async toCanvas(scale: number): Promise<HTMLCanvasElement> {
    const drawing = this.renderRoot.querySelector('svg');
    if (drawing === null) throw new Error('There is nothing to save yet');
    return canvasOfSvg(drawing, scale);
  }

  #nearest(event: PointerEvent | MouseEvent): RulerBar | null {
    const { left } = (event.currentTarget as Element).getBoundingClientRect();
    const at = event.clientX - left;
    let nearest: RulerBar | null = null;
    for (const bar of this.#layout?.bars ?? []) {
      const distance = Math.abs(bar.x - at);
      if (distance <= REACH && (nearest === null || distance <= Math.abs(nearest.x - at))) nearest = bar;
    }
    return nearest;
  }

  #select(height: number | undefined): void {
    if (height === undefined) return;
    this.selected = height;
    this.dispatchEvent(userEvent('block-select', height));
  }

  #press(event: KeyboardEvent): void {
    const heights = this.blocks.map(({ height }) => height);
    const at = heights.indexOf(this.selected ?? Number.NaN);
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at < 0 ? heights.length - 1 : at - 1,
      ArrowDown: at < 0 ? heights.length - 1 : at - 1,
      ArrowRight: at < 0 ? heights.length - 1 : at + 1,
      ArrowUp: at < 0 ? heights.length - 1 : at + 1,
      PageUp: at + 10,
      PageDown: at - 10,
      Home: 0,
      End: heights.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || heights.length === 0) return;
    event.preventDefault();
    this.#select(heights[Math.min(heights.length - 1, Math.max(0, to))]);
  }

  override render() {
    const { blocks, width } = this;
    const layout = this.#layout;
    if (layout === null) return nothing;
    const bars = width < NARROW_BELOW ? BARS_NARROW : BARS;
    const base = TOP + bars;
    const height = base + FOOT + (this.branch.length > 0 ? BRANCH : 0);
    const picture = html`<svg
      part="ruler"
      viewBox="0 0 ${width} ${height}"
      height=${height}
      aria-hidden="true"
      @pointermove=${(event: PointerEvent) => {
        this.pointed = this.#nearest(event)?.block.height ?? null;
      }}
      @pointerleave=${() => {
        this.pointed = null;
      }}
      @click=${(event: MouseEvent) => this.#select(this.#nearest(event)?.block.height)}
    >
      ${this.#levels(layout, base, bars)} ${this.#work(layout, base)} ${this.#bars(layout, base, bars)}
      ${this.#levelWords(layout, base, bars)} ${this.#ticks(layout, base)} ${this.#branch(layout, base)} ${this.#words(layout, base, bars)}
    </svg>`;
    const newest = blocks.at(-1);
    if (newest === undefined) {
      return html`<div class="box" role="img" aria-label="${this.label}: none yet">${picture}</div>`;
    }
    const at = blocks.findIndex(({ height: one }) => one === this.selected);
    const said = at < 0 ? newest : blocks[at]!;
    return html`<div
      class="box choosable"
      role="slider"
      tabindex="0"
      aria-label=${this.label}
      aria-valuemin=${blocks[0]!.height}
      aria-valuemax=${newest.height}
      aria-valuenow=${said.height}
      aria-valuetext=${blockWords(said, blocks[at < 0 ? blocks.length - 2 : at - 1], this.otherWord)}
      @keydown=${this.#press}
    >
      ${picture}
    </div>`;
  }

  #levels({ levels }: RulerLayout, base: number, bars: number): TemplateResult[] {
    return levels.map(({ part }) => svg`<path class="level" d="M0 ${base - part * bars}H${this.width}" />`);
  }

  /** What the levels say, over the bars that stand in their place. */
  #levelWords({ levels }: RulerLayout, base: number, bars: number): TemplateResult[] {
    return levels.map(({ part, label }, i) => {
      const word = i === levels.length - 1 && this.width >= NARROW_BELOW ? `${label} below target` : label;
      return svg`<text class="over" x="0" y=${base - part * bars - 5}>${word}</text>`;
    });
  }

  /** What was hashed between blocks, and what is being hashed now. */
  #work({ bars, fromSec, pxPerSec }: RulerLayout, base: number): TemplateResult {
    const first = this.blocks[0];
    const begin = first === undefined ? this.width : Math.max(0, (first.timeSec - fromSec) * pxPerSec);
    let path = '';
    let at = first !== undefined && first.timeSec < fromSec ? 0 : begin;
    for (const { x } of bars) {
      if (x - at > 5) path += `M${at + 2} ${base - 2.5}H${x - 3}`;
      at = x;
    }
    return svg`<path class="work" d=${path} />
      ${first === undefined ? nothing : svg`<path class="work now" d="M${at + 3} ${base - 2.5}H${this.width}" />`}`;
  }

  #bars({ bars, barWidth }: RulerLayout, base: number, room: number) {
    return repeat(
      bars,
      ({ block }) => block.height,
      ({ block, x, part, ember }) => {
        const isNew = block.height > this.#drawnHeight;
        const kind = block.kind === 'other' ? 'other' : `ember-${ember}`;
        // An outline is drawn on its line's middle.
        const inset = block.kind === 'other' ? 0.75 : 0;
        return svg`<rect
          class="bar ${kind} ${isNew ? 'new' : ''}"
          x=${x - barWidth / 2 + inset}
          y=${base - part * room + inset}
          width=${barWidth - 2 * inset}
          height=${part * room - 2 * inset}
          rx=${barWidth > 4 ? 1 : 0}
        />`;
      },
    );
  }

  #ticks({ ticks }: RulerLayout, base: number): TemplateResult {
    let path = `M0 ${base}H${this.width}`;
    for (const { x, label } of ticks) path += `M${x} ${base}v${label === '' ? 6 : 11}`;
    const last = ticks.length - 1;
    return svg`<path class="ruler" d=${path} />
      ${ticks.map(({ x, label }, i) =>
        label === ''
          ? nothing
          : svg`<text x=${x} y=${base + 27} text-anchor=${i === 0 ? 'end' : i === last && x < 40 ? 'start' : 'middle'}>${label}</text>`,
      )}`;
  }

  #branch({ branchBars, bars, barWidth }: RulerLayout, base: number): TemplateResult | typeof nothing {
    const first = branchBars[0];
    if (first === undefined) return nothing;
    const y = base + FOOT + 22;
    const fork = bars.findLast(({ block }) => block.height < first.block.height);
    const from = fork?.x ?? 0;
    const to = branchBars.at(-1)!.x;
    const wide = Math.max(4, barWidth);
    const isRoomRight = to + this.branchLabel.length * CHARACTER_PX + 16 < this.width;
    return svg`<path class="fork" d="M${from} ${base}V${y - 8}Q${from} ${y} ${from + 8} ${y}H${Math.max(from + 8, to)}" />
      ${branchBars.map(
        ({ x, block, ember }) =>
          svg`<rect class=${block.kind === 'other' ? 'bar other' : `bar ember-${ember}`} x=${x - wide / 2} y=${y - 7} width=${wide} height="14" rx="1" />`,
      )}
      <text class="word" x=${isRoomRight ? to + 12 : Math.min(from, this.width) - 10} y=${y + 4} text-anchor=${isRoomRight ? 'start' : 'end'}>${this.branchLabel}</text>`;
  }

  /** A halo around the selected block, and words at the one that is pointed at, selected, or rarely lucky. */
  #words({ bars, barWidth }: RulerLayout, base: number, room: number): TemplateResult {
    const selected = bars.find(({ block }) => block.height === this.selected);
    const luckiest = bars.reduce<RulerBar | null>(
      (best, bar) => (best === null || bar.block.luck > best.block.luck ? bar : best),
      null,
    );
    const pointed = bars.find(({ block }) => block.height === this.pointed) ?? selected;
    const rare =
      luckiest !== null && luckiest.block.luck >= RARE_LUCK && luckiest !== pointed ? luckiest : null;
    const yOf = ({ part }: RulerBar): number => base - part * room;
    const isNear = pointed !== undefined && rare !== null && Math.abs(rare.x - pointed.x) < 220;
    return svg`${
      selected === undefined
        ? nothing
        : svg`<rect class="halo" x=${selected.x - barWidth / 2 - 3} y=${yOf(selected) - 3} width=${barWidth + 6} height=${selected.part * room + 3} rx="2" />
            <path class="mark" d="M${selected.x} ${base + 2}l5 8h-10z" />`
    }
    ${rare === null || isNear ? nothing : this.#word(rare, yOf(rare), luckWords(rare.block.luck), '')}
    ${
      pointed === undefined
        ? nothing
        : this.#word(
            pointed,
            Math.min(yOf(pointed), base - 24),
            `${formatCount(pointed.block.height)}, ${luckWords(pointed.block.luck)}`,
            'chosen',
          )
    }`;
  }

  #word({ x }: RulerBar, y: number, text: string, kind: string): TemplateResult {
    const isLeft = x + text.length * CHARACTER_PX + 14 > this.width;
    return svg`<text class="word ${kind}" x=${isLeft ? x - 10 : x + 10} y=${Math.max(12, y + 4)} text-anchor=${isLeft ? 'end' : 'start'}>${text}</text>`;
  }
}

customElements.define('block-ruler', BlockRuler);
