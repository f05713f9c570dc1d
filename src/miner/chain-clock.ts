// The time that a private chain's headers state: it runs only while the chain is mined, and never jumps.

import { FUTURE_LIMIT_SEC } from '../chain/index.ts';

/**
 * Starts a chain's clock where its last block left it.
 *
 * Consensus bounds a block's time from below by its parents and from above by the clock of whoever judges it; in
 * between it is the miner's choice. A chain that stood still for a night would, by the wall clock, show its rule one
 * interval of a night, and the difficulty would fall to nothing; and a wall clock that is set back would stop the
 * chain's. So the time goes on from the last block, driven by a clock that only counts.
 *
 * @param tipTime - time of the last block, Unix seconds.
 * @param clock - milliseconds from any origin, never backwards.
 * @returns Unix seconds, with fractions.
 */
export function startChainClock(tipTime: number, clock: () => number): () => number {
  const begunMs = clock();
  return () => tipTime + (clock() - begunMs) / 1000;
}

/**
 * Tells whether others would refuse blocks that follow this one now.
 *
 * @param tipTime - time of the last block, Unix seconds.
 * @param wallSec - the wall clock, Unix seconds.
 */
export function isTooFarAhead(tipTime: number, wallSec: number): boolean {
  return tipTime > wallSec + FUTURE_LIMIT_SEC;
}
