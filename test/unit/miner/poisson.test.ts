import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonInterval } from '../../../src/miner/poisson.ts';
import { SEED } from '../engine/support.ts';

/** P(X <= n) for a Poisson variable, term by term. */
function cumulative(n: number, mean: number): number {
  let logTerm = -mean;
  let total = Math.exp(logTerm);
  for (let k = 1; k <= n; k++) {
    logTerm += Math.log(mean / k);
    total += Math.exp(logTerm);
  }
  return total;
}

describe('poissonInterval', () => {
  // F. Garwood (1936), and the tables printed after it (for example Johnson, Kotz and Kemp, Univariate Discrete
  // Distributions): exact 95 % limits.
  it.each([
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [2, 0.2422, 7.225],
    [3, 0.6187, 8.767],
    [5, 1.6235, 11.668],
    [10, 4.795, 18.391],
    [20, 12.217, 30.888],
    [50, 37.111, 65.919],
    [100, 81.364, 121.627],
  ])('of %d is the published one', (count, low, high) => {
    const interval = poissonInterval(count);
    expect(Math.abs(interval.low - low)).toBeLessThan(0.001);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.001);
  });

  it.each([
    [0.9, 0, 2.9957], // -ln 0.05
    [0.99, 0, 5.2983], // -ln 0.005
    [0.5, 0, 1.3863], // -ln 0.25
  ])('of no event at confidence %d is a logarithm', (confidence, low, high) => {
    const interval = poissonInterval(0, confidence);
    expect(interval.low).toBe(low);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('leaves exactly half the doubt on each side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom(0.5, 0.9, 0.95, 0.99),
        (count, confidence) => {
          const { low, high } = poissonInterval(count, confidence);
          const tail = (1 - confidence) / 2;
          expect(1 - cumulative(count - 1, low)).toBeCloseTo(tail, 8);
          expect(cumulative(count, high)).toBeCloseTo(tail, 8);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it.each([1e4, 1e6, 1e9])('nears 1.96 square roots for a large count: %d', (count) => {
    const { low, high } = poissonInterval(count);
    const root = Math.sqrt(count);
    expect((count - low) / root).toBeCloseTo(1.96, 1);
    expect((high - count) / root).toBeCloseTo(1.96, 1);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the count %d', (count) => {
    expect(() => poissonInterval(count)).toThrow(RangeError);
  });

  it.each([0, 1, -0.1, 1.1, Number.NaN])('refuses the confidence %d', (confidence) => {
    expect(() => poissonInterval(5, confidence)).toThrow(RangeError);
    expect(() => poissonInterval(5, 0.5)).not.toThrow();
  });
});
