// What energy is compared with: that the figures are of their size, and that the nearest is chosen.

import { describe, expect, it } from 'vitest';
import { COMPARISONS, COUNTRIES, nearestComparison } from '../../../src/simulation/index.ts';

const TWH = 3.6e15;
const named = (id: string) => COMPARISONS.find((comparison) => comparison.id === id)!;

describe('the list', () => {
  it('has a name of its own, a year and a source for each', () => {
    expect(new Set(COMPARISONS.map(({ id }) => id)).size).toBe(COMPARISONS.length);
    for (const { id, title, joules, year, source } of COMPARISONS) {
      expect(id).toMatch(/^[a-z-]+$/u);
      expect(title.length).toBeGreaterThan(3);
      expect(joules).toBeGreaterThan(0);
      expect(year).toBeGreaterThanOrEqual(2015);
      expect(source.length).toBeGreaterThan(30);
    }
  });

  it('has payments per payment and all else per year', () => {
    for (const { kind, per } of COMPARISONS) expect(per).toBe(kind === 'payment' ? 'payment' : 'year');
  });

  it('is in joules', () => {
    expect(named('norway').joules / TWH).toBeCloseTo(124.288, 6);
    expect(named('household-us').joules / 3.6e6).toBeCloseTo(10_715, 6);
    // 674,922 GJ / 111.2 billion = 6,069 J; 8 W for an hour and a half = 12 Wh.
    expect(named('card-network').joules).toBeCloseTo(6069, 0);
    expect(named('card-payment').joules / 3600).toBeCloseTo(12, 9);
  });

  it('has its countries from small to large', () => {
    const sizes = COUNTRIES.map(({ joules }) => joules);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(COUNTRIES.every(({ kind }) => kind === 'country')).toBe(true);
  });
});

describe('the nearest', () => {
  it('is a country where nothing else is asked for, even far off', () => {
    expect(nearestComparison(138 * TWH).id).toBe('poland');
    expect(nearestComparison(1e-3).id).toBe('malta');
    expect(nearestComparison(1e30).id).toBe('united-kingdom');
  });

  it('goes by the ratio, not the difference', () => {
    // Between 2.5 and 17.9 TWh the middle of ratios is 6.69, that of differences 10.2.
    expect(nearestComparison(6.6 * TWH).id).toBe('malta');
    expect(nearestComparison(6.8 * TWH).id).toBe('iceland');
  });

  it('is chosen among those that are given', () => {
    const households = COMPARISONS.filter(({ kind }) => kind === 'household');
    expect(nearestComparison(TWH, households).id).toBe('household-us');
    expect(nearestComparison(3.6e9, households).id).toBe('household-eu');
  });

  it('is not there for no energy, or among none', () => {
    for (const joules of [0, -1, Number.NaN, Infinity]) {
      expect(() => nearestComparison(joules)).toThrow(RangeError);
    }
    expect(() => nearestComparison(1, [])).toThrow('"among" expected at least one');
  });
});
