// The middle of several runs, and how sure it is, without assuming how they scatter.

/** A median and the interval that holds the true one with probability `coverage`. */
export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
}

/**
 * The median and its narrowest order-statistic interval of at least 95 %; with fewer than six values, which
 * cannot give 95 %, the whole range, whose coverage says how much it is worth.
 *
 * @throws {RangeError} if there are no values.
 * @see Conover, Practical Nonparametric Statistics: interval of a quantile from the binomial distribution
 */
export function medianInterval(values: readonly number[]): MedianInterval {
  const n = values.length;
  if (n === 0) throw new RangeError('"values" expected at least one');
  const sorted = values.toSorted((one, other) => one - other);
  const middle = n >> 1;
  const median = n % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  // Leaving out `cut` values at each end misses the median with probability 2 P(Binomial(n, 1/2) <= cut).
  let cut = 0;
  let missed = 2 * 0.5 ** n;
  for (let term = 0.5 ** n; cut < middle; ) {
    term *= (n - cut) / (cut + 1);
    if (missed + 2 * term > 0.05) break;
    missed += 2 * term;
    cut++;
  }
  return { median, low: sorted[cut]!, high: sorted[n - 1 - cut]!, coverage: Math.max(0, 1 - missed) };
}

/**
 * Least-squares trend of equally spaced values.
 *
 * @returns change per step as a part of the mean; 0 for fewer than two values.
 */
export function relativeTrend(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  if (n < 2 || mean === 0) return 0;
  let covariance = 0;
  let variance = 0;
  for (const [i, value] of values.entries()) {
    const x = i - (n - 1) / 2;
    covariance += x * value;
    variance += x * x;
  }
  return covariance / variance / mean;
}
