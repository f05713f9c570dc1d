/**
 * Difficulty and block proof: two ways to say how much work a target asks for.
 *
 * Difficulty is a double for people. Block proof is an exact integer, and it alone decides between chains.
 */

/** The target of compact 0x1d00ffff, which has difficulty 1: 0xffff x 2^208. */
export const DIFFICULTY_1_TARGET: bigint = 0xffffn << 208n;

/** Hashes that a difficulty of 1 asks for on average, as a double: 2^256 / (0xffff x 2^208). */
export const HASHES_PER_DIFFICULTY: number = 2 ** 48 / 0xffff;

const LARGEST_TARGET = (1n << 256n) - 1n;

/**
 * Computes the difficulty of a target.
 *
 * @param target - In (0, 2^256).
 * @returns `DIFFICULTY_1_TARGET / target`, rounded once to the nearest double.
 * @throws {RangeError} if the target is outside (0, 2^256).
 */
export function difficultyFromTarget(target: bigint): number {
  assertPositiveTarget(target);
  // A quotient of more than 64 bits, whose lowest bit also stands for the remainder, rounds to a double as the
  // true ratio would; two roundings could differ in the last bit.
  const shift = 64n + BigInt(target.toString(2).length);
  const scaled = DIFFICULTY_1_TARGET << shift;
  const remainderBit = scaled % target === 0n ? 0n : 1n;
  return Number((scaled / target) | remainderBit) * 2 ** -Number(shift);
}

/**
 * Computes the target of a difficulty, without rounding on the way.
 *
 * @param difficulty - Positive and finite; the double is taken at its exact value.
 * @returns floor(0xffff x 2^208 / difficulty), at most 2^256 - 1: below about 2^-32 every hash wins already.
 * @throws {RangeError} if the difficulty is not a positive finite number.
 */
export function targetFromDifficulty(difficulty: number): bigint {
  if (!Number.isFinite(difficulty) || difficulty <= 0) {
    throw new RangeError(`"difficulty" expected positive finite number, got ${String(difficulty)}`);
  }
  const { mantissa, exponent } = exactParts(difficulty);
  const target =
    exponent >= 0
      ? DIFFICULTY_1_TARGET / (mantissa << BigInt(exponent))
      : (DIFFICULTY_1_TARGET << BigInt(-exponent)) / mantissa;
  return target > LARGEST_TARGET ? LARGEST_TARGET : target;
}

/**
 * Computes how many hashes a target asks for on average.
 *
 * @param target - In (0, 2^256).
 * @returns floor(2^256 / (target + 1)); at least 1.
 * @throws {RangeError} if the target is outside (0, 2^256).
 * @see Bitcoin Core, `GetBlockProof`
 */
export function blockProof(target: bigint): bigint {
  assertPositiveTarget(target);
  return (1n << 256n) / (target + 1n);
}

/** Takes a positive finite double apart: value = mantissa x 2^exponent, exactly (IEEE 754 binary64). */
function exactParts(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const fraction = bits & ((1n << 52n) - 1n);
  const biased = Number(bits >> 52n);
  // Subnormal numbers have no hidden bit, and the exponent of the smallest normal ones.
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function assertPositiveTarget(target: bigint): void {
  if (typeof target !== 'bigint') throw new TypeError(`"target" expected bigint, got ${typeof target}`);
  if (target <= 0n || target > LARGEST_TARGET) {
    throw new RangeError(`"target" expected integer in (0, 2^256), got ${target}`);
  }
}
