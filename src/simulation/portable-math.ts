/**
 * Logarithm, exponential and power from additions, multiplications and divisions alone, which IEEE 754 fixes to the last
 * bit. The language leaves `Math.log` and its like to each engine, and engines differ in the last digit (Node 20 and
 * Chromium 156 in one logarithm of thirteen); a simulation that feeds its results back would end up elsewhere.
 *
 * After fdlibm 5.3, e_log.c and e_exp.c (Sun Microsystems, 1993; "freely granted" to use, copy, modify and distribute).
 * Each is within one unit in the last place.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Beyond them the exponential is infinite, or nothing. */
const LARGEST_EXPONENT = 709.782712893384;
const SMALLEST_EXPONENT = -745.1332191019411;

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_POW_54 = 2 ** 54;

const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
value[0] = 1;
/** Where the sign and the exponent lie on this machine. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** 2 to a whole power from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  words[HIGH] = (exponent + 1023) << 20;
  words[1 - HIGH] = 0;
  return value[0]!;
}

/** The natural logarithm; NaN below 0. */
export function portableLog(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  // x = 2^k (1 + f), with 1 + f between sqrt(1/2) and sqrt(2).
  value[0] = x < SMALLEST_NORMAL ? x * TWO_POW_54 : x;
  let k = (words[HIGH]! >>> 20) - 1023 - (x < SMALLEST_NORMAL ? 54 : 0);
  const mantissa = words[HIGH]! & 0xfffff;
  const carry = (mantissa + 0x95f64) & 0x100000;
  words[HIGH] = mantissa | (carry ^ 0x3ff00000);
  k += carry >>> 20;
  const f = value[0]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

/** e to the power of x. */
export function portableExp(x: number): number {
  if (!(x <= LARGEST_EXPONENT)) return x > LARGEST_EXPONENT ? Infinity : Number.NaN;
  if (x < SMALLEST_EXPONENT) return 0;
  // x = k ln 2 + r, with r at most half of ln 2.
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // In two steps: 2^1024 and the smallest of numbers have no power of two of their own.
  const first = k >> 1;
  return y * powerOfTwo(first) * powerOfTwo(k - first);
}

/** A number from 0 on to any power, as the exponential of its logarithm: a few units in the last place off at most. */
export function portablePow(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  return exponent === 1 ? base : portableExp(exponent * portableLog(base));
}
