/**
 * The next block before it is mined. A template is its contents; a job is a template with one extra nonce, hence one
 * merkle root; a block is a job with a time and nonce that prove its work.
 */
import {
  HEADER_BYTES,
  merkleBranch,
  merkleRootFromBranch,
  serializeHeader,
  sha256d,
  writeU32LE,
} from '../primitives/index.ts';
import { buildCoinbase } from './coinbase.ts';

/** Contents of the next block, the coinbase's extra nonce left open. */
export interface BlockTemplate {
  readonly height: number;
  /** i32. */
  readonly version: number;
  /** 32 bytes, hashing order. */
  readonly prevHash: Uint8Array;
  /** Unix seconds for the header. */
  readonly time: number;
  /** u32, the compact target that the block must meet. */
  readonly nBits: number;
  /** The same as an integer. */
  readonly target: bigint;
  /** What the coinbase may pay, satoshi. */
  readonly coinbaseValueSats: bigint;
  readonly payoutScript: Uint8Array;
  readonly tag: Uint8Array;
  /** Ids of the other transactions, 32 bytes each, hashing order. */
  readonly txids: readonly Uint8Array[];
  /** 32 bytes; null where no transaction has a witness. */
  readonly witnessCommitment: Uint8Array | null;
}

/** A template with one extra nonce: ready to be searched. */
export interface Job {
  readonly template: BlockTemplate;
  readonly extraNonce: bigint;
  /** 80 bytes, nonce 0. */
  readonly header: Uint8Array;
  /** With its witness, as the block holds it. */
  readonly coinbase: Uint8Array;
}

/**
 * Gives a template an extra nonce.
 *
 * @param extraNonce - In [0, 2^64).
 * @throws {RangeError} if a field does not fit.
 */
export function jobFromTemplate(template: BlockTemplate, extraNonce: bigint): Job {
  const coinbase = buildCoinbase({
    height: template.height,
    extraNonce,
    valueSats: template.coinbaseValueSats,
    payoutScript: template.payoutScript,
    tag: template.tag,
    witnessCommitment: template.witnessCommitment,
  });
  const txid = sha256d(coinbase.stripped);
  const { version, prevHash, time, nBits } = template;
  const merkleRoot = merkleRootFromBranch(txid, merkleBranch([txid, ...template.txids]));
  const header = serializeHeader({ version, prevHash, merkleRoot, time, nBits, nonce: 0 });
  return { template, extraNonce, header, coinbase: coinbase.bytes };
}

/**
 * Puts a nonce into a job's header.
 *
 * @param nonce - u32.
 * @returns 80 bytes.
 */
export function headerWithNonce(header: Uint8Array, nonce: number): Uint8Array {
  const bytes = Uint8Array.from(header);
  writeU32LE(bytes, HEADER_BYTES - 4, nonce);
  return bytes;
}
