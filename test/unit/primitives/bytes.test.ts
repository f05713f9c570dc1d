/** Bytes, hexadecimal text and words: known values, both byte orders, and each refusal beside a control. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertByteLength,
  assertU32,
  bytesFromHex,
  concatBytes,
  equalBytes,
  hexFromBytes,
  readU32BE,
  readU32LE,
  reverseBytes,
  swapBytes32,
  writeU32BE,
  writeU32LE,
} from '../../../src/primitives/bytes.ts';

const SEEDED = { seed: 20090103 };
const u32 = fc.nat(0xffffffff);

describe('hexadecimal text', () => {
  it('writes two lower-case digits per byte', () => {
    expect(hexFromBytes(Uint8Array.of(0, 1, 0x0f, 0xa0, 0xff))).toBe('00010fa0ff');
    expect(hexFromBytes(new Uint8Array(0))).toBe('');
  });

  it('reads either case', () => {
    expect(bytesFromHex('00FFaB')).toEqual(Uint8Array.of(0, 255, 171));
    expect(bytesFromHex('')).toEqual(new Uint8Array(0));
  });

  it('refuses what is not hexadecimal, and says which character', () => {
    expect(() => bytesFromHex('00fg')).toThrow(
      new RangeError('"hex" expected hexadecimal digits, got "g" at 3'),
    );
    expect(() => bytesFromHex('0x00')).toThrow(/got "x" at 1/u);
    expect(() => bytesFromHex('00\n')).toThrow(RangeError);
    expect(bytesFromHex('00ff')).toHaveLength(2);
  });

  it('refuses an odd number of digits', () => {
    expect(() => bytesFromHex('abc')).toThrow(
      new RangeError('"hex" expected an even number of digits, got 3'),
    );
    expect(bytesFromHex('abcd')).toHaveLength(2);
  });

  it('refuses what is not a string', () => {
    expect(() => bytesFromHex(12 as unknown as string)).toThrow(TypeError);
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(bytesFromHex(hexFromBytes(bytes))).toEqual(bytes);
      }),
      SEEDED,
    );
  });
});

describe('words', () => {
  const bytes = Uint8Array.of(0, 0x12, 0x34, 0x56, 0xf8);

  it('reads both byte orders, as unsigned numbers', () => {
    expect(readU32LE(bytes, 1)).toBe(0xf8563412);
    expect(readU32BE(bytes, 1)).toBe(0x123456f8);
    expect(readU32BE(Uint8Array.of(255, 0, 0, 0), 0)).toBe(0xff000000);
  });

  it('swaps the bytes of a word', () => {
    expect(swapBytes32(0x12345678)).toBe(0x78563412);
    expect(swapBytes32(0x000000ff)).toBe(0xff000000);
    expect(swapBytes32(-1)).toBe(0xffffffff);
  });

  it('writes what it reads, and nothing beside it', () => {
    fc.assert(
      fc.property(u32, fc.nat(6), (value, offset) => {
        const little = new Uint8Array(10).fill(0xee);
        const big = new Uint8Array(10).fill(0xee);
        writeU32LE(little, offset, value);
        writeU32BE(big, offset, value);
        expect(readU32LE(little, offset)).toBe(value);
        expect(readU32BE(big, offset)).toBe(value);
        expect(readU32LE(big, offset)).toBe(swapBytes32(value));
        expect(little.filter((byte, i) => (i < offset || i >= offset + 4) && byte !== 0xee)).toHaveLength(0);
        expect(swapBytes32(swapBytes32(value))).toBe(value);
      }),
      SEEDED,
    );
  });

  it('refuses a word that does not lie inside the array', () => {
    for (const offset of [2, -1, 0.5, Number.NaN]) {
      expect(() => readU32LE(bytes, offset)).toThrow(RangeError);
      expect(() => readU32BE(bytes, offset)).toThrow(RangeError);
      expect(() => writeU32LE(new Uint8Array(5), offset, 0)).toThrow(RangeError);
      expect(() => writeU32BE(new Uint8Array(5), offset, 0)).toThrow(RangeError);
    }
    expect(readU32LE(bytes, 0)).toBe(0x56341200);
  });

  it('refuses a value that is not a u32', () => {
    for (const value of [-1, 2 ** 32, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => assertU32('nBits', value)).toThrow(new RangeError(`"nBits" expected u32, got ${value}`));
      expect(() => writeU32LE(new Uint8Array(4), 0, value)).toThrow(RangeError);
      expect(() => writeU32BE(new Uint8Array(4), 0, value)).toThrow(RangeError);
    }
    for (const value of [0, 0xffffffff]) expect(() => assertU32('nBits', value)).not.toThrow();
  });
});

describe('arrays', () => {
  it('checks kind and length', () => {
    expect(() => assertByteLength('hash', new Uint8Array(31), 32)).toThrow(
      new RangeError('"hash" expected 32 bytes, got 31'),
    );
    expect(() => assertByteLength('hash', 'text' as unknown as Uint8Array, 32)).toThrow(
      new TypeError('"hash" expected Uint8Array, got string'),
    );
    expect(() => assertByteLength('hash', new Uint8Array(32), 32)).not.toThrow();
  });

  it('joins in order', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
    expect(concatBytes()).toEqual(new Uint8Array(0));
  });

  it('reverses a copy', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(reverseBytes(bytes)).toEqual(Uint8Array.of(3, 2, 1));
    expect(bytes).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('compares by content', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3))).toBe(false);
  });
});
