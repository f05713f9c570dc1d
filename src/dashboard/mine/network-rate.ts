// The hash rate behind each block, as steady as it really was: a block's own seconds hold few counts, so neighbours are
// taken with it, but none across something that changed the rate.

import type { ChainSnapshot, SessionEvent } from '../../miner/index.ts';

/** Blocks to each side that are taken with one. */
const REACH = 6;

/** The rates of {@link ChainSnapshot.networkHps}, each the mean of its neighbours; NaN where there are none. */
export function steadyNetworkHps(
  { difficulties: { heights }, networkHps }: Pick<ChainSnapshot, 'difficulties' | 'networkHps'>,
  events: readonly SessionEvent[],
): Float64Array {
  // The block searched at an event is the first one with the new rate.
  const changes = events.map(({ height }) => height + 1);
  const segmentOf = (height: number): number => changes.filter((change) => change <= height).length;
  const segments = Array.from(heights, segmentOf);
  return networkHps.map((_, i) => {
    let sum = 0;
    let found = 0;
    for (let at = Math.max(0, i - REACH); at <= Math.min(networkHps.length - 1, i + REACH); at++) {
      const hps = networkHps[at]!;
      if (segments[at] !== segments[i] || Number.isNaN(hps)) continue;
      sum += hps;
      found++;
    }
    return found === 0 ? Number.NaN : sum / found;
  });
}
