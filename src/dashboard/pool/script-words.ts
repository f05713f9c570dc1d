// What stands in a script's bytes: a height, a text, or digits.

import { hexFromBytes } from '../../primitives/index.ts';

/** Longest text of a pool that is shown. */
const MAX_TEXT = 120;

/**
 * The height at the beginning of a coinbase's script: a push of 1 to 5 bytes, or OP_1 to OP_16.
 *
 * @see BIP34
 */
export function heightAt(script: Uint8Array): { readonly value: number; readonly length: number } | null {
  const first = script[0] ?? 0;
  if (first >= 0x51 && first <= 0x60) return { value: first - 0x50, length: 1 };
  if (first < 1 || first > 5 || script.length < 1 + first) return null;
  let value = 0;
  for (let i = first; i >= 1; i--) value = value * 256 + script[i]!;
  // The highest bit is a sign.
  return (script[first]! & 0x80) !== 0 ? null : { value, length: 1 + first };
}

/** Bytes as text where they are mostly that, with a dot for what is not; else as digits. */
export function textWords(bytes: Uint8Array): string {
  const isLetter = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
  const shown = bytes.subarray(0, MAX_TEXT);
  const letters = shown.filter(isLetter).length;
  if (letters < 3 || letters * 2 < shown.length) return shortHex(bytes);
  const text = String.fromCharCode(...shown.map((byte) => (isLetter(byte) ? byte : 0x00)));
  return `“${text.replaceAll('\0', '·')}”${bytes.length > MAX_TEXT ? ' …' : ''}`;
}

/** The first 40 bytes as digits. */
export function shortHex(bytes: Uint8Array): string {
  return bytes.length <= 40 ? hexFromBytes(bytes) : `${hexFromBytes(bytes.subarray(0, 40))} …`;
}
