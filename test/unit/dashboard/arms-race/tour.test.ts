import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../../../src/dashboard/arms-race/assumptions.ts';
import { dayTiles, meanInterval, sceneDate } from '../../../../src/dashboard/arms-race/day-tiles.ts';
import { deviceWords } from '../../../../src/dashboard/arms-race/device/device-panel.ts';
import { DEFAULT_SETTINGS } from '../../../../src/dashboard/arms-race/settings.ts';
import { TOUR } from '../../../../src/dashboard/arms-race/tour/steps.ts';
import { yearMarks } from '../../../../src/dashboard/arms-race/transport/year-marks.ts';
import { DEFAULT_SCENARIO, dayOfDate, raceScenarioNamed } from '../../../../src/simulation/index.ts';
import { handMade } from '../../simulation/arms-race/hand-made.ts';

const event = (day: number, kind: 'generation' | 'ban' | 'halving' | 'price', label: string) => ({
  day,
  kind,
  label,
  text: '',
});

/** Five years of made-up figures in which everything that the tour tells of happens. */
const race = handMade({
  from: '2010-01-01',
  until: '2014-12-31',
  figures: {
    blocks: () => 144,
    meanIntervalSec: () => 600,
    difficulty: (day) => (day < 100 ? 1 : day),
    hashrateHps: (day) => 1e6 * (day < 1000 ? day + 1 : (day + 1) / 2),
    powerGuessW: () => 1e9,
    frontierJPerTh: (day) => (day < 500 ? 1000 : 10),
    soldOutPart: (day) => (day === 700 ? 0.75 : 0.5),
    largestMinerPart: (day) => (day === 1200 ? 0.6 : 0.1),
    largestRegionPart: (day) => (day === 1300 ? 0.7 : 0.4),
    nakamotoPools: (day) => (day === 900 ? 2 : 3),
    nakamotoMiners: () => 1,
    machinesOff: () => 1234,
    priceUsd: (day) => (day < 800 ? 400 : 100),
    revenueUsd: (day) => (day < 1100 ? 2e6 : 1e6),
    electricityUsd: () => 1e5,
    co2Grams: () => 1e9,
    miners: () => 250,
    cartelHardwareUsd: () => 5e9,
    cartelPowerUsd: () => 2e6,
  },
  byRegion: (region) => region + 1,
  regions: DEFAULT_SCENARIO.regions.map(({ name }) => name),
  events: [
    event(50, 'generation', 'GPU'),
    event(500, 'generation', 'ASIC over 600 J/TH'),
    event(800, 'price', 'Price'),
    event(1000, 'ban', 'Ban'),
    event(1100, 'halving', 'Halving'),
  ],
});

describe('the tour', () => {
  const told = TOUR.map((step) => {
    const day = step.dayOf(race);
    return { day, text: step.say(race, day).join(' ') };
  });

  it('has about eight steps, each of a scenario that there is', () => {
    expect(TOUR.length).toBeGreaterThanOrEqual(8);
    expect(TOUR.length).toBeLessThanOrEqual(10);
    for (const { scenario } of TOUR) expect(raceScenarioNamed(scenario)?.name).toBe(scenario);
  });

  it('looks at the days on which it happens', () => {
    expect(told.map(({ day }) => day)).toEqual([30, 320, 700, 1200, 1300, 830, 1014, 900, 1825]);
  });

  it.each([
    [1, '31 January 2010', 'difficulty cannot fall below 1; the rule aims at 10 min'],
    [2, '6.29 times as fast', 'difficulty is 320 times what it was'],
    [3, '1.0 % of the energy per hash', '75 % of the machines'],
    [4, 'has 60.0 % of the hash rate', '1 party passes a half'],
    [5, `“${DEFAULT_SCENARIO.regions.at(-1)!.name}”`, '70.0 % of the hash rate'],
    [6, 'from 400 USD to 100 USD', '1,234 machines stand still'],
    [7, 'stops 50 % of the hash rate', 'from 60.0 million USD in the month before to 30.0 million USD'],
    [8, '2 pools together have', '5.00 billion USD and 2.00 million USD of electricity a day'],
    [9, 'took 8.76 TWh', '365 kt of CO2, and 36.5 million USD for electricity out of 365 million USD'],
  ])('says in step %i what the race has: %s', (step, one, other) => {
    expect(told[step - 1]?.text).toContain(one);
    expect(told[step - 1]?.text).toContain(other);
  });

  it('survives a race in which nothing happens', () => {
    const still = handMade({ from: '2010-01-01', until: '2010-01-20', regions: ['North'] });
    const single = {
      ...still,
      facts: {
        ...still.facts,
        scenario: { ...DEFAULT_SCENARIO, regions: DEFAULT_SCENARIO.regions.slice(0, 1) },
      },
    };
    for (const step of TOUR) {
      const day = step.dayOf(single);
      expect(day).toBeGreaterThanOrEqual(0);
      expect(day).toBeLessThan(20);
      expect(step.say(single, day).every((sentence) => sentence.endsWith('.'))).toBe(true);
    }
  });
});

