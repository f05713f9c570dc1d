// How sure a count makes us: the exact interval of a Poisson mean (Garwood 1936), through the gamma distribution.

import type { Interval } from './benchmark-report.ts';

/**
 * The exact two-sided interval of a Poisson mean from one count.
 *
 * @param count - events seen, a whole number from 0.
 * @param confidence - in (0, 1).
 * @throws {RangeError} if an argument is out of range.
 * @see F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936)
 */
export function poissonInterval(count: number, confidence = 0.95): Interval {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`"count" expected a whole number from 0, got ${count}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`"confidence" expected a number between 0 and 1, got ${confidence}`);
  }
  const tail = (1 - confidence) / 2;
  return {
    low: count === 0 ? 0 : gammaQuantile(count, tail),
    high: gammaQuantile(count + 1, 1 - tail),
  };
}

/** The value below which a gamma variable of this shape (scale 1) lies with probability `p`. */
function gammaQuantile(shape: number, p: number): number {
  let low = 0;
  let high = shape + 10 * Math.sqrt(shape) + 20;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (regularizedGamma(shape, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(a, x), for whole and half `a` from 1; NIST DLMF 8.11.4 (series) and 8.9.2 (continued fraction). */
function regularizedGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-16; n++) sum += term *= x / (a + n);
    return front * sum;
  }
  // Lentz's method.
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return 1 - front * fraction;
}

/** ln Gamma(x) for x >= 1: Stirling's series (DLMF 5.11.1) after shifting x upward. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 12) shift += Math.log(z++);
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
