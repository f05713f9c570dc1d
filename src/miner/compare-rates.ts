// Is one benchmark faster than another? Row by row, from the runs of both.

import type { BenchmarkResult, Interval } from './benchmark-report.ts';
import { medianInterval } from './median.ts';
import { normalQuantile } from './normal.ts';

/** How a row of one benchmark stands to the same row of another. */
export interface RateComparison {
  /** The entry's id, the same in both. */
  readonly engine: string;
  /** Median of the one over that of the other: above 1 the one is faster. */
  readonly ratio: number;
  /** 95 % interval of the ratio; null where a side has too few runs for one. */
  readonly interval: Interval | null;
  /** What the interval allows to say. */
  readonly verdict: 'faster' | 'slower' | 'cannot tell';
}

/** Below it the variance of a median is not to be had from its order statistics: intervals came out too narrow. */
const FEWEST_RUNS = 4;

/** Compares the rows that both have, in the order of the first. */
export function compareResults(
  results: readonly BenchmarkResult[],
  others: readonly BenchmarkResult[],
): readonly RateComparison[] {
  return results.flatMap(({ engine, runs }) => {
    const other = others.find((candidate) => candidate.engine === engine);
    return other === undefined ? [] : [{ engine, ...compareRates(runs, other.runs) }];
  });
}

/**
 * The ratio of two medians with its 95 % interval: logarithms of both medians, each with the variance that the distance
 * of two of its order statistics implies. No distribution is assumed; runs are taken as independent. It speaks of what
 * the runs of each benchmark scatter, not of what changed between the two.
 *
 * @param rates - of the runs, above 0, from one to a thousand; `others` likewise.
 * @see R. M. Price and D. G. Bonett, Distribution-free confidence intervals for difference and ratio of medians, Journal of
 *   Statistical Computation and Simulation 72 (2002)
 */
export function compareRates(
  rates: readonly number[],
  others: readonly number[],
): Omit<RateComparison, 'engine'> {
  const one = logMedian(rates);
  const other = logMedian(others);
  const log = one.median - other.median;
  const ratio = Math.exp(log);
  if (Math.min(rates.length, others.length) < FEWEST_RUNS) {
    return { ratio, interval: null, verdict: 'cannot tell' };
  }
  const reach = normalQuantile(0.975) * Math.sqrt(one.variance + other.variance);
  const interval = { low: Math.exp(log - reach), high: Math.exp(log + reach) };
  const verdict = interval.low > 1 ? 'faster' : interval.high < 1 ? 'slower' : 'cannot tell';
  return { ratio, interval, verdict };
}

function logMedian(rates: readonly number[]): { median: number; variance: number } {
  const n = rates.length;
  const sorted = rates.toSorted((one, other) => one - other);
  const median = Math.log(medianInterval(rates).median);
  // The c-th value from either end misses the median with a probability that the binomial distribution knows; as many
  // standard errors lie between the two.
  const c = Math.max(1, Math.round((n + 1) / 2 - Math.sqrt(n)));
  let missed = 0;
  let term = 0.5 ** (n - 1);
  for (let i = 0; i < c; i++) {
    missed += term;
    term *= (n - i) / (i + 1);
  }
  const width = Math.log(sorted[n - c]! / sorted[c - 1]!);
  const variance = n < FEWEST_RUNS ? Number.NaN : (width / (2 * normalQuantile(1 - missed / 2))) ** 2;
  return { median, variance };
}
