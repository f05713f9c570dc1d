/** What is read from a run: mean and spread of intervals, and whether and when a rule is back at its goal. */

/** Mean, spread and largest of a stream of intervals (Welford's recurrence: no sum that loses digits). */
export class IntervalMoments {
  count = 0;
  meanSec = 0;
  longestSec = 0;
  #squares = 0;

  /** @param intervalSec - Seconds. */
  add(intervalSec: number): void {
    this.count++;
    const before = intervalSec - this.meanSec;
    this.meanSec += before / this.count;
    this.#squares += before * (intervalSec - this.meanSec);
    if (intervalSec > this.longestSec) this.longestSec = intervalSec;
  }

  /** Standard deviation / mean of the sample; 1 for exponential intervals. NaN below two intervals. */
  get sdOverMean(): number {
    return Math.sqrt(this.#squares / (this.count - 1)) / this.meanSec;
  }
}

/** How far from its goal an expected interval may be to count as there. */
export const SETTLED_WITHIN = 0.1;

/** Part of a run that must be left after the last departure before it is believed to be the last. */
const QUIET_PART = 0.1;

/** How a rule came back to its goal. */
export interface Settling {
  /** Blocks found before the expected interval was first within 10 % of the goal; null if it never was. */
  readonly reachedBlocks: number | null;
  /** Blocks found before it was there to stay; null if it did not. */
  readonly settledBlocks: number | null;
  /**
   * How far past the goal it went on the side opposite to the shock, as a factor from 1: after a fall of hash rate,
   * how many times too fast blocks came; after a rise, how many times too slow. Null if it never reached the goal.
   */
  readonly overshootFactor: number | null;
}

/**
 * Compares a run with its steady twin, the same rule and the same dice without the shock.
 *
 * Expected intervals (proof / hash rate) follow the luck of recent blocks, in fast rules by tens of per cent, so a
 * band around the target spacing says more of the dice than of the rule. The twin has the same luck: the ratio of the
 * two runs' expected intervals, block by block, is free of it and tends to 1 as the shock is forgotten. "Settled" is
 * the first block from which the ratio stays within 10 % of 1 to the end of the run, with a tenth of it left.
 *
 * @param expectedSec - Expected intervals after the shock, by block.
 * @param twinSec - Those of the twin.
 * @param blocks - How many of both to look at.
 */
export function measureSettling(expectedSec: Float64Array, twinSec: Float64Array, blocks: number): Settling {
  let reached = -1;
  let settled = 0;
  let side = 0;
  let past = 1;
  for (let i = 0; i < blocks; i++) {
    const ratio = expectedSec[i]! / twinSec[i]!;
    if (Math.abs(ratio - 1) > SETTLED_WITHIN) {
      settled = i + 1;
      if (side === 0) side = Math.sign(ratio - 1);
    } else if (reached < 0 && side !== 0) reached = i;
    if (side !== 0) past = Math.max(past, side > 0 ? 1 / ratio : ratio);
  }
  // A shock too small to leave the band was never away from the goal.
  if (side === 0) return { reachedBlocks: 0, settledBlocks: 0, overshootFactor: 1 };
  return {
    reachedBlocks: reached < 0 ? null : reached,
    settledBlocks: settled > blocks * (1 - QUIET_PART) ? null : settled,
    overshootFactor: reached < 0 ? null : past,
  };
}
