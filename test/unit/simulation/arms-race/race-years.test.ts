import { describe, expect, it } from 'vitest';
import {
  METRICS,
  type Metric,
  type RaceYear,
  raceYears,
  spreadOf,
  spreadOfYears,
  yearFigures,
  yearlyKind,
  yearlyUnit,
} from '../../../../src/simulation/index.ts';
import { handMade } from './hand-made.ts';

const DAY_J_PER_W = 86_400;

/** 2011, of which the race has the last two days, and the first three of 2012. */
const years = (figures: Parameters<typeof handMade>[0]['figures']) => {
  const { facts, days } = handMade({
    from: '2011-12-30',
    until: '2012-01-03',
    figures: figures ?? {},
    byGeneration: (generation, day) => (generation === 1 ? 10 * (day + 1) : 0),
    byRegion: (region, day) => (region === 1 ? day : 0),
  });
  return raceYears(facts, days);
};

describe('the years of a race', () => {
  it('are those it touches, with the days that are in them', () => {
    expect(years({}).map(({ year, days }) => [year, days])).toEqual([
      [2011, 2],
      [2012, 3],
    ]);
  });

  it('have sums of what flows, means of what is there, and the last height', () => {
    const [old, young] = years({
      revenueUsd: (day) => day + 1,
      hashrateHps: (day) => day + 1,
      height: (day) => 100 + day,
      powerLowW: () => 1,
      powerGuessW: () => 2,
      powerHighW: (day) => 3 + day,
    });
    expect(old!.figures).toMatchObject({ revenueUsd: 1 + 2, hashrateHps: 1.5, height: 101 });
    expect(young!.figures).toMatchObject({ revenueUsd: 3 + 4 + 5, hashrateHps: 4, height: 104 });
    expect(young!.energyJ).toEqual({
      low: 3 * DAY_J_PER_W,
      guess: 6 * DAY_J_PER_W,
      high: (5 + 6 + 7) * DAY_J_PER_W,
    });
    expect(young!.hashrateByGeneration.slice(0, 3)).toEqual([0, 40, 0]);
    expect(young!.hashrateByRegion).toEqual([0, 3]);
  });

  it('weigh quotients by their divisors', () => {
    const [old] = years({
      // One block after 900 s, then nine after 100 s each.
      meanIntervalSec: (day) => (day === 0 ? 900 : 100),
      blocks: (day) => (day === 0 ? 1 : 9),
      fleetJPerTh: (day) => (day === 0 ? 50 : 30),
      hashrateHps: (day) => (day === 0 ? 1 : 3),
      meanPricePerKwhUsd: (day) => (day === 0 ? 0.1 : 0.04),
      powerGuessW: (day) => (day === 0 ? 1 : 5),
      electricityUsd: (day) => (day === 0 ? 10 : 0),
      depreciationUsd: (day) => (day === 0 ? 0 : 30),
      electricityPart: () => 0.5,
    });
    expect(old!.figures.meanIntervalSec).toBeCloseTo(180, 12);
    expect(old!.figures.fleetJPerTh).toBeCloseTo(35, 12);
    expect(old!.figures.meanPricePerKwhUsd).toBeCloseTo(0.05, 12);
    expect(old!.figures.electricityPart).toBe(0.25);
  });

  it('leave out days without a value, and have none where no day has one', () => {
    const [old, young] = years({
      machinePriceUsdPerTh: (day) => (day === 0 ? Infinity : day === 1 ? 8 : Number.NaN),
      meanIntervalSec: (day) => (day === 0 ? Number.NaN : 600),
      blocks: (day) => (day === 1 ? 144 : 0),
    });
    expect(old!.figures).toMatchObject({
      machinePriceUsdPerTh: 8,
      meanIntervalSec: 600,
      electricityPart: null,
    });
    expect(young!.figures).toMatchObject({ machinePriceUsdPerTh: null, meanIntervalSec: null });
  });

  it('have a sum of every figure that is per day, but for the price of a day of hashing', () => {
    for (const { id, unit } of METRICS as readonly Metric[] as typeof METRICS) {
      const isFlow = unit.endsWith('/d') && id !== 'hashPriceUsdPerThDay';
      expect([id, yearlyKind(id) === 'sum']).toEqual([id, isFlow]);
    }
    expect(yearlyUnit('revenueUsd')).toBe('USD');
    expect(yearlyUnit('entered')).toBe('');
    expect(yearlyUnit('hashPriceUsdPerThDay')).toBe('USD/d');
    expect(yearlyUnit('hashrateHps')).toBe('H/s');
    expect(yearFigures().map(({ id }) => id)).toEqual(METRICS.map(({ id }) => id));
  });
});

describe('quantiles', () => {
  it('lie on the line between neighbours, as Hyndman and Fan’s type 7', () => {
    // R: quantile(c(1, 2, 4, 8, 16), c(.05, .5, .95)) gives 1.2, 4, 14.4.
    expect(spreadOf([8, 1, 16, 2, 4])).toEqual({ low: 1.2, median: 4, high: expect.closeTo(14.4, 12) });
    expect(spreadOf([3])).toEqual({ low: 3, median: 3, high: 3 });
    expect(spreadOf([])).toBeNull();
  });

  const race = (hps: number, changes: Partial<RaceYear> = {}): readonly RaceYear[] =>
    years({ hashrateHps: () => hps, powerGuessW: () => hps }).map((year) => ({ ...year, ...changes }));

  it('are of each year over all seeds', () => {
    const [, young] = spreadOfYears([race(30), race(10), race(20)]);
    expect(young).toMatchObject({ year: 2012, days: 3 });
    expect(young!.figures.hashrateHps).toEqual({ low: 11, median: 20, high: 29 });
    expect(young!.energyJ.median).toBe(20 * 3 * DAY_J_PER_W);
    // The years have no blocks.
    expect(young!.figures.meanIntervalSec).toBeNull();
  });

  it('are of the same years alone', () => {
    expect(() => spreadOfYears([])).toThrow('expected at least one');
    expect(() => spreadOfYears([race(1), race(1, { days: 9 })])).toThrow('the same years');
    expect(() => spreadOfYears([race(1), race(1).slice(1)])).toThrow('the same years');
  });
});
