// Snapshots for what is dear to draw.

import type { MiningSnapshot } from '../../miner/index.ts';

/** Every second snapshot of a session that mines: charts change at most twice a second. */
const SLOW_MS = 450;

/** Whether more than figures of a session's snapshot changed. */
export function hasTurned(next: MiningSnapshot, before: MiningSnapshot): boolean {
  return (
    next.state !== before.state ||
    next.settings !== before.settings ||
    next.remine?.branchBlocks !== before.remine?.branchBlocks ||
    next.chain?.rule.name !== before.chain?.rule.name
  );
}

/** Lets a new snapshot through now and then, and at once when more than figures changed. */
export class SlowSnapshot<Snapshot> {
  readonly #clock: () => number;
  readonly #hasTurned: (next: Snapshot, before: Snapshot) => boolean;
  #latest: Snapshot | null = null;
  #sinceMs = Number.NEGATIVE_INFINITY;

  /**
   * @param clock - Milliseconds from any origin.
   * @param hasTurned - Whether more than figures changed.
   */
  constructor(clock: () => number, hasTurned: (next: Snapshot, before: Snapshot) => boolean) {
    this.#clock = clock;
    this.#hasTurned = hasTurned;
  }

  /** @returns `next`, or the one before it. */
  take(next: Snapshot): Snapshot {
    const before = this.#latest;
    const nowMs = this.#clock();
    const isDue = before === null || nowMs - this.#sinceMs >= SLOW_MS || this.#hasTurned(next, before);
    if (!isDue) return before;
    this.#latest = next;
    this.#sinceMs = nowMs;
    return next;
  }
}
