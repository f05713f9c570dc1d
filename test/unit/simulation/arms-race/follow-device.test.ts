import { describe, expect, it } from 'vitest';
import { type Device, deviceSentence, followDevice } from '../../../../src/simulation/index.ts';
import { type HandMade, handMade } from './hand-made.ts';

/** 1 TH/s for 1 kW at 0.10 USD/kWh: 2.40 USD of electricity a day. */
const DEVICE: Device = { hashrateHps: 1e12, powerW: 1000, pricePerKwhUsd: 0.1, fromDay: 0 };
const COST_USD = 2.4;
const OTHERS_HPS = 999e12;

/** A year in which 1 TH/s earns so much a day, before the device itself takes a thousandth of it. */
function follow(
  incomeUsd: (day: number) => number,
  device: Partial<Device> = {},
  race: Partial<HandMade> = {},
) {
  const { facts, days } = handMade({
    from: '2015-01-01',
    until: '2015-12-31',
    ...race,
    figures: {
      hashrateHps: () => OTHERS_HPS,
      hashPriceUsdPerThDay: (day) => incomeUsd(day) / 0.999,
      priceUsd: () => 300,
      ...race.figures,
    },
  });
  const fate = followDevice(facts, days, { ...DEVICE, ...device });
  return { fate, sentence: deviceSentence(facts, fate) };
}

describe('a machine in a race', () => {
  it('earns its part while it pays, and rests when it does not', () => {
    const { fate } = follow((day) => (day < 100 ? 3 : 2));
    expect(fate).toMatchObject({ firstDay: 0, lastDay: 364, daysOn: 100, paysFromDay: 0, stopsDay: 100 });
    expect(fate.firstPart).toBeCloseTo(0.001, 12);
    expect(fate.incomeUsd).toBeCloseTo(300, 9);
    expect(fate.coinsBtc).toBeCloseTo(1, 9);
    expect(fate.electricityUsd).toBeCloseTo(100 * COST_USD, 9);
    expect(fate.profitUsd).toBeCloseTo(60, 9);
  });

  it('runs on a day that just covers its electricity, not on one that does not', () => {
    expect(follow(() => COST_USD * 1.000001).fate.daysOn).toBe(365);
    expect(follow(() => COST_USD * 0.999999).fate.daysOn).toBe(0);
  });

  it('is followed from its day on', () => {
    const { fate } = follow((day) => (day < 100 ? 3 : 2), { fromDay: 60 });
    expect(fate).toMatchObject({ firstDay: 60, daysOn: 40, paysFromDay: 60, stopsDay: 100 });
  });

  it('stops paying after its last thirty paying days in a row', () => {
    const paying = (days: readonly [number, number][]) => (day: number) =>
      days.some(([from, to]) => day >= from && day < to) ? 3 : 2;
    // A gap, then another good time, then 29 days, which are too few.
    const { fate } = follow(
      paying([
        [10, 60],
        [70, 100],
        [200, 229],
      ]),
    );
    expect(fate).toMatchObject({ daysOn: 50 + 30 + 29, paysFromDay: 10, stopsDay: 100 });
    expect(follow(paying([[200, 230]])).fate).toMatchObject({ paysFromDay: 200, stopsDay: 230 });
    expect(follow(paying([[200, 229]])).fate).toMatchObject({
      paysFromDay: null,
      stopsDay: null,
      daysOn: 29,
    });
    expect(follow(paying([[300, 365]])).fate).toMatchObject({ paysFromDay: 300, stopsDay: null });
  });

  it('never earns more than there is, however fast it is', () => {
    const { fate } = follow(() => 3, { hashrateHps: 1e21 });
    expect(fate.firstPart).toBeGreaterThan(0.999);
    expect(fate.incomeUsd).toBeLessThan(365 * (3 / 0.999) * 999);
    expect(fate.incomeUsd).toBeGreaterThan(365 * (3 / 0.999) * 998);
  });

  it('has what the scenario gives to or takes from all', () => {
    const { fate } = follow(
      () => 3,
      {},
      {
        scenario: {
          events: [
            { on: '2015-01-11', kind: 'energy-tax', region: 'North', usdPerKwh: 9 },
            { on: '2015-02-20', kind: 'energy-tax', region: 'all', usdPerKwh: 0.1 },
            { on: '2015-04-11', kind: 'speed', factor: 2 },
          ],
        },
      },
    );
    // 4.80 USD a day is too dear for 3, but not for twice that.
    expect(fate.daysOn).toBe(365 - 50);
    expect(fate.electricityUsd).toBeCloseTo(50 * 2.4 + 265 * 4.8, 6);
    expect(fate.lastPart).toBeCloseTo(2 / 1001, 12);
  });

  it.each([
    [{ hashrateHps: 0 }, 'hashrateHps'],
    [{ powerW: -1 }, 'powerW'],
    [{ pricePerKwhUsd: Number.NaN }, 'pricePerKwhUsd'],
    [{ fromDay: 365 }, 'a day from 0 to 364, got 365'],
    [{ fromDay: 0.5 }, 'fromDay'],
  ])('is refused as %j', (device, words) => {
    expect(() => follow(() => 3, device)).toThrow(words);
    expect(() => follow(() => 3, device)).toThrow(RangeError);
  });
});

describe('the sentence', () => {
  it('says part, income, cost, profit and the end', () => {
    expect(follow((day) => (day < 100 ? 3 : 2)).sentence).toBe(
      'From 1 January 2015 on, 1.00 TH/s for 1.00 kW at 0.100 USD/kWh is 0.100 % of the hash rate, and 0.100 % on ' +
        '31 December 2015; on the 100 days that pay it earns 300 USD (1.00 BTC) and uses electricity for 240 USD, a ' +
        'profit of 60.0 USD, and it stops paying on 11 April 2015.',
    );
  });

  it('says it of small parts in whole numbers', () => {
    const { sentence } = follow(() => 3, { hashrateHps: 1e9 });
    expect(sentence).toContain('is one part in 999,000 of the hash rate');
    expect(sentence).toMatch(/; its income never covers its electricity\.$/u);
  });

  it('knows machines that still pay, and those that pay for moments', () => {
    expect(follow(() => 3).sentence).toMatch(/, and it still pays on 31 December 2015\.$/u);
    expect(follow((day) => (day === 5 ? 3 : 2)).sentence).toMatch(
      /; on the 1 day that pays .*, but never for 30 days in a row\.$/u,
    );
  });
});
