// What the live controller's view tells, as numbers: actual against wanted pace, and when the rule acts next.

import type { ChainSnapshot, MiningSnapshot } from '../../../miner/index.ts';
import { expectedSec } from '../../mine/hashes.ts';

/** A mean interval, and how far it is off. */
export interface Pace {
  readonly meanSec: number;
  /** Intervals in it. */
  readonly count: number;
  /** Mean over spacing, less 1: 0.1 is a tenth too slow. */
  readonly error: number;
  /**
   * What chance alone does to such a mean, as a standard deviation over the spacing: exponential intervals spread by
   * their mean, and n of them are averaged.
   */
  readonly chance: number;
}

function pace(meanSec: number, count: number, spacingSec: number): Pace {
  return { meanSec, count, error: meanSec / spacingSec - 1, chance: 1 / Math.sqrt(count) };
}

/** Of the newest blocks, as many as there are up to `blocks`; null without any. */
export function lastPace({ blocks: rows, spacingSec }: ChainSnapshot, blocks: number): Pace | null {
  const last = rows.slice(-blocks);
  if (last.length === 0) return null;
  const sum = last.reduce((all, { intervalSec }) => all + intervalSec, 0);
  return pace(sum / last.length, last.length, spacingSec);
}

/** Of the whole chain; null without any. */
export function wholePace({ statistics: { count, meanSec }, spacingSec }: ChainSnapshot): Pace | null {
  return meanSec === null ? null : pace(meanSec, count, spacingSec);
}

/** Expected hashes of a block over the hash rate, the rival's with it: the rule's own error, free of luck. Null without a rate. */
export function expectedPace(
  { hashrateHps, settings: { rival } }: MiningSnapshot,
  { difficulty, spacingSec }: ChainSnapshot,
): { readonly sec: number; readonly error: number } | null {
  const sec = expectedSec(difficulty, hashrateHps * (1 + rival));
  return Number.isFinite(sec) ? { sec, error: sec / spacingSec - 1 } : null;
}

/** When the difficulty changes next. */
export interface NextChange {
  /** Blocks until then, the one that is searched included. */
  readonly blocks: number;
  /** Expected seconds until then; null without a rate. */
  readonly sec: number | null;
}

/** Null for a rule that never changes anything. */
export function nextChange(
  { rule: { name, period } }: Pick<ChainSnapshot, 'rule'>,
  blockSec: number | null,
): NextChange | null {
  if (name === 'fixed') return null;
  // The first block of a period is the first with another difficulty: those before it are still to come.
  const blocks = period === null ? 1 : period.of - period.done;
  return { blocks, sec: blockSec === null ? null : blocks * blockSec };
}

/**
 * Mean intervals over the last so many blocks, at each height.
 *
 * @param heights - Ends of slots, ascending; as `ChainSnapshot.difficulties` has them.
 * @param intervals - Mean interval of each slot, NaN for the block that is searched.
 */
export function runningMean(heights: Float64Array, intervals: Float64Array, blocks: number): Float64Array {
  return heights.map((height, index) => {
    let sum = 0;
    let count = 0;
    for (let at = index; at >= 0 && height - (heights[at - 1] ?? 0) <= blocks; at--) {
      const slot = heights[at]! - (heights[at - 1] ?? 0);
      if (Number.isNaN(intervals[at]!)) return Number.NaN;
      sum += intervals[at]! * slot;
      count += slot;
    }
    // Fewer blocks than were asked for would swing wildly; slots wider than that stand for themselves.
    if (count === 0) return intervals[index]!;
    return height >= blocks ? sum / count : Number.NaN;
  });
}
