// Seeded dice: the reference generator's own numbers, then the distributions made of them.

import { describe, expect, it } from 'vitest';
import { Dice } from '../../../src/simulation/index.ts';

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw);

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
}

describe('the generator', () => {
  it('gives what xoshiro128starstar.c 1.1 gives from the state 1, 2, 3, 4', () => {
    const dice = Dice.fromState([1, 2, 3, 4]);
    expect(draws(10, () => dice.u32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('repeats itself for one seed, and differs for another seed and another stream', () => {
    const first = (dice: Dice) => draws(20, () => dice.u32());
    expect(first(new Dice(7))).toEqual(first(new Dice(7)));
    const seen = [new Dice(7), new Dice(8), new Dice(7, 1), new Dice(7, 2)].map(first);
    expect(new Set(seen.map(String)).size).toBe(4);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %s', (seed) => {
    expect(() => new Dice(seed)).toThrow(/"seed" expected a whole number/);
  });

  it('takes the largest seed', () => {
    expect(new Dice(2 ** 53 - 1).u32()).toBeGreaterThanOrEqual(0);
  });
});

describe('the distributions, 200,000 draws each, within five standard errors', () => {
  const N = 200_000;

  it.each([
    ['uniform', (dice: Dice) => dice.uniform(), 1 / 2, 1 / 12, 1 / 180],
    ['exponential', (dice: Dice) => dice.exponential(), 1, 1, 8],
    ['normal', (dice: Dice) => dice.normal(), 0, 1, 2],
    ['gamma 1', (dice: Dice) => dice.gamma(1), 1, 1, 8],
    ['gamma 2015', (dice: Dice) => dice.gamma(2015), 2015, 2015, 2 * 2015 ** 2 + 6 * 2015],
  ] as const)('%s has its mean and variance', (_name, draw, mean, variance, squaresVariance) => {
    const dice = new Dice(11);
    const seen = moments(draws(N, () => draw(dice)));
    expect(Math.abs(seen.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / N));
    expect(Math.abs(seen.variance - variance)).toBeLessThan(5 * Math.sqrt(squaresVariance / N));
  });

  it('uniform stays in [0, 1) and exponential is finite and not negative', () => {
    const dice = new Dice(12);
    const uniforms = draws(N, () => dice.uniform());
    expect(Math.min(...uniforms.slice(0, 1e5))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms.slice(0, 1e5))).toBeLessThan(1);
    const exponentials = draws(1e5, () => dice.exponential());
    expect(exponentials.every((value) => value >= 0 && value < 36.8)).toBe(true);
  });

  it('a gamma number is a sum of exponentials: the means of 1 / G agree', () => {
    // What Bitcoin's settled interval rests on: the mean of 1 / G is 1 / (n - 1), not 1 / n.
    const dice = new Dice(13);
    const n = 12;
    const { mean, variance } = moments(draws(N, () => 1 / dice.gamma(n)));
    const error = Math.sqrt(variance / N);
    expect(Math.abs(mean - 1 / (n - 1))).toBeLessThan(5 * error);
    expect(Math.abs(mean - 1 / n)).toBeGreaterThan(20 * error);
  });

  it('refuses a gamma shape below 1', () => {
    expect(() => new Dice(1).gamma(0.5)).toThrow(/"shape" expected/);
  });
});
