/** Headers: every recorded one survives parsing and serialising, and its hash is the recorded hash. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, hexFromBytes } from '../../../src/primitives/bytes.ts';
import {
  type BlockHeader,
  HEADER_BYTES,
  headerFromHex,
  parseHeader,
  serializeHeader,
} from '../../../src/primitives/header.ts';
import { displayHash, hashHeader } from '../../../src/primitives/sha256.ts';
import boundary from '../../vectors/btc_boundary_headers.json' with { type: 'json' };
import known from '../../vectors/btc_known_headers.json' with { type: 'json' };

const hash32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const u32 = fc.nat(0xffffffff);

describe('recorded headers', () => {
  it.each([...known.headers, ...known.stale])('reads the fields of block $height', (row) => {
    const header = parseHeader(headerFromHex(row.hex));
    expect(header.version).toBe(row.version);
    expect(displayHash(header.prevHash)).toBe(row.prev);
    expect(displayHash(header.merkleRoot)).toBe(row.merkle);
    expect(header.time).toBe(row.time);
    expect(header.nBits).toBe(Number.parseInt(row.bits, 16));
    expect(header.nonce).toBe(row.nonce);
    expect(hexFromBytes(serializeHeader(header))).toBe(row.hex);
    expect(displayHash(hashHeader(bytesFromHex(row.hex)))).toBe(row.hash);
  });

  it('keeps every epoch-boundary header, byte for byte', () => {
    expect(boundary.headers).toHaveLength(600);
    for (const { hex, hash } of boundary.headers) {
      const bytes = headerFromHex(hex);
      expect(serializeHeader(parseHeader(bytes))).toEqual(bytes);
      expect(displayHash(hashHeader(bytes))).toBe(hash);
    }
  });
});

describe('parseHeader and serializeHeader', () => {
  it('are inverse on any fields', () => {
    const fields = fc.record({
      version: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      prevHash: hash32,
      merkleRoot: hash32,
      time: u32,
      nBits: u32,
      nonce: u32,
    });
    fc.assert(
      fc.property(fields, (header) => {
        expect(parseHeader(serializeHeader(header))).toEqual(header);
      }),
      { seed: 20090103 },
    );
  });

  it('copies the hashes', () => {
    const bytes = new Uint8Array(HEADER_BYTES);
    const header = parseHeader(bytes);
    bytes.fill(1);
    expect(header.prevHash).toEqual(new Uint8Array(32));
    expect(header.merkleRoot).toEqual(new Uint8Array(32));
  });

  it('refuses the wrong length', () => {
    expect(() => parseHeader(new Uint8Array(81))).toThrow(
      new RangeError('"header" expected 80 bytes, got 81'),
    );
    expect(parseHeader(new Uint8Array(80)).nonce).toBe(0);
  });

  it('refuses a field that does not fit', () => {
    const good: BlockHeader = {
      version: -1,
      prevHash: new Uint8Array(32),
      merkleRoot: new Uint8Array(32),
      time: 0xffffffff,
      nBits: 0xffffffff,
      nonce: 0xffffffff,
    };
    expect(serializeHeader(good)).toHaveLength(HEADER_BYTES);
    const bad: Partial<BlockHeader>[] = [
      { version: 2 ** 31 },
      { version: 0.5 },
      { prevHash: new Uint8Array(31) },
      { merkleRoot: new Uint8Array(33) },
      { time: -1 },
      { nBits: 2 ** 32 },
      { nonce: 1.5 },
    ];
    for (const change of bad) {
      expect(() => serializeHeader({ ...good, ...change })).toThrow(RangeError);
      expect(() => serializeHeader({ ...good, ...change })).toThrow(`"${Object.keys(change)[0]}" expected`);
    }
  });
});

describe('headerFromHex', () => {
  it('says in one sentence what is wrong with the length', () => {
    expect(() => headerFromHex('00'.repeat(79))).toThrow(
      new RangeError('header expected 160 hex digits (80 bytes), got 158'),
    );
    expect(() => headerFromHex('0'.repeat(161))).toThrow(/got 161$/u);
    expect(headerFromHex('00'.repeat(80))).toEqual(new Uint8Array(80));
  });

  it('refuses other characters and other types', () => {
    expect(() => headerFromHex(`0x${'00'.repeat(79)}`)).toThrow(/got "x" at 1/u);
    expect(() => headerFromHex(undefined as unknown as string)).toThrow(TypeError);
  });
});
