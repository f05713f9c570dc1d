/** Numbers as text: examples for each unit, the carries between units, and what is common to all formats. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBitcoin,
  formatCount,
  formatDate,
  formatDifficulty,
  formatDuration,
  formatEfficiency,
  formatEnergy,
  formatHashrate,
  formatMass,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPlain,
  formatPower,
  formatRatio,
  formatRough,
  formatRoughMoney,
  formatWait,
  formatWholeSeconds,
  hashrateUnit,
} from '../../../src/primitives/format.ts';

const YEAR = 365.25 * 86_400;

function examples<T>(
  name: string,
  format: (value: T) => string,
  rows: readonly (readonly [T, string])[],
): void {
  describe(name, () => {
    it.each(rows)('%s -> %s', (value, text) => {
      expect(format(value)).toBe(text);
    });
  });
}

examples('formatHashrate', formatHashrate, [
  [0, '0 H/s'],
  [0.5, '0.500 H/s'],
  [1, '1.00 H/s'],
  [999, '999 H/s'],
  [999.4, '999 H/s'],
  [999.5, '1.00 kH/s'],
  [1000, '1.00 kH/s'],
  [999_499, '999 kH/s'],
  [999_960, '1.00 MH/s'],
  [6_700_000, '6.70 MH/s'],
  [1.234e9, '1.23 GH/s'],
  [2e12, '2.00 TH/s'],
  [3e15, '3.00 PH/s'],
  [8.05e20, '805 EH/s'],
  [1e21, '1.00 ZH/s'],
  [1e24, '1.00 YH/s'],
  [1e27, '1.00 RH/s'],
  [1e30, '1.00 QH/s'],
  [1.2345e34, '12,345 QH/s'],
  [1e50, '1.00 × 10^20 QH/s'],
  [1e-9, '1.00 × 10^-9 H/s'],
  [-1500, '-1.50 kH/s'],
]);

describe('hashrateUnit', () => {
  it.each([
    [0, 'H/s', 1],
    [999, 'H/s', 1],
    [999.9, 'kH/s', 1e3],
    [1000, 'kH/s', 1e3],
    [1.38e9, 'GH/s', 1e9],
    [1e40, 'QH/s', 1e30],
  ])('%d -> %s', (most, unit, hps) => {
    expect(hashrateUnit(most)).toEqual({ unit, hps });
  });
});

examples('formatEnergy', formatEnergy, [
  [0, '0 J'],
  [2.248e-16, '225 aJ'],
  [1e-19, '0.100 aJ'],
  [20e-12, '20.0 pJ'],
  [999.6e-12, '1.00 nJ'],
  [0.0005, '500 µJ'],
  [0.25, '250 mJ'],
  [0.9996, '1.00 J'],
  [60, '60.0 J'],
  [1200, '1.20 kJ'],
  [3590, '3.59 kJ'],
  [3599, '1.00 Wh'],
  [3600, '1.00 Wh'],
  [3.6e6, '1.00 kWh'],
  [3.6e9, '1.00 MWh'],
  [3.6e12, '1.00 GWh'],
  [138 * 3.6e15, '138 TWh'],
  [12_345 * 3.6e15, '12,345 TWh'],
]);

examples('formatPower', formatPower, [
  [0, '0 W'],
  [0.002, '2.00 mW'],
  [350, '350 W'],
  [3250, '3.25 kW'],
  [1.5e10, '15.0 GW'],
  [2e12, '2.00 TW'],
]);

examples('formatEfficiency', formatEfficiency, [
  [0, '0 J/TH'],
  [15, '15.0 J/TH'],
  [5e7, '50.0 MJ/TH'],
  [2.5e9, '2.50 GJ/TH'],
]);

examples('formatDifficulty', formatDifficulty, [
  [0, '0'],
  [4.6565e-10, '4.66 × 10^-10'],
  [1, '1.00'],
  [16307.420938523983, '16.3 k'],
  [1.27e14, '127 T'],
]);

examples<number | bigint>('formatCount', formatCount, [
  [0, '0'],
  [-0.2, '0'],
  [0.6, '1'],
  [999, '999'],
  [1000, '1,000'],
  [1234567.5, '1,234,568'],
  [4_295_032_833, '4,295,032,833'],
  [-12_345, '-12,345'],
  [1e18, '1.00 × 10^18'],
  [0n, '0'],
  [-1234n, '-1,234'],
  [1n << 64n, '18,446,744,073,709,551,616'],
]);

examples('formatDuration', formatDuration, [
  [0, '0 s'],
  [2e-9, '2.00 ns'],
  [0.000_05, '50.0 µs'],
  [0.0123, '12.3 ms'],
  [0.9996, '1.00 s'],
  [59.9, '59.9 s'],
  [59.96, '1 min'],
  [60, '1 min'],
  [598, '9 min 58 s'],
  [3599.4, '59 min 59 s'],
  [3599.7, '1 h'],
  [7500, '2 h 5 min'],
  [86_399, '1 d'],
  [14 * 86_400, '14 d'],
  [86_400 * 1.5, '1 d 12 h'],
  [YEAR - 1, '1.00 years'],
  [YEAR - 3600, '365 d 5 h'],
  [3.2 * YEAR, '3.20 years'],
  [4e6 * YEAR, '4,000,000 years'],
  [1.2e20 * YEAR, '1.20 × 10^20 years'],
  [-90, '-1 min 30 s'],
]);

examples('formatWholeSeconds', formatWholeSeconds, [
  [0, '0 s'],
  [-0.2, '0 s'],
  [2, '2 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [-90, '-1 min 30 s'],
  [7200, '2 h'],
]);

examples('formatWait', formatWait, [
  [9.81, '9.81 s'],
  [86_400, '1 d'],
  [999 * YEAR, '999 years'],
  [999.6 * YEAR, '1,000 years'],
  [17_012 * YEAR, '17,000 years'],
  [999_600 * YEAR, '1.00 million years'],
  [12_234_567 * YEAR, '12.2 million years'],
  [13.8e9 * YEAR, '13.8 billion years'],
]);

examples('formatPlain', formatPlain, [
  [0, '0'],
  [0.5, '0.5'],
  [0.25, '0.25'],
  [10, '10'],
  [100, '100'],
  [1234, '1,234'],
  [1e-7, '1.00 × 10^-7'],
]);

examples('formatRough', formatRough, [
  [0, '0'],
  [3.2, '3.20'],
  [8594, '8,590'],
  [999_600, '1.00 million'],
  [14_231_000_000, '14.2 billion'],
  [5.37e23, '537 sextillion'],
]);

it('formatRough writes as few digits as are wanted', () => {
  expect([formatRough(1e8, 1), formatRough(1000, 1), formatRough(1.26e9, 2)]).toEqual([
    '100 million',
    '1,000',
    '1.3 billion',
  ]);
});

const euro = (amount: number): string => formatMoney(amount, 'EUR');

examples('formatMoney', euro, [
  [0, '0 EUR'],
  [0.043_21, '0.0432 EUR'],
  [12.34, '12.3 EUR'],
  [1234.5, '1,235 EUR'],
]);

const roughEuro = (amount: number): string => formatRoughMoney(amount, 'EUR');

examples('formatRoughMoney', roughEuro, [
  [0, '0 EUR'],
  [3.06e-19, '3.06 × 10^-19 EUR'],
  [0.043_21, '0.0432 EUR'],
  [164_049, '164,000 EUR'],
  [8_612_345_678, '8.61 billion EUR'],
  [-1500, '-1,500 EUR'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
]);

examples('formatMass', formatMass, [
  [0, '0 g'],
  [2.7e-15, '2.70 fg'],
  [2.7e-10, '270 pg'],
  [0.000_412, '412 µg'],
  [0.412, '412 mg'],
  [3200, '3.20 kg'],
  [999_960, '1.00 t'],
  [39.8e12, '39.8 Mt'],
  [1.2e15, '1.20 Gt'],
]);

examples('formatRatio', formatRatio, [
  [0, '0 ×'],
  [0.256, '0.26 ×'],
  [1, '1.0 ×'],
  [9.96, '10 ×'],
  [25.8, '26 ×'],
  [1263.4, '1,263 ×'],
]);

examples('formatPercent', formatPercent, [
  [0, '0 %'],
  [1 / 3, '33.3 %'],
  [1, '100 %'],
  [0.000_12, '0.0120 %'],
  [-0.05, '-5.00 %'],
  [12.5, '1,250 %'],
]);

examples('formatNumber', formatNumber, [
  [0, '0'],
  [0.25, '0.250'],
  [12.345, '12.3'],
  [999.9, '1,000'],
  [1234.5, '1,235'],
  [1e15, '1.00 × 10^15'],
]);

examples('formatDate', formatDate, [
  [0, '1 January 1970'],
  [1_231_006_505, '3 January 2009'],
  [1_625_356_799, '3 July 2021'],
  [1_625_356_800, '4 July 2021'],
  [-1, '31 December 1969'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
]);

const all = [
  formatHashrate,
  formatEnergy,
  formatPower,
  formatEfficiency,
  formatDifficulty,
  formatCount,
  formatDuration,
  formatRatio,
  formatPercent,
  formatNumber,
  formatWholeSeconds,
  formatWait,
  formatRough,
  formatPlain,
  euro,
  roughEuro,
  formatMass,
];

describe('formatBitcoin', () => {
  it('is exact, and writes no more decimals than there are', () => {
    expect(
      [312_500_000n, 123_400_000_000n, 1n, 0n, -150_000_000n, 2n ** 64n - 1n].map(formatBitcoin),
    ).toEqual([
      '3.125 BTC',
      '1,234 BTC',
      '0.00000001 BTC',
      '0 BTC',
      '-1.5 BTC',
      '184,467,440,737.09551615 BTC',
    ]);
  });
});

describe('every format', () => {
  it('writes a dash for what is missing', () => {
    for (const format of all) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        expect(format(value)).toBe('–');
      }
      expect(format(0)).not.toBe('–');
    }
  });

  it('writes -0 as 0, and a negative value as its opposite with a sign', () => {
    for (const format of all) expect(format(-0)).toBe(format(0));
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e40, noNaN: true }), (value) => {
        for (const format of all) expect(format(-value)).toBe(`-${format(value)}`);
      }),
      { seed: 20090103 },
    );
  });

  it('uses only digits, commas, points, signs, units and plain spaces, at any size', () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: 1e300, noNaN: true }), (value) => {
        for (const format of all)
          expect(format(value)).toMatch(/^[\d,]+(?:\.\d+)?(?: × 10\^-?\d+)?(?: [\w %/×µ]+)?$/u);
      }),
      { seed: 20090103, numRuns: 500 },
    );
  });
});

describe('digits', () => {
  it('sets the significant digits', () => {
    expect(formatHashrate(6_712_345, 4)).toBe('6.712 MH/s');
    expect(formatHashrate(999_960, 4)).toBe('1.000 MH/s');
    expect(formatHashrate(999_940, 4)).toBe('999.9 kH/s');
    expect(formatRatio(1.0234, 3)).toBe('1.02 ×');
    expect(formatPercent(0.12345, 2)).toBe('12 %');
  });
});
