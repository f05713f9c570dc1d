// What holds between a pool and a miner: extra nonces, difficulty, version mask. A job is made under the terms it came with.

import { targetFromDifficulty } from '../../primitives/index.ts';
import { readNotify } from './notify.ts';
import type { PoolJob } from './pool-job.ts';
import {
  readDifficulty,
  readExtraNonce,
  readMask,
  readSubscription,
  readVersionRolling,
  type Subscription,
} from './subscription.ts';

/** What holds before a pool has said anything. */
const FIRST_DIFFICULTY = 1;

/** The terms of one connection, as the pool tells them. What cannot be used is refused with a RangeError of one sentence. */
export class Terms {
  #subscription: Subscription | null = null;
  #versionMask: number | null = null;
  #difficulty = FIRST_DIFFICULTY;

  /** Null before the answer to `mining.subscribe`. */
  get subscription(): Subscription | null {
    return this.#subscription;
  }

  /** Bits of the version that may be rolled, u32; null where the pool does not know version rolling. */
  get versionMask(): number | null {
    return this.#versionMask;
  }

  /** The answer to `mining.subscribe`. @throws {RangeError} if it is none. */
  subscribe(result: unknown): void {
    this.#subscription = readSubscription(result);
  }

  /** The answer to `mining.configure`; a mask that the pool has set before it holds. */
  configure(result: unknown): void {
    this.#versionMask ??= readVersionRolling(result);
  }

  /** @throws {RangeError} where no hash could meet it; the last one holds. */
  setDifficulty(value: unknown): void {
    const difficulty = readDifficulty(value);
    if (difficulty === null) {
      throw new RangeError('the pool asked for a difficulty that is no positive number: the last one holds');
    }
    if (targetFromDifficulty(difficulty) === 0n) {
      throw new RangeError('the pool asked for a difficulty that no hash can meet: the last one holds');
    }
    this.#difficulty = difficulty;
  }

  /** Before the subscription it says nothing: that brings its own. @throws {RangeError} where it is none. */
  setExtraNonce(extraNonce1: unknown, extraNonce2Bytes: unknown): void {
    if (this.#subscription === null) return;
    const { sessionId } = this.#subscription;
    this.#subscription = { ...readExtraNonce(extraNonce1, extraNonce2Bytes), sessionId };
  }

  /**
   * @returns whether bits that were agreed on are so no longer.
   * @throws {RangeError} where it is none; the last one holds.
   */
  setMask(value: unknown): boolean {
    const mask = readMask(value);
    if (mask === null) throw new RangeError('the pool sent a version mask that is none: the last one holds');
    const lost = (this.#versionMask ?? 0) & ~mask;
    this.#versionMask = mask;
    return lost !== 0;
  }

  /**
   * A job under the difficulty and the extra nonces that were told before it.
   *
   * @param params - Of `mining.notify`.
   * @returns makes it, at once or when the greeting is over; throws a RangeError of one sentence if the job is wrong.
   */
  jobUnder(params: readonly unknown[]): () => PoolJob {
    const difficulty = this.#difficulty;
    const subscription = this.#subscription;
    return () => {
      const { extraNonce1, extraNonce2Bytes } = subscription ?? this.#subscription!;
      return {
        ...readNotify(params),
        extraNonce1,
        extraNonce2Bytes,
        difficulty,
        shareTarget: targetFromDifficulty(difficulty),
        versionMask: this.#versionMask,
      };
    };
  }
}
