// A race as a whole: nothing appears or vanishes, the same seed gives the same bytes, and what the scenario says happens.

import { describe, expect, test } from 'vitest';
import {
  dayOfDate,
  GENERATIONS,
  METRICS,
  RaceRecord,
  RaceRun,
  type RaceScenario,
} from '../../../../src/simulation/index.ts';
import { SMALL_WORLD } from './small-world.ts';

const runOf = (scenario: RaceScenario = SMALL_WORLD, seed = 1) =>
  new RaceRun({ scenario, machines: [], prices: [], seed });

function race(scenario: RaceScenario = SMALL_WORLD, seed = 1) {
  const run = runOf(scenario, seed);
  return { facts: run.facts, days: run.advance(run.facts.days) };
}

/** Everything of a race as bytes. */
function bytesOf(days: ReturnType<typeof race>['days']): string {
  const columns = [
    ...METRICS.map(({ id }) => days.figures[id]),
    ...days.hashrateByGeneration,
    ...days.hashrateByRegion,
  ];
  return (
    columns.map((column) => Buffer.from(column.buffer).toString('base64')).join() +
    JSON.stringify(days.events)
  );
}

describe.each([1, 2, 3])('seed %i', (seed) => {
  const { days, facts } = race(SMALL_WORLD, seed);
  const { figures } = days;

  test('money: what miners have changes by what comes in and goes out', () => {
    let before = 0;
    for (let day = 0; day < days.length; day++) {
      const expected =
        before +
        figures.revenueUsd[day]! +
        figures.capitalInUsd[day]! -
        figures.electricityUsd[day]! -
        figures.hardwareUsd[day]! -
        figures.withdrawnUsd[day]!;
      expect(Math.abs(figures.cashUsd[day]! - expected)).toBeLessThan(1e-9 * (1e4 + Math.abs(expected)));
      before = figures.cashUsd[day]!;
    }
    expect(figures.hardwareUsd.reduce((sum, usd) => sum + usd, 0)).toBeGreaterThan(1e6);
  });

  test('machines: bought, running, off, failed, given up', () => {
    for (let day = 0; day + 1 < days.length; day++) {
      const here = figures.machinesOn[day]! + figures.machinesOff[day]!;
      const next = figures.machinesOn[day + 1]! + figures.machinesOff[day + 1]!;
      const expected =
        here + figures.machinesBought[day]! - figures.machinesFailed[day]! - figures.machinesRetired[day]!;
      expect(Math.abs(next - expected)).toBeLessThan(1e-9 * (1 + here));
    }
    expect(figures.machinesRetired.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  });

  test('energy: electricity paid is power times price, power is hash rate times efficiency and site', () => {
    for (let day = 0; day < days.length; day++) {
      if (!(figures.hashrateHps[day]! > 0)) continue;
      const kwh = (figures.powerGuessW[day]! * 86_400) / 3.6e6;
      expect(figures.electricityUsd[day]! / (kwh * figures.meanPricePerKwhUsd[day]!)).toBeCloseTo(1, 9);
      const machinesW = (figures.hashrateHps[day]! / 1e12) * figures.fleetJPerTh[day]!;
      expect(figures.powerGuessW[day]! / (machinesW * SMALL_WORLD.miners.pue)).toBeCloseTo(1, 9);
      expect(figures.powerLowW[day]!).toBeLessThanOrEqual(figures.powerGuessW[day]!);
      expect(figures.powerHighW[day]!).toBeGreaterThanOrEqual(figures.powerGuessW[day]!);
      // Grids of 350 and 550 g.
      expect(figures.co2Grams[day]! / kwh).toBeGreaterThanOrEqual(350 - 1e-6);
      expect(figures.co2Grams[day]! / kwh).toBeLessThanOrEqual(550 + 1e-6);
    }
  });

  test('hash rate: generations and regions add up to the whole', () => {
    for (let day = 0; day < days.length; day += 7) {
      const whole = figures.hashrateHps[day]!;
      for (const parts of [days.hashrateByGeneration, days.hashrateByRegion]) {
        const sum = parts.reduce((total, column) => total + column[day]!, 0);
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-9 * whole);
      }
    }
    expect(days.hashrateByGeneration).toHaveLength(GENERATIONS.length);
    expect(facts.regions).toEqual(['East', 'West']);
  });

  test('coins: the subsidy follows the height, halvings and all', () => {
    const coins = figures.revenueUsd.reduce((sum, usd, day) => sum + usd / figures.priceUsd[day]!, 0);
    let expected = 0;
    for (let height = 1; height <= figures.height.at(-1)!; height++) {
      expected += 50 * 0.5 ** Math.floor(height / 100_000) * 1.03;
    }
    expect(coins / expected).toBeCloseTo(1, 9);
  });

  test('people: who entered and has not left is there', () => {
    let miners = 1;
    let makers = 0;
    for (let day = 0; day < days.length; day++) {
      // The first miner is there before the first day, and counts as a newcomer of it.
      miners += figures.entered[day]! - figures.left[day]! - (day === 0 ? 1 : 0);
      makers = figures.miners[day]! - miners;
      expect([0, 1, 2]).toContain(makers);
    }
    expect(makers).toBe(2);
  });
});

