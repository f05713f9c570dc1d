// A block's 80 bytes, field by field, as people may read them.

import { displayHash, formatCount, hexFromBytes, parseHeader, sha256 } from '../../primitives/index.ts';
import type { ByteField, NamedValue } from './byte-fields/byte-fields.ts';

/** A field of the header. */
export interface HeaderField extends ByteField {
  readonly id: 'version' | 'previous' | 'merkle' | 'time' | 'bits' | 'nonce';
  /** First byte, and how many. */
  readonly start: number;
  readonly length: number;
}

/** Fields in the header's order: name, title, length in bytes, look. */
const FIELDS = [
  ['version', 'Version', 4, 'quiet'],
  ['previous', 'Previous block', 32, 'keep'],
  ['merkle', 'Merkle root', 32, 'plain'],
  ['time', 'Time', 4, 'strong'],
  ['bits', 'Target, compact', 4, 'keep-dotted'],
  ['nonce', 'Nonce', 4, 'spend'],
] as const;

/**
 * Takes a header apart.
 *
 * @param notes - What is to be said of a field instead of what holds on a private chain.
 */
export function headerFields(
  header: Uint8Array,
  notes: Partial<Record<HeaderField['id'], string>> = {},
): readonly HeaderField[] {
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
  return FIELDS.map(([id, label, length, look]) => {
    const bytes = [...header.subarray(start, start + length)].map((byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    const [value, usual] = words[id];
    const field = { id, label, look, start, length, bytes, value, note: notes[id] ?? usual };
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

/** How to read the values in a header's bytes. */
export const HEADER_ORDER =
  'Numbers and hashes lie in a header lowest byte first: read a field’s pairs from its end.';

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

/** The same, as it stands under the fields. */
export function hashResults({ first, second }: DoubleHash): readonly NamedValue[] {
  return [
    { label: 'Hashed once', look: 'quiet', value: first, note: '' },
    {
      label: 'Hashed twice',
      look: 'strong',
      value: second,
      note: 'read from its end, this is the block’s hash',
    },
  ];
}
