/**
 * A simulated rival: another miner with k times one's own hash rate, whose blocks need no hashing of their own.
 *
 * Finds are thinned from one Poisson process, which makes the simulation exact: while there is a rival, engines search
 * a target (1 + k) times as easy, and each hash that meets it is a block. Where the hash meets the real target too, one
 * in 1 + k of them, the block is one's own; the others are the rival's. So blocks come as (1 + k) times the hash rate
 * would find them, and the finds of both are independent, as with two machines.
 *
 * The header says so itself: its version carries k in the bits that BIP 320 leaves for general use. Everyone who reads
 * the chain sees the same finder, and the retarget rule sees a network of (1 + k) times the rate.
 */
import type { HeaderNode } from '../../chain/index.ts';
import { hashAsInteger, readU32LE } from '../../primitives/index.ts';
import { BLOCK_VERSION } from './genesis.ts';

/** Largest multiple of one's own rate. */
export const MAX_RIVAL = 600;

/** Parts of one that k is stated in. */
const PARTS = 100;
/** First of the sixteen bits (BIP 320: 13 to 28). */
const SHIFT = 13;
const MASK = 0xffff << SHIFT;
const LARGEST_TARGET = (1n << 256n) - 1n;

/** Whose block it is. */
export type Finder = 'you' | 'rival';

/**
 * The block version that states a rival.
 *
 * @param k - The rival's hash rate over one's own, in [0, 600]; rounded to hundredths.
 * @returns i32; `BLOCK_VERSION` for 0.
 * @throws {RangeError} if k is out of range.
 */
export function rivalVersion(k: number): number {
  if (!(k >= 0 && k <= MAX_RIVAL)) {
    throw new RangeError(`"rival" expected a number from 0 to ${MAX_RIVAL}, got ${k}`);
  }
  return BLOCK_VERSION | (Math.round(k * PARTS) << SHIFT);
}

/**
 * The rival that a block version states.
 *
 * @param version - i32.
 * @returns k in [0, 600]; 0 for a version of another form, which gets no allowance.
 */
export function rivalOf(version: number): number {
  return partsOf(version) / PARTS;
}

/**
 * The target that one's own hash rate meets as often as oneself and the rival together meet the given one.
 *
 * @param target - In [0, 2^256).
 * @param k - As for `rivalVersion`.
 * @returns min(floor((target + 1) x (1 + k)) - 1, 2^256 - 1), k in whole hundredths.
 * @throws {RangeError} if k is out of range.
 */
export function rivalTarget(target: bigint, k: number): bigint {
  return proofTarget(target, rivalVersion(k));
}

/**
 * What the hash of a private chain's header must not exceed, and what engines search.
 *
 * @param target - In [0, 2^256), as the header's nBits state it.
 * @param version - The header's, i32.
 * @returns `rivalTarget` of the rival that the version states.
 */
export function proofTarget(target: bigint, version: number): bigint {
  const parts = partsOf(version);
  if (parts === 0) return target;
  const easier = ((target + 1n) * BigInt(PARTS + parts)) / BigInt(PARTS) - 1n;
  return easier > LARGEST_TARGET ? LARGEST_TARGET : easier;
}

/**
 * Whose a block of a private chain is: one's own if the hash meets the header's target, or no rival is stated.
 *
 * @param block - One that the chain has accepted.
 */
export function finderOf({ header, hash, target }: Pick<HeaderNode, 'header' | 'hash' | 'target'>): Finder {
  return partsOf(readU32LE(header, 0)) === 0 || hashAsInteger(hash) <= target ? 'you' : 'rival';
}

/** k in hundredths. */
function partsOf(version: number): number {
  const parts = (version & MASK) >>> SHIFT;
  return (version & ~MASK) === BLOCK_VERSION && parts <= MAX_RIVAL * PARTS ? parts : 0;
}
