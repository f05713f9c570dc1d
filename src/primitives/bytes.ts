/**
 * Bytes, hexadecimal text and 32-bit words.
 *
 * Everything here names its byte order: Bitcoin stores numbers little-endian, SHA-256 reads words big-endian,
 * and both meet in one header.
 */

const HEX_DIGITS = '0123456789abcdef';

/**
 * Checks that a number is an unsigned 32-bit integer.
 *
 * @param name - What the caller calls the value; it opens the error message.
 * @param value - Number to check.
 * @throws {RangeError} if the value is not an integer in [0, 2^32).
 */
export function assertU32(name: string, value: number): void {
  if (!isU32(value)) throw new RangeError(`"${name}" expected u32, got ${String(value)}`);
}

function isU32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

/**
 * Checks the length of a byte array.
 *
 * @param name - What the caller calls the value; it opens the error message.
 * @param bytes - Array to check.
 * @param length - Wanted length in bytes.
 * @throws {TypeError} if the value is not a `Uint8Array`.
 * @throws {RangeError} if its length differs.
 */
export function assertByteLength(name: string, bytes: Uint8Array, length: number): void {
  if (!(bytes instanceof Uint8Array))
    throw new TypeError(`"${name}" expected Uint8Array, got ${typeof bytes}`);
  if (bytes.length !== length) {
    throw new RangeError(`"${name}" expected ${length} bytes, got ${bytes.length}`);
  }
}

/**
 * Writes bytes as lower-case hexadecimal text.
 *
 * @param bytes - Any length, in the order given.
 * @returns Two digits per byte.
 */
export function hexFromBytes(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX_DIGITS.charAt(byte >>> 4) + HEX_DIGITS.charAt(byte & 15);
  return hex;
}

/**
 * Reads hexadecimal text, in either case and without a prefix.
 *
 * @param hex - Two digits per byte.
 * @returns The bytes, in the order written.
 * @throws {TypeError} if the value is not a string.
 * @throws {RangeError} if a character is not a hexadecimal digit, or the number of digits is odd.
 */
export function bytesFromHex(hex: string): Uint8Array {
  if (typeof hex !== 'string') throw new TypeError(`"hex" expected string, got ${typeof hex}`);
  const bad = /[^0-9a-fA-F]/u.exec(hex);
  if (bad !== null) {
    throw new RangeError(`"hex" expected hexadecimal digits, got ${JSON.stringify(bad[0])} at ${bad.index}`);
  }
  if (hex.length % 2 !== 0) {
    throw new RangeError(`"hex" expected an even number of digits, got ${hex.length}`);
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (digitValue(hex.charCodeAt(2 * i)) << 4) | digitValue(hex.charCodeAt(2 * i + 1));
  }
  return bytes;
}

/** Of a hexadecimal digit's character: letters lie at 0x41 and 0x61, digits at 0x30. */
function digitValue(code: number): number {
  return (code & 15) + (code >> 6) * 9;
}

function assertWordInside(bytes: Uint8Array, offset: number): void {
  // Plain index arithmetic would read `undefined` as 0 beyond the end and hide the mistake.
  if (!Number.isInteger(offset) || offset < 0 || offset + 4 > bytes.length) {
    throw new RangeError(`"offset" expected 4 bytes inside ${bytes.length}, got ${String(offset)}`);
  }
}

/**
 * Reads four bytes as a little-endian number.
 *
 * @param bytes - Source.
 * @param offset - Index of the least significant byte.
 * @returns u32.
 * @throws {RangeError} if the four bytes do not lie inside the array.
 */
export function readU32LE(bytes: Uint8Array, offset: number): number {
  assertWordInside(bytes, offset);
  return (
    (bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24)) >>>
    0
  );
}

/**
 * Reads four bytes as a big-endian number.
 *
 * @param bytes - Source.
 * @param offset - Index of the most significant byte.
 * @returns u32.
 * @throws {RangeError} if the four bytes do not lie inside the array.
 */
export function readU32BE(bytes: Uint8Array, offset: number): number {
  return swapBytes32(readU32LE(bytes, offset));
}

/**
 * Writes a number as four little-endian bytes.
 *
 * @param bytes - Destination, changed in place.
 * @param offset - Index of the least significant byte.
 * @param value - u32.
 * @throws {RangeError} if the value is not a u32 or the four bytes do not lie inside the array.
 */
export function writeU32LE(bytes: Uint8Array, offset: number, value: number): void {
  assertWordInside(bytes, offset);
  assertU32('value', value);
  bytes[offset] = value;
  bytes[offset + 1] = value >>> 8;
  bytes[offset + 2] = value >>> 16;
  bytes[offset + 3] = value >>> 24;
}

/**
 * Writes a number as four big-endian bytes.
 *
 * @param bytes - Destination, changed in place.
 * @param offset - Index of the most significant byte.
 * @param value - u32.
 * @throws {RangeError} if the value is not a u32 or the four bytes do not lie inside the array.
 */
export function writeU32BE(bytes: Uint8Array, offset: number, value: number): void {
  assertU32('value', value);
  writeU32LE(bytes, offset, swapBytes32(value));
}

/**
 * Reverses the four bytes of a word.
 *
 * @param value - u32, or the same bits as an i32.
 * @returns u32.
 */
export function swapBytes32(value: number): number {
  // Two bytes at a time: shorter in machine code than four shifts, and this sits in the mining loop.
  const halves = ((value >>> 8) & 0x00ff00ff) | ((value & 0x00ff00ff) << 8);
  return ((halves >>> 16) | (halves << 16)) >>> 0;
}

/**
 * Joins byte arrays end to end.
 *
 * @param parts - Any number of arrays.
 * @returns A new array.
 */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * Copies bytes in the opposite order.
 *
 * @param bytes - Left as it is.
 * @returns A new array of the same length.
 */
export function reverseBytes(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes).reverse();
}

/**
 * Tells whether two byte arrays hold the same bytes.
 *
 * @param a - One array.
 * @param b - The other.
 * @returns False where the lengths differ. Not constant-time: nothing here is secret.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
