// Energy from seconds at full power and declared watts: round figures that can be told by eye.

import { describe, expect, it } from 'vitest';
import { energyOfHashes, energyUse } from '../../../src/miner/energy.ts';

const WATTS = { low: 50, guess: 100, high: 200 };
const TARIFF = { pricePerKwh: 0.36, gridGramsPerKwh: 400 };

describe('energyUse', () => {
  it('is watts times seconds at work, whatever the rests', () => {
    const hour = { hashCount: 1.8e13, activeSec: 1800, elapsedSec: 3600 };
    const use = energyUse(hour, WATTS, TARIFF);
    expect(use.energyJ).toEqual({ low: 90_000, guess: 180_000, high: 360_000 });
    expect(use.meanW).toEqual({ low: 25, guess: 50, high: 100 });
    expect(use.efficiencyJPerTh!.guess).toBeCloseTo(10_000, 6);
    // 180 kJ are 0.05 kWh.
    expect(use.cost.guess).toBeCloseTo(0.018, 12);
    expect(use.co2Grams.guess).toBeCloseTo(20, 9);
    expect(use.co2Grams.high).toBeCloseTo(40, 9);
    expect(use.energyJ.guess / 3.6e6).toBeCloseTo(0.05, 12);
  });

  it('says nothing of efficiency before the first hash, nor of power in no time', () => {
    const use = energyUse({ hashCount: 0, activeSec: 0, elapsedSec: 0 }, WATTS, TARIFF);
    expect(use).toMatchObject({
      meanW: null,
      efficiencyJPerTh: null,
      energyJ: { low: 0, guess: 0, high: 0 },
    });
  });

  it('has the efficiency of a machine: 13.5 J/TH for 270 TH/s at 3,645 W', () => {
    const second = { hashCount: 270e12, activeSec: 1, elapsedSec: 1 };
    const use = energyUse(second, { low: 3645, guess: 3645, high: 3645 }, TARIFF);
    expect(use.efficiencyJPerTh!.guess).toBeCloseTo(13.5, 9);
    expect(energyOfHashes(1e15, use.efficiencyJPerTh!).guess).toBeCloseTo(13_500, 6);
  });

  it.each([
    [{ low: -1, guess: 1, high: 2 }, TARIFF, /fullPowerW/],
    [{ low: 3, guess: 2, high: 4 }, TARIFF, /fullPowerW/],
    [{ low: 1, guess: 2, high: 1 }, TARIFF, /fullPowerW/],
    [{ low: 1, guess: 2, high: Number.POSITIVE_INFINITY }, TARIFF, /fullPowerW/],
    [{ low: 1, guess: Number.NaN, high: 3 }, TARIFF, /fullPowerW/],
    [WATTS, { ...TARIFF, pricePerKwh: Number.NaN }, /pricePerKwh/],
    [WATTS, { ...TARIFF, gridGramsPerKwh: -1 }, /gridGramsPerKwh/],
  ])('refuses %j with %j', (watts, tariff, message) => {
    expect(() => energyUse({ hashCount: 1, activeSec: 1, elapsedSec: 1 }, watts, tariff)).toThrow(message);
  });

  it('takes a price below zero and a power of zero', () => {
    const nothing = { low: 0, guess: 0, high: 0 };
    expect(
      energyUse({ hashCount: 1, activeSec: 3600, elapsedSec: 3600 }, WATTS, { ...TARIFF, pricePerKwh: -1 })
        .cost.guess,
    ).toBeCloseTo(-0.1, 12);
    expect(energyUse({ hashCount: 1, activeSec: 1, elapsedSec: 1 }, nothing, TARIFF).energyJ).toEqual(
      nothing,
    );
  });
});
