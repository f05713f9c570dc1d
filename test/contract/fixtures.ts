// Headers, targets and the right answers for the contract cases, the same in every run and on every engine.

import { type NonceRange, prepareWork, type Work } from '../../src/engine/index.ts';
import { HEADER_BYTES, hashAsInteger, sha256d, writeU32LE } from '../../src/primitives/index.ts';

const NONCE_OFFSET = 76;

/** Half of all hashes meet it. */
export const HALF_TARGET = 2n ** 255n - 1n;
/** One hash in 256 meets it. */
export const EASY_TARGET = 2n ** 248n - 1n;

/** Dice that fall the same way in every run: Marsaglia's xorshift32. */
export function createDice(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

/** A header of random bytes. */
export function randomHeader(seed: number): Uint8Array {
  const dice = createDice(seed * 0x9e3779b1);
  return Uint8Array.from({ length: HEADER_BYTES }, () => dice() >>> 24);
}

/** Many cases search the same nonces of the same header. */
const known = new Map<string, Map<number, bigint>>();

/** The reference hashes of a header, as the integers that are compared with a target. */
export function hashesOf(header: Uint8Array): (nonce: number) => bigint {
  const key = header.join();
  const hashes = known.get(key) ?? new Map<number, bigint>();
  known.set(key, hashes);
  const tried = header.slice();
  return (nonce) => {
    let hash = hashes.get(nonce);
    if (hash === undefined) {
      writeU32LE(tried, NONCE_OFFSET, nonce);
      hashes.set(nonce, (hash = hashAsInteger(sha256d(tried))));
    }
    return hash;
  };
}

/** A search and its right answer. */
export interface Search {
  readonly work: Work;
  readonly range: NonceRange;
  /** Ascending. */
  readonly expected: readonly number[];
}

let nextWorkId = 1;

/** Prepares a search and finds its answer with the reference hash. */
export function search(header: Uint8Array, target: bigint, range: NonceRange): Search {
  const expected: number[] = [];
  const hashOf = hashesOf(header);
  for (let nonce = range.start; nonce < range.start + range.count; nonce++) {
    if (hashOf(nonce) <= target) expected.push(nonce);
  }
  return { work: prepareWork(nextWorkId++, header, target), range, expected };
}

/** Work that no engine finishes: all nonces of a header, and a target out of reach. */
export function endlessSearch(seed: number): Search {
  return {
    work: prepareWork(nextWorkId++, randomHeader(seed), 0n),
    range: { start: 0, count: 2 ** 32 },
    expected: [],
  };
}
