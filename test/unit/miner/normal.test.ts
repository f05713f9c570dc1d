import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/miner/normal.ts';

describe('normalQuantile', () => {
  // Tables of the normal distribution, for example Abramowitz and Stegun, table 26.5.
  it.each([
    [0.5, 0],
    [0.75, 0.6744898],
    [0.975, 1.959964],
    [0.99, 2.3263479],
    [0.999, 3.0902323],
    [0.025, -1.959964],
    [1 - 1e-12, 7.0344869],
  ])('at %d is %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 4);
  });

  it.each([0, 1, -1, 2, Number.NaN])('refuses %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
