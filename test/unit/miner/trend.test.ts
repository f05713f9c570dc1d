import { describe, expect, it } from 'vitest';
import { senTrend } from '../../../src/miner/trend.ts';
import { Dice } from '../../../src/simulation/index.ts';

const steps = (count: number, valueAt: (i: number) => number | null) =>
  Array.from({ length: count }, (_, i) => valueAt(i));

describe('senTrend', () => {
  it('finds a straight slope exactly', () => {
    const trend = senTrend(steps(11, (i) => 100 - i))!;
    expect(trend.change).toBeCloseTo(-0.1, 12);
    expect(trend.low).toBeCloseTo(trend.high, 12);
  });

  it('stays a part, however steep', () => {
    expect(senTrend(steps(20, (i) => 2 ** -i))!.change).toBeGreaterThan(-1);
    expect(Number.isFinite(senTrend(steps(20, (i) => 2 ** i))!.high)).toBe(true);
  });

  it('is not moved by a few wild values, nor by missing ones', () => {
    const wild = senTrend(steps(40, (i) => (i % 10 === 3 ? 5 : 100 - i / 10)))!;
    expect(wild.change).toBeCloseTo(-0.039, 2);
    const gaps = senTrend(steps(40, (i) => (i > 9 && i < 20 ? null : 100 - i / 10)))!;
    expect(gaps.change).toBeCloseTo(-0.039, 3);
  });

  it('says nothing of fewer than nine values', () => {
    expect(senTrend(steps(8, () => 1))).toBeNull();
    expect(senTrend(steps(20, (i) => (i < 12 ? null : 1)))).toBeNull();
    expect(senTrend(steps(9, () => 1))).toEqual({ change: 0, low: 0, high: 0 });
  });

  it.each([9, 30, 120])('holds the true change of %i values in about 95 of 100 intervals', (count) => {
    const dice = new Dice(4, count);
    const rounds = 600;
    let held = 0;
    for (let i = 0; i < rounds; i++) {
      const { low, high } = senTrend(steps(count, (x) => 100 - (5 * x) / (count - 1) + dice.normal()))!;
      if (low <= -0.05 && high >= -0.05) held++;
    }
    // Three standard errors of 600 rounds are 0.027.
    expect(held / rounds).toBeGreaterThan(0.92);
    expect(held / rounds).toBeLessThan(0.99);
  });
});
