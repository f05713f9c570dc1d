/**
 * Are intervals exponential? The largest distance between their distribution and the exponential one of the same mean
 * (Kolmogorov and Smirnov), and how often chance gives as much.
 *
 * The mean is taken from the very data, so the distances of chance are smaller than in Kolmogorov's own table
 * (Lilliefors, "On the Kolmogorov-Smirnov test for the exponential distribution with mean unknown", JASA 64, 1969).
 * The p-value therefore comes from drawn chains, whose mean is taken in the same way; beside it stands Stephens'
 * modified statistic with its critical values ("EDF statistics for goodness of fit and some comparisons", JASA 69,
 * 1974, table 1.3; D'Agostino and Stephens, "Goodness-of-fit techniques", 1986, table 4.11).
 *
 * Header times are whole seconds. A difference of two such times is floor(x + u) for an interval x that starts u
 * seconds into a second, every u being alike, so P(difference <= k) is the integral of F(k + 1 - u) over u in [0, 1]:
 * 1 - m (e^(1/m) - 1) e^(-(k+1)/m). Data are held against that, not against the continuous F.
 */
import type { Dice } from './random.ts';

/** Upper critical values of Stephens' modified statistic for an exponential distribution of unknown mean. */
export const STEPHENS_CRITICAL_VALUES: readonly { readonly level: number; readonly value: number }[] = [
  { level: 0.15, value: 0.926 },
  { level: 0.1, value: 0.99 },
  { level: 0.05, value: 1.094 },
  { level: 0.025, value: 1.19 },
  { level: 0.01, value: 1.308 },
];

/** Draws made for a p-value of a small sample; larger samples have fewer, down to the second number. */
const MOST_DRAWS = 999;
const FEWEST_DRAWS = 99;
const DRAWN_INTERVALS = 6e6;

/**
 * P(difference of two header times <= k) where intervals are exponential.
 *
 * @param k - Whole seconds.
 * @param meanSec - Mean interval, positive.
 */
export function wholeSecondProbability(k: number, meanSec: number): number {
  return 1 - wholeSecondTail(k + 1, meanSec);
}

/** The probability that such an interval is at least `k` seconds; small ones keep their digits. */
export function wholeSecondTail(k: number, meanSec: number): number {
  return k <= 0 ? 1 : meanSec * Math.expm1(1 / meanSec) * Math.exp(-k / meanSec);
}

/**
 * The Kolmogorov-Smirnov distance of whole-second intervals from exponential ones of the same mean.
 *
 * @param intervalsSec - Whole seconds, in any order; may be negative where header times run backwards.
 * @returns In [0, 1]; NaN where the mean is not positive.
 */
export function wholeSecondDistance(intervalsSec: ArrayLike<number>): number {
  const sorted = Float64Array.from(intervalsSec).sort();
  const n = sorted.length;
  const meanSec = sorted.reduce((sum, interval) => sum + interval, 0) / n;
  if (!(meanSec > 0)) return Number.NaN;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const value = sorted[i]!;
    if (i + 1 < n && sorted[i + 1] === value) continue;
    // Both step functions are flat between whole seconds: the data's steps, each at its end and just before the
    // next, are all the places where the largest distance can be.
    const below = (i + 1) / n;
    distance = Math.max(distance, Math.abs(below - wholeSecondProbability(value, meanSec)));
    if (i + 1 < n) {
      distance = Math.max(distance, Math.abs(wholeSecondProbability(sorted[i + 1]! - 1, meanSec) - below));
    }
  }
  return Math.max(distance, wholeSecondProbability(sorted[0]! - 1, meanSec));
}

/**
 * Stephens' modification, which makes one table serve for all sample sizes.
 *
 * @param distance - Kolmogorov-Smirnov distance.
 * @param n - Sample size.
 */
export function stephensStatistic(distance: number, n: number): number {
  return (distance - 0.2 / n) * (Math.sqrt(n) + 0.26 + 0.5 / Math.sqrt(n));
}

/** What intervals say about being exponential. */
export interface ExponentialFit {
  readonly intervals: number;
  readonly meanSec: number;
  /** 1 for exponential intervals. */
  readonly sdOverMean: number;
  /** ln 2 = 0.693 for exponential intervals. */
  readonly medianOverMean: number;
  /** Intervals below 0: header times that run backwards. */
  readonly backwards: number;
  readonly longestSec: number;
  /** Kolmogorov-Smirnov distance. */
  readonly distance: number;
  readonly stephens: number;
  /** How often exponential intervals lie as far off, by seeded draws. */
  readonly pValue: number;
  /** Chains drawn for it; its smallest value is 1 / (draws + 1). */
  readonly draws: number;
}

/** Fewest header times that a fit is made of. */
export const FEWEST_TIMES = 21;

/**
 * Fits an exponential distribution to the intervals between header times.
 *
 * @param times - Whole Unix seconds, in the order of blocks; at least 21.
 * @param dice - For the p-value.
 * @throws {RangeError} if there are too few times, or time does not go forward on the whole.
 */
export function fitExponential(times: readonly number[], dice: Dice): ExponentialFit {
  if (times.length < FEWEST_TIMES) {
    throw new RangeError(`"times" expected at least ${FEWEST_TIMES}, got ${times.length}`);
  }
  const n = times.length - 1;
  const intervals = Float64Array.from({ length: n }, (_, i) => times[i + 1]! - times[i]!);
  const meanSec = (times[n]! - times[0]!) / n;
  if (!(meanSec > 0)) throw new RangeError('"times" expected the last to be after the first');
  const sorted = intervals.toSorted();
  const median = (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2;
  const squares = intervals.reduce((sum, interval) => sum + (interval - meanSec) ** 2, 0);
  const distance = wholeSecondDistance(intervals);
  const draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(DRAWN_INTERVALS / n)));
  let asFar = 0;
  for (let draw = 0; draw < draws; draw++) {
    if (wholeSecondDistance(drawIntervals(dice, n, meanSec)) >= distance) asFar++;
  }
  return {
    intervals: n,
    meanSec,
    sdOverMean: Math.sqrt(squares / (n - 1)) / meanSec,
    medianOverMean: median / meanSec,
    backwards: intervals.reduce((count, interval) => count + (interval < 0 ? 1 : 0), 0),
    longestSec: sorted[n - 1]!,
    distance,
    stephens: stephensStatistic(distance, n),
    pValue: (asFar + 1) / (draws + 1),
    draws,
  };
}

/** Whole-second intervals of a chain whose real intervals are exponential. */
function drawIntervals(dice: Dice, n: number, meanSec: number): Float64Array {
  const intervals = new Float64Array(n);
  let now = dice.uniform();
  for (let i = 0; i < n; i++) {
    const next = now + meanSec * dice.exponential();
    intervals[i] = Math.floor(next) - Math.floor(now);
    now = next;
  }
  return intervals;
}
