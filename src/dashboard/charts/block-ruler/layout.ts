// Blocks against the clock: a ruler with a tick per target spacing, and blocks where chance put them.

import { formatCount, formatWholeSeconds } from '../../../primitives/index.ts';

/** Steps of the ember scale, from common lucks to rare ones. */
export type LuckEmber = 2 | 3 | 4 | 5;

/** A block on the ruler. */
export interface RulerBlock {
  readonly height: number;
  /** Seconds on any clock; several blocks may have the same. */
  readonly timeSec: number;
  /** How far its hash lies below the target, as a power of two: log2(target / hash), at least 0. */
  readonly luck: number;
  /** Found by those whose ruler it is, or by others. */
  readonly kind: 'own' | 'other';
}

/** What is to be drawn. */
export interface RulerInput {
  /** Ascending. */
  readonly blocks: readonly RulerBlock[];
  /** Blocks of a second chain over the same ruler, ascending; none where absent. */
  readonly branch?: readonly RulerBlock[];
  readonly nowSec: number;
  /** Seconds that are seen; Infinity for as far as the blocks reach. */
  readonly spanSec: number;
  readonly spacingSec: number;
  /** px. */
  readonly width: number;
}

/** A block's bar: its middle on the ruler, and its height as a part of the highest. */
export interface RulerBar {
  readonly block: RulerBlock;
  readonly x: number;
  readonly part: number;
  readonly ember: LuckEmber;
}

/** Where everything lies, px from the left. */
export interface RulerLayout {
  readonly fromSec: number;
  readonly pxPerSec: number;
  readonly bars: readonly RulerBar[];
  readonly branchBars: readonly RulerBar[];
  readonly barWidth: number;
  /** Seconds between two ticks: the spacing, or a multiple where there is no room for so many. */
  readonly tickSec: number;
  /** From the right; `label` is empty for most. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  /** Lucks with a line and a label of their own. */
  readonly levels: readonly { readonly part: number; readonly label: string }[];
  /** Blocks in the span, and how many spacings it has room for. */
  readonly count: number;
  readonly due: number;
}

/** Lucks that are always on the picture, so that heights can be compared from span to span. */
const LEAST_TOP = 6;
const LEVELS = [1, 3, 6, 9, 12] as const;
/** Least distance of two ticks, and of two labels, px. */
const TICK_PX = 5;
const LABEL_PX = 150;
const NICE_SEC = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
] as const;

/** Chances of 50, 37, 11 and 2 %: dull for the common, bright for the rare. */
export function luckEmber(luck: number): LuckEmber {
  if (luck < 1) return 2;
  if (luck < 3) return 3;
  return luck < 6 ? 4 : 5;
}

/** Lays out a ruler; null where there is no room. */
export function layOutRuler(input: RulerInput): RulerLayout | null {
  const { blocks, branch = [], nowSec, spanSec, spacingSec, width } = input;
  if (width < 40) return null;
  const firstSec = blocks[0]?.timeSec ?? nowSec;
  // Before the first block there is an empty ruler, ten spacings long.
  const reachSec = Math.max(nowSec - firstSec + spacingSec, 10 * spacingSec);
  const shownSec = Math.min(spanSec, reachSec, Number.MAX_SAFE_INTEGER);
  const span = Number.isFinite(spanSec) ? spanSec : shownSec;
  const fromSec = nowSec - span;
  const pxPerSec = width / span;
  const seen = blocks.filter(({ timeSec }) => timeSec >= fromSec);
  const seenBranch = branch.filter(({ timeSec }) => timeSec >= fromSec);
  const top = Math.max(LEAST_TOP, ...seen.map(({ luck }) => luck));
  const xOf = (timeSec: number): number => (timeSec - fromSec) * pxPerSec;
  const tickSec = spacingSec * niceMultiple(TICK_PX / (pxPerSec * spacingSec));
  const labelSec =
    NICE_SEC.find((sec) => sec % tickSec === 0 && sec * pxPerSec >= Math.min(LABEL_PX, width / 3)) ??
    tickSec * niceMultiple(LABEL_PX / (pxPerSec * tickSec));
  const ticks = Array.from({ length: Math.floor(span / tickSec + 1e-9) + 1 }, (_, i) => ({
    x: width - i * tickSec * pxPerSec,
    label: (i * tickSec) % labelSec === 0 ? (i === 0 ? 'now' : formatWholeSeconds(-i * tickSec)) : '',
  }));
  // A chain younger than the span has had no more spacings than its age.
  const dueSec = Math.min(span, nowSec - firstSec + (blocks[0]?.height === 1 ? spacingSec : 0));
  return {
    fromSec,
    pxPerSec,
    bars: placeBars(seen, top, xOf),
    branchBars: placeBars(seenBranch, top, xOf),
    barWidth: Math.max(2, Math.min(8, spacingSec * pxPerSec * 0.3)),
    tickSec,
    ticks,
    levels: LEVELS.filter((luck) => luck < top).map((luck) => ({
      part: partOf(luck, top),
      label: `${formatCount(2 ** luck)} ×`,
    })),
    count: seen.length,
    due: blocks.length === 0 ? 0 : Math.max(0, dueSec) / spacingSec,
  };
}

/** Blocks of one second stand beside each other within it, the last at its end. */
function placeBars(
  blocks: readonly RulerBlock[],
  top: number,
  xOf: (timeSec: number) => number,
): readonly RulerBar[] {
  const sameSecond = new Map<number, number>();
  for (const { timeSec } of blocks) sameSecond.set(timeSec, (sameSecond.get(timeSec) ?? 0) + 1);
  const placed = new Map<number, number>();
  return blocks.map((block) => {
    const { timeSec, luck } = block;
    const n = sameSecond.get(timeSec)!;
    const i = placed.get(timeSec) ?? 0;
    placed.set(timeSec, i + 1);
    return {
      block,
      x: xOf(timeSec - (n - 1 - i) / n),
      part: partOf(luck, top),
      ember: luckEmber(luck),
    };
  });
}

/** Even a hash just below the target has a bar that can be seen. */
function partOf(luck: number, top: number): number {
  return 0.1 + 0.9 * (Math.max(0, luck) / top);
}

/** The least of 1, 2, 5, 10, 20, 50 … that is at least `least`. */
function niceMultiple(least: number): number {
  if (least <= 1) return 1;
  const decade = 10 ** Math.floor(Math.log10(least));
  return decade * ([1, 2, 5, 10].find((step) => step * decade >= least * (1 - 1e-9)) ?? 10);
}
