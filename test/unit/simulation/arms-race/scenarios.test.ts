// The program's own scenarios: each reads, and each shows what its summary promises.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  dayOfDate,
  METRICS,
  type MetricId,
  parseMachines,
  parsePrices,
  RACE_SCENARIOS,
  RaceRun,
  raceScenarioNamed,
} from '../../../../src/simulation/index.ts';

const table = (name: string) => readFileSync(new URL(`../../../../data/${name}`, import.meta.url), 'utf8');
const machines = parseMachines(table('mining_hardware.csv'));
const prices = parsePrices(table('btc_price_monthly.csv'));

function race(name: string, seed = 1) {
  const run = new RaceRun({ scenario: raceScenarioNamed(name)!, machines, prices, seed });
  const days = run.advance(run.facts.days);
  const mean = (id: MetricId, from: string, to: string) => {
    const values = days.figures[id].subarray(
      dayOfDate(from) - run.facts.startDay,
      dayOfDate(to) - run.facts.startDay,
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { facts: run.facts, days, mean };
}

test('names, titles and settings differ; history is first', () => {
  expect(RACE_SCENARIOS[0]!.name).toBe('history');
  expect(new Set(RACE_SCENARIOS.map(({ name }) => name)).size).toBe(9);
  expect(new Set(RACE_SCENARIOS.map(({ title }) => title)).size).toBe(9);
  const settings = RACE_SCENARIOS.map(({ name, title, summary, ...rest }) => JSON.stringify(rest));
  expect(new Set(settings).size).toBe(9);
  for (const { summary } of RACE_SCENARIOS) expect(summary).toMatch(/^[^.]+[^.]*\..+\.$/u);
});

describe('what they show', () => {
  const history = race('history');

  test('history: ten minutes all along, from ASICs to the ban', () => {
    expect(history.mean('blocks', '2014-01-01', '2021-01-01')).toBeGreaterThan(144);
    expect(history.mean('blocks', '2014-01-01', '2021-01-01')).toBeLessThan(158);
  });

  test('without ASICs: a thousandth of the hash rate and as many blocks', () => {
    const other = race('no-asic');
    const years = ['2023-01-01', '2025-01-01'] as const;
    expect(other.mean('hashrateHps', ...years) / history.mean('hashrateHps', ...years)).toBeLessThan(0.005);
    expect(other.mean('blocks', ...years) / history.mean('blocks', ...years)).toBeCloseTo(1, 1);
    expect(other.days.hashrateByGeneration.slice(3).every((column) => column.every((hps) => hps === 0))).toBe(
      true,
    );
  });

  test('cheap energy: one region reaches 70 % in 2017', () => {
    const part = race('cheap-energy').mean('largestRegionPart', '2017-01-01', '2018-01-01');
    expect(part).toBeGreaterThan(0.68);
    expect(part).toBeLessThan(0.85);
  });

  test('makers mine first: one miner alone passes a half', () => {
    const part = race('vendor-self-mining').mean('largestMinerPart', '2016-01-01', '2017-01-01');
    expect(part).toBeGreaterThan(0.5);
    expect(history.mean('largestMinerPart', '2016-01-01', '2017-01-01')).toBeLessThan(0.3);
  });

  test('the price falls: machines go off, power falls', () => {
    const { mean } = race('price-crash');
    expect(mean('machinesOff', '2022-06-02', '2022-07-01')).toBeGreaterThan(
      3 * mean('machinesOff', '2022-05-01', '2022-06-01'),
    );
    expect(mean('powerGuessW', '2022-07-01', '2022-08-01')).toBeLessThan(
      0.85 * mean('powerGuessW', '2022-05-01', '2022-06-01'),
    );
  });

  test('the ban: half of the hash rate at once, ten minutes back within three months', () => {
    const { mean } = race('ban');
    const before = mean('hashrateHps', '2021-05-01', '2021-06-01');
    expect(mean('hashrateHps', '2021-06-02', '2021-06-15') / before).toBeLessThan(0.6);
    expect(mean('blocks', '2021-06-02', '2021-06-12')).toBeLessThan(110);
    expect(mean('blocks', '2021-08-15', '2021-11-15')).toBeGreaterThan(138);
    expect(mean('hashrateHps', '2021-08-15', '2021-09-15')).toBeLessThan(before);
  });

  test('a halving at a flat price: half of the spending goes', () => {
    const { mean, days } = race('flat-halving');
    const halving = days.events.filter(({ kind }) => kind === 'halving').at(-1)!;
    expect(days.figures.priceUsd[halving.day]).toBe(days.figures.priceUsd[halving.day - 300]);
    const ratio =
      mean('electricityUsd', '2025-01-01', '2026-01-01') / mean('electricityUsd', '2023-01-01', '2023-12-01');
    expect(ratio).toBeGreaterThan(0.35);
    expect(ratio).toBeLessThan(0.65);
  });

  test('a tax on energy: less power, not less spending', () => {
    const { mean } = race('energy-tax');
    const years = ['2018-06-01', '2019-06-01'] as const;
    expect(mean('powerGuessW', ...years)).toBeLessThan(0.95 * history.mean('powerGuessW', ...years));
    expect(mean('electricityUsd', ...years)).toBeGreaterThan(history.mean('electricityUsd', ...years));
  });

  test('growth without end: efficiency reaches its floor, power has grown', () => {
    const { mean, days } = race('endless-growth');
    expect(days.figures.frontierJPerTh.at(-1)).toBe(1);
    expect(mean('powerGuessW', '2043-01-01', '2044-01-01')).toBeGreaterThan(
      1.5 * mean('powerGuessW', '2025-01-01', '2026-01-01'),
    );
    expect(days.hashrateByGeneration.at(-1)!.at(-1)).toBeGreaterThan(0);
  });
});

// Electricity once followed single days: after a halving the network blinked, off one week and on the next.
test.each(RACE_SCENARIOS.map(({ name }) => [name]))(
  '%s: the network never stands still, nor for long near it',
  (name) => {
    for (const seed of [1, 3]) {
      const { facts, days } = race(name, seed);
      const from = dayOfDate('2011-01-01') - facts.startDay;
      const { hashrateHps, blocks } = days.figures;
      // A halving among machines that are all alike may stop it for a day or two, until electricity has become cheaper.
      expect(hashrateHps.subarray(from).filter((hps) => hps === 0).length).toBeLessThanOrEqual(3);
      for (let day = from; day + 60 <= days.length; day += 10) {
        const found = blocks.subarray(day, day + 60).reduce((sum, count) => sum + count, 0);
        expect(found).toBeGreaterThan(60 * 144 * 0.4);
      }
    }
  },
);

test('every figure of every day of history is a number, save where there is nothing to divide by', () => {
  const { days } = race('history', 4);
  for (const { id } of METRICS) {
    const bad = days.figures[id].findIndex((value) => !Number.isFinite(value));
    // Days without a block have no interval.
    if (id === 'meanIntervalSec') continue;
    expect([id, bad]).toEqual([id, -1]);
  }
});
