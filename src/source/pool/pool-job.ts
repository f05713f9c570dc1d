// A pool's job with all that was agreed on when it came: difficulty, extra nonce and version mask belong to the job, since
// each of them may change before its shares are sent.

import {
  concatBytes,
  equalBytes,
  merkleRootFromBranch,
  serializeHeader,
  sha256d,
} from '../../primitives/index.ts';
import type { Notify } from './notify.ts';

/** A job. */
export interface PoolJob extends Notify {
  readonly extraNonce1: Uint8Array;
  /** Bytes of extra nonce 2, exactly. */
  readonly extraNonce2Bytes: number;
  readonly difficulty: number;
  /** floor(0xffff x 2^208 / difficulty). */
  readonly shareTarget: bigint;
  /** Bits of the version that may be rolled, u32; null where the pool does not know version rolling. */
  readonly versionMask: number | null;
}

/** Whether two jobs are the same to a pool: what it sends under their name has the same coinbase, branch and version. */
export function isSameJob(one: PoolJob, other: PoolJob): boolean {
  return (
    one === other ||
    (one.jobId === other.jobId &&
      one.version === other.version &&
      one.nBits === other.nBits &&
      one.extraNonce2Bytes === other.extraNonce2Bytes &&
      equalBytes(one.prevHash, other.prevHash) &&
      equalBytes(one.extraNonce1, other.extraNonce1) &&
      equalBytes(one.coinbase1, other.coinbase1) &&
      equalBytes(one.coinbase2, other.coinbase2) &&
      one.branch.length === other.branch.length &&
      one.branch.every((hash, i) => equalBytes(hash, other.branch[i]!)))
  );
}

/** Whether two jobs have the same headers, whatever their names. */
export function isSameSearch(one: PoolJob, other: PoolJob): boolean {
  return (
    one.time === other.time &&
    one.versionMask === other.versionMask &&
    isSameJob(one, { ...other, jobId: one.jobId })
  );
}

/** What may differ between the headers of one job. */
export interface HeaderChoice {
  /** Bits that are set besides the job's version, u32. */
  readonly versionBits: number;
  readonly extraNonce2: Uint8Array;
  /** Unix seconds, u32. */
  readonly time: number;
}

/**
 * The header of a choice.
 *
 * @returns 80 bytes, nonce 0.
 */
export function headerOf(job: PoolJob, choice: HeaderChoice): Uint8Array {
  const { version, prevHash, nBits } = job;
  return serializeHeader({
    version: (version | choice.versionBits) >> 0,
    prevHash,
    merkleRoot: merkleRootOf(job, choice.extraNonce2),
    time: choice.time,
    nBits,
    nonce: 0,
  });
}

/** @returns 32 bytes, hashing order. */
export function merkleRootOf(job: PoolJob, extraNonce2: Uint8Array): Uint8Array {
  return merkleRootFromBranch(sha256d(coinbaseOf(job, extraNonce2)), job.branch);
}

/** The coinbase transaction without witness. */
export function coinbaseOf(
  { coinbase1, extraNonce1, coinbase2 }: PoolJob,
  extraNonce2: Uint8Array,
): Uint8Array {
  return concatBytes(coinbase1, extraNonce1, extraNonce2, coinbase2);
}

/**
 * Version bits that may be set for a job. Pools disagree about what submitted bits do to those that the job has set already:
 * BIP 310 puts them in their place, ckpool sets them too, public-pool flips them. All three agree about bits of the mask that
 * are 0 in the job, as long as no bit of the mask is 1 in it; where one is, the version stays as it came.
 *
 * @returns u32; 0 for none.
 */
export function rollableBits({ version, versionMask }: Pick<PoolJob, 'version' | 'versionMask'>): number {
  return versionMask === null || (version & versionMask) !== 0 ? 0 : versionMask;
}
