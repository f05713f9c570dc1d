/** The fast header hash gives what the reference hash gives, for any header and nonce. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readU32LE, writeU32LE } from '../../../src/primitives/bytes.ts';
import { headerFromHex } from '../../../src/primitives/header.ts';
import { createHeaderHasher } from '../../../src/primitives/header-hasher.ts';
import { hashHeader, midstateOfHeader, tailOfHeader } from '../../../src/primitives/sha256.ts';
import { hashAsInteger, targetFromWords } from '../../../src/primitives/target.ts';
import known from '../../vectors/btc_known_headers.json' with { type: 'json' };

const SEEDED = { seed: 20090103 };
const u32 = fc.nat(0xffffffff);
const headers = fc.uint8Array({ minLength: 80, maxLength: 80 });

const hasherOf = (header: Uint8Array) => createHeaderHasher(midstateOfHeader(header), tailOfHeader(header));

describe('createHeaderHasher', () => {
  it.each(known.headers)('hashes block $height', ({ hex, hash, nonce }) => {
    const hasher = hasherOf(headerFromHex(hex));
    expect(targetFromWords(hasher.hashWords(nonce))).toBe(BigInt(`0x${hash}`));
    expect(hasher.topWord(nonce)).toBe(0);
    expect(hasher.topWord(nonce ^ 1)).not.toBe(0);
  });

  it('agrees with the reference on any header and nonce', () => {
    fc.assert(
      fc.property(headers, u32, (header, nonce) => {
        const hasher = hasherOf(header);
        const changed = Uint8Array.from(header);
        writeU32LE(changed, 76, nonce);
        const hash = hashHeader(changed);
        expect(targetFromWords(hasher.hashWords(nonce))).toBe(hashAsInteger(hash));
        expect(hasher.topWord(nonce)).toBe(readU32LE(hash, 28));
      }),
      { ...SEEDED, numRuns: 300 },
    );
  });

  it('takes the end values of a nonce', () => {
    const header = new Uint8Array(80).fill(7);
    const hasher = hasherOf(header);
    for (const nonce of [0, 0x7fffffff, 0x80000000, 0xffffffff]) {
      writeU32LE(header, 76, nonce);
      expect(targetFromWords(hasher.hashWords(nonce))).toBe(hashAsInteger(hashHeader(header)));
    }
  });

  it('keeps two hashers apart, whatever the order of calls', () => {
    fc.assert(
      fc.property(headers, headers, u32, u32, (headerA, headerB, nonceA, nonceB) => {
        const a = hasherOf(headerA);
        const b = hasherOf(headerB);
        const alone = a.topWord(nonceA);
        const wordsB = b.hashWords(nonceB);
        const copyB = Uint32Array.from(wordsB);
        expect(a.hashWords(nonceA)[0]).toBe(alone);
        expect(wordsB).toEqual(copyB);
        expect(b.topWord(nonceB)).toBe(copyB[0]);
        expect(a.topWord(nonceA)).toBe(alone);
      }),
      SEEDED,
    );
  });

  it('does not follow later changes of its inputs, and reuses its result', () => {
    const header = new Uint8Array(80).fill(9);
    const midstate = midstateOfHeader(header);
    const tail = tailOfHeader(header);
    const hasher = createHeaderHasher(midstate, tail);
    const before = Uint32Array.from(hasher.hashWords(5));
    midstate.fill(0);
    tail.fill(0);
    expect(hasher.hashWords(5)).toEqual(before);
    expect(hasher.hashWords(5)).toBe(hasher.hashWords(6));
  });

  it('refuses arrays of the wrong length', () => {
    expect(() => createHeaderHasher(new Uint32Array(7), new Uint32Array(3))).toThrow(
      new RangeError('"midstate" expected 8 words, got 7'),
    );
    expect(() => createHeaderHasher(new Uint32Array(8), new Uint32Array(4))).toThrow(
      new RangeError('"tail" expected 3 words, got 4'),
    );
    expect(() => createHeaderHasher(new Uint32Array(8), new Uint32Array(3))).not.toThrow();
  });
});
