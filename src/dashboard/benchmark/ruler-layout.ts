// Where everything stands on the ruler of hash rates: from one hash a second to a whole network, 21 decades.

import type { Ember } from './points.ts';

/** Something with a rate that stands on the ruler. */
export interface RulerMark {
  readonly label: string;
  /** Second line: a rate, a year. */
  readonly note: string;
  readonly hps: number;
  readonly kind: 'measured' | 'software' | 'published' | 'network';
  readonly ember: Ember;
}

/** The ruler's ends, in decades: 1 H/s and 1 ZH/s. */
export const RULER_DECADES = 21;

/** A mark with its place: `at` along the ruler, and its label's box along and across it, px. */
export interface PlacedMark {
  readonly mark: RulerMark;
  readonly at: number;
  /** Start and length of the label along the ruler. */
  readonly start: number;
  readonly length: number;
  /** Row of labels, 0 the nearest to the ruler; always 0 on an upright ruler. */
  readonly row: number;
}

/** Where a rate stands on a ruler of `lengthPx`; rates beyond the ends stand at the ends. */
export function rulerPosition(hps: number, lengthPx: number): number {
  const decades = hps > 1 ? Math.log10(hps) : 0;
  return (Math.min(decades, RULER_DECADES) / RULER_DECADES) * lengthPx;
}

/** Mean advance of a character in the ruler's labels, px. */
const CHARACTER_WIDTH = 6.7;
const LABEL_GAP = 14;

/** Measured marks have name and rate on one line, published ones on two. */
function labelLength({ label, note, kind }: RulerMark): number {
  const isOneLine = kind === 'measured' || kind === 'software';
  const characters = isOneLine ? label.length + note.length + 2 : Math.max(label.length, note.length);
  return Math.ceil(characters * CHARACTER_WIDTH) + 8;
}

/**
 * Places labels along a lying ruler, each to the right of its mark, or to the left where the ruler ends; a label that
 * would touch another, or another's leader line, takes the next row.
 */
export function placeAcross(marks: readonly RulerMark[], lengthPx: number): readonly PlacedMark[] {
  const placed: PlacedMark[] = [];
  // From the right, since labels reach to the right: a leader then has few labels to pass.
  for (const mark of [...marks].sort((a, b) => b.hps - a.hps)) {
    const at = rulerPosition(mark.hps, lengthPx);
    const length = labelLength(mark);
    const start = at + length > lengthPx ? Math.max(0, at - length) : at;
    const touches = (row: number): boolean =>
      placed.some(
        (other) =>
          other.row === row &&
          start < other.start + other.length + LABEL_GAP &&
          other.start < start + length + LABEL_GAP,
      );
    const crosses = (row: number): boolean =>
      placed.some(
        (other) =>
          (other.row < row && other.start < at && at < other.start + other.length) ||
          (other.row > row && start < other.at && other.at < start + length),
      );
    const rows = Array.from({ length: placed.length + 1 }, (_, row) => row).filter((row) => !touches(row));
    // Text may never touch; a leader through a label is the lesser evil where nothing else is left.
    const row = rows.find((candidate) => !crosses(candidate)) ?? rows[0] ?? placed.length;
    placed.push({ mark, at, start, length, row });
  }
  return placed.reverse();
}

/**
 * Places labels beside an upright ruler, one under the other in the order of their rates, each as near to its mark as the
 * others let it.
 *
 * @param labelHeightPx - Height that each label takes.
 */
export function placeDown(
  marks: readonly RulerMark[],
  lengthPx: number,
  labelHeightPx: number,
): readonly PlacedMark[] {
  const sorted = [...marks].sort((a, b) => a.hps - b.hps);
  // Groups of touching labels move together to the mean of their wishes.
  const groups: { wish: number; count: number }[] = [];
  const startOf = ({ wish, count }: { wish: number; count: number }): number =>
    Math.min(Math.max(0, wish), lengthPx - count * labelHeightPx);
  for (const mark of sorted) {
    groups.push({ wish: rulerPosition(mark.hps, lengthPx) - labelHeightPx / 2, count: 1 });
    for (let last = groups.at(-1), before = groups.at(-2); last !== undefined && before !== undefined; ) {
      if (startOf(before) + before.count * labelHeightPx <= startOf(last)) break;
      const count = before.count + last.count;
      const shifted = last.wish - before.count * labelHeightPx;
      groups.splice(-2, 2, { wish: (before.wish * before.count + shifted * last.count) / count, count });
      last = groups.at(-1);
      before = groups.at(-2);
    }
  }
  const starts = groups.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => startOf(group) + index * labelHeightPx),
  );
  return sorted.map((mark, index) => ({
    mark,
    at: rulerPosition(mark.hps, lengthPx),
    start: starts[index] ?? 0,
    length: labelHeightPx,
    row: 0,
  }));
}
