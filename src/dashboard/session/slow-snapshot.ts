// Snapshots for what is dear to draw.

import type { MiningSnapshot } from '../../miner/index.ts';

/** Every second snapshot of a session that mines: charts change at most twice a second. */
const SLOW_MS = 450;

/** Lets a new snapshot through now and then, and at once when more than figures changed. */
export class SlowSnapshot {
  readonly #clock: () => number;
  #latest: MiningSnapshot | null = null;
  #sinceMs = Number.NEGATIVE_INFINITY;

  /** @param clock - Milliseconds from any origin. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** @returns `next`, or the one before it. */
  take(next: MiningSnapshot): MiningSnapshot {
    const before = this.#latest;
    const nowMs = this.#clock();
    const isDue =
      before === null ||
      next.state !== before.state ||
      next.settings !== before.settings ||
      next.remine?.branchBlocks !== before.remine?.branchBlocks ||
      next.chain?.rule.name !== before.chain?.rule.name ||
      nowMs - this.#sinceMs >= SLOW_MS;
    if (!isDue) return before;
    this.#latest = next;
    this.#sinceMs = nowMs;
    return next;
  }
}
