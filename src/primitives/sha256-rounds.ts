/**
 * The two loops inside SHA-256, each over a part of its steps, in plain 32-bit JavaScript.
 *
 * A whole compression runs them from end to end; a miner skips the steps that no nonce changes and those that the
 * word it tests does not need. Section numbers are those of FIPS 180-4 (August 2015). Words are i32 here, not u32:
 * the bits are the same, and the compiler then keeps every one in a 32-bit register.
 */

/**
 * Initial hash value H(0): eight u32, word 0 first.
 *
 * The first 32 bits of the fractional parts of the square roots of the first eight primes (section 5.3.3).
 */
// biome-ignore format: four to a row
export const SHA256_INITIAL: Uint32Array = Uint32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

/**
 * Round constants K: sixty-four u32, round 0 first.
 *
 * The first 32 bits of the fractional parts of the cube roots of the first sixty-four primes (section 4.2.2).
 */
// biome-ignore format: eight to a row, as the standard prints them
export const SHA256_ROUND_CONSTANTS: Uint32Array = Uint32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);

const K = Int32Array.from(SHA256_ROUND_CONSTANTS, (word) => word | 0);

/**
 * The message schedule W: sixty-four i32, word 0 first.
 *
 * One array serves every caller of a thread: callers fill its first words, expand it and run the rounds without
 * yielding between, so no two can hold it at once.
 */
export const schedule: Int32Array = new Int32Array(64);

/**
 * Fills schedule words `from` up to but not including `to` out of the sixteen before each (section 6.2.2, step 1).
 *
 * @param from - First word to fill, 16 or more.
 * @param to - End, at most 64.
 */
export function expandSchedule(from: number, to: number): void {
  for (let t = from; t < to; t++) {
    const x = schedule[t - 15]!;
    const y = schedule[t - 2]!;
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[t] = (sigma0 + schedule[t - 16]! + sigma1 + schedule[t - 7]!) | 0;
  }
}

/**
 * Runs rounds `from` up to but not including `to` over the module's schedule (section 6.2.2, step 3).
 *
 * The result is the working variables alone; adding the state they began from (step 4) is the caller's.
 *
 * @param start - Eight i32, a to h, before round `from`.
 * @param from - First round, a multiple of 4.
 * @param to - End, a multiple of 4, at most 64.
 * @param out - Eight i32, a to h, after the last round; may be `start` itself.
 */
export function runRounds(start: Int32Array, from: number, to: number, out: Int32Array): void {
  let a = start[0]!;
  let b = start[1]!;
  let c = start[2]!;
  let d = start[3]!;
  let e = start[4]!;
  let f = start[5]!;
  let g = start[6]!;
  let h = start[7]!;
  // Four rounds at a time: instead of moving all eight variables each round, each round writes the two that
  // change where they stand, and the names come round again by one exchange of halves. Ch and Maj (4.1.2) are in
  // the forms with the fewest operations. T1 lands in the old h, then feeds d and a.
  for (let t = from; t < to; t += 4) {
    h = (h + bigSigma1(e) + (g ^ (e & (f ^ g))) + K[t]! + schedule[t]!) | 0;
    d = (d + h) | 0;
    h = (h + bigSigma0(a) + ((a & b) | (c & (a | b)))) | 0;

    g = (g + bigSigma1(d) + (f ^ (d & (e ^ f))) + K[t + 1]! + schedule[t + 1]!) | 0;
    c = (c + g) | 0;
    g = (g + bigSigma0(h) + ((h & a) | (b & (h | a)))) | 0;

    f = (f + bigSigma1(c) + (e ^ (c & (d ^ e))) + K[t + 2]! + schedule[t + 2]!) | 0;
    b = (b + f) | 0;
    f = (f + bigSigma0(g) + ((g & h) | (a & (g | h)))) | 0;

    e = (e + bigSigma1(b) + (d ^ (b & (c ^ d))) + K[t + 3]! + schedule[t + 3]!) | 0;
    a = (a + e) | 0;
    e = (e + bigSigma0(f) + ((f & g) | (h & (f | g)))) | 0;

    let half = a;
    a = e;
    e = half;
    half = b;
    b = f;
    f = half;
    half = c;
    c = g;
    g = half;
    half = d;
    d = h;
    h = half;
  }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
  out[4] = e;
  out[5] = f;
  out[6] = g;
  out[7] = h;
}

/**
 * Computes the new e of one round: d + T1 (section 6.2.2, step 3).
 *
 * @param state - Eight i32, a to h, before the round.
 * @param t - Round, 0 to 63.
 * @returns i32.
 */
export function nextE(state: Int32Array, t: number): number {
  const e = state[4]!;
  const f = state[5]!;
  const g = state[6]!;
  return (state[3]! + state[7]! + bigSigma1(e) + (g ^ (e & (f ^ g))) + K[t]! + schedule[t]!) | 0;
}

// Sigma0 and Sigma1 of section 4.1.2; small enough that the compiler puts their bodies into the rounds.
function bigSigma0(x: number): number {
  return ((x >>> 2) | (x << 30)) ^ ((x >>> 13) | (x << 19)) ^ ((x >>> 22) | (x << 10));
}

function bigSigma1(x: number): number {
  return ((x >>> 6) | (x << 26)) ^ ((x >>> 11) | (x << 21)) ^ ((x >>> 25) | (x << 7));
}
