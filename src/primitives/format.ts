/**
 * Numbers as text: the only place where the program turns a quantity into words.
 *
 * The text depends on the value alone, never on a locale: a point for decimals, commas between thousands, a plain
 * space before the unit. Three significant digits are the default, since no rate or energy here is known better.
 * What is not a number, or is infinite, reads as `–`. A value that rounds up to the next unit is written in it:
 * 999.96 kH/s is "1.00 MH/s".
 */

const MISSING = '–';
const DEFAULT_DIGITS = 3;

// Beyond this, digits of a double are no longer all meant.
const LARGEST_WRITTEN_OUT = 1e15;
const SMALLEST_WRITTEN_OUT = 1e-6;

const SECONDS_PER_YEAR = 365.25 * 86_400;

const HASHRATE_UNITS = [
  'H/s',
  'kH/s',
  'MH/s',
  'GH/s',
  'TH/s',
  'PH/s',
  'EH/s',
  'ZH/s',
  'YH/s',
  'RH/s',
  'QH/s',
] as const;
const JOULE_UNITS = ['aJ', 'fJ', 'pJ', 'nJ', 'µJ', 'mJ', 'J', 'kJ'] as const;
const WATT_HOUR_UNITS = ['Wh', 'kWh', 'MWh', 'GWh', 'TWh'] as const;
const POWER_UNITS = ['mW', 'W', 'kW', 'MW', 'GW', 'TW'] as const;
const EFFICIENCY_UNITS = ['J/TH', 'kJ/TH', 'MJ/TH', 'GJ/TH', 'TJ/TH'] as const;
const SHORT_TIME_UNITS = ['ns', 'µs', 'ms', 's'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const MASS_UNITS = ['fg', 'pg', 'ng', 'µg', 'mg', 'g', 'kg', 't', 'kt', 'Mt', 'Gt'] as const;
const LARGE_NUMBERS = [
  'million',
  'billion',
  'trillion',
  'quadrillion',
  'quintillion',
  'sextillion',
  'septillion',
] as const;
const DIFFICULTY_UNITS = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y', 'R', 'Q'] as const;

/**
 * Formats a hash rate.
 *
 * @param hps - Hashes per second.
 * @param digits - Significant digits.
 * @returns For example "6.70 MH/s"; H/s to QH/s.
 */
export function formatHashrate(hps: number, digits: number = DEFAULT_DIGITS): string {
  return signed(hps, (size) => scaled(size, HASHRATE_UNITS, digits), 'H/s');
}

/**
 * The unit in which rates up to `maxHps` are best written, for an axis whose figures stand without it.
 *
 * @param maxHps - Hashes per second.
 * @returns The unit's name and its size in hashes per second, for example `{ unit: 'MH/s', hps: 1e6 }`.
 */
export function hashrateUnit(maxHps: number): { readonly unit: string; readonly hps: number } {
  const index = maxHps > 0 ? Math.floor(Math.log10(rounded(maxHps, DEFAULT_DIGITS)) / 3) : 0;
  const kept = Math.min(Math.max(0, index), HASHRATE_UNITS.length - 1);
  return { unit: HASHRATE_UNITS[kept] ?? 'H/s', hps: 1000 ** kept };
}

/**
 * Formats an amount of energy: aJ to kJ below one watt-hour (3,600 J), then Wh to TWh.
 *
 * Watt-hours take over where a device's use becomes an electricity meter's.
 *
 * @param joules - Joules.
 * @param digits - Significant digits.
 * @returns For example "20.0 pJ", "250 mJ", "1.20 kJ", "138 TWh".
 */
export function formatEnergy(joules: number, digits: number = DEFAULT_DIGITS): string {
  return signed(
    joules,
    (size) =>
      rounded(size, digits) < 3600
        ? scaled(size, JOULE_UNITS, digits, -6)
        : scaled(size / 3600, WATT_HOUR_UNITS, digits),
    'J',
  );
}

/**
 * Formats a power.
 *
 * @param w - Watts.
 * @param digits - Significant digits.
 * @returns For example "350 W"; mW to TW.
 */
export function formatPower(w: number, digits: number = DEFAULT_DIGITS): string {
  return signed(w, (size) => scaled(size, POWER_UNITS, digits, -1), 'W');
}

/**
 * Formats an efficiency.
 *
 * @param jPerTh - Joules per 10^12 hashes.
 * @param digits - Significant digits.
 * @returns For example "15.0 J/TH"; J/TH to TJ/TH.
 */
export function formatEfficiency(jPerTh: number, digits: number = DEFAULT_DIGITS): string {
  return signed(jPerTh, (size) => scaled(size, EFFICIENCY_UNITS, digits), 'J/TH');
}

/**
 * Formats a difficulty.
 *
 * @param difficulty - Multiples of the work of `DIFFICULTY_1_TARGET`.
 * @param digits - Significant digits.
 * @returns For example "127 T"; without a unit below 1,000.
 */
export function formatDifficulty(difficulty: number, digits: number = DEFAULT_DIGITS): string {
  return signed(difficulty, (size) => scaled(size, DIFFICULTY_UNITS, digits), '');
}

/**
 * Formats a count of whole things.
 *
 * @param count - Rounded to the nearest whole number; a bigint is written out whatever its size.
 * @returns For example "4,295,032,833"; a double of 10^15 or more as "1.23 × 10^18".
 */
export function formatCount(count: number | bigint): string {
  if (typeof count === 'bigint') return count < 0n ? `-${grouped(String(-count))}` : grouped(String(count));
  // Rounding before the sign: a count of -0.2 is 0, not -0.
  const whole = Math.sign(count) * Math.round(Math.abs(count));
  return signed(
    whole,
    (size) => (size < LARGEST_WRITTEN_OUT ? grouped(String(size)) : withDigits(size, DEFAULT_DIGITS)),
    '',
  );
}

/**
 * Formats a duration: ns to s below a minute, then two units that people use, then years of 365.25 days.
 *
 * @param seconds - Seconds.
 * @returns For example "12.3 ms", "9 min 58 s", "2 h 5 min", "14 d", "3.20 years".
 */
export function formatDuration(seconds: number): string {
  return signed(seconds, durationText, 's');
}

/**
 * Formats whole seconds that are meant exactly: a setting, a tick of a ruler.
 *
 * @param seconds - Rounded to the nearest whole second.
 * @returns For example "10 s", "1 min 30 s"; above an hour as {@link formatDuration}.
 */
export function formatWholeSeconds(seconds: number): string {
  return signed(
    Math.sign(seconds) * Math.round(Math.abs(seconds)),
    (size) => (size < 60 ? `${size} s` : durationText(size)),
    's',
  );
}

/**
 * Formats a wait that may be longer than history, known to three digits at best.
 *
 * @param seconds - Seconds.
 * @returns As {@link formatDuration} below a thousand years; then "17,000 years", "12.2 million years".
 */
export function formatWait(seconds: number): string {
  return signed(
    seconds,
    (size) => {
      const years = rounded(size / SECONDS_PER_YEAR, DEFAULT_DIGITS);
      if (years < 1000) return durationText(size);
      if (years < 1e6) return `${grouped(String(years))} years`;
      return `${scaled(years / 1e6, LARGE_NUMBERS, DEFAULT_DIGITS)} years`;
    },
    's',
  );
}

/**
 * Formats a number whose size is all that matters, in words from a million on.
 *
 * @param value - From 0.
 * @param digits - Significant digits.
 * @returns For example "14.2 billion", "8,590", "3.20".
 */
export function formatRough(value: number, digits: number = DEFAULT_DIGITS): string {
  return signed(
    value,
    (size) => {
      const near = rounded(size, digits);
      return near < 1e6 ? withDigits(near, digits) : scaled(near / 1e6, LARGE_NUMBERS, digits);
    },
    '',
  );
}

/**
 * Formats an amount of money.
 *
 * @param amount - In units of the currency.
 * @param currency - As the user writes it, for example "EUR".
 * @param digits - Significant digits.
 * @returns For example "0.0432 EUR", "12.3 EUR".
 */
export function formatMoney(amount: number, currency: string, digits: number = DEFAULT_DIGITS): string {
  return signed(amount, (size) => `${withDigits(size, digits)} ${currency}`.trimEnd(), currency);
}

/**
 * Formats an amount of money whose size is all that matters, in words from a million on.
 *
 * @param amount - In units of the currency.
 * @param currency - As the user writes it, for example "USD".
 * @returns For example "8.61 billion USD", "164,000 USD", "0.0432 USD".
 */
export function formatRoughMoney(amount: number, currency: string): string {
  return Number.isFinite(amount) ? `${formatRough(amount)} ${currency}`.trimEnd() : MISSING;
}

/**
 * Formats an amount of bitcoin, exactly.
 *
 * @param sats - Satoshi, 10^-8 of a coin.
 * @returns For example "3.125 BTC", "1,234 BTC", "0.00000001 BTC".
 */
export function formatBitcoin(sats: bigint): string {
  const digits = String(sats < 0n ? -sats : sats).padStart(9, '0');
  const whole = grouped(digits.slice(0, -8));
  const decimals = digits.slice(-8).replace(/0+$/u, '');
  return `${sats < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`} BTC`;
}

/**
 * Formats a mass.
 *
 * @param grams - Grams.
 * @param digits - Significant digits.
 * @returns For example "412 mg", "3.20 kg"; fg to Gt.
 */
export function formatMass(grams: number, digits: number = DEFAULT_DIGITS): string {
  return signed(grams, (size) => scaled(size, MASS_UNITS, digits, -5), 'g');
}

/**
 * Formats how many times one value is another.
 *
 * @param ratio - Quotient.
 * @param digits - Significant digits below the decimal point's reach; whole digits are all kept.
 * @returns For example "26 ×", "2.6 ×", "1,263 ×".
 */
export function formatRatio(ratio: number, digits = 2): string {
  return signed(ratio, (size) => `${withDigits(size, digits)} ×`, '×');
}

/**
 * Formats a part of a whole.
 *
 * @param fraction - 1 is the whole.
 * @param digits - Significant digits.
 * @returns For example "33.3 %".
 */
export function formatPercent(fraction: number, digits: number = DEFAULT_DIGITS): string {
  return signed(fraction, (size) => `${withDigits(size * 100, digits)} %`, '%');
}

/**
 * Formats a day.
 *
 * @param unixSec - Unix seconds.
 * @returns The day in UTC, for example "3 July 2021".
 */
export function formatDate(unixSec: number): string {
  const date = new Date(unixSec * 1000);
  if (Number.isNaN(date.getTime())) return MISSING;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/**
 * Formats a bare number.
 *
 * @param value - Any number.
 * @param digits - Significant digits; whole digits are all kept.
 * @returns For example "0.250", "12.3", "1,234".
 */
export function formatNumber(value: number, digits: number = DEFAULT_DIGITS): string {
  return signed(value, (size) => withDigits(size, digits), '');
}

/**
 * Formats a number that is meant exactly, for example a tick.
 *
 * @param value - Any number.
 * @param digits - Most significant digits; whole digits are all kept.
 * @returns For example "0.5", "12", "1,234".
 */
export function formatPlain(value: number, digits: number = DEFAULT_DIGITS): string {
  return formatNumber(value, digits)
    .replace(/(\.\d*?)0+$/u, '$1')
    .replace(/\.$/u, '');
}

/** Handles what every format shares: missing values, zero and the sign. */
function signed(value: number, textOf: (size: number) => string, zeroUnit: string): string {
  if (!Number.isFinite(value)) return MISSING;
  if (value === 0) return zeroUnit === '' ? '0' : `0 ${zeroUnit}`;
  return value < 0 ? `-${textOf(-value)}` : textOf(value);
}

/**
 * Writes a positive value in the largest unit that leaves at least 1, each unit being 1,000 of the one before; the first
 * is 1000^`power` of the value's own.
 */
function scaled(value: number, units: readonly string[], digits: number, power = 0): string {
  let index = 0;
  let size = value / 1000 ** power;
  while (index < units.length - 1 && rounded(size, digits) >= 1000) {
    index++;
    size = value / 1000 ** (power + index);
  }
  return `${withDigits(size, digits)} ${units[index] ?? ''}`.trimEnd();
}

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** Writes a value that is not negative with significant digits, but never with fewer than its whole digits. */
function withDigits(value: number, digits: number): string {
  if (value === 0) return '0';
  const near = rounded(value, digits);
  if (near >= LARGEST_WRITTEN_OUT || near < SMALLEST_WRITTEN_OUT) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
    return `${mantissa} × 10^${Number(exponent)}`;
  }
  return near >= 10 ** digits ? grouped(String(Math.round(value))) : grouped(value.toPrecision(digits));
}

/** Puts commas between the thousands of the whole part. */
function grouped(text: string): string {
  const [whole = '', decimals] = text.split('.');
  const withCommas = whole.replace(/\B(?=(?:\d{3})+$)/gu, ',');
  return decimals === undefined ? withCommas : `${withCommas}.${decimals}`;
}

function durationText(seconds: number): string {
  if (rounded(seconds, DEFAULT_DIGITS) < 60) return scaled(seconds, SHORT_TIME_UNITS, DEFAULT_DIGITS, -3);
  // Each step rounds to the smaller unit first, so that 3,599.7 s is "1 h" and not "60 min".
  const wholeSeconds = Math.round(seconds);
  if (wholeSeconds < 3600) return twoUnits(wholeSeconds, 60, 'min', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return twoUnits(minutes, 60, 'h', 'min');
  const hours = Math.round(seconds / 3600);
  if (hours * 3600 < SECONDS_PER_YEAR) return twoUnits(hours, 24, 'd', 'h');
  return `${withDigits(seconds / SECONDS_PER_YEAR, DEFAULT_DIGITS)} years`;
}

function twoUnits(total: number, perLarge: number, large: string, small: string): string {
  const rest = total % perLarge;
  const first = `${Math.floor(total / perLarge)} ${large}`;
  return rest === 0 ? first : `${first} ${rest} ${small}`;
}
