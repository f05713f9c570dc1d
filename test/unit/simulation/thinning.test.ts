// Thinned, not dropped: every block is in one point, whatever the numbers.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stretchEnds, thin } from '../../../src/simulation/thinning.ts';

describe('the stretches', () => {
  it.each([
    [0, 50],
    [1, 50],
    [49, 50],
    [50, 50],
    [51, 50],
    [300, 400],
    [10_000, 400],
    [100_000, 400],
    [100_000, 50],
  ])('of %i blocks in %i points hold them all, in order', (blocks, points) => {
    const ends = stretchEnds(blocks, points);
    expect(ends.length).toBeLessThanOrEqual(points);
    expect(ends.at(-1) ?? 0).toBe(blocks);
    for (let i = 1; i < ends.length; i++) expect(ends[i]).toBeGreaterThan(ends[i - 1]!);
  });

  it('keep each block apart where there is room', () => {
    expect([...stretchEnds(60, 60)]).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(stretchEnds(61, 60).length).toBeLessThanOrEqual(60);
  });

  it('keep the first blocks after the shock apart, and are of one length at the end', () => {
    const ends = stretchEnds(10_000, 400);
    expect([...ends.slice(0, 20)]).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    const lengths = ends.map((end, i) => end - (ends[i - 1] ?? 0));
    // Twice as long as the 25 blocks of 400 equal stretches would be too coarse for a wave of 144 blocks.
    expect(Math.max(...lengths)).toBeLessThan(50);
    expect(lengths.at(-2)).toBe(Math.max(...lengths));
  });

  it('are not fewer than the growth needs', () => {
    expect(() => stretchEnds(100, 49)).toThrow('"points" expected a whole number from 50, got 49');
    expect(() => stretchEnds(100, Number.NaN)).toThrow(RangeError);
  });
});

describe('thinned values', () => {
  it('are those of their stretch, over the unit', () => {
    const { low, mean, high } = thin(Float64Array.of(2, 8, 3, 27), Float64Array.of(2, 3, 4), 2);
    expect([...low]).toEqual([1, 1.5, 13.5]);
    expect([...high]).toEqual([4, 1.5, 13.5]);
    expect(mean[0]).toBeCloseTo(2, 12);
    expect(mean[1]).toBeCloseTo(1.5, 12);
  });

  it('keep the least, the greatest and the mean of all blocks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 2000 }),
        fc.integer({ min: 50, max: 500 }),
        (list, points) => {
          const values = Float64Array.from(list);
          const ends = stretchEnds(values.length, points);
          const { low, mean, high } = thin(values, ends, 1);
          expect(Math.min(...low)).toBe(Math.min(...list));
          expect(Math.max(...high)).toBe(Math.max(...list));
          const logs = mean.reduce(
            (sum, value, i) => sum + Math.log(value) * (ends[i]! - (ends[i - 1] ?? 0)),
            0,
          );
          const wanted = list.reduce((sum, value) => sum + Math.log(value), 0);
          expect(Math.abs(logs - wanted)).toBeLessThan(1e-8 * list.length);
          for (const [i, value] of mean.entries()) {
            expect(value).toBeGreaterThanOrEqual(low[i]!);
            expect(value).toBeLessThanOrEqual(high[i]!);
          }
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });
});
