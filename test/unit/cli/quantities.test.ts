// Quantities as people write them, and what is said about others.

import { describe, expect, it } from 'vitest';
import { readHashrate } from '../../../src/cli/arguments.ts';
import { readAmount, readEfficiencies } from '../../../src/cli/quantities.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';

const one = (jPerTh: number) => ({ low: jPerTh, guess: jPerTh, high: jPerTh });

describe('a hash rate', () => {
  it.each([
    ['600EH/s', 600e18],
    ['600 EH/s', 600e18],
    ['600eh', 600e18],
    ['13.5TH/s', 13.5e12],
    ['.5kH/s', 500],
    ['1H/s', 1],
    ['2QH/s', 2e30],
    ['2e12', 2e12],
  ])('%s', (text, hps) => {
    expect(readHashrate('--hashrate', text) / hps).toBeCloseTo(1, 12);
  });

  it.each(['0EH/s', '-1EH/s', '600E', 'EH/s', '600XH/s', '1,000EH/s', '600EH/s x', '1e400H/s', ''])(
    'not %o',
    (text) => {
      expect(() => readHashrate('--hashrate', text)).toThrow(UsageError);
    },
  );
});

describe('an efficiency', () => {
  it.each([
    ['25J/TH', 25],
    ['25', 25],
    ['25 J/TH', 25],
    ['21.5J/T', 21.5],
    ['17.5W/TH', 17.5],
    ['17.5W/TH/s', 17.5],
    ['0.098J/GH', 98],
    ['98mJ/GH', 98],
    ['1.5MJ/TH', 1.5e6],
    ['2kJ/th', undefined],
    ['5J/MH', 5e6],
    ['1e-6J/H', 1e6],
  ])('%s', (text, jPerTh) => {
    // Small letters of hashes' prefixes are another unit, or none.
    if (jPerTh === undefined) expect(() => readEfficiencies('--efficiency', text)).toThrow(UsageError);
    else expect(readEfficiencies('--efficiency', text).guess / jPerTh).toBeCloseTo(1, 12);
  });

  it('is one for all bounds, or three in order', () => {
    expect(readEfficiencies('--efficiency', '25J/TH')).toEqual(one(25));
    expect(readEfficiencies('--efficiency', '11,20,24J/TH')).toEqual({ low: 11, guess: 20, high: 24 });
    expect(readEfficiencies('--efficiency', '11, 20, 24')).toEqual({ low: 11, guess: 20, high: 24 });
    expect(readEfficiencies('--efficiency', '9J/TH,0.02J/GH,24J/TH').guess).toBeCloseTo(20, 12);
  });

  it.each([
    '',
    'J/TH',
    '0J/TH',
    '-5',
    '25J',
    '25J/',
    '25J/TH/h',
    '20,25',
    '24,20,11',
    '1,2,3,4',
    '1,2,x',
    '25PJ/TH',
  ])('not %o', (text) => {
    const read = () => readEfficiencies('--efficiency', text);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(/^--efficiency expected an efficiency such as 25J\/TH, or three .*, got ./u);
  });
});

describe('an amount', () => {
  it('has its unit or none', () => {
    expect(readAmount('--price', '0.05', 'USD/kWh')).toBe(0.05);
    expect(readAmount('--price', '0.05USD/kWh', 'USD/kWh')).toBe(0.05);
    expect(readAmount('--price', ' .05 USD/kWh', 'USD/kWh')).toBe(0.05);
    expect(readAmount('--price', '5e-2', 'USD/kWh')).toBe(0.05);
  });

  it('is 0 only where that is one', () => {
    expect(readAmount('--grid', '0', 'g/kWh', true)).toBe(0);
    expect(() => readAmount('--price', '0', 'USD/kWh')).toThrow(
      '--price expected a number above 0, in USD/kWh, got 0',
    );
  });

  it.each(['', 'free', '-1', '5ct', '0.05EUR/kWh', '1,5', '1e999'])('not %o', (text) => {
    expect(() => readAmount('--price', text, 'USD/kWh')).toThrow(UsageError);
    expect(() => readAmount('--grid', text, 'g/kWh', true)).toThrow(
      '--grid expected a number from 0, in g/kWh',
    );
  });
});
