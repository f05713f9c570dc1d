/**
 * Targets: the compact form in a header, the 256-bit integer in pure code, and eight words at an engine's edge.
 *
 * A hash wins when, read as a little-endian integer, it is at most the target.
 */
import { assertByteLength, assertU32, hexFromBytes, reverseBytes } from './bytes.ts';

const LIMIT_256 = 1n << 256n;

/** What a compact target says, with the two faults that Bitcoin Core reports apart. */
export interface DecodedCompact {
  /** Magnitude in [0, 2^256); where `isOverflow`, only its low 256 bits. */
  readonly target: bigint;
  /** The sign bit is set on a mantissa that is not zero. */
  readonly isNegative: boolean;
  /** The magnitude does not fit 256 bits. */
  readonly isOverflow: boolean;
}

/**
 * Decodes a compact target without judging it.
 *
 * @param nBits - u32; top byte is a base-256 exponent, bit 23 a sign, bits 22..0 the mantissa.
 * @returns Magnitude and flags.
 * @throws {RangeError} if `nBits` is not a u32.
 * @see Bitcoin Core, `arith_uint256::SetCompact`
 */
export function decodeCompact(nBits: number): DecodedCompact {
  assertU32('nBits', nBits);
  const size = nBits >>> 24;
  let mantissa = nBits & 0x007fffff;
  let target: bigint;
  if (size <= 3) {
    // Core judges the flags after this shift, so a mantissa shifted to nothing is a plain zero.
    mantissa >>>= 8 * (3 - size);
    target = BigInt(mantissa);
  } else {
    target = BigInt.asUintN(256, BigInt(mantissa) << BigInt(8 * (size - 3)));
  }
  return {
    target,
    isNegative: mantissa !== 0 && (nBits & 0x00800000) !== 0,
    isOverflow:
      mantissa !== 0 && (size > 34 || (mantissa > 0xff && size > 33) || (mantissa > 0xffff && size > 32)),
  };
}

/**
 * Expands a compact target to the full 256-bit threshold.
 *
 * @param nBits - u32; top byte is a base-256 exponent, bit 23 a sign.
 * @returns Threshold in [0, 2^256); a hash wins when it is <= this value.
 * @throws {RangeError} if the encoding is negative or exceeds 256 bits.
 * @see Bitcoin Core, `arith_uint256::SetCompact`
 */
export function targetFromCompact(nBits: number): bigint {
  const { target, isNegative, isOverflow } = decodeCompact(nBits);
  if (isNegative || isOverflow) {
    const wanted = isNegative ? 'a target that is not negative' : 'a target below 2^256';
    throw new RangeError(`"nBits" expected ${wanted}, got 0x${nBits.toString(16).padStart(8, '0')}`);
  }
  return target;
}

/**
 * Rounds a target down to its compact form, which keeps at most 23 bits of it.
 *
 * @param target - In [0, 2^256).
 * @param isNegative - Sets the sign bit, unless the mantissa is zero.
 * @returns u32.
 * @throws {RangeError} if the target is outside [0, 2^256).
 * @see Bitcoin Core, `arith_uint256::GetCompact`
 */
export function compactFromTarget(target: bigint, isNegative = false): number {
  assertTarget(target);
  let size = byteLengthOf(target);
  let mantissa = size <= 3 ? Number(target) << (8 * (3 - size)) : Number(target >> BigInt(8 * (size - 3)));
  if ((mantissa & 0x00800000) !== 0) {
    // The top bit of the mantissa is the sign; give up one byte of precision to keep it free.
    mantissa >>>= 8;
    size++;
  }
  const sign = isNegative && mantissa !== 0 ? 0x00800000 : 0;
  return ((size << 24) | sign | mantissa) >>> 0;
}

const asDouble = new Float64Array(1);
const asBits = new BigInt64Array(asDouble.buffer);

/** Bytes that a number from 0 needs, by way of its double's exponent: text would take ten times as long. */
function byteLengthOf(value: bigint): number {
  if (value === 0n) return 0;
  asDouble[0] = Number(value);
  const bits = Number(asBits[0]! >> 52n) - 1022;
  const size = (bits + 7) >> 3;
  // Rounded up to a power of 256, the double says one byte too many.
  return value >> BigInt(8 * (size - 1)) === 0n ? size - 1 : size;
}

/**
 * Reads a hash as the integer that is compared with a target.
 *
 * @param hash - 32 bytes in hashing order, so byte 31 is the most significant.
 * @returns In [0, 2^256).
 * @throws {RangeError} if the hash is not 32 bytes.
 */
export function hashAsInteger(hash: Uint8Array): bigint {
  assertByteLength('hash', hash, 32);
  return BigInt(`0x${hexFromBytes(reverseBytes(hash))}`);
}

/**
 * Tells whether a hash wins.
 *
 * @param hash - 32 bytes in hashing order.
 * @param target - Threshold; a hash equal to it wins.
 * @throws {RangeError} if the hash is not 32 bytes.
 */
export function meetsTarget(hash: Uint8Array, target: bigint): boolean {
  return hashAsInteger(hash) <= target;
}

/**
 * Splits a target into the words that engines compare.
 *
 * @param target - In [0, 2^256).
 * @returns Eight u32, most significant first.
 * @throws {RangeError} if the target is outside [0, 2^256).
 */
export function wordsFromTarget(target: bigint): Uint32Array {
  assertTarget(target);
  const words = new Uint32Array(8);
  for (let i = 0; i < 8; i++) words[i] = Number((target >> BigInt(32 * (7 - i))) & 0xffffffffn);
  return words;
}

/**
 * Joins eight words into a target.
 *
 * @param words - Eight u32, most significant first.
 * @returns In [0, 2^256).
 * @throws {RangeError} if there are not eight words.
 */
export function targetFromWords(words: Uint32Array): bigint {
  if (words.length !== 8) throw new RangeError(`"words" expected 8 words, got ${words.length}`);
  let target = 0n;
  for (const word of words) target = (target << 32n) | BigInt(word);
  return target;
}

/**
 * Compares two 256-bit integers held as words; allocates nothing.
 *
 * @param words - Eight u32, most significant first: the hash.
 * @param targetWords - Eight u32, most significant first.
 * @returns True when `words` <= `targetWords`.
 */
export function wordsAtMost(words: Uint32Array, targetWords: Uint32Array): boolean {
  for (let i = 0; i < 8; i++) {
    const word = words[i]!;
    const limit = targetWords[i]!;
    if (word !== limit) return word < limit;
  }
  return true;
}

function assertTarget(target: bigint): void {
  if (typeof target !== 'bigint') throw new TypeError(`"target" expected bigint, got ${typeof target}`);
  if (target < 0n || target >= LIMIT_256) {
    throw new RangeError(`"target" expected integer in [0, 2^256), got ${target}`);
  }
}
