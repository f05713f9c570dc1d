// The normal distribution's quantiles, for intervals of large enough counts.

/** Coefficients of the three ranges: numerator and denominator, constant term first. */
const CENTRE = {
  above: [3.3871327179, 50.434271938, 159.29113202, 59.10937472],
  below: [1, 17.895169469, 78.757757664, 67.1875636],
} as const;
const FLANK = {
  above: [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103],
  below: [1, 0.7370016425, 0.12021132975],
} as const;
const TAIL = {
  above: [6.657905115, 3.081226386, 0.42868294337, 0.017337203997],
  below: [1, 0.24197894225, 0.012258202635],
} as const;

/**
 * The value below which a standard normal variable lies with probability `p`; right to seven digits.
 *
 * @throws {RangeError} unless `p` lies between 0 and 1.
 * @see M. J. Wichura, Algorithm AS 241 (PPND7): The percentage points of the normal distribution, Applied Statistics 37
 *   (1988)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`"p" expected a number between 0 and 1, got ${p}`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * quotient(CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const size = r <= 5 ? quotient(FLANK, r - 1.6) : quotient(TAIL, r - 5);
  return q < 0 ? -size : size;
}

function quotient(
  { above, below }: { readonly above: readonly number[]; readonly below: readonly number[] },
  x: number,
): number {
  const polynomial = (terms: readonly number[]) => terms.reduceRight((sum, term) => sum * x + term, 0);
  return polynomial(above) / polynomial(below);
}
