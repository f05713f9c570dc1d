// From top words to exact answers. A kernel compares only the most significant word; where that word equals
// the target's, the other seven decide.

import { createHeaderHasher, wordsAtMost } from '../primitives/index.ts';
import type { Work } from './work.ts';

/**
 * Drops nonces whose top word ties with the target's and whose lower words miss it. A nonce whose top word
 * is above the target's is kept: the device reported it wrongly, and that must be counted, not hidden.
 *
 * @param hits - nonces that a kernel reported for `work`.
 * @returns ascending.
 */
export function exactCandidates(work: Work, hits: Iterable<number>): number[] {
  const hasher = createHeaderHasher(work.midstate, work.tail);
  const exact: number[] = [];
  for (const nonce of hits) {
    const words = hasher.hashWords(nonce);
    const isTie = words[0] === work.target[0];
    if (!isTie || wordsAtMost(words, work.target)) exact.push(nonce);
  }
  return exact.sort((one, other) => one - other);
}
