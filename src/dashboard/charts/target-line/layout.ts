// From easy to hard on one line: every target has its place by the hashes that it asks for, and so has every hash by the
// hardest target it would have met.

import { formatWait } from '../../../primitives/index.ts';

/** Something that stands on the line. */
export interface LineMark {
  readonly label: string;
  /** Second line, grey: a figure. */
  readonly note: string;
  /** Hashes that it asks for. */
  readonly hashes: number;
  /** The target that divides the line, what was reached, or a place to compare with. */
  readonly kind: 'target' | 'reached' | 'place';
}

/** A mark with its place, px: a label starts or ends at `x`, `row` counts upward from the line. */
export interface PlacedLineMark {
  readonly mark: LineMark;
  readonly x: number;
  readonly row: number;
  readonly anchor: 'start' | 'end';
}

/** Hashes at the line's right end are at least 10^25: Bitcoin's difficulty has room to grow. */
const LEAST_DECADES = 25;
/** Mean advance of a label's characters, px. */
const CHARACTER_PX = 6.9;
const GAP_PX = 14;

/** Decades of the whole line; its left end is one hash. */
export function lineDecades(marks: readonly LineMark[]): number {
  const most = Math.max(1, ...marks.map(({ hashes }) => hashes));
  return Math.max(LEAST_DECADES, Math.ceil(Math.log10(most) + 0.5));
}

/** Where a number of hashes lies on a line of `width` px. */
export function lineX(hashes: number, decades: number, width: number): number {
  const at = hashes > 1 ? Math.log10(hashes) : 0;
  return (Math.min(at, decades) / decades) * width;
}

/** Gives each label the lowest row where it touches no other label and no leader passes through it. */
export function placeLineMarks(
  marks: readonly LineMark[],
  decades: number,
  width: number,
): readonly PlacedLineMark[] {
  const placed: (PlacedLineMark & { readonly from: number; readonly to: number })[] = [];
  // From the right: labels reach to the right, so a leader then has few labels to pass.
  for (const mark of [...marks].sort((a, b) => b.hashes - a.hashes)) {
    const x = lineX(mark.hashes, decades, width);
    const length = Math.max(mark.label.length, mark.note.length) * CHARACTER_PX + 6;
    const isFlipped = x + length > width && x - length >= 0;
    const from = isFlipped ? x - length : x;
    const to = isFlipped ? x : x + length;
    const row = [0, 1, 2, 3, 4, 5].find(
      (candidate) =>
        !placed.some(
          (other) =>
            (other.row === candidate && from < other.to + GAP_PX && other.from < to + GAP_PX) ||
            (other.row < candidate && other.from < x && x < other.to) ||
            (other.row > candidate && from < other.x && other.x < to),
        ),
    );
    placed.push({ mark, x, row: row ?? placed.length, anchor: isFlipped ? 'end' : 'start', from, to });
  }
  return placed.reverse().map(({ mark, x, row, anchor }) => ({ mark, x, row, anchor }));
}

/** Waits that people have a feeling for, seconds. */
const YEAR_SEC = 365.25 * 86_400;
const WAITS_SEC = [
  1,
  60,
  3600,
  86_400,
  YEAR_SEC,
  1e3 * YEAR_SEC,
  1e6 * YEAR_SEC,
  1e9 * YEAR_SEC,
  1e12 * YEAR_SEC,
  1e15 * YEAR_SEC,
] as const;

/** A tick of the lower scale. */
export interface WaitTick {
  readonly x: number;
  readonly label: string;
}

/** The line read as time: how long a rate takes to each place on it. */
export function waitTicks(hps: number, decades: number, width: number): readonly WaitTick[] {
  if (!(hps > 0)) return [];
  const ticks: WaitTick[] = [];
  let free = 0;
  for (const sec of WAITS_SEC) {
    const at = Math.log10(hps * sec);
    if (at < 0 || at > decades) continue;
    const x = (at / decades) * width;
    const label = formatWait(sec)
      .replace(/\.0+(?= )/u, '')
      .replace(/^1 years$/u, '1 year');
    const half = (label.length * CHARACTER_PX) / 2;
    if (x - half < free || x + half > width) continue;
    ticks.push({ x, label });
    free = x + half + GAP_PX;
  }
  return ticks;
}

/** Decades that are labelled: every third, or sixth where there is little room. */
export function decadeLabels(decades: number, width: number): readonly { exponent: number; x: number }[] {
  const step = (width / decades) * 3 < 56 ? 6 : 3;
  return Array.from({ length: Math.floor(decades / step) + 1 }, (_, i) => ({
    exponent: i * step,
    x: ((i * step) / decades) * width,
  }));
}
