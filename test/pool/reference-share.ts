// A share by the book: from the words of `mining.notify` to the header and its hash, with the reference hash alone. Tests hold
// the client's search, the pool's verdicts and the recordings against it.

import {
  bytesFromHex,
  displayHash,
  hashHeader,
  merkleRootFromBranch,
  serializeHeader,
  sha256d,
} from '../../src/primitives/index.ts';

/** What a share is made of, beside its job. */
export interface ShareParts {
  /** Hex. */
  readonly extraNonce1: string;
  readonly extraNonce2: string;
  /** Hex, eight digits, as `mining.submit` has them. */
  readonly time: string;
  readonly nonce: string;
  /** The whole version, u32; the job's unless told. */
  readonly version?: number;
}

/** A share, hashed. */
export interface HashedShare {
  /** 80 bytes. */
  readonly header: Uint8Array;
  /** 32 bytes, hashing order. */
  readonly hash: Uint8Array;
  /** As displayed. */
  readonly hashHex: string;
  readonly value: bigint;
}

/**
 * Hashes a share.
 *
 * @param notify - parameters of `mining.notify`.
 */
export function hashShare(notify: readonly unknown[], parts: ShareParts): HashedShare {
  const [, previous, coinbase1, coinbase2, branch, version, nBits] = notify as [
    string,
    string,
    string,
    string,
    readonly string[],
    string,
    string,
  ];
  const coinbase = bytesFromHex(coinbase1 + parts.extraNonce1 + parts.extraNonce2 + coinbase2);
  const header = serializeHeader({
    version: (parts.version ?? Number.parseInt(version, 16)) | 0,
    // The previous hash comes with the bytes of each of its words turned round.
    prevHash: Buffer.from(previous, 'hex').swap32(),
    merkleRoot: merkleRootFromBranch(sha256d(coinbase), branch.map(bytesFromHex)),
    time: Number.parseInt(parts.time, 16),
    nBits: Number.parseInt(nBits, 16),
    nonce: Number.parseInt(parts.nonce, 16),
  });
  const hash = hashHeader(header);
  const hashHex = displayHash(hash);
  return { header, hash, hashHex, value: BigInt(`0x${hashHex}`) };
}

/**
 * Searches nonces from 0.
 *
 * @param isWanted - whether a hash, as a number, will do.
 */
export function findShare(
  notify: readonly unknown[],
  parts: Omit<ShareParts, 'nonce'>,
  isWanted: (value: bigint) => boolean,
): { readonly nonce: string; readonly share: HashedShare } {
  for (let number = 0; ; number++) {
    const nonce = number.toString(16).padStart(8, '0');
    const share = hashShare(notify, { ...parts, nonce });
    if (isWanted(share.value)) return { nonce, share };
  }
}
