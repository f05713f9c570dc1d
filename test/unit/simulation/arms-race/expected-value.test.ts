import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedSurplus } from '../../../../src/simulation/arms-race/expected-value.ts';

const LIFE = { declinePerDay: 0.002, failurePerDay: 0.0004, lifeDays: 1500 };

test('agrees with a sum over small steps', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(
      number(0.01, 20),
      number(0.01, 10),
      number(0, 0.02),
      number(1e-5, 0.01),
      fc.integer({ min: 1, max: 2000 }),
      (income, cost, declinePerDay, failurePerDay, lifeDays) => {
        let sum = 0;
        const step = lifeDays / 20_000;
        for (let t = step / 2; t < lifeDays; t += step) {
          const left = income * Math.exp(-declinePerDay * t) - cost;
          if (left <= 0) break;
          sum += left * Math.exp(-failurePerDay * t) * step;
        }
        expect(expectedSurplus(income, cost, { declinePerDay, failurePerDay, lifeDays })).toBeCloseTo(sum, 1);
      },
    ),
    { seed: 11, numRuns: 60 },
  );
});

test('what does not pay is worth nothing; what just pays is worth something', () => {
  expect(expectedSurplus(1, 1, LIFE)).toBe(0);
  expect(expectedSurplus(0.5, 1, LIFE)).toBe(0);
  expect(expectedSurplus(1.001, 1, LIFE)).toBeGreaterThan(0);
});

test('without decline and almost without failure: income above cost, all life long', () => {
  expect(expectedSurplus(3, 1, { declinePerDay: 0, failurePerDay: 1e-9, lifeDays: 1000 })).toBeCloseTo(
    2000,
    2,
  );
});

test('a machine with electricity for nothing is worth its income', () => {
  expect(expectedSurplus(1, 0, LIFE)).toBeCloseTo((1 - Math.exp(-0.0024 * 1500)) / 0.0024, 9);
});
