// Fresh work for ever: when 2^32 nonces are used up, the header changes elsewhere.

import { prepareWork, type Work } from '../engine/index.ts';
import { merkleRootFromBranch, parseHeader, serializeHeader, sha256d } from '../primitives/index.ts';

/**
 * Work whose time goes one second on each round: for benchmarks, which have a header but no coinbase.
 *
 * @param header - 80 bytes; its time is that of the first work.
 * @param target - what counts as a find, in [0, 2^256).
 */
export function timeRollingWork(header: Uint8Array, target: bigint): () => Work {
  const fields = parseHeader(header);
  let rolls = 0;
  return () => {
    const time = (fields.time + rolls) % 2 ** 32;
    return prepareWork(rolls++, serializeHeader({ ...fields, time }), target);
  };
}

/** What makes a merkle root out of an extra nonce. */
export interface CoinbaseParts {
  /** The coinbase transaction without witness, for an extra nonce. */
  readonly coinbase: (extraNonce: bigint) => Uint8Array;
  /** Merkle branch of the coinbase, 32-byte hashes in hashing order, from the leaves up. */
  readonly branch: readonly Uint8Array[];
}

/**
 * Work whose coinbase carries the next extra nonce each round, hence another merkle root.
 *
 * @param header - 80 bytes; its merkle root is replaced.
 * @param target - what counts as a find, in [0, 2^256).
 */
export function extraNonceRollingWork(
  header: Uint8Array,
  { coinbase, branch }: CoinbaseParts,
  target: bigint,
): () => Work {
  const fields = parseHeader(header);
  let extraNonce = 0n;
  return () => {
    const merkleRoot = merkleRootFromBranch(sha256d(coinbase(extraNonce)), branch);
    return prepareWork(Number(extraNonce++), serializeHeader({ ...fields, merkleRoot }), target);
  };
}
