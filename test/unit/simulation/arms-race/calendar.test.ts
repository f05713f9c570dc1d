import { expect, test } from 'vitest';
import { dateOfDay, dayOfDate, yearOfDay } from '../../../../src/simulation/index.ts';

test('days and dates are each other’s inverse', () => {
  for (let day = -40_000; day < 80_000; day += 137) expect(dayOfDate(dateOfDay(day))).toBe(day);
});

test('known days', () => {
  expect(dayOfDate('1970-01-01')).toBe(0);
  expect(dayOfDate('2009-01-03')).toBe(14_247);
  expect(yearOfDay(14_247)).toBe(2009);
  expect(yearOfDay(14_244)).toBe(2008);
});

test.each(['2021-02-30', '2021-13-01', '2021-1-1', '21-01-01', '', '2021-01-01T00:00', '2021-02-29'])(
  '%j is no day',
  (text) => {
    expect(dayOfDate(text)).toBeNaN();
  },
);

test('29 February of a leap year is one', () => {
  expect(dateOfDay(dayOfDate('2020-02-29'))).toBe('2020-02-29');
});
