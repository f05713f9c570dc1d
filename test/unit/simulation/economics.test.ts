// Closed forms of mining's economy: known values worked out by hand, then what must hold whatever the figures are.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakEvenJPerTh,
  breakEvenPricePerKwhUsd,
  CAMBRIDGE_PUE,
  energySpent,
  equilibriumPowerW,
  hashesOfDifficulty,
  powerBand,
  revenuePerThDayUsd,
} from '../../../src/simulation/index.ts';

const amount = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Some network: hash rate, spacing, reward, price of a coin and of electricity, efficiency. */
const network = fc.record({
  hashrateHps: amount(1e3, 1e22),
  spacingSec: fc.integer({ min: 1, max: 86_400 }),
  rewardBtc: amount(1e-3, 50),
  coinPriceUsd: amount(0.01, 1e7),
  pricePerKwhUsd: amount(1e-3, 1),
  efficiencyJPerTh: amount(1e-4, 1e8),
});

/** Relative closeness, for values of any size. */
const expectNear = (value: number, wanted: number) => expect(value / wanted).toBeCloseTo(1, 9);

describe('income of 1 TH/s in a day', () => {
  it('at difficulty 1: 2^48 / 0xffff hashes a block', () => {
    // 1e12 x 86,400 hashes / 4,295,032,833 = 20,116,260.66 blocks a day, of 50 coins at 0.01 USD.
    const hashesPerBlock = hashesOfDifficulty(1);
    expect(hashesPerBlock).toBeCloseTo(4_295_032_833, 0);
    const usd = revenuePerThDayUsd({ rewardBtc: 50, coinPriceUsd: 0.01, hashesPerBlock });
    expect(usd / 20_116_260.657 / 0.5).toBeCloseTo(1, 7);
  });

  it('of all TH/s is what all blocks of a day pay, whatever the difficulty', () => {
    fc.assert(
      fc.property(network, ({ hashrateHps, spacingSec, rewardBtc, coinPriceUsd }) => {
        const hashesPerBlock = hashrateHps * spacingSec;
        const each = revenuePerThDayUsd({ rewardBtc, coinPriceUsd, hashesPerBlock });
        expectNear((each * hashrateHps) / 1e12, (86_400 / spacingSec) * rewardBtc * coinPriceUsd);
      }),
      { seed: 1 },
    );
  });
});

describe('break-even', () => {
  it('as worked out by hand', () => {
    // 0.12 USD a day buys 2.4 kWh at 0.05, which is 100 W all day: 100 J/TH at 1 TH/s.
    expect(breakEvenJPerTh(0.12, 0.05)).toBeCloseTo(100, 9);
    expect(breakEvenJPerTh(0.12, 0.05, 1.25)).toBeCloseTo(80, 9);
    expect(breakEvenPricePerKwhUsd(0.12, 100)).toBeCloseTo(0.05, 12);
    expect(breakEvenPricePerKwhUsd(0.12, 80, 1.25)).toBeCloseTo(0.05, 12);
    expect(breakEvenJPerTh(0.12, 0)).toBe(Infinity);
  });

  it('of efficiency and of price are the same line', () => {
    fc.assert(
      fc.property(network, amount(1, 2), ({ pricePerKwhUsd, coinPriceUsd }, pue) => {
        const worst = breakEvenJPerTh(coinPriceUsd, pricePerKwhUsd, pue);
        expectNear(breakEvenPricePerKwhUsd(coinPriceUsd, worst, pue), pricePerKwhUsd);
      }),
      { seed: 2 },
    );
  });
});

describe('the power at which income has become electricity', () => {
  it('as worked out by hand', () => {
    // 1 USD a second buys 20 kWh a second at 0.05: 72 MW. Half of it: 36 MW.
    const spending = { rewardUsdPerSec: 1, pricePerKwhUsd: 0.05 };
    expect(equilibriumPowerW({ ...spending, electricityPart: 1 })).toBeCloseTo(72e6, 3);
    expect(equilibriumPowerW({ ...spending, electricityPart: 0.5 })).toBeCloseTo(36e6, 3);
  });

  it('is that of a network whose machines just pay; twice as good ones change nothing', () => {
    fc.assert(
      fc.property(network, ({ efficiencyJPerTh, spacingSec, rewardBtc, coinPriceUsd, pricePerKwhUsd }) => {
        const blockUsd = rewardBtc * coinPriceUsd;
        const w = equilibriumPowerW({
          rewardUsdPerSec: blockUsd / spacingSec,
          electricityPart: 1,
          pricePerKwhUsd,
        });
        for (const jPerTh of [efficiencyJPerTh, efficiencyJPerTh / 2]) {
          // Miners enter until the power is spent, and the difficulty follows them.
          const hashrateHps = (w / jPerTh) * 1e12;
          const hashesPerBlock = hashrateHps * spacingSec;
          const revenue = revenuePerThDayUsd({ rewardBtc, coinPriceUsd, hashesPerBlock });
          expectNear(breakEvenJPerTh(revenue, pricePerKwhUsd), jPerTh);
          const { block } = energySpent({ hashrateHps, efficiencyJPerTh: jPerTh, spacingSec });
          expectNear((block / 3.6e6) * pricePerKwhUsd, blockUsd);
        }
      }),
      { seed: 3 },
    );
  });
});

describe('energy', () => {
  it('per hash, block, day and year', () => {
    const spent = energySpent({ hashrateHps: 600e18, efficiencyJPerTh: 25, spacingSec: 600 });
    // 15 GW: 2.5 GWh in ten minutes, 360 GWh a day, 131.49 TWh in 365.25 days.
    expect(spent.hash).toBeCloseTo(25e-12, 20);
    expect(spent.block / 3.6e12).toBeCloseTo(2.5, 9);
    expect(spent.day / 3.6e12).toBeCloseTo(360, 9);
    expect(spent.year / 3.6e15).toBeCloseTo(131.49, 9);
  });

  it('of a year is a power all year: Cambridge’s 28.2 J/TH at 2024’s mean rate give about its 138 TWh', () => {
    // 633.35 EH/s is the mean of 2024 in btc_network_yearly.csv; Cambridge's report of 2025 says 28.2 J/TH and 138 TWh.
    const { year } = energySpent({ hashrateHps: 633.35e18, efficiencyJPerTh: 28.2, spacingSec: 600 });
    expect(year / 3.6e15 / 138).toBeGreaterThan(0.85);
    expect(year / 3.6e15 / 138).toBeLessThan(1.15);
  });
});

describe('the power band', () => {
  it('multiplies machines and sites, bound by bound', () => {
    expect(CAMBRIDGE_PUE).toEqual({ low: 1.01, guess: 1.1, high: 1.2 });
    const band = powerBand(1e18, { low: 10, guess: 20, high: 40 });
    expect(band.low).toBeCloseTo(10.1e6, 3);
    expect(band.guess).toBeCloseTo(22e6, 3);
    expect(band.high).toBeCloseTo(48e6, 3);
    expect(powerBand(1e18, { low: 10, guess: 20, high: 40 }, { low: 1, guess: 1, high: 1 }).high).toBeCloseTo(
      40e6,
      3,
    );
  });
});
