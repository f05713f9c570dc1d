// A network's budget: its parts agree with each other and with the closed forms.

import { describe, expect, it } from 'vitest';
import {
  COMPARISONS,
  ENERGY_SPANS,
  type EnergyPlan,
  energyBudget,
  timesOf,
} from '../../../src/simulation/index.ts';

const PLAN: EnergyPlan = {
  hashrateHps: 600e18,
  machinesJPerTh: { low: 20, guess: 25, high: 50 },
  pricePerKwhUsd: 0.05,
  gridGramsPerKwh: 400,
  spacingSec: 600,
  transactionsPerBlock: 2500,
  rewardBtc: 3.125,
  coinPriceUsd: 64_000,
};
const budget = energyBudget(PLAN);

describe('energy', () => {
  it('is power for the time of each span', () => {
    expect(budget.powerW.guess).toBeCloseTo(600e6 * 25 * 1.1, 3);
    expect(budget.joules.day.low).toBeCloseTo(600e6 * 20 * 1.01 * 86_400, -3);
    expect(budget.joules.block.high).toBeCloseTo(600e6 * 50 * 1.2 * 600, -3);
    expect(budget.joules.transaction.guess).toBeCloseTo(budget.joules.block.guess / 2500, 3);
    expect(budget.joules.hash.guess).toBeCloseTo(27.5e-12, 20);
    expect(budget.joules.year.guess / budget.joules.day.guess).toBeCloseTo(365.25, 9);
  });

  it('is in order in every span', () => {
    for (const span of ENERGY_SPANS) {
      for (const { low, guess, high } of [budget.joules[span], budget.usd[span], budget.co2Grams[span]]) {
        expect(low).toBeLessThan(guess);
        expect(guess).toBeLessThan(high);
      }
    }
  });
});

it('money and CO2 follow the kilowatt-hours', () => {
  const kwh = budget.joules.day.guess / 3.6e6;
  expect(budget.usd.day.guess).toBeCloseTo(kwh * 0.05, 3);
  expect(budget.co2Grams.day.guess / (kwh * 400)).toBeCloseTo(1, 12);
  const clean = energyBudget({ ...PLAN, gridGramsPerKwh: 0 });
  expect(clean.co2Grams.year).toEqual({ low: 0, guess: 0, high: 0 });
});

describe('income', () => {
  const { income } = budget;

  it('is the block’s', () => {
    expect(income.blockUsd).toBe(200_000);
    expect(income.yearUsd).toBeCloseTo(200_000 * 6 * 24 * 365.25, 3);
    expect(income.thDayUsd * 600e6).toBeCloseTo(200_000 * 144, 3);
    expect(income.electricityPart.guess).toBeCloseTo(budget.usd.block.guess / 200_000, 12);
  });

  it('breaks even where electricity takes all of it', () => {
    const jPerTh = income.breakEvenJPerTh;
    const worse = energyBudget({ ...PLAN, machinesJPerTh: { low: jPerTh, guess: jPerTh, high: jPerTh } });
    expect(worse.income.electricityPart.guess).toBeCloseTo(1, 12);
    expect(worse.powerW.guess / income.equilibriumPowerW).toBeCloseTo(1, 12);
    const dearer = energyBudget({ ...PLAN, pricePerKwhUsd: income.breakEvenPricePerKwhUsd });
    expect(dearer.income.electricityPart.guess).toBeCloseTo(1, 12);
  });
});

it('is so many times another’s energy', () => {
  const [norway, card] = ['norway', 'card-payment'].map((id) => COMPARISONS.find((each) => each.id === id)!);
  // 16.5 GW for 365.25 days are 144.6 TWh; Norway's year is 124.3.
  expect(timesOf(budget, norway!).guess).toBeCloseTo(144.639 / 124.288, 4);
  // 2.75 GWh a block, 1.1 MWh a transaction; a payment by card takes 12 Wh.
  expect(timesOf(budget, card!).guess).toBeCloseTo(1.1e6 / 12, 3);
});

it.each<Partial<EnergyPlan>>([
  { hashrateHps: 0 },
  { hashrateHps: Infinity },
  { pricePerKwhUsd: -0.01 },
  { gridGramsPerKwh: -1 },
  { gridGramsPerKwh: Number.NaN },
  { spacingSec: 0 },
  { transactionsPerBlock: Number.NaN },
  { rewardBtc: 0 },
  { coinPriceUsd: 0 },
  { machinesJPerTh: { low: 0, guess: 1, high: 2 } },
  { machinesJPerTh: { low: 3, guess: 2, high: 4 } },
  { machinesJPerTh: { low: 1, guess: 5, high: 4 } },
  { machinesJPerTh: { low: 1, guess: 5, high: Infinity } },
])('refuses %o', (wrong) => {
  const [name] = Object.keys(wrong);
  expect(() => energyBudget({ ...PLAN, ...wrong })).toThrow(`"${name}" expected`);
});
