import { describe, expect, it } from 'vitest';
import { exactCandidates } from '../../../src/engine/exact.ts';
import { prepareWork } from '../../../src/engine/work.ts';
import { hashAsInteger, sha256d, writeU32LE } from '../../../src/primitives/index.ts';
import { randomHeader, SEED } from './support.ts';

const HEADER = randomHeader(SEED);
const LOW_BITS = 2n ** 224n - 1n;

/** The reference hash of the header with a nonce, as the integer that is compared with a target. */
function hashOf(nonce: number): bigint {
  const header = HEADER.slice();
  writeU32LE(header, 76, nonce);
  return hashAsInteger(sha256d(header));
}

const workAt = (target: bigint) => prepareWork(1, HEADER, target);

describe('a nonce whose top word ties with the target’s', () => {
  const hash = hashOf(5);
  const top = hash & ~LOW_BITS;

  it('stays when its lower words are below the target’s', () => {
    expect(exactCandidates(workAt(top | LOW_BITS), [5])).toEqual([5]);
  });

  it('stays when it is the target itself', () => {
    expect(exactCandidates(workAt(hash), [5])).toEqual([5]);
  });

  it('goes when it misses the target by one', () => {
    expect((hash - 1n) & ~LOW_BITS).toBe(top);
    expect(exactCandidates(workAt(hash - 1n), [5])).toEqual([]);
  });

  it('goes when all lower words of the target are zero', () => {
    expect(exactCandidates(workAt(top), [5])).toEqual([]);
  });
});

describe('a nonce whose top word does not tie', () => {
  const top = hashOf(5) >> 224n;

  it('stays below', () => {
    expect(exactCandidates(workAt((top + 1n) << 224n), [5])).toEqual([5]);
  });

  it('stays above: the device reported it wrongly, and that is to be counted', () => {
    expect(exactCandidates(workAt(((top - 1n) << 224n) | LOW_BITS), [5])).toEqual([5]);
    expect(exactCandidates(workAt(0n), [5])).toEqual([5]);
  });
});

describe('the answer', () => {
  it('is in the order of numbers, from any collection', () => {
    const hits = [2 ** 32 - 1, 10, 9, 2 ** 31];
    expect(exactCandidates(workAt(2n ** 256n - 1n), hits)).toEqual([9, 10, 2 ** 31, 2 ** 32 - 1]);
    expect(exactCandidates(workAt(2n ** 256n - 1n), Uint32Array.from(hits))).toEqual([
      9,
      10,
      2 ** 31,
      2 ** 32 - 1,
    ]);
    expect(exactCandidates(workAt(0n), [])).toEqual([]);
  });
});
