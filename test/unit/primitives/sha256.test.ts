/** SHA-256: the standard's own examples, then `compress` and the midstate against the reference hash. */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, hexFromBytes, readU32BE, writeU32BE } from '../../../src/primitives/bytes.ts';
import {
  compress,
  displayHash,
  hashHeader,
  midstateOfHeader,
  SHA256_INITIAL,
  SHA256_ROUND_CONSTANTS,
  sha256,
  sha256d,
  tailOfHeader,
} from '../../../src/primitives/sha256.ts';

const SEEDED = { seed: 20090103 };
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A message padded as section 5.1.1 says, hashed with nothing but `compress`. */
function hashByCompress(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  writeU32BE(padded, padded.length - 4, message.length * 8);
  const state = Uint32Array.from(SHA256_INITIAL);
  const block = new Uint32Array(16);
  for (let offset = 0; offset < padded.length; offset += 64) {
    for (let i = 0; i < 16; i++) block[i] = readU32BE(padded, offset + 4 * i);
    compress(state, block, state);
  }
  const digest = new Uint8Array(32);
  state.forEach((word, i) => {
    writeU32BE(digest, 4 * i, word);
  });
  return digest;
}

/** floor(2^32 x fractional part of the n-th root of a prime), by integer search. */
function fractionOfRoot(prime: number, root: 2n | 3n): number {
  const wanted = BigInt(prime) << (32n * root);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= wanted) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}

describe('constants', () => {
  it('are the roots of the first primes (5.3.3 and 4.2.2)', () => {
    const primes: number[] = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
    expect([...SHA256_INITIAL]).toEqual(primes.slice(0, 8).map((prime) => fractionOfRoot(prime, 2n)));
    expect([...SHA256_ROUND_CONSTANTS]).toEqual(primes.map((prime) => fractionOfRoot(prime, 3n)));
  });
});

describe('sha256', () => {
  // NIST, "SHA-256" example values for FIPS 180-4: one block and two blocks.
  it.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('hashes %j', (text, digest) => {
    expect(hexFromBytes(sha256(ascii(text)))).toBe(digest);
    expect(hexFromBytes(hashByCompress(ascii(text)))).toBe(digest);
  });

  it('hashes twice', () => {
    expect(hexFromBytes(sha256d(ascii('hello')))).toBe(
      '9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50',
    );
  });
});

describe('compress', () => {
  it('agrees with the reference on messages of every length to four blocks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 250 }), (message) => {
        expect(hashByCompress(message)).toEqual(nobleSha256(message));
      }),
      SEEDED,
    );
  });

  it('leaves state and block alone when the result goes elsewhere', () => {
    const state = Uint32Array.from(SHA256_INITIAL);
    const block = new Uint32Array(16).fill(0xdeadbeef);
    const out = new Uint32Array(8);
    compress(state, block, out);
    expect(state).toEqual(SHA256_INITIAL);
    expect(block).toEqual(new Uint32Array(16).fill(0xdeadbeef));
    compress(
      state,
      Int32Array.from(block, (word) => word | 0),
      state,
    );
    expect(state).toEqual(out);
  });
});

describe('header hash', () => {
  const headers = fc.uint8Array({ minLength: 80, maxLength: 80 });

  it('continues from midstate and tail to the first digest', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const block = new Uint32Array(16);
        block.set(tailOfHeader(header));
        block[3] = readU32BE(header, 76);
        block[4] = 0x80000000;
        block[15] = 640;
        const state = midstateOfHeader(header);
        compress(state, block, state);
        const digest = nobleSha256(header);
        expect([...state]).toEqual(Array.from({ length: 8 }, (_, i) => readU32BE(digest, 4 * i)));
        expect(hashHeader(header)).toEqual(nobleSha256(digest));
      }),
      SEEDED,
    );
  });

  it('refuses a header that is not 80 bytes', () => {
    for (const length of [79, 81]) {
      const message = new RangeError(`"header" expected 80 bytes, got ${length}`);
      expect(() => hashHeader(new Uint8Array(length))).toThrow(message);
      expect(() => midstateOfHeader(new Uint8Array(length))).toThrow(message);
      expect(() => tailOfHeader(new Uint8Array(length))).toThrow(message);
    }
    expect(hashHeader(new Uint8Array(80))).toHaveLength(32);
    expect(midstateOfHeader(new Uint8Array(80))).toHaveLength(8);
    expect(tailOfHeader(new Uint8Array(80))).toHaveLength(3);
  });

  it('is displayed reversed', () => {
    const hash = concatBytes(Uint8Array.of(1, 2), new Uint8Array(30));
    expect(displayHash(hash)).toBe(`${'00'.repeat(30)}0201`);
    expect(() => displayHash(new Uint8Array(31))).toThrow(RangeError);
  });
});
