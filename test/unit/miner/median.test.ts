import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianInterval, relativeTrend } from '../../../src/miner/median.ts';
import { SEED } from '../engine/support.ts';

/** The probability that the true median lies between the `cut`-th values from either end, by counting coins. */
function coverage(n: number, cut: number): number {
  let choose = 1n;
  let missed = 0n;
  for (let k = 0; k <= cut; k++) {
    missed += choose;
    choose = (choose * BigInt(n - k)) / BigInt(k + 1);
  }
  return Math.max(0, 1 - Number(2n * missed) / 2 ** n);
}

const shuffled = (n: number) =>
  fc.sample(
    fc.shuffledSubarray(
      Array.from({ length: n }, (_, i) => i + 1),
      { minLength: n },
    ),
    { seed: SEED, numRuns: 1 },
  )[0]!;

describe('medianInterval', () => {
  // Ranks from the binomial distribution, as printed in Conover, table A3, and other books.
  it.each([
    [1, 1, 1, 1],
    [2, 1.5, 1, 2],
    [3, 2, 1, 3],
    [5, 3, 1, 5],
    [6, 3.5, 1, 6],
    [7, 4, 1, 7],
    [8, 4.5, 1, 8],
    [9, 5, 2, 8],
    [12, 6.5, 3, 10],
    [20, 10.5, 6, 15],
    [25, 13, 8, 18],
  ])(
    'of %d values in any order: the middle is %d, the interval from rank %d to rank %d',
    (n, median, low, high) => {
      const interval = medianInterval(shuffled(n));
      expect(interval).toMatchObject({ median, low, high });
      expect(interval.coverage).toBeCloseTo(coverage(n, low - 1), 12);
    },
  );

  it.each([
    [1, 0],
    [5, 0.9375],
    [6, 0.96875],
    [7, 0.984375],
    [20, 0.9586],
  ])('of %d values covers %d', (n, expected) => {
    expect(medianInterval(shuffled(n)).coverage).toBeCloseTo(expected, 4);
  });

  it('from six values on covers at least 95 %, and one rank narrower would not', () => {
    for (let n = 6; n <= 200; n++) {
      const { low, high, coverage: covered } = medianInterval(shuffled(n));
      expect(low + high).toBe(n + 1);
      expect(covered).toBeGreaterThanOrEqual(0.95);
      expect(coverage(n, low)).toBeLessThan(0.95);
    }
  });

  it('leaves its values alone', () => {
    const values = Object.freeze([3, 1, 2]);
    expect(medianInterval(values).median).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });

  it('sorts as numbers', () => {
    expect(medianInterval([10, 9, 100]).median).toBe(10);
  });

  it('needs a value', () => {
    expect(() => medianInterval([])).toThrow(RangeError);
  });
});

describe('relativeTrend', () => {
  it.each<[readonly number[], number]>([
    [[], 0],
    [[5], 0],
    [[5, 5, 5], 0],
    [[0, 0, 0], 0],
    [[9, 10, 11], 0.1],
    [[110, 100, 90], -0.1],
    [[1, 3], 1],
    [[10, 12, 11, 13], 0.8 / 11.5],
  ])('of %o is %d of the mean per step', (values, trend) => {
    expect(relativeTrend(values)).toBeCloseTo(trend, 12);
  });

  it('does not see symmetric scatter', () => {
    expect(relativeTrend([10, 20, 10])).toBe(0);
    expect(relativeTrend([10, 20, 30])).toBe(0.5);
  });
});
