import { describe, expect, test } from 'vitest';
import { dayOfDate } from '../../../../src/simulation/arms-race/calendar.ts';
import { pricePath } from '../../../../src/simulation/arms-race/price-path.ts';
import { Dice } from '../../../../src/simulation/index.ts';

const MONTHS = [
  { day: dayOfDate('2015-01-01'), usd: 100 },
  { day: dayOfDate('2015-02-01'), usd: 400 },
];
const START = dayOfDate('2015-01-01');
const path = (segments: Parameters<typeof pricePath>[0], days = 200, seed = 1) =>
  pricePath(segments, MONTHS, START, days, new Dice(seed));

describe('history', () => {
  const prices = path([{ from: '2015-01-01', kind: 'history' }]);

  test('the middle of a month has its mean; between, logarithms are joined by straight lines', () => {
    expect(prices[15]).toBeCloseTo(100, -1);
    // From 15.5 days into January to 15 into February: 30.5 days for two doublings.
    expect(prices[30]! / prices[16]!).toBeCloseTo(4 ** (14 / 30.5), 6);
  });

  test('after the last month it stays', () => {
    expect(prices[60]).toBe(400);
    expect(prices[199]).toBe(400);
  });

  test('before the first month it begins with the first known price of October 2009', () => {
    const early = pricePath(
      [{ from: '2009-01-03', kind: 'history' }],
      MONTHS,
      dayOfDate('2009-01-03'),
      400,
      new Dice(1),
    );
    expect(early[0]).toBeCloseTo(1 / 1309.03, 12);
    expect(early[275]).toBeCloseTo(1 / 1309.03, 12);
    expect(early[399]).toBeGreaterThan(early[275]!);
  });
});

describe('segments', () => {
  test('a constant without a price goes on with the price there was', () => {
    const prices = path([
      { from: '2015-01-01', kind: 'history' },
      { from: '2015-02-01', kind: 'constant' },
    ]);
    expect(prices[31]).toBe(prices[30]);
    expect(prices[199]).toBe(prices[30]);
  });

  test('before the first segment it is as in history', () => {
    const history = path([{ from: '2015-01-01', kind: 'history' }]);
    const prices = path([{ from: '2015-02-10', kind: 'constant', usd: 7 }]);
    expect(prices.slice(0, 40)).toEqual(history.slice(0, 40));
    expect(prices[40]).toBe(7);
  });

  test('growth is per year', () => {
    const prices = path([{ from: '2015-01-01', kind: 'growth', usd: 10, perYear: 1 }], 1462);
    expect(prices[1461]! / prices[0]!).toBeCloseTo(2 ** (1461 / 365.25), 6);
  });

  test('a random walk has its drift and volatility, and is the seed’s', () => {
    const segments = [
      { from: '2015-01-01', kind: 'random', usd: 10, driftPerYear: 0.3, volatilityPerYear: 0.8 },
    ] as const;
    const prices = path(segments, 40_000);
    const steps = Array.from({ length: 39_999 }, (_, i) => Math.log(prices[i + 1]! / prices[i]!));
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    const variance = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / steps.length;
    expect(Math.sqrt(variance * 365.25)).toBeCloseTo(0.8, 1);
    // Over 110 years the drift is known to 0.8 / sqrt(110).
    expect(Math.abs(mean * 365.25 - 0.3)).toBeLessThan(0.25);
    expect(path(segments, 50)).toEqual(path(segments, 50));
    expect(path(segments, 50, 2)).not.toEqual(path(segments, 50));
  });

  test('back to history', () => {
    const prices = path([
      { from: '2015-01-01', kind: 'constant', usd: 7 },
      { from: '2015-03-10', kind: 'history' },
    ]);
    expect(prices[20]).toBe(7);
    expect(prices[150]).toBe(400);
  });
});
