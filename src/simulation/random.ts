import { portableLog } from './portable-math.ts';

/**
 * Seeded dice: everything that a simulation leaves to chance comes from here, so that the same seed gives the same run.
 *
 * The generator is xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c), its state
 * filled by splitmix64 as its authors advise: 32-bit operations only, a period of 2^128 - 1, and a jump that gives
 * streams which cannot overlap. It is thirty lines that shall never change, so no package stands for it. Logarithms
 * are the platform's; V8's are the same on every machine.
 */

const MASK_64 = (1n << 64n) - 1n;
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b] as const;
const TWO_POW_53 = 2 ** 53;

/** One stream of random numbers. */
export class Dice {
  #s0 = 0;
  #s1 = 0;
  #s2 = 0;
  #s3 = 0;

  /**
   * @param seed - Whole, from 0 to 2^53 - 1.
   * @param stream - Streams of one seed are 2^64 draws apart; from 0.
   * @throws {RangeError} if the seed or the stream is not such a number.
   */
  constructor(seed: number, stream = 0) {
    assertWhole('seed', seed);
    assertWhole('stream', stream);
    let state = BigInt(seed);
    const next = () => {
      state = (state + 0x9e3779b97f4a7c15n) & MASK_64;
      let word = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
      word = ((word ^ (word >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
      return word ^ (word >> 31n);
    };
    const low = next();
    const high = next();
    this.#set(Number(low & 0xffffffffn), Number(low >> 32n), Number(high & 0xffffffffn), Number(high >> 32n));
    for (let i = 0; i < stream; i++) this.#jump();
  }

  /** Dice with a given state, as the reference implementation's tests have it: four u32, not all 0. */
  static fromState(state: readonly [number, number, number, number]): Dice {
    const dice = new Dice(0);
    dice.#set(...state);
    return dice;
  }

  /** @returns A u32, each equally likely. */
  u32(): number {
    const s1 = this.#s1;
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const s2 = this.#s2 ^ this.#s0;
    const s3 = this.#s3 ^ s1;
    this.#s1 = s1 ^ s2;
    this.#s0 ^= s3;
    this.#s2 = s2 ^ (s1 << 9);
    this.#s3 = (s3 << 11) | (s3 >>> 21);
    return result >>> 0;
  }

  /** @returns A multiple of 2^-53 in [0, 1), each equally likely. */
  uniform(): number {
    const high = this.u32() >>> 5;
    return (high * 67_108_864 + (this.u32() >>> 6)) / TWO_POW_53;
  }

  /** @returns An exponential number of mean 1, in [0, 36.8). */
  exponential(): number {
    return -portableLog(1 - this.uniform());
  }

  /** @returns A normal number of mean 0 and standard deviation 1 (Marsaglia's polar method, one of each pair). */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * portableLog(square)) / square);
    }
  }

  /**
   * A sum of `shape` exponential numbers of mean 1, drawn at once.
   *
   * @param shape - At least 1.
   * @see Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000)
   */
  gamma(shape: number): number {
    if (!(shape >= 1)) throw new RangeError(`"shape" expected a number from 1, got ${shape}`);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      if (portableLog(1 - this.uniform()) < (x * x) / 2 + d * (1 - v + portableLog(v))) return d * v;
    }
  }

  #set(s0: number, s1: number, s2: number, s3: number): void {
    this.#s0 = s0 | 0;
    this.#s1 = s1 | 0;
    this.#s2 = s2 | 0;
    this.#s3 = s3 | 0;
  }

  /** Goes 2^64 draws on: the state is a linear map of itself, whose power is known as a polynomial. */
  #jump(): void {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (const word of JUMP) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word & (1 << bit)) !== 0) {
          s0 ^= this.#s0;
          s1 ^= this.#s1;
          s2 ^= this.#s2;
          s3 ^= this.#s3;
        }
        this.u32();
      }
    }
    this.#set(s0, s1, s2, s3);
  }
}

function assertWhole(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`"${name}" expected a whole number from 0 to 2^53 - 1, got ${value}`);
  }
}
