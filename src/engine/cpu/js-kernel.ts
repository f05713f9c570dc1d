// The search in plain 32-bit JavaScript: for the rare machine without WebAssembly, and for comparison.

import { createHeaderHasher, type HeaderHasher } from '../../primitives/index.ts';
import type { NonceKernel } from '../nonce-kernel.ts';
import type { Work } from '../work.ts';

/** Hashes from the midstate and stops at the top word. */
export function createJsKernel(): NonceKernel {
  let hasher: HeaderHasher | null = null;
  let targetTop = 0;
  return {
    maxCount: 2 ** 16,
    prepare(work: Work) {
      hasher = createHeaderHasher(work.midstate, work.tail);
      targetTop = work.target[0]!;
    },
    scan(start, count) {
      const hits: number[] = [];
      for (let nonce = start; nonce < start + count; nonce++) {
        if (hasher!.topWord(nonce) <= targetTop) hits.push(nonce);
      }
      return hits;
    },
  };
}
