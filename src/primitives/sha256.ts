/**
 * SHA-256 of bytes, of one block, and of a header.
 *
 * `sha256`, `sha256d` and `hashHeader` are the slow reference (@noble/hashes, audited); whatever a fast engine
 * reports is checked with them. `compress` is plain 32-bit JavaScript for midstates and for tests that need the
 * state between blocks. Section numbers are those of FIPS 180-4 (August 2015).
 */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { assertByteLength, hexFromBytes, readU32BE, reverseBytes } from './bytes.ts';
import { expandSchedule, runRounds, SHA256_INITIAL, schedule } from './sha256-rounds.ts';

export { SHA256_INITIAL, SHA256_ROUND_CONSTANTS } from './sha256-rounds.ts';

// Working variables between the two loops; shared for the same reason as the schedule.
const working = new Int32Array(8);

/**
 * Applies one SHA-256 compression: `out` = `state` + rounds of (`state`, `block`).
 *
 * Allocates nothing.
 *
 * @param state - Eight u32, a to h.
 * @param block - Sixteen words of the message block, the big-endian reading of its 64 bytes.
 * @param out - Eight u32, overwritten; may be `state` itself.
 * @see FIPS 180-4, section 6.2.2
 */
export function compress(state: Uint32Array, block: Uint32Array | Int32Array, out: Uint32Array): void {
  for (let t = 0; t < 16; t++) schedule[t] = block[t]!;
  expandSchedule(16, 64);
  for (let i = 0; i < 8; i++) working[i] = state[i]!;
  runRounds(working, 0, 64, working);
  // Step 4: the intermediate hash value.
  for (let i = 0; i < 8; i++) out[i] = state[i]! + working[i]!;
}

/**
 * Hashes bytes once: the reference SHA-256.
 *
 * @param bytes - Any length.
 * @returns 32 bytes in hashing order.
 * @see FIPS 180-4, section 6.2
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/**
 * Hashes bytes twice, as Bitcoin does for headers, transactions and merkle nodes.
 *
 * @param bytes - Any length.
 * @returns 32 bytes in hashing order.
 * @see Bitcoin Core, `CHash256`
 */
export function sha256d(bytes: Uint8Array): Uint8Array {
  return nobleSha256(nobleSha256(bytes));
}

/**
 * Hashes a block header: the value that proof of work is about.
 *
 * @param header - 80 bytes as serialised.
 * @returns 32 bytes in hashing order; read as a little-endian integer it is compared with the target.
 * @throws {RangeError} if the header is not 80 bytes.
 */
export function hashHeader(header: Uint8Array): Uint8Array {
  assertByteLength('header', header, 80);
  return sha256d(header);
}

/**
 * Writes a hash as people read it: reversed, so that a block hash starts with its zeros.
 *
 * @param hash - 32 bytes in hashing order.
 * @returns 64 lower-case hexadecimal digits, most significant byte first.
 * @throws {RangeError} if the hash is not 32 bytes.
 */
export function displayHash(hash: Uint8Array): string {
  assertByteLength('hash', hash, 32);
  return hexFromBytes(reverseBytes(hash));
}

/**
 * Computes the SHA-256 state after the first 64 bytes of a header, which no nonce changes.
 *
 * @param header - 80 bytes as serialised.
 * @returns Eight words (u32), word 0 first.
 * @throws {RangeError} if the header is not 80 bytes.
 */
export function midstateOfHeader(header: Uint8Array): Uint32Array {
  assertByteLength('header', header, 80);
  const block = new Uint32Array(16);
  for (let i = 0; i < 16; i++) block[i] = readU32BE(header, 4 * i);
  const midstate = new Uint32Array(8);
  compress(SHA256_INITIAL, block, midstate);
  return midstate;
}

/**
 * Reads the three words between midstate and nonce: end of merkle root, time, nBits.
 *
 * @param header - 80 bytes as serialised.
 * @returns Three words (u32), the big-endian reading of header bytes 64..75.
 * @throws {RangeError} if the header is not 80 bytes.
 */
export function tailOfHeader(header: Uint8Array): Uint32Array {
  assertByteLength('header', header, 80);
  return Uint32Array.of(readU32BE(header, 64), readU32BE(header, 68), readU32BE(header, 72));
}
