import { describe, expect, it } from 'vitest';
import {
  compareWithHistory,
  isHistory,
  type NetworkYear,
  RACE_SCENARIOS,
} from '../../../../src/simulation/index.ts';
import { type HandMade, handMade } from './hand-made.ts';

const year = (year: number, hashrateHps: number, power: NetworkYear['power'] = null): NetworkYear => ({
  year,
  hashrateHps,
  power,
});
const band = (days: number, minW = 100, guessW = 200, maxW = 800) => ({ days, minW, guessW, maxW });

function compare(race: HandMade, network: readonly NetworkYear[]) {
  const { facts, days } = handMade(race);
  return compareWithHistory(facts, days, network);
}

const flat = (hps: number, watts: number): Pick<HandMade, 'figures'> => ({
  figures: { hashrateHps: () => hps, powerGuessW: () => watts },
});

describe('a race beside the network', () => {
  it.each([
    [2.5, true],
    [2.51, false],
    [0.4, true],
    [0.399, false],
  ])('with %d times its hash rate is near: %s', (factor, isNear) => {
    const { years, hashrate } = compare(
      { from: '2012-01-01', until: '2012-12-31', ...flat(factor * 1e9, 0) },
      [year(2012, 1e9)],
    );
    expect(years).toHaveLength(1);
    expect(years[0]).toMatchObject({ year: 2012, isHashrateNear: isNear, power: null });
    expect(years[0]!.hashrateFactor).toBeCloseTo(factor, 12);
    expect(hashrate).toEqual({ near: Number(isNear), of: 1 });
  });

  it.each([
    // Inside the band, or within a factor of 2 of the guess.
    [700, band(366), true],
    [801, band(366), false],
    [110, band(366), true],
    [99, band(366), false],
    [399, band(366, 190, 200, 210), true],
    [401, band(366, 190, 200, 210), false],
    [101, band(366, 190, 200, 210), true],
  ])('with %d W beside %j is near: %s', (watts, power, isNear) => {
    const comparison = compare({ from: '2012-01-01', until: '2012-12-31', ...flat(1, watts) }, [
      year(2012, 1, power),
    ]);
    expect(comparison.years[0]!.power).toMatchObject({ raceW: watts, guessW: 200, isNear });
    expect(comparison.power).toEqual({ near: Number(isNear), of: 1 });
  });

  it('is compared over the days that the index has: the last of its first year, the first of its last', () => {
    const { years } = compare(
      {
        from: '2009-01-03',
        until: '2011-12-31',
        figures: { powerGuessW: (day) => day, hashrateHps: () => 1 },
      },
      [year(2009, 1), year(2010, 1, band(167)), year(2011, 1, band(215))],
    );
    const mean = (first: number, last: number) => (first + last) / 2;
    // Day 363 is 1 January 2010, day 728 1 January 2011.
    expect(years.map(({ power }) => power?.raceW)).toEqual([
      undefined,
      mean(728 - 167, 727),
      mean(728, 728 + 214),
    ]);
    expect(years.map(({ power }) => power?.days)).toEqual([undefined, 167, 215]);
  });

  it('is compared in years that it has wholly', () => {
    const network = [2009, 2010, 2011, 2012].map((of) => year(of, 1));
    const yearsOf = (from: string, until: string) =>
      compare({ from, until, ...flat(1, 1) }, network).years.map((row) => row.year);
    expect(yearsOf('2009-01-03', '2012-12-31')).toEqual([2009, 2010, 2011, 2012]);
    expect(yearsOf('2009-01-04', '2012-12-30')).toEqual([2010, 2011]);
    expect(yearsOf('2020-01-01', '2020-12-31')).toEqual([]);
  });

  it('counts 2011 to 2024, and power to 2022', () => {
    const network = Array.from({ length: 17 }, (_, i) => year(2009 + i, 1, band(365)));
    const { hashrate, power } = compare(
      { from: '2009-01-03', until: '2025-12-31', ...flat(1, 200) },
      network,
    );
    expect(hashrate).toEqual({ near: 14, of: 14 });
    expect(power).toEqual({ near: 12, of: 12 });
  });

  it('is meant for the scenario of history, whoever plays it and until when', () => {
    const [history, ...others] = RACE_SCENARIOS;
    expect(isHistory(history!)).toBe(true);
    expect(
      isHistory({ ...history!, until: '2015-12-31', miners: { ...history!.miners, count: 7 }, events: [] }),
    ).toBe(true);
    for (const other of others) expect([other.name, isHistory(other)]).toEqual([other.name, false]);
    expect(isHistory({ ...history!, difficulty: { ...history!.difficulty, rule: 'asert' } })).toBe(false);
  });
});