describe('bytes', () => {
  test('the same seed gives the same, another seed others', () => {
    const once = bytesOf(race().days);
    expect(bytesOf(race().days)).toBe(once);
    expect(bytesOf(race(SMALL_WORLD, 2).days)).not.toBe(once);
  });

  test('it does not matter in what pieces a race is run', () => {
    const run = runOf();
    const record = new RaceRecord(run.facts);
    for (let piece = 1; run.daysDone < run.facts.days; piece++) record.append(run.advance(piece));
    const { days } = record;
    const whole = race().days;
    expect(days.length).toBe(whole.length);
    for (const { id } of METRICS) expect(days.figures[id]).toEqual(whole.figures[id]);
    expect(days.events).toEqual(whole.events);
  });

  test('a record refuses days that are not the next', () => {
    const run = runOf();
    const record = new RaceRecord(run.facts);
    record.append(run.advance(10));
    run.advance(1);
    expect(() => record.append(run.advance(5))).toThrow(/"days" expected days from 10 on/u);
  });
});

describe('events', () => {
  const { days, facts } = race();
  const dayOf = (date: string) => dayOfDate(date) - facts.startDay;

  test('a ban ends mining in the region that day; machines run elsewhere within a year', () => {
    const ban = days.events.find(({ kind }) => kind === 'ban')!;
    expect(ban.day).toBe(dayOf('2015-06-01'));
    const before = days.hashrateByRegion.map((column) => column[ban.day - 1]!);
    const banned = before.indexOf(Math.max(...before));
    expect(ban.text).toContain(facts.regions[banned]);
    for (let day = ban.day; day < days.length; day++) expect(days.hashrateByRegion[banned]![day]).toBe(0);
    expect(days.hashrateByRegion[1 - banned]![ban.day + 365]!).toBeGreaterThan(0.5 * before[banned]!);
  });

  test('a ban of the only region stops the chain', () => {
    const { days: alone } = race({ ...SMALL_WORLD, regions: [SMALL_WORLD.regions[0]!] });
    const day = dayOf('2015-07-01');
    expect(alone.figures.hashrateHps[day]).toBe(0);
    expect(alone.figures.blocks[day]).toBe(0);
    expect(alone.figures.meanIntervalSec[day]).toBeNaN();
  });

  test('the price falls for good, electricity becomes dearer', () => {
    const day = dayOf('2014-12-01');
    const { priceUsd, meanPricePerKwhUsd } = days.figures;
    expect(priceUsd[day]! / priceUsd[day - 1]!).toBeLessThan(0.4);
    const tax = dayOf('2016-01-10');
    expect(meanPricePerKwhUsd[tax]! - meanPricePerKwhUsd[tax - 20]!).toBeGreaterThan(0.012);
  });

  test('halvings, releases and generations are told', () => {
    expect(days.events.filter(({ kind }) => kind === 'halving')).toHaveLength(2);
    expect(days.events.filter(({ kind }) => kind === 'release').map(({ label }) => label)).toEqual([
      'First',
      'Second',
      'Third',
      'Fourth',
      'Fifth',
    ]);
    expect(days.events.some(({ kind, label }) => kind === 'generation' && label === 'GPU')).toBe(true);
    for (const { text } of days.events) expect(text).toMatch(/^[A-Z0-9].*\.$/u);
  });

  test('events are in order', () => {
    const order = days.events.map(({ day }) => day);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});

describe('conditions', () => {
  const late = (scenario: RaceScenario, id: (typeof METRICS)[number]['id']) => {
    const { days } = race(scenario);
    return days.figures[id].subarray(-365).reduce((sum, value) => sum + value, 0) / 365;
  };
  const calm: RaceScenario = {
    ...SMALL_WORLD,
    market: { ...SMALL_WORLD.market, price: [{ from: '2013-01-01', kind: 'constant', usd: 300 }] },
    events: [],
  };

  test('ten times the miners: much the same network', () => {
    const many = { ...calm, miners: { ...calm.miners, count: 600 } };
    const ratio = late(many, 'hashrateHps') / late(calm, 'hashrateHps');
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.4);
    expect(late(many, 'miners')).toBeGreaterThan(300);
  });

  test('makers that keep half of what they make have more of the hash rate than makers that keep nothing', () => {
    const keep = (selfMiningPart: number) =>
      late({ ...calm, vendors: { selfMiningDays: 60, selfMiningPart } }, 'largestMinerPart');
    expect(keep(0.5)).toBeGreaterThan(keep(0) + 0.1);
  });

  test('dearer electricity: less power', () => {
    const dear = {
      ...calm,
      regions: calm.regions.map((region) => ({ ...region, pricePerKwhUsd: region.pricePerKwhUsd * 3 })),
    };
    expect(late(dear, 'powerGuessW')).toBeLessThan(0.75 * late(calm, 'powerGuessW'));
  });

  test('no machine on the first day: one sentence', () => {
    expect(() => runOf({ ...SMALL_WORLD, from: '2012-01-01' })).toThrow(
      '"hardware" expected a machine that can be had on 2012-01-01, got none',
    );
  });
});
