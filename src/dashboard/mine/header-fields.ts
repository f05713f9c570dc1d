// A block's 80 bytes, field by field, as people may read them.

import { displayHash, formatCount, hexFromBytes, parseHeader, sha256 } from '../../primitives/index.ts';

/** A field of the header. */
export interface HeaderField {
  readonly id: 'version' | 'previous' | 'merkle' | 'time' | 'bits' | 'nonce';
  readonly label: string;
  /** First byte, and how many. */
  readonly start: number;
  readonly length: number;
  /** The bytes as they stand in the header, two digits each. */
  readonly bytes: readonly string[];
  /** Their value for people. */
  readonly value: string;
  readonly note: string;
}

/** Fields in the header's order: name, title, length in bytes. */
const FIELDS = [
  ['version', 'Version', 4],
  ['previous', 'Previous block', 32],
  ['merkle', 'Merkle root', 32],
  ['time', 'Time', 4],
  ['bits', 'Target, compact', 4],
  ['nonce', 'Nonce', 4],
] as const;

/** Takes a header apart. */
export function headerFields(header: Uint8Array): readonly HeaderField[] {
  const { version, prevHash, merkleRoot, time, nBits, nonce } = parseHeader(header);
  const rival = rivalOf(version);
  const words: Record<HeaderField['id'], readonly [string, string]> = {
    version: [
      (version >>> 0).toString(16).padStart(8, '0'),
      rival === 0 ? 'which rules the block follows' : `its spare bits name the rival: ${rival} ×`,
    ],
    previous: [displayHash(prevHash), 'the hash of the block before: this is the chain'],
    merkle: [displayHash(merkleRoot), 'stands for all contents: change a letter and it is another'],
    time: [
      `${time} · ${new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
      'seconds since 1970, on the chain’s own clock',
    ],
    bits: [
      nBits.toString(16).padStart(8, '0'),
      'the target in short: how long it is, and its first three bytes',
    ],
    nonce: [formatCount(nonce), 'what was tried until the hash was low enough'],
  };
  let start = 0;
  return FIELDS.map(([id, label, length]) => {
    const bytes = [...header.subarray(start, start + length)].map((byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    const [value, note] = words[id];
    const field = { id, label, start, length, bytes, value, note };
    start += length;
    return field;
  });
}

/**
 * The rival that a header was searched with, as a multiple of one's own rate: hundredths in version bits 13 to 28, which
 * BIP 320 leaves free.
 *
 * @param version - i32.
 */
export function rivalOf(version: number): number {
  return ((version >>> 13) & 0xffff) / 100;
}

/** What hashing twice gives. */
export interface DoubleHash {
  /** 64 digits each, in hashing order. */
  readonly first: string;
  readonly second: string;
  /** The second read from its end, as people and targets have it. */
  readonly shown: string;
}

/** Hashes a header twice, keeping what lies between. */
export function doubleHash(header: Uint8Array): DoubleHash {
  const first = sha256(header);
  const second = sha256(first);
  return { first: hexFromBytes(first), second: hexFromBytes(second), shown: displayHash(second) };
}
