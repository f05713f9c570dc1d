// The inner part of a CPU engine: a few milliseconds of hashing, without a break.

import type { Work } from './work.ts';

/** Tries short runs of nonces, one job at a time. */
export interface NonceKernel {
  /** Most nonces per call. */
  readonly maxCount: number;
  /** Makes ready for a job; calls to `scan` after it are for that job. */
  prepare(work: Work): void;
  /**
   * @param start - first nonce, u32.
   * @param count - 1 to `maxCount`, with `start + count` at most 2^32.
   * @returns nonces, ascending, whose hash's most significant word is at most the target's.
   */
  scan(start: number, count: number): readonly number[];
}
