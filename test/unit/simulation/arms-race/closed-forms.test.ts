// What economics says without a simulation, and the race must say as well.

import { describe, expect, test } from 'vitest';
import { ONE_PRICE_PER_KWH, ONE_PUE, ONE_REWARD_USD, ONE_SPACING_SEC, runOneMachine } from './one-machine.ts';

const JOULES_PER_KWH = 3.6e6;
const EQUILIBRIUM_W = ONE_REWARD_USD / ONE_SPACING_SEC / (ONE_PRICE_PER_KWH / JOULES_PER_KWH);

describe('one machine that costs next to nothing', () => {
  const { days, lateMean } = runOneMachine();

  test('power = reward per second x electricity’s share of cost / price of energy', () => {
    const share = lateMean('electricityPart');
    expect(share).toBeGreaterThan(0.999);
    // Machines come in orders of at most two months' output: 4,000 of 120,000.
    const ratio = lateMean('powerGuessW') / (EQUILIBRIUM_W * share);
    expect(ratio).toBeGreaterThan(0.98);
    expect(ratio).toBeLessThan(1.04);
  });

  test('what is spent on electricity is what is earned', () => {
    expect(lateMean('electricityUsd') / lateMean('revenueUsd')).toBeCloseTo(1, 1);
    expect(lateMean('revenueUsd')).toBeCloseTo((ONE_REWARD_USD * 86_400) / ONE_SPACING_SEC, -3);
  });

  test('break-even J/TH = income of a TH-day / (86,400 s x price of a joule), each day', () => {
    const { breakEvenJPerTh, hashPriceUsdPerThDay, meanPricePerKwhUsd, hashrateHps } = days.figures;
    let checked = 0;
    for (let day = 0; day < days.length; day++) {
      if (!(hashrateHps[day]! > 0)) continue;
      const pricePerJ = (meanPricePerKwhUsd[day]! * ONE_PUE) / JOULES_PER_KWH;
      expect(breakEvenJPerTh[day]! / (hashPriceUsdPerThDay[day]! / (86_400 * pricePerJ))).toBeCloseTo(1, 9);
      checked++;
    }
    expect(checked).toBeGreaterThan(3000);
    // The one machine is just what pays.
    expect(lateMean('breakEvenJPerTh') / lateMean('fleetJPerTh')).toBeGreaterThan(0.95);
    expect(lateMean('breakEvenJPerTh') / lateMean('fleetJPerTh')).toBeLessThan(1.05);
  });

  test('a machine twice as fast at the same power: spending and interval stay, difficulty doubles', () => {
    const fast = runOneMachine({ hashrateThs: 2e-5 });
    const ratio = (id: Parameters<typeof lateMean>[0]) => fast.lateMean(id) / lateMean(id);
    expect(ratio('electricityUsd')).toBeCloseTo(1, 1);
    expect(ratio('blocks')).toBeCloseTo(1, 2);
    expect(ratio('difficulty')).toBeGreaterThan(1.95);
    expect(ratio('difficulty')).toBeLessThan(2.05);
  });

  test('everyone becomes twice as fast overnight: blocks come too fast for one period, then as ever', () => {
    const { facts, days: after } = runOneMachine({
      events: [{ on: '2023-01-01', kind: 'speed', factor: 2 }],
    });
    const day = after.events.find(({ kind }) => kind === 'speed')!.day;
    expect(facts.startDay + day).toBe(Date.UTC(2023, 0, 1) / 86_400_000);
    const mean = (values: Float64Array, from: number, to: number) =>
      values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
    const { blocks, electricityUsd, powerGuessW } = after.figures;
    expect(mean(blocks, day, day + 5) / mean(blocks, day - 365, day)).toBeGreaterThan(1.6);
    const later = day + 365;
    expect(mean(blocks, later, after.length) / mean(blocks, day - 365, day)).toBeCloseTo(1, 1);
    expect(mean(electricityUsd, later, after.length) / mean(electricityUsd, day - 365, day)).toBeCloseTo(
      1,
      1,
    );
    expect(mean(powerGuessW, later, after.length) / mean(powerGuessW, day - 365, day)).toBeCloseTo(1, 1);
  });
});

describe('two prices of electricity', () => {
  test('machines above their break-even are off, those below it on', () => {
    const { days } = runOneMachine({ priceSpread: 0.25, farmTolerance: 0, until: '2022-12-31' });
    const { machinesOn, machinesOff, breakEvenJPerTh, fleetJPerTh } = days.figures;
    let daysWithBoth = 0;
    for (let day = 0; day < days.length; day++) {
      if (!(machinesOn[day]! > 0)) continue;
      // The mean price of those who run lies below the price at which the machine just pays.
      expect(breakEvenJPerTh[day]!).toBeGreaterThanOrEqual(fleetJPerTh[day]! * (1 - 1e-9));
      if (machinesOff[day]! > 0) daysWithBoth++;
    }
    expect(daysWithBoth).toBeGreaterThan(30);
  });
});
