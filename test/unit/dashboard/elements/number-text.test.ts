import { describe, expect, it } from 'vitest';
import { numberText, readNumber } from '../../../../src/dashboard/elements/number-text.ts';

const any = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, isWhole: false };
const reasonOf = (text: string, bounds: Partial<typeof any>): string => {
  const read = readNumber(text, { ...any, ...bounds });
  return read.ok ? `read as ${read.value}` : read.reason;
};

describe('a typed number', () => {
  it.each([
    ['12', 12],
    [' 0.30 ', 0.3],
    ['.5', 0.5],
    ['5.', 5],
    ['-3', -3],
    ['+3', 3],
    ['1e9', 1e9],
    ['2.5E-3', 0.0025],
    ['1,234,567.8', 1_234_567.8],
    ['1 234', 1234],
    ['1_000', 1000],
  ])('%j is read as %d', (text, value) => {
    expect(readNumber(text, any)).toEqual({ ok: true, value });
  });

  it.each(['', 'abc', '1,5', '12,34', '0x10', '1e', 'Infinity', 'NaN', '1e999', '--1', '1.2.3'])(
    '%j is none',
    (text) => {
      expect(readNumber(text, any).ok).toBe(false);
    },
  );

  it('is good at its bounds and not beyond them', () => {
    const bounds = { min: 0, max: 10 };
    expect([reasonOf('0', bounds), reasonOf('10', bounds)]).toEqual(['read as 0', 'read as 10']);
    expect(reasonOf('-0.1', bounds)).toBe('expected a number from 0 to 10, got -0.1');
    expect(reasonOf('10.1', bounds)).toBe('expected a number from 0 to 10, got 10.1');
  });

  it('says what would be right', () => {
    expect(reasonOf('abc', { min: 0, max: 10 })).toBe('expected a number from 0 to 10, got abc');
    expect(reasonOf('1.5', { min: 1, max: 65_535, isWhole: true })).toBe(
      'expected a whole number from 1 to 65,535, got 1.5',
    );
    expect(reasonOf('-1', { min: 0.01 })).toBe('expected a number of 0.01 or more, got -1');
    expect(reasonOf('9', { max: 5 })).toBe('expected a number up to 5, got 9');
    expect(reasonOf('  ', {})).toBe('expected a number, got nothing');
  });
});

describe('a number in a field', () => {
  it('can be typed again', () => {
    expect([0.1 + 0.2, 1e21, 142, -0.5].map(numberText)).toEqual(['0.3', '1e+21', '142', '-0.5']);
    expect(readNumber(numberText(1e21), any)).toEqual({ ok: true, value: 1e21 });
  });
});
