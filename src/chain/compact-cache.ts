/** Compact targets, judged and taken apart once each: neighbouring headers nearly always share theirs. */
import { blockProof, checkCompact, readU32LE, wordsAtMost, wordsFromTarget } from '../primitives/index.ts';

/** A valid compact target. */
export interface DecodedTarget {
  readonly target: bigint;
  /** Expected hashes. */
  readonly proof: bigint;
  /** Eight u32, most significant first. */
  readonly words: Uint32Array;
}

/** Remembers the last compact target asked for. */
export class CompactCache {
  readonly #powLimit: bigint;
  readonly #hashWords = new Uint32Array(8);
  #nBits = -1;
  #decoded: DecodedTarget | string = '';

  /** @param powLimit - Easiest target that is valid. */
  constructor(powLimit: bigint) {
    this.#powLimit = powLimit;
  }

  /**
   * @param nBits - u32.
   * @returns The target, or what is wrong with it, a sentence without its full stop.
   */
  decode(nBits: number): DecodedTarget | string {
    if (nBits !== this.#nBits) {
      this.#decoded = this.#judge(nBits);
      this.#nBits = nBits;
    }
    return this.#decoded;
  }

  /** @param hash - 32 bytes, hashing order. */
  isMetBy(hash: Uint8Array, { words }: DecodedTarget): boolean {
    for (let i = 0; i < 8; i++) this.#hashWords[i] = readU32LE(hash, 28 - 4 * i);
    return wordsAtMost(this.#hashWords, words);
  }

  #judge(nBits: number): DecodedTarget | string {
    const verdict = checkCompact(nBits, this.#powLimit);
    if (!verdict.ok) return verdict.detail;
    const { target } = verdict;
    return { target, proof: blockProof(target), words: wordsFromTarget(target) };
  }
}
