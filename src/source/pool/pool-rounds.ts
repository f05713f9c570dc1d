// Which pool is next, and when: a cut sends a miner back to the pool that it came from, failures to the next one, and failures
// of all of them to a wait that grows.

import { backoffMs, FIRST_MS, firstTryMs } from './backoff.ts';
import type { ReconnectWish } from './reconnect-wish.ts';

/** A connection that held so long was a good one: after its cut everything begins anew. */
const GOOD_MS = 60_000;

/** How the last connection went. */
export interface UsedPool {
  readonly index: number;
  /** Milliseconds for which it worked; null where it never did. */
  readonly workedMs: number | null;
  /** Whether it credited any share meanwhile. */
  readonly hasCredited: boolean;
  readonly wish: ReconnectWish | null;
}

/** What is to be done. */
export interface NextPool {
  readonly index: number;
  readonly waitMs: number;
  /** Only for the pool that wished it. */
  readonly wish: ReconnectWish | null;
}

/** Goes round the pools. */
export class PoolRounds {
  readonly #pools: number;
  readonly #random: () => number;
  /** Pools in a row that were of no use. */
  #tried = 0;
  /** Rounds in a row without any. */
  #failures = 0;
  /** Whether a pool was gone back to after a cut, since one worked for long. */
  #wasForgiven = false;

  /** @param random - In [0, 1), another one each time. */
  constructor(pools: number, random: () => number) {
    this.#pools = pools;
    this.#random = random;
  }

  next({ index, workedMs, hasCredited, wish }: UsedPool): NextPool {
    if (workedMs !== null && workedMs >= GOOD_MS) {
      this.#tried = 0;
      this.#failures = 0;
      this.#wasForgiven = false;
    }
    if ((workedMs !== null || wish !== null) && !this.#wasForgiven) {
      // The one that worked is tried first, since shares may still wait for its answer; and where a pool wants its miners is
      // asked for once: one that sends them on and on is of no use.
      this.#wasForgiven = true;
      const waitMs = Math.max(firstTryMs(this.#random()), 1000 * (wish?.waitSec ?? 0));
      return { index, waitMs, wish };
    }
    if (++this.#tried < this.#pools) return { index: (index + 1) % this.#pools, waitMs: 0, wish: null };
    this.#tried = 0;
    const growingMs = backoffMs(++this.#failures, this.#random());
    // A bad line to a pool that pays is worth about as much time again as it lasts.
    const lastedMs = Math.max(workedMs ?? 0, FIRST_MS) * (0.5 + this.#random());
    const waitMs = hasCredited ? Math.min(growingMs, lastedMs) : growingMs;
    return index === 0
      ? { index, waitMs: Math.max(waitMs, 1000 * (wish?.waitSec ?? 0)), wish }
      : { index: 0, waitMs, wish: null };
  }
}
