/**
 * Double SHA-256 of one header under changing nonces, in plain JavaScript.
 *
 * The second block of the first hash is tail (words 0..2), nonce (word 3), padding and length (section 5.1.1 of
 * FIPS 180-4); the second hash's only block is the first digest with its own padding. Per job, not per nonce: the
 * midstate, rounds 0..3 of that second block except the nonce's own term, and schedule words 16 and 17. When only
 * the top word is wanted, the last three rounds are not run, since they no longer change it.
 *
 * `npm run bench -- cpu-kernels` times `topWord` as the engine `js`. Holding the schedule in sixteen local
 * variables instead of an array was as fast, and much longer to read.
 */
import { swapBytes32 } from './bytes.ts';
import { expandSchedule, nextE, runRounds, SHA256_INITIAL, schedule } from './sha256-rounds.ts';

/** Hashes one header under changing nonces. It belongs to one caller: the result array is reused. */
export interface HeaderHasher {
  /**
   * Hashes the header with this nonce.
   *
   * @param nonce - u32, stored little-endian in header bytes 76..79.
   * @returns Eight u32 of the hash read as a 256-bit little-endian integer, most significant word first; the same
   *   array every time, overwritten by the next call.
   */
  hashWords(nonce: number): Uint32Array;
  /**
   * Computes the most significant word of the hash alone, which decides nearly every nonce.
   *
   * @param nonce - u32.
   * @returns u32, equal to `hashWords(nonce)[0]`.
   */
  topWord(nonce: number): number;
}

const INITIAL = Int32Array.from(SHA256_INITIAL, (word) => word | 0);
const PADDING_BIT = 0x80000000 | 0;

/**
 * Prepares a header for hashing under changing nonces.
 *
 * @param midstate - Eight u32: SHA-256 state after header bytes 0..63.
 * @param tail - Three u32: big-endian words of header bytes 64..75.
 * @returns A hasher that keeps copies of both.
 * @throws {RangeError} if an array has the wrong length.
 */
export function createHeaderHasher(midstate: Uint32Array, tail: Uint32Array): HeaderHasher {
  if (midstate.length !== 8) throw new RangeError(`"midstate" expected 8 words, got ${midstate.length}`);
  if (tail.length !== 3) throw new RangeError(`"tail" expected 3 words, got ${tail.length}`);

  const start = Int32Array.from(midstate, (word) => word | 0);
  const working = new Int32Array(8);
  const words = new Uint32Array(8);

  // Schedule words 0..17 of the second block, the nonce taken as 0: words 16 and 17 do not depend on it.
  const template = new Int32Array(18);
  for (let t = 0; t < 3; t++) template[t] = tail[t]!;
  template[4] = PADDING_BIT;
  template[15] = 640; // the header's length in bits
  schedule.set(template);
  expandSchedule(16, 18);
  template[16] = schedule[16]!;
  template[17] = schedule[17]!;

  // In round 3 the nonce is one term of T1, which is added to the new a and to the new e and nothing else.
  const afterRound3 = new Int32Array(8);
  runRounds(start, 0, 4, afterRound3);
  const withoutNonceA = afterRound3[0]!;
  const withoutNonceE = afterRound3[4]!;

  /** Leaves the second hash's block in schedule words 0..15. */
  function hashOnce(nonce: number): void {
    const nonceWord = swapBytes32(nonce);
    schedule.set(template);
    schedule[3] = nonceWord;
    expandSchedule(18, 64);
    afterRound3[0] = withoutNonceA + nonceWord;
    afterRound3[4] = withoutNonceE + nonceWord;
    runRounds(afterRound3, 4, 64, working);
    for (let i = 0; i < 8; i++) schedule[i] = start[i]! + working[i]!;
    schedule[8] = PADDING_BIT;
    for (let t = 9; t < 15; t++) schedule[t] = 0;
    schedule[15] = 256; // the digest's length in bits
  }

  return {
    hashWords(nonce) {
      hashOnce(nonce);
      expandSchedule(16, 64);
      runRounds(INITIAL, 0, 64, working);
      for (let i = 0; i < 8; i++) words[i] = swapBytes32(INITIAL[7 - i]! + working[7 - i]!);
      return words;
    },
    topWord(nonce) {
      hashOnce(nonce);
      expandSchedule(16, 61);
      runRounds(INITIAL, 0, 60, working);
      // The e of round 60 is the h of round 63.
      return swapBytes32(INITIAL[7]! + nextE(working, 60));
    },
  };
}
