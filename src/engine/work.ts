// Work: a job prepared for hashing, so that no engine repeats what the job alone decides.

import { HEADER_BYTES, midstateOfHeader, readU32BE, wordsFromTarget } from '../primitives/index.ts';

/** One job ready to hash: it holds 2^32 nonces. */
export interface Work {
  /** Chosen by the caller; comes back in every answer, so that late ones can be told. */
  readonly workId: number;
  /** The 80 header bytes, as hashed; bytes 76..79 (the nonce) are ignored. */
  readonly header: Uint8Array;
  /** SHA-256 state after header bytes 0..63, eight words. */
  readonly midstate: Uint32Array;
  /** Header words 16, 17, 18, read big-endian: end of the merkle root, time, nBits. */
  readonly tail: Uint32Array;
  /** Threshold as eight words, most significant first; a hash wins when, read little-endian, it is <= this. */
  readonly target: Uint32Array;
}

/**
 * Prepares a header for the engines.
 *
 * @param header - 80 bytes, copied.
 * @param target - threshold in [0, 2^256).
 * @throws {RangeError} if the header is not 80 bytes or the target out of range.
 */
export function prepareWork(workId: number, header: Uint8Array, target: bigint): Work {
  if (header.length !== HEADER_BYTES) {
    throw new RangeError(`"header" expected ${HEADER_BYTES} bytes, got ${header.length}`);
  }
  return {
    workId,
    header: header.slice(),
    midstate: midstateOfHeader(header),
    tail: Uint32Array.of(readU32BE(header, 64), readU32BE(header, 68), readU32BE(header, 72)),
    target: wordsFromTarget(target),
  };
}
