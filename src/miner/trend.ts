// Does a rate change over time, and by how much? Without assuming how it scatters.

import { normalQuantile } from './normal.ts';

/** A change from the beginning of the trend to its end, as a part of the beginning: below zero is slowing down. */
export interface Trend {
  readonly change: number;
  /** Ends of the 95 % interval of `change`. */
  readonly low: number;
  readonly high: number;
}

/** Of the middle: at twice as much the trend would begin or end at nothing. */
const MOST_CHANGE = 1.9;
/** With eight values the interval holds the trend in 93.9 % of cases (Kendall's exact counts), with nine in 95 % and more. */
const FEWEST_VALUES = 9;

/**
 * The median of the slopes between all pairs of values, and the interval that Kendall's rank statistic gives it. A few
 * wild values, another program's doing, leave it where it is. Values are taken as independent.
 *
 * @param values - equally spaced, above 0; null where one is missing.
 * @returns null where there are fewer than nine.
 * @see P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968)
 */
export function senTrend(values: readonly (number | null)[]): Trend | null {
  const points = values.flatMap((y, x) => (y === null ? [] : [{ x, y }]));
  const n = points.length;
  if (n < FEWEST_VALUES) return null;
  const slopes: number[] = [];
  for (const [i, one] of points.entries()) {
    for (const other of points.slice(i + 1)) slopes.push((other.y - one.y) / (other.x - one.x));
  }
  slopes.sort((a, b) => a - b);
  const middle = middleOf(points.map(({ y }) => y).sort((a, b) => a - b));
  const span = points.at(-1)!.x - points[0]!.x;
  const reach = normalQuantile(0.975) * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const cut = Math.max(0, Math.floor((slopes.length - reach) / 2));
  const part = (slope: number) => {
    const ofMiddle = Math.max(-MOST_CHANGE, Math.min(MOST_CHANGE, (slope * span) / middle));
    return ofMiddle / (1 - ofMiddle / 2);
  };
  return {
    change: part(middleOf(slopes)),
    low: part(slopes[cut]!),
    high: part(slopes[slopes.length - 1 - cut]!),
  };
}

function middleOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
