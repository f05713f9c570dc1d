import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureConcentration } from '../../../../src/simulation/arms-race/concentration.ts';

const measure = (...held: number[]) => measureConcentration(Float64Array.from(held));

describe('known values', () => {
  test('equal parties', () => {
    expect(measure(5, 5, 5, 5)).toEqual({ hhi: 0.25, gini: 0, nakamoto: 3, largestPart: 0.25 });
  });

  test('one party', () => {
    expect(measure(0, 7, 0)).toEqual({ hhi: 1, gini: 0, nakamoto: 1, largestPart: 1 });
  });

  test('exactly a half is no majority', () => {
    expect(measure(50, 25, 25).nakamoto).toBe(2);
    expect(measure(51, 25, 24).nakamoto).toBe(1);
  });

  test('1, 2, 3, 4: Gini 0.25, HHI 0.3', () => {
    const { gini, hhi } = measure(4, 1, 3, 2);
    expect(gini).toBeCloseTo(0.25, 12);
    expect(hhi).toBeCloseTo(0.3, 12);
  });

  test('nobody', () => {
    expect(measure()).toEqual({ hhi: 0, gini: 0, nakamoto: 0, largestPart: 0 });
    expect(measure(0, 0)).toEqual({ hhi: 0, gini: 0, nakamoto: 0, largestPart: 0 });
  });
});

test('bounds, and nothing depends on order or unit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
      (held) => {
        const one = measure(...held);
        const other = measure(...held.map((value) => value * 1024).reverse());
        expect(one.hhi).toBeGreaterThanOrEqual(1 / held.length - 1e-9);
        expect(one.hhi).toBeLessThanOrEqual(1 + 1e-9);
        expect(one.gini).toBeGreaterThanOrEqual(-1e-9);
        expect(one.gini).toBeLessThan(1);
        expect(one.nakamoto).toBeLessThanOrEqual(Math.floor(held.length / 2) + 1);
        expect(other.hhi).toBeCloseTo(one.hhi, 9);
        expect(other.gini).toBeCloseTo(one.gini, 9);
        expect(other.nakamoto).toBe(one.nakamoto);
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});
