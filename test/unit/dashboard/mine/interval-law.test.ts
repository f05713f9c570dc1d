// The law of whole-second intervals against its own sums and against drawn ones.

import { describe, expect, it } from 'vitest';
import { expectedBins, furtherWaitSec } from '../../../../src/dashboard/mine/interval-law.ts';
import { Dice, wholeSecondTail } from '../../../../src/simulation/index.ts';

const MEANS = [0.7, 2, 9.81, 60, 600] as const;

/**
 * Chance of a difference of `seconds`, by its own closed form: with λ = 1 / mean, P(0) = 1 - (1 - e^-λ) / λ and
 * P(d) = e^(-λd) (e^λ + e^-λ - 2) / λ for d >= 1.
 */
function intervalChance(seconds: number, meanSec: number): number {
  const rate = 1 / meanSec;
  if (seconds === 0) return 1 + Math.expm1(-rate) / rate;
  return (Math.exp(-rate * seconds) * 4 * Math.sinh(rate / 2) ** 2) / rate;
}

/** Sums f over 0 .. far enough. */
function sum(meanSec: number, f: (seconds: number) => number): number {
  let total = 0;
  for (let d = 0; d < 60 * meanSec + 60; d++) total += f(d);
  return total;
}

describe.each(MEANS)('mean %d s', (mean) => {
  it('is a distribution with that mean', () => {
    expect(sum(mean, (d) => intervalChance(d, mean))).toBeCloseTo(1, 10);
    expect(sum(mean, (d) => d * intervalChance(d, mean)) / mean).toBeCloseTo(1, 8);
  });

  it('has tails that are the sums of what they hold', () => {
    for (const from of [0, 1, 2, 7, 30]) {
      const tail = sum(mean, (d) => (d >= from ? intervalChance(d, mean) : 0));
      expect(wholeSecondTail(from, mean)).toBeCloseTo(tail, 10);
    }
  });

  it('leaves the same further wait after every whole wait', () => {
    for (const waited of [0, 1, 2, 5, 20]) {
      const further =
        sum(mean, (d) => (d > waited ? (d - waited) * intervalChance(d, mean) : 0)) /
        wholeSecondTail(waited + 1, mean);
      expect(furtherWaitSec(waited, mean) / further).toBeCloseTo(1, 7);
    }
    const half =
      sum(mean, (d) => (d > 2.5 ? (d - 2.5) * intervalChance(d, mean) : 0)) / wholeSecondTail(3, mean);
    expect(furtherWaitSec(2.5, mean) / half).toBeCloseTo(1, 7);
  });
});

it('agrees with drawn waits', () => {
  const dice = new Dice(11);
  const mean = 3;
  const counts = new Array<number>(8).fill(0);
  const draws = 200_000;
  let at = 0.3;
  for (let i = 0; i < draws; i++) {
    const next = at - mean * Math.log(1 - dice.uniform());
    counts[Math.min(7, Math.floor(next) - Math.floor(at))]! += 1;
    at = next;
  }
  const expected = expectedBins(8, 1, mean, draws);
  counts.forEach((count, i) => {
    // Five standard deviations.
    expect(Math.abs(count - expected[i]!)).toBeLessThan(5 * Math.sqrt(expected[i]!));
  });
});

describe('bins', () => {
  it('hold all blocks between them, whatever their width', () => {
    for (const width of [0.5, 1, 2.5, 5]) {
      const bins = expectedBins(20, width, 10, 1000);
      expect(bins.reduce((a, b) => a + b)).toBeCloseTo(1000, 8);
    }
  });

  it('of half a second are empty every other time: headers know whole seconds', () => {
    const bins = expectedBins(6, 0.5, 10, 1000);
    expect(bins[1]).toBeCloseTo(0, 10);
    expect(bins[3]).toBeCloseTo(0, 10);
    expect(bins[2]).toBeGreaterThan(50);
  });
});
