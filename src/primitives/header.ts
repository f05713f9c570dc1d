/**
 * The 80-byte block header and its six fields.
 *
 * | bytes  | field      | stored as                |
 * | ------ | ---------- | ------------------------ |
 * | 0..3   | version    | i32, little-endian       |
 * | 4..35  | prevHash   | 32 bytes, hashing order  |
 * | 36..67 | merkleRoot | 32 bytes, hashing order  |
 * | 68..71 | time       | u32, little-endian       |
 * | 72..75 | nBits      | u32, little-endian       |
 * | 76..79 | nonce      | u32, little-endian       |
 *
 * (Bitcoin Core, `CBlockHeader`.)
 */
import { assertByteLength, assertU32, bytesFromHex, readU32LE, writeU32LE } from './bytes.ts';

/** Length of a serialised header in bytes. */
export const HEADER_BYTES = 80;

/** The fields of a block header. */
export interface BlockHeader {
  /** i32. Bits of it are free for miners to roll (BIP 320). */
  readonly version: number;
  /** Hash of the parent's header: 32 bytes, hashing order. */
  readonly prevHash: Uint8Array;
  /** Root of the transactions' merkle tree: 32 bytes, hashing order. */
  readonly merkleRoot: Uint8Array;
  /** u32, Unix seconds as the miner claims them. */
  readonly time: number;
  /** u32, the compact target. */
  readonly nBits: number;
  /** u32. */
  readonly nonce: number;
}

/**
 * Reads the fields of a serialised header.
 *
 * @param bytes - 80 bytes.
 * @returns Fields; the hashes are copies.
 * @throws {RangeError} if the length is not 80.
 */
export function parseHeader(bytes: Uint8Array): BlockHeader {
  assertByteLength('header', bytes, HEADER_BYTES);
  return {
    version: readU32LE(bytes, 0) | 0,
    prevHash: Uint8Array.from(bytes.subarray(4, 36)),
    merkleRoot: Uint8Array.from(bytes.subarray(36, 68)),
    time: readU32LE(bytes, 68),
    nBits: readU32LE(bytes, 72),
    nonce: readU32LE(bytes, 76),
  };
}

/**
 * Writes a header's fields as the 80 bytes that are hashed.
 *
 * @param header - Fields.
 * @returns A new array of 80 bytes.
 * @throws {RangeError} if a number or a hash does not fit its field.
 */
export function serializeHeader(header: BlockHeader): Uint8Array {
  if (header.version !== (header.version | 0)) {
    throw new RangeError(`"version" expected i32, got ${String(header.version)}`);
  }
  assertByteLength('prevHash', header.prevHash, 32);
  assertByteLength('merkleRoot', header.merkleRoot, 32);
  assertU32('time', header.time);
  assertU32('nBits', header.nBits);
  assertU32('nonce', header.nonce);

  const bytes = new Uint8Array(HEADER_BYTES);
  writeU32LE(bytes, 0, header.version >>> 0);
  bytes.set(header.prevHash, 4);
  bytes.set(header.merkleRoot, 36);
  writeU32LE(bytes, 68, header.time);
  writeU32LE(bytes, 72, header.nBits);
  writeU32LE(bytes, 76, header.nonce);
  return bytes;
}

/**
 * Reads a serialised header from hexadecimal text.
 *
 * @param hex - 160 digits in either case.
 * @returns 80 bytes, in the order written.
 * @throws {TypeError} if the value is not a string.
 * @throws {RangeError} if there are not 160 characters, or one is not a hexadecimal digit.
 */
export function headerFromHex(hex: string): Uint8Array {
  if (typeof hex !== 'string') throw new TypeError(`"header" expected string, got ${typeof hex}`);
  if (hex.length !== 2 * HEADER_BYTES) {
    throw new RangeError(
      `header expected ${2 * HEADER_BYTES} hex digits (${HEADER_BYTES} bytes), got ${hex.length}`,
    );
  }
  return bytesFromHex(hex);
}
