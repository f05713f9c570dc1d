// How a rule came back after the hash rate changed: from the difficulties it set and those that the rate needed.

import type { ChainSnapshot, SessionEvent } from '../../miner/index.ts';
import { difficultyNeeded } from './hashes.ts';
import { steadyNetworkHps } from './network-rate.ts';

/** An expected interval this near to the target counts as kept. */
export const KEPT_WITHIN = 0.15;

/** What became of an event. */
export interface Recovery {
  readonly event: SessionEvent;
  /** Expected interval over the target in the first block after it; null where that is not known. */
  readonly offBy: number | null;
  /** Blocks until the expected interval was within {@link KEPT_WITHIN}; null while it is not. */
  readonly backAfterBlocks: number | null;
  /** True if the next event came before that. */
  readonly isCutShort: boolean;
}

/** Follows every event that has blocks after it. */
export function recoveries(chain: ChainSnapshot, events: readonly SessionEvent[]): readonly Recovery[] {
  const { difficulties, spacingSec } = chain;
  const { heights, values } = difficulties;
  const networkHps = steadyNetworkHps(chain, events);
  return events.map((event, i) => {
    const next = events[i + 1];
    let offBy: number | null = null;
    for (let at = 0; at < heights.length; at++) {
      const height = heights[at]!;
      // The block searched at the event is the first one mined with the new rate.
      if (height <= event.height) continue;
      if (next !== undefined && height > next.height) break;
      const ratio = values[at]! / difficultyNeeded(networkHps[at]!, spacingSec);
      if (!Number.isFinite(ratio)) continue;
      offBy ??= ratio;
      if (Math.abs(ratio - 1) <= KEPT_WITHIN) {
        return { event, offBy, backAfterBlocks: height - event.height - 1, isCutShort: false };
      }
    }
    return { event, offBy, backAfterBlocks: null, isCutShort: next !== undefined };
  });
}
