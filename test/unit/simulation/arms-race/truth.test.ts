// Does the race meet history? Twenty seeds, the scenario as it is shipped; nothing is set by the year.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  compareWithHistory,
  parseMachines,
  parseNetworkYears,
  parsePrices,
  RACE_SCENARIOS,
  RaceRun,
  type RaceScenario,
} from '../../../../src/simulation/index.ts';

const table = (name: string) => readFileSync(new URL(`../../../../data/${name}`, import.meta.url), 'utf8');
const machines = parseMachines(table('mining_hardware.csv'));
const prices = parsePrices(table('btc_price_monthly.csv'));
const network = parseNetworkYears(table('btc_network_yearly.csv'));
const history = RACE_SCENARIOS[0]!;

function compare(scenario: RaceScenario, seed: number) {
  const run = new RaceRun({ scenario, machines, prices, seed });
  return compareWithHistory(run.facts, run.advance(run.facts.days), network);
}

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

describe('history', () => {
  test.each(SEEDS)('seed %i: hash rate near in 12 of 14 years, power in 9 of 12', (seed) => {
    const { hashrate, power } = compare(history, seed);
    expect(hashrate.of).toBe(14);
    expect(hashrate.near).toBeGreaterThanOrEqual(12);
    expect(power.of).toBe(12);
    expect(power.near).toBeGreaterThanOrEqual(9);
  });

  test('the ban of 2021 is not what makes it so: without any event it holds as well', () => {
    const { hashrate, power } = compare({ ...history, events: [] }, 1);
    expect(hashrate.near).toBeGreaterThanOrEqual(12);
    expect(power.near).toBeGreaterThanOrEqual(9);
  });

  test('it can fail: with the price a hundredfold, or without ASICs, it does', () => {
    const dear = { ...history, market: { ...history.market, subsidyBtc: 5000 } };
    expect(compare(dear, 1).hashrate.near).toBeLessThan(12);
    const noAsic = RACE_SCENARIOS.find(({ name }) => name === 'no-asic')!;
    const { hashrate, power } = compare(noAsic, 1);
    expect(hashrate.near).toBeLessThan(12);
    expect(power.near).toBeLessThan(9);
  });
});
