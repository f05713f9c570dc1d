/**
 * The verdict on one header's proof of work, by the slow reference hash.
 *
 * The rule is Bitcoin Core's `CheckProofOfWork`: the compact target must be positive, fit 256 bits and be at most
 * the network's limit, and the hash must be at most the target. Core gives every failure the one reason
 * `high-hash`; `detail` says which of them it was. Whether nBits is the value that the chain asks for
 * (`bad-diffbits`) is a question about the chain, and is answered there.
 */
import { assertByteLength } from './bytes.ts';
import { difficultyFromTarget } from './difficulty.ts';
import { parseHeader } from './header.ts';
import { hashHeader } from './sha256.ts';
import { decodeCompact, hashAsInteger } from './target.ts';

/** Easiest target of Bitcoin's main network: 2^224 - 1 (Bitcoin Core, `kernel/chainparams.cpp`). */
export const MAINNET_POW_LIMIT: bigint = (1n << 224n) - 1n;

/** Easiest target of regtest: 2^255 - 1 (Bitcoin Core, `kernel/chainparams.cpp`). */
export const REGTEST_POW_LIMIT: bigint = (1n << 255n) - 1n;

/** The answer about a hash and a compact target. */
export type ProofOfWorkVerdict =
  | { readonly ok: true; readonly target: bigint }
  | {
      readonly ok: false;
      /** Bitcoin's word for every failed proof. */
      readonly reason: 'high-hash';
      /** What failed, as a sentence without its full stop. */
      readonly detail: string;
      /** The threshold, where the compact form gives one. */
      readonly target: bigint | undefined;
    };

/** The answer about a whole header; the hash is there in either case. */
export type HeaderVerdict =
  | {
      readonly ok: true;
      /** 32 bytes, hashing order. */
      readonly hash: Uint8Array;
      readonly target: bigint;
      readonly difficulty: number;
    }
  | {
      readonly ok: false;
      readonly reason: 'high-hash';
      readonly detail: string;
      /** 32 bytes, hashing order. */
      readonly hash: Uint8Array;
      readonly target: bigint | undefined;
    };

/**
 * Judges whether a hash proves the work that a compact target asks for.
 *
 * @param hash - 32 bytes in hashing order.
 * @param nBits - u32.
 * @param powLimit - Easiest target that the network allows.
 * @returns A verdict; a bad proof is not an exception.
 * @throws {RangeError} if the hash is not 32 bytes or `nBits` is not a u32.
 * @see Bitcoin Core, `CheckProofOfWork`
 */
export function checkProofOfWork(hash: Uint8Array, nBits: number, powLimit: bigint): ProofOfWorkVerdict {
  assertByteLength('hash', hash, 32);
  const verdict = checkCompact(nBits, powLimit);
  return verdict.ok && hashAsInteger(hash) > verdict.target
    ? refuse('hash is above the target', verdict.target)
    : verdict;
}

/**
 * Judges a compact target alone: whether any hash may meet it.
 *
 * @param nBits - u32.
 * @param powLimit - Easiest target that the network allows.
 * @throws {RangeError} if `nBits` is not a u32.
 * @see Bitcoin Core, `DeriveTarget`
 */
export function checkCompact(nBits: number, powLimit: bigint): ProofOfWorkVerdict {
  const { target, isNegative, isOverflow } = decodeCompact(nBits);
  if (isNegative) return refuse('target is negative');
  if (isOverflow) return refuse('target exceeds 256 bits');
  if (target === 0n) return refuse('target is zero', target);
  if (target > powLimit) return refuse("target is easier than the network's limit", target);
  return { ok: true, target };
}

function refuse(detail: string, target?: bigint): ProofOfWorkVerdict {
  return { ok: false, reason: 'high-hash', detail, target };
}

/**
 * Judges a header's proof of work.
 *
 * @param bytes - 80 bytes as serialised.
 * @param options - `powLimit`: easiest target allowed. The default is regtest's, the easiest of Bitcoin's networks,
 *   so a header of any of them is judged by its own nBits; give `MAINNET_POW_LIMIT` to refuse test headers.
 * @returns A verdict with hash and target; a bad proof is not an exception.
 * @throws {RangeError} if the header is not 80 bytes.
 */
export function verifyHeader(bytes: Uint8Array, options: { readonly powLimit?: bigint } = {}): HeaderVerdict {
  const hash = hashHeader(bytes);
  const { nBits } = parseHeader(bytes);
  const verdict = checkProofOfWork(hash, nBits, options.powLimit ?? REGTEST_POW_LIMIT);
  return verdict.ok
    ? { ...verdict, hash, difficulty: difficultyFromTarget(verdict.target) }
    : { ...verdict, hash };
}
