import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestStop, sliderStops } from '../../../../src/dashboard/elements/slider-stops.ts';

describe('stops of a slider', () => {
  it('go by equal steps, without the dust of binary fractions', () => {
    expect(sliderStops({ min: 0, max: 0.5, step: 0.1, scale: 'linear' })).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5,
    ]);
  });

  it('end at the maximum, also where the last step is shorter', () => {
    expect(sliderStops({ min: 1, max: 10, step: 4, scale: 'linear' })).toEqual([1, 5, 9, 10]);
  });

  it('are values that people write down, ten in a decade', () => {
    const stops = sliderStops({ min: 1, max: 100, step: 0.1, scale: 'log' });
    expect(stops.slice(0, 11)).toEqual([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]);
    expect(stops).toHaveLength(21);
  });

  it('are multiples of the step, each once', () => {
    expect(sliderStops({ min: 1, max: 12, step: 1, scale: 'log' })).toEqual([1, 2, 3, 4, 5, 6, 8, 10, 12]);
  });

  it('ascend from the minimum to the maximum, whatever these are', () => {
    const range = fc
      .record({
        min: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        factor: fc.double({ min: 1.1, max: 1e6, noNaN: true }),
      })
      .map(({ min, factor }) => ({ min, max: min * factor, step: min / 10, scale: 'log' as const }));
    fc.assert(
      fc.property(range, (one) => {
        const stops = sliderStops(one);
        expect(stops[0]).toBe(one.min);
        expect(stops.at(-1)).toBe(one.max);
        for (let index = 1; index < stops.length; index++)
          expect(stops[index]).toBeGreaterThan(stops[index - 1]!);
      }),
      { seed: 4 },
    );
  });

  it.each([
    { min: 1, max: 1, step: 1, scale: 'linear' },
    { min: 0, max: 1, step: 0, scale: 'linear' },
    { min: 0, max: 10, step: 1, scale: 'log' },
  ] as const)('are refused for %o', (range) => {
    expect(() => sliderStops(range)).toThrow(RangeError);
  });
});

describe('the nearest stop', () => {
  it('is nearest by difference or by factor', () => {
    expect(nearestStop([1, 10], 4, 'linear')).toBe(0);
    expect(nearestStop([1, 10], 4, 'log')).toBe(1);
    expect(nearestStop([1, 10], 99, 'linear')).toBe(1);
    expect(nearestStop([0.1, 10], 0, 'log')).toBe(0);
  });
});
