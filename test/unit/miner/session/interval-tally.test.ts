// Counting intervals one by one says the same as looking at all of them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntervalTally } from '../../../../src/miner/session/interval-tally.ts';

function tallyOf(spacingSec: number, intervals: readonly number[]) {
  const tally = new IntervalTally(spacingSec);
  for (const interval of intervals) tally.add(interval);
  return tally.statistics();
}

describe('an interval tally', () => {
  it('says nothing of no intervals', () => {
    const { count, meanSec, sdSec, bins, furtherWait } = tallyOf(10, []);
    expect([count, meanSec, sdSec]).toEqual([0, null, null]);
    expect(new Set(bins)).toEqual(new Set([0]));
    expect(furtherWait[0]).toEqual({ waitedSec: 0, count: 0, meanSec: null });
    expect(tallyOf(10, [7]).sdSec).toBeNull();
  });

  it('counts by bins of whole seconds, the last for all that is longer', () => {
    const { bins, binSec } = tallyOf(10, [0, 1, 2, 3, 59, 60, 5000, -3]);
    expect(binSec).toBe(2);
    expect(bins).toHaveLength(31);
    expect(bins.slice(0, 2)).toEqual([3, 2]);
    expect(bins.slice(-2)).toEqual([1, 2]);
    expect(tallyOf(1, []).binSec).toBe(1);
    expect(tallyOf(600, []).bins).toHaveLength(31);
  });

  it('says how much longer it took for those who had waited', () => {
    const { furtherWait } = tallyOf(10, [5, 6, 15, 30]);
    expect(furtherWait.map(({ waitedSec }) => waitedSec)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
    expect(furtherWait[0]).toEqual({ waitedSec: 0, count: 4, meanSec: 14 });
    expect(furtherWait[1]).toEqual({ waitedSec: 5, count: 3, meanSec: 12 });
    expect(furtherWait[6]).toEqual({ waitedSec: 30, count: 0, meanSec: null });
  });

  it('has the mean and the standard deviation of the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 2 }), (intervals) => {
        const { count, meanSec, sdSec, bins } = tallyOf(60, intervals);
        const mean = intervals.reduce((sum, one) => sum + one, 0) / intervals.length;
        const variance = intervals.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (intervals.length - 1);
        expect(count).toBe(intervals.length);
        expect(bins.reduce((sum, one) => sum + one, 0)).toBe(count);
        expect(meanSec).toBeCloseTo(mean, 6);
        expect(sdSec).toBeCloseTo(Math.sqrt(variance), 6);
      }),
      { seed: 7 },
    );
  });
});
