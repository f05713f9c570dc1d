import { expect, it } from 'vitest';
import { mapEstimate, scaleEstimate } from '../../../src/primitives/index.ts';

const watts = { low: 2, guess: 5, high: 12 };

it('goes through a function, bound by bound', () => {
  expect(mapEstimate(watts, (w) => w + 1)).toEqual({ low: 3, guess: 6, high: 13 });
});

it('scales', () => {
  expect(scaleEstimate(watts, 10)).toEqual({ low: 20, guess: 50, high: 120 });
  expect(scaleEstimate(watts, 0)).toEqual({ low: 0, guess: 0, high: 0 });
});
