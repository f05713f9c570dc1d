// Days in few points: a chart has no more than its width can show, and old points stay as new days come.

import { DAY_SEC, type RaceFacts } from '../../../simulation/index.ts';

/** Most points of a line. */
const MOST_POINTS = 420;

/** Days cut into stretches of one length; the last may be shorter. */
export interface DayCut {
  /** Days of a stretch. */
  readonly step: number;
  /** Index of each stretch's last day, rising. */
  readonly ends: readonly number[];
  /** The same as days since 1970-01-01 (UTC): the x axis. */
  readonly x: readonly number[];
}

/**
 * Cuts a race.
 *
 * @param length - Days that are there.
 */
export function cutDays({ startDay, days }: Pick<RaceFacts, 'startDay' | 'days'>, length: number): DayCut {
  // By the days that will be there, so that no point moves while the race runs.
  const step = Math.max(1, Math.ceil(days / MOST_POINTS));
  const ends = Array.from(
    { length: Math.ceil(length / step) },
    (_, index) => Math.min(length, (index + 1) * step) - 1,
  );
  return { step, ends, x: ends.map((day) => startDay + day) };
}

/** What holds at the end of each stretch. */
export function lastOf(column: Float64Array, { ends }: DayCut): Float64Array {
  return Float64Array.from(ends, (day) => column[day]!);
}

/** Means of each stretch, for flows; what is no number does not count. */
export function meanOf(column: Float64Array, { step, ends }: DayCut): Float64Array {
  return Float64Array.from(ends, (end, index) => meanOver(column, index * step, end));
}

/** Mean from a day to another, both counted; NaN without a number. */
export function meanOver(column: Float64Array, first: number, last: number): number {
  let sum = 0;
  let count = 0;
  for (let day = first; day <= last; day++) {
    const value = column[day]!;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/**
 * Seconds per block over the days before each stretch's end.
 *
 * @param blocks - Found on each day.
 * @param days - Looked back at, at most.
 */
export function intervalOf(blocks: Float64Array, { ends }: DayCut, days: number): Float64Array {
  return Float64Array.from(ends, (end) => DAY_SEC / meanOver(blocks, Math.max(0, end - days + 1), end));
}
