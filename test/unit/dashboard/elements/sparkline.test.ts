import { describe, expect, it } from 'vitest';
import { SPARKLINE, sparklinePath } from '../../../../src/dashboard/elements/sparkline.ts';

describe('a sparkline', () => {
  it('needs two points', () => {
    expect(sparklinePath([])).toBe('');
    expect(sparklinePath([1])).toBe('');
    expect(sparklinePath([1, 2])).not.toBe('');
  });

  it('goes from its lowest value at the bottom to its highest at the top', () => {
    expect(sparklinePath([0, 10, 5])).toBe('M1.5 22.5L48.0 1.5L94.5 12.0');
  });

  it('lies in the middle where nothing changes', () => {
    expect(sparklinePath([7, 7])).toBe(`M1.5 ${SPARKLINE.height / 2}.0L94.5 ${SPARKLINE.height / 2}.0`);
  });

  it('breaks at a gap', () => {
    expect(sparklinePath([0, Number.NaN, 1, 0]).match(/[ML]/gu)?.join('')).toBe('MML');
  });
});
