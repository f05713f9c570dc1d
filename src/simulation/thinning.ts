/**
 * Runs in few points, for pictures: thinned, not dropped. Every block is in one point, and a point keeps the least and
 * the greatest of its blocks beside their mean.
 *
 * Means are geometric, since all that is thinned here is a ratio, drawn on a logarithmic axis: a run at half and twice
 * the pace is on time, and the means of a product are the product of the means.
 */

/** Of 10,000 blocks in 400 points, a quarter of the points are stretches that still grow. */
const GROWTH_OVER_POINTS = 20;

/**
 * Cuts blocks into stretches: of one block right after the shock, then longer by and by, then all of one length. So
 * both a logarithmic and a linear axis have points enough.
 *
 * @param blocks - Whole, from 0.
 * @param points - Most stretches; whole, from 50.
 * @returns Blocks found at the end of each stretch, rising to `blocks`.
 */
export function stretchEnds(blocks: number, points: number): Float64Array {
  if (!(points >= 50)) throw new RangeError(`"points" expected a whole number from 50, got ${points}`);
  // A stretch is at most this part of the blocks before it, so that what follows a shock is seen in full.
  const growth = GROWTH_OVER_POINTS / points;
  for (let longest = Math.max(1, Math.floor(blocks / points)); ; longest++) {
    const ends: number[] = [];
    let end = 0;
    while (end < blocks && ends.length <= points) {
      end = Math.min(blocks, end + Math.min(longest, Math.max(1, Math.floor(end * growth))));
      ends.push(end);
    }
    if (ends.length <= points) return Float64Array.from(ends);
  }
}

/** Values by stretch. */
export interface ThinnedValues {
  readonly low: Float64Array;
  /** Geometric mean. */
  readonly mean: Float64Array;
  readonly high: Float64Array;
}

/**
 * Thins one series.
 *
 * @param values - By block, positive.
 * @param ends - As {@link stretchEnds} gives them.
 * @param unit - What the values are divided by.
 */
export function thin(values: Float64Array, ends: Float64Array, unit: number): ThinnedValues {
  const low = new Float64Array(ends.length);
  const mean = new Float64Array(ends.length);
  const high = new Float64Array(ends.length);
  let i = 0;
  for (const [point, end] of ends.entries()) {
    let least = Infinity;
    let most = 0;
    let logs = 0;
    const begin = i;
    for (; i < end; i++) {
      const value = values[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
      logs += Math.log(value);
    }
    low[point] = least / unit;
    // The logarithm's dust would put the mean of equal values beside them.
    mean[point] = Math.min(most, Math.max(least, Math.exp(logs / (end - begin)))) / unit;
    high[point] = most / unit;
  }
  return { low, mean, high };
}
