// The slow, obvious search: the whole header through the reference hash, for every nonce.

import { meetsTarget, sha256d, targetFromWords, writeU32LE } from '../../primitives/index.ts';
import type { NonceKernel } from '../nonce-kernel.ts';
import type { Work } from '../work.ts';

const NONCE_OFFSET = 76;

/** Hashes each header whole with `@noble/hashes` and compares all 256 bits. */
export function createReferenceKernel(): NonceKernel {
  let header: Uint8Array = new Uint8Array(0);
  let target = 0n;
  return {
    maxCount: 2 ** 14,
    prepare(work: Work) {
      header = work.header.slice();
      target = targetFromWords(work.target);
    },
    scan(start, count) {
      const hits: number[] = [];
      for (let nonce = start; nonce < start + count; nonce++) {
        writeU32LE(header, NONCE_OFFSET, nonce);
        if (meetsTarget(sha256d(header), target)) hits.push(nonce);
      }
      return hits;
    },
  };
}