describe('the figures of a day', () => {
  it('are those of the day that is looked at', () => {
    const scene = { races: [race], day: 900 } as const;
    expect(sceneDate(scene)).toBe('19 June 2012');
    expect(dayTiles(scene).map(({ value }) => value)).toEqual([
      '901 MH/s',
      '1.00 GW',
      '8.77 TWh',
      '100',
      '10 min',
      '250',
      '2',
    ]);
    expect(dayTiles(scene).at(-1)?.note).toBe('one miner has a half');
  });

  it('stand beside those of the other race, as far as that goes', () => {
    const other = handMade({ from: '2010-01-01', until: '2010-12-31', figures: { miners: () => 9 } });
    const note = (day: number) =>
      dayTiles({ races: [race, other], day }).find(({ label }) => label.startsWith('miners'))?.note;
    expect(note(364)).toBe('compared: 9');
    expect(note(365)).toBe('');
  });

  it('weigh intervals by their blocks, and pass over days without', () => {
    const uneven = handMade({
      from: '2010-01-01',
      until: '2010-01-03',
      figures: { blocks: (day) => [1, 0, 3][day]!, meanIntervalSec: (day) => [1000, Number.NaN, 200][day]! },
    });
    expect(meanInterval(uneven, 2)).toBe(400);
    expect(meanInterval(uneven, 1)).toBe(1000);
  });
});

describe('one’s own machine', () => {
  it('is followed from its day, or it is said why not', () => {
    const words = (deviceFrom: string, shown = race) =>
      deviceWords(shown, { ...DEFAULT_SETTINGS, deviceFrom });
    expect(words('2013-01-01')).toMatch(
      /^From 1 January 2013 on, 13\.5 TH\/s for 1\.37 kW at 0\.100 USD\/kWh is /u,
    );
    expect(words('2015-01-01')).toBe('This race lasts from 2010-01-01 to 2014-12-31; choose a day of it.');
    const begun = { ...race, days: { ...race.days, length: 10 } };
    expect(words('2013-01-01', begun)).toBe('The race has not come to that day yet.');
  });
});

describe('the years under the bar', () => {
  it('are few, at their first day, and not at the very ends', () => {
    const start = dayOfDate('2009-01-03');
    const days = dayOfDate('2025-12-31') - start + 1;
    expect(yearMarks(start, days).map((day) => start + day)).toEqual(
      [2010, 2013, 2016, 2019, 2022, 2025].map((year) => dayOfDate(`${year}-01-01`)),
    );
    expect(yearMarks(start, 100)).toEqual([]);
    expect(yearMarks(start, 13_512).length).toBeLessThanOrEqual(8);
  });
});

describe('the assumptions', () => {
  it('have the values of the scenario, and each a source or the word', () => {
    const list = assumptionsOf({
      ...DEFAULT_SCENARIO,
      market: { ...DEFAULT_SCENARIO.market, feePart: 0.07 },
    });
    expect(list.find(({ what }) => what === 'Fees')?.value).toBe('7.0 % of the subsidy, always');
    for (const { source } of list) expect(source.length).toBeGreaterThan(5);
  });
});
