import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { extraNonceRollingWork, timeRollingWork } from '../../../src/miner/work-sequence.ts';
import { hexFromBytes, targetFromWords } from '../../../src/primitives/index.ts';
import { createDice, randomHeader, SEED } from '../engine/support.ts';

const HEADER = randomHeader(SEED);
const TARGET = 2n ** 200n;

/** Bytes of a header by field. */
const fields = (header: Uint8Array) => ({
  version: hexFromBytes(header.subarray(0, 4)),
  prevHash: hexFromBytes(header.subarray(4, 36)),
  merkleRoot: hexFromBytes(header.subarray(36, 68)),
  time: new DataView(header.buffer, header.byteOffset).getUint32(68, true),
  nBits: hexFromBytes(header.subarray(72, 76)),
});

const twice = (...parts: readonly Uint8Array[]) => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return sha256(sha256(joined));
};

describe('timeRollingWork', () => {
  it('begins with the header as it is and then moves its time by a second each', () => {
    const next = timeRollingWork(HEADER, TARGET);
    const { time, ...rest } = fields(HEADER);
    for (let i = 0; i < 4; i++) {
      const work = next();
      expect(work.workId).toBe(i);
      expect(fields(work.header)).toEqual({ ...rest, time: time + i });
      expect(targetFromWords(work.target)).toBe(TARGET);
    }
  });

  it('goes on from 2^32 - 1 at 0', () => {
    const late = HEADER.slice();
    new DataView(late.buffer).setUint32(68, 2 ** 32 - 2, true);
    const next = timeRollingWork(late, TARGET);
    expect([next(), next(), next()].map(({ header }) => fields(header).time)).toEqual([
      2 ** 32 - 2,
      2 ** 32 - 1,
      0,
    ]);
  });

  it('gives each sequence its own count', () => {
    const [one, other] = [timeRollingWork(HEADER, TARGET), timeRollingWork(HEADER, TARGET)];
    one();
    one();
    expect(other().workId).toBe(0);
  });

  it('refuses a header of another length', () => {
    expect(() => timeRollingWork(new Uint8Array(79), TARGET)).toThrow(RangeError);
  });
});

describe('extraNonceRollingWork', () => {
  const dice = createDice(SEED);
  const hash = () => Uint8Array.from({ length: 32 }, () => Math.floor(dice() * 256));
  const head = hash();
  const coinbase = (extraNonce: bigint) => {
    const bytes = new Uint8Array(40);
    bytes.set(head);
    new DataView(bytes.buffer).setBigUint64(32, extraNonce, true);
    return bytes;
  };

  it.each([0, 1, 2, 5])(
    'puts the next extra nonce under the merkle root, with %d hashes in the branch',
    (length) => {
      const branch = Array.from({ length }, hash);
      const next = extraNonceRollingWork(HEADER, { coinbase, branch }, TARGET);
      const roots = new Set<string>();
      for (let i = 0; i < 4; i++) {
        const work = next();
        // The coinbase is the leftmost leaf: its hash stands left at every level.
        const root = branch.reduce((node, partner) => twice(node, partner), twice(coinbase(BigInt(i))));
        expect(fields(work.header)).toEqual({ ...fields(HEADER), merkleRoot: hexFromBytes(root) });
        expect(work.workId).toBe(i);
        expect(targetFromWords(work.target)).toBe(TARGET);
        roots.add(hexFromBytes(root));
      }
      expect(roots.size).toBe(4);
    },
  );
});
