/** Targets: Bitcoin Core's own compact vectors, then properties of the compact form, words and comparisons. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, reverseBytes } from '../../../src/primitives/bytes.ts';
import {
  compactFromTarget,
  decodeCompact,
  hashAsInteger,
  meetsTarget,
  targetFromCompact,
  targetFromWords,
  wordsAtMost,
  wordsFromTarget,
} from '../../../src/primitives/target.ts';
import compact from '../../vectors/btc_compact_vectors.json' with { type: 'json' };

const SEEDED = { seed: 20090103 };
const LARGEST = (1n << 256n) - 1n;
const u32 = fc.nat(0xffffffff);
// Every bit length alike: uniform 256-bit numbers would hardly ever be small.
const targets = fc
  .tuple(fc.bigInt({ min: 0n, max: LARGEST }), fc.nat(256))
  .map(([value, shift]) => value >> BigInt(shift));

describe('compact targets', () => {
  it.each(compact.vectors)('decodes $compact', (vector) => {
    const nBits = Number.parseInt(vector.compact, 16);
    const decoded = decodeCompact(nBits);
    expect(decoded.isNegative).toBe(vector.negative);
    expect(decoded.isOverflow).toBe(vector.overflow);
    if (vector.value !== null && vector.getCompact !== null) {
      expect(decoded.target).toBe(BigInt(`0x${vector.value}`));
      expect(compactFromTarget(decoded.target, decoded.isNegative)).toBe(
        Number.parseInt(vector.getCompact, 16),
      );
    }
    if (vector.negative || vector.overflow) expect(() => targetFromCompact(nBits)).toThrow(RangeError);
    else expect(targetFromCompact(nBits)).toBe(decoded.target);
  });

  it.each(compact.encode)('encodes $value', (vector) => {
    expect(compactFromTarget(BigInt(`0x${vector.value}`))).toBe(Number.parseInt(vector.compact, 16));
  });

  it.each(compact.well_known)('knows $bits', ({ bits, target }) => {
    const nBits = Number.parseInt(bits, 16);
    const decoded = targetFromCompact(nBits);
    if (target !== undefined) expect(decoded).toBe(BigInt(`0x${target}`));
    expect(compactFromTarget(decoded)).toBe(nBits);
  });

  // One byte more of mantissa or exponent and the magnitude leaves 256 bits (SetCompact's three conditions).
  it.each([
    [0x2200ffff, true],
    [0x220000ff, false],
    [0x22000100, true],
    [0x2100ffff, false],
    [0x21010000, true],
    [0x207fffff, false],
    [0x23000001, true],
    [0x23000000, false],
  ])('judges the overflow of %i: %s', (nBits, isOverflow) => {
    expect(decodeCompact(nBits).isOverflow).toBe(isOverflow);
  });

  it('says what is wrong', () => {
    expect(() => targetFromCompact(0x04923456)).toThrow(
      new RangeError('"nBits" expected a target that is not negative, got 0x04923456'),
    );
    expect(() => targetFromCompact(0xff123456)).toThrow(
      new RangeError('"nBits" expected a target below 2^256, got 0xff123456'),
    );
    expect(() => targetFromCompact(-1)).toThrow(new RangeError('"nBits" expected u32, got -1'));
    expect(targetFromCompact(0x04123456)).toBe(0x12345600n);
  });

  it('loses only low bits, and encodes again to the same', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const nBits = compactFromTarget(target);
        const back = targetFromCompact(nBits);
        expect(back <= target).toBe(true);
        // Fifteen bits are the fewest that a three-byte mantissa below 0x800000 keeps.
        expect(target - back <= target >> 15n).toBe(true);
        expect(compactFromTarget(back)).toBe(nBits);
      }),
      { ...SEEDED, numRuns: 500 },
    );
  });

  it('decodes any u32 without a fault, to a magnitude that is one of the allowed', () => {
    fc.assert(
      fc.property(u32, (nBits) => {
        const { target, isNegative, isOverflow } = decodeCompact(nBits);
        const exact = (BigInt(nBits & 0x7fffff) << (8n * BigInt(nBits >>> 24))) >> 24n;
        expect(isOverflow).toBe(exact > LARGEST);
        expect(target).toBe(exact & LARGEST);
        expect(isNegative).toBe(exact !== 0n && (nBits & 0x800000) !== 0);
      }),
      { ...SEEDED, numRuns: 500 },
    );
  });
});

describe('hash and target', () => {
  it('reads a hash as a little-endian integer', () => {
    expect(hashAsInteger(reverseBytes(bytesFromHex(`${'00'.repeat(30)}0102`)))).toBe(0x0102n);
    expect(() => hashAsInteger(new Uint8Array(31))).toThrow(RangeError);
  });

  it('wins at the target and below it', () => {
    const hash = reverseBytes(bytesFromHex(`${'00'.repeat(30)}0102`));
    expect(meetsTarget(hash, 0x0101n)).toBe(false);
    expect(meetsTarget(hash, 0x0102n)).toBe(true);
    expect(meetsTarget(hash, 0x0103n)).toBe(true);
  });
});

describe('words', () => {
  it('puts the most significant first', () => {
    const words = wordsFromTarget((0x12345678n << 224n) | 0x9abcdef0n);
    expect([...words]).toEqual([0x12345678, 0, 0, 0, 0, 0, 0, 0x9abcdef0]);
  });

  it('joins what it split', () => {
    fc.assert(
      fc.property(targets, (target) => {
        expect(targetFromWords(wordsFromTarget(target))).toBe(target);
      }),
      SEEDED,
    );
  });

  it('compares as the integers do', () => {
    fc.assert(
      fc.property(targets, targets, (a, b) => {
        expect(wordsAtMost(wordsFromTarget(a), wordsFromTarget(b))).toBe(a <= b);
        expect(wordsAtMost(wordsFromTarget(a), wordsFromTarget(a))).toBe(true);
        if (a > 0n) expect(wordsAtMost(wordsFromTarget(a), wordsFromTarget(a - 1n))).toBe(false);
      }),
      SEEDED,
    );
  });

  it('refuses what 256 bits cannot hold', () => {
    for (const target of [-1n, LARGEST + 1n]) {
      expect(() => wordsFromTarget(target)).toThrow(RangeError);
      expect(() => compactFromTarget(target)).toThrow(RangeError);
    }
    for (const target of [0n, LARGEST]) expect(targetFromWords(wordsFromTarget(target))).toBe(target);
    expect(() => wordsFromTarget(5 as unknown as bigint)).toThrow(TypeError);
    expect(() => targetFromWords(new Uint32Array(7))).toThrow(RangeError);
  });
});
