// A hash and a target aligned digit by digit, so that "below" can be seen: the first digits that differ decide.

/** A column of the comparison. */
export interface DigitPair {
  /** One hex digit each. */
  readonly hash: string;
  readonly target: string;
  /** Zeros that both begin with, equal digits after them, the column that decides, and the rest. */
  readonly kind: 'zero' | 'same' | 'decides' | 'rest';
}

/** A comparison of two 256-bit numbers. */
export interface DigitComparison {
  readonly pairs: readonly DigitPair[];
  /** Leading zero digits of the hash. */
  readonly hashZeros: number;
  /** Those of the target. */
  readonly targetZeros: number;
  /** Index of the column that decides; null where both are equal. */
  readonly decidesAt: number | null;
  readonly isBelow: boolean;
}

/** A target as 64 hex digits, most significant first. */
export function targetDigits(target: bigint): string {
  return target.toString(16).padStart(64, '0');
}

/**
 * Compares a hash with a target.
 *
 * @param hash - 64 hex digits, leading zeros first.
 * @param target - The same.
 */
export function compareDigits(hash: string, target: string): DigitComparison {
  const decidesAt = [...hash].findIndex((digit, i) => digit !== target[i]);
  const hashZeros = zerosOf(hash);
  const targetZeros = zerosOf(target);
  const zeros = Math.min(hashZeros, targetZeros);
  return {
    pairs: [...hash].map((digit, i) => ({
      hash: digit,
      target: target[i] ?? '',
      kind:
        i < zeros ? 'zero' : decidesAt < 0 || i < decidesAt ? 'same' : i === decidesAt ? 'decides' : 'rest',
    })),
    hashZeros,
    targetZeros,
    decidesAt: decidesAt < 0 ? null : decidesAt,
    isBelow: hash <= target,
  };
}

/** Leading zero digits of a hex number. */
export function zerosOf(digits: string): number {
  return digits.length - digits.replace(/^0+/u, '').length;
}
