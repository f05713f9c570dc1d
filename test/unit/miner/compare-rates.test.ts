import { describe, expect, it } from 'vitest';
import { compareRates, compareResults } from '../../../src/miner/compare-rates.ts';
import { Dice } from '../../../src/simulation/index.ts';
import { result } from '../dashboard/fixtures.ts';

const around = (rate: number) => [0.98, 0.99, 1, 1, 1.01, 1.02].map((part) => part * rate);

describe('compareRates', () => {
  it('is the ratio of the medians', () => {
    expect(compareRates([3, 1, 2], [4]).ratio).toBeCloseTo(0.5, 12);
    expect(compareRates(around(6e6), around(5e6)).ratio).toBeCloseTo(1.2, 12);
  });

  it('calls faster and slower only what the interval leaves no doubt of', () => {
    expect(compareRates(around(1.1), around(1)).verdict).toBe('faster');
    expect(compareRates(around(1), around(1.1)).verdict).toBe('slower');
    expect(compareRates(around(1.01), around(1)).verdict).toBe('cannot tell');
  });

  it('gives the other way round the reciprocal', () => {
    const there = compareRates(around(1.3), around(1));
    const back = compareRates(around(1), around(1.3));
    expect(there.ratio * back.ratio).toBeCloseTo(1, 12);
    expect(there.interval!.low * back.interval!.high).toBeCloseTo(1, 12);
  });

  it('cannot tell from fewer than four runs on a side', () => {
    const few = compareRates([9, 9.1, 9.2], around(1));
    expect(few).toMatchObject({ interval: null, verdict: 'cannot tell' });
    expect(few.ratio).toBeCloseTo(9.1, 12);
    expect(compareRates([9, 9.1, 9.2, 9.3], around(1)).verdict).toBe('faster');
  });

  it('takes runs that are all alike', () => {
    expect(compareRates([2, 2, 2, 2], [1, 1, 1, 1])).toMatchObject({ interval: { low: 2, high: 2 } });
  });

  // How runs scatter: evenly, with a long tail of slow runs, with a tenth of them disturbed.
  const SCATTERS: readonly [string, (dice: Dice) => number][] = [
    ['normal', (dice) => 1 + 0.02 * dice.normal()],
    ['skewed', (dice) => 1 - 0.02 * (dice.exponential() - Math.LN2)],
    ['disturbed', (dice) => 1 + 0.01 * dice.normal() * (dice.uniform() < 0.1 ? 8 : 1)],
  ];
  const SIZES = [
    [4, 4],
    [6, 6],
    [6, 20],
    [20, 20],
  ] as const;
  describe.each(SCATTERS)('with %s scatter', (_, draw) => {
    it.each(SIZES)('holds the true ratio with 95 %% or a little more, %i runs against %i', (n, m) => {
      const dice = new Dice(20_090_103, n);
      const draws = (count: number, scale: number) => Array.from({ length: count }, () => scale * draw(dice));
      const rounds = 1500;
      let held = 0;
      for (let i = 0; i < rounds; i++) {
        const { interval } = compareRates(draws(n, 1.05), draws(m, 1));
        if (interval!.low <= 1.05 && interval!.high >= 1.05) held++;
      }
      // Three standard errors of 1,500 rounds are 0.017.
      expect(held / rounds).toBeGreaterThan(0.933);
    });
  });

  it('holds it less often where the interval is half as wide', () => {
    const dice = new Dice(1);
    const draws = () => Array.from({ length: 6 }, () => 1 + 0.02 * dice.normal());
    let held = 0;
    for (let i = 0; i < 1500; i++) {
      const { ratio, interval } = compareRates(draws(), draws());
      if (Math.abs(Math.log(ratio)) <= Math.log(interval!.high / interval!.low) / 4) held++;
    }
    expect(held / 1500).toBeLessThan(0.9);
  });
});

describe('compareResults', () => {
  it('compares the rows that both have, in the order of the first', () => {
    const one = [result('js', 1e6), result('gpu', 4e9), result('wasm', 2e6)];
    const other = [result('wasm', 1e6), result('wasm-simd', 1e6), result('js', 1e6)];
    expect(compareResults(one, other).map(({ engine, ratio }) => [engine, ratio])).toEqual([
      ['js', 1],
      ['wasm', 2],
    ]);
    expect(compareResults(one, [])).toEqual([]);
  });
});
