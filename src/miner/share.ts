// A candidate becomes a share when the slow reference hash confirms it.

import { headerWithNonce } from '../chain/index.ts';
import type { Work } from '../engine/index.ts';
import { hashHeader, meetsTarget, targetFromWords } from '../primitives/index.ts';

/** A verified candidate. */
export interface Share {
  readonly work: Work;
  /** u32. */
  readonly nonce: number;
  /** 32 bytes in hashing order. */
  readonly hash: Uint8Array;
}

/**
 * Hashes the whole header with the reference hash.
 *
 * @returns the share, or null where the candidate does not meet the work's target: a hardware error.
 */
export function verifyCandidate(work: Work, nonce: number): Share | null {
  const hash = hashHeader(headerWithNonce(work.header, nonce));
  return meetsTarget(hash, targetFromWords(work.target)) ? { work, nonce, hash } : null;
}
