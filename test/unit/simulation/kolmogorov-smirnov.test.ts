// Is it exponential? The distribution of whole-second differences, then how often the test errs on what is
// exponential and how surely it sees what is not.

import { describe, expect, it } from 'vitest';
import {
  Dice,
  fitExponential,
  stephensStatistic,
  wholeSecondDistance,
  wholeSecondProbability,
} from '../../../src/simulation/index.ts';

/** Header times of a chain with given real intervals. */
function timesOf(count: number, interval: () => number): number[] {
  let now = 1_000_000_000.3;
  return Array.from({ length: count + 1 }, (_, i) => Math.floor(i === 0 ? now : (now += interval())));
}

describe('the distribution of whole-second differences', () => {
  it.each([1.5, 20, 600])('is the integral of F(k + 1 - u), at a mean of %s s', (mean) => {
    for (const k of [0, 1, 5, Math.round(mean), Math.round(4 * mean)]) {
      let sum = 0;
      for (let i = 0; i < 10_000; i++) sum += 1 - Math.exp(-(k + 1 - (i + 0.5) / 10_000) / mean);
      expect(wholeSecondProbability(k, mean)).toBeCloseTo(sum / 10_000, 8);
    }
  });

  it('starts at 0 and ends at 1', () => {
    expect(wholeSecondProbability(-1, 600)).toBe(0);
    expect(wholeSecondProbability(0, 600)).toBeGreaterThan(0);
    expect(wholeSecondProbability(1e6, 600)).toBe(1);
  });

  it('is what drawn chains have', () => {
    const dice = new Dice(5);
    const times = timesOf(200_000, () => 3 * dice.exponential());
    const upTo2 = times.slice(1).filter((time, i) => time - times[i]! <= 2).length / 200_000;
    expect(Math.abs(upTo2 - wholeSecondProbability(2, 3))).toBeLessThan(5 * Math.sqrt(0.25 / 200_000));
    // The control: the continuous distribution is another.
    expect(Math.abs(upTo2 - (1 - Math.exp(-2 / 3)))).toBeGreaterThan(0.05);
  });
});

describe('the distance', () => {
  it('of two intervals, by hand', () => {
    // Mean 10; steps 1/2 at 5 and 1 at 15. F(4), F(5), F(14), F(15) decide.
    const f = (k: number) => wholeSecondProbability(k, 10);
    const byHand = Math.max(f(4), Math.abs(0.5 - f(5)), Math.abs(0.5 - f(14)), 1 - f(15));
    expect(wholeSecondDistance([15, 5])).toBeCloseTo(byHand, 12);
  });

  it('counts times that run backwards', () => {
    expect(wholeSecondDistance([-5, -5, -5, 40])).toBeGreaterThanOrEqual(0.75);
  });

  it('is not a number where time stands still', () => {
    expect(wholeSecondDistance([0, 0])).toBeNaN();
  });
});

describe('the fit', () => {
  it('errs on exponential chains in 5 % of cases at 5 %', () => {
    const dice = new Dice(21);
    const chains = 300;
    let rejected = 0;
    for (let i = 0; i < chains; i++) {
      const times = timesOf(60, () => 600 * dice.exponential());
      if (fitExponential(times, new Dice(i, 3)).pValue <= 0.05) rejected++;
    }
    // Binomial: 15 expected, standard deviation 3.8.
    expect(rejected).toBeGreaterThan(3);
    expect(rejected).toBeLessThan(27);
  });

  it('agrees with Stephens’ critical value at 5 %', () => {
    const dice = new Dice(22);
    const chains = 4000;
    let above = 0;
    for (let i = 0; i < chains; i++) {
      const times = timesOf(200, () => 600 * dice.exponential());
      const intervals = times.slice(1).map((time, k) => time - times[k]!);
      if (stephensStatistic(wholeSecondDistance(intervals), 200) > 1.094) above++;
    }
    expect(Math.abs(above / chains - 0.05)).toBeLessThan(0.014);
  });

  it.each([
    ['even', () => () => 600],
    ['uniform', (dice: Dice) => () => 1200 * dice.uniform()],
    ['gamma 2', (dice: Dice) => () => 300 * dice.gamma(2)],
    ['two rates', (dice: Dice) => () => (dice.uniform() < 0.5 ? 200 : 1800) * dice.exponential()],
  ])('sees that %s intervals are not exponential', (_name, create) => {
    const fit = fitExponential(timesOf(500, create(new Dice(23))), new Dice(1));
    expect(fit.pValue).toBeLessThan(0.005);
    expect(fit.stephens).toBeGreaterThan(1.308);
  });

  it('knows the exponential’s spread and median', () => {
    const dice = new Dice(24);
    const fit = fitExponential(
      timesOf(20_000, () => 600 * dice.exponential()),
      new Dice(1),
    );
    expect(Math.abs(fit.sdOverMean - 1)).toBeLessThan(0.03);
    expect(Math.abs(fit.medianOverMean - Math.LN2)).toBeLessThan(0.02);
    expect(fit.pValue).toBeGreaterThan(0.01);
    expect(fit).toMatchObject({ intervals: 20_000, backwards: 0, draws: 300 });
  });

  it('refuses too few blocks, and a chain that goes back', () => {
    expect(() =>
      fitExponential(
        timesOf(19, () => 600),
        new Dice(1),
      ),
    ).toThrow(/at least 21, got 20/);
    expect(
      fitExponential(
        timesOf(20, () => 600),
        new Dice(1),
      ).intervals,
    ).toBe(20);
    expect(() =>
      fitExponential(
        timesOf(30, () => -600),
        new Dice(1),
      ),
    ).toThrow(/last to be after the first/);
  });
});
