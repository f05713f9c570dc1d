// The real rules under shocks: what is known of them from their networks, with seeds and tolerances.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES, ruleNamed } from '../../../src/difficulty/index.ts';
import {
  EQUILIBRIUM_PROOF,
  HoppingSupply,
  parseDifficultyEpochs,
  Replay,
  readRealPast,
  recomputeRetargets,
  SCENARIOS,
  type Scenario,
  type ShockResult,
  ShockTable,
  scenarioNamed,
} from '../../../src/simulation/index.ts';

const table = new ShockTable({ seed: 1, blocks: 10_000, spacingSec: 600 });
const known = new Map<string, ShockResult>();

/** Runs are shared between tests. */
function shock(rule: string, scenario: string): ShockResult {
  const key = `${rule} ${scenario}`;
  let result = known.get(key);
  if (result === undefined) {
    result = table.run(ruleNamed(rule), scenarioNamed(scenario)!);
    known.set(key, result);
  }
  return result;
}

const epochs = parseDifficultyEpochs(
  readFileSync(new URL('../../../data/btc_difficulty_epochs.csv', import.meta.url), 'utf8'),
);

describe('every rule', () => {
  it.each(RULES.map(({ name }) => name))('%s comes through every shock with figures', (name) => {
    for (const scenario of SCENARIOS) {
      const { blocks, meanIntervalSec, sdOverMean, longestGapSec } = new ShockTable({
        seed: 2,
        blocks: 1000,
        spacingSec: 600,
      }).run(ruleNamed(name), scenario);
      const where = `${name} ${scenario.name}`;
      expect(blocks, where).toBeGreaterThan(0);
      expect(meanIntervalSec, where).toBeGreaterThan(0);
      expect(sdOverMean, where).toBeGreaterThan(0);
      expect(longestGapSec, where).toBeLessThan(2 ** 32);
    }
  });
});

describe('Bitcoin’s rule', () => {
  it('recomputes all 413 real retargets that are known in full', () => {
    expect(recomputeRetargets(epochs, ruleNamed('bitcoin'))).toEqual({
      known: 413,
      exact: 413,
      firstWrongHeight: null,
    });
  });

  it('on the real hash rate gives the real pace within 0.2 %, where a fixed one would not', () => {
    const past = readRealPast(epochs);
    const replay = new Replay(ruleNamed('bitcoin'), past, 1);
    while (replay.advance(1e6));
    const { meanIntervalSec, height, sdOverMean } = replay.result;
    expect(Math.abs(meanIntervalSec / past.result.meanIntervalSec - 1)).toBeLessThan(0.002);
    expect(Math.abs(height / 878_976 - 1)).toBeLessThan(0.002);
    // Spread of rates within periods makes intervals a little more than exponential.
    expect(sdOverMean).toBeGreaterThan(1.01);
    expect(sdOverMean).toBeLessThan(1.1);
    expect(meanIntervalSec).toBeLessThan(590);
  });
});

describe('ASERT', () => {
  it('settles after a step as its logistic curve says, within 5 %', () => {
    const perFactor = 288 / Math.LN2;
    const up = perFactor * Math.log(9 * 9);
    const down = perFactor * Math.log(11 * 0.9);
    expect(Math.abs(shock('asert', 'up-10').settledBlocks! / up - 1)).toBeLessThan(0.05);
    expect(Math.abs(shock('asert', 'down-10').settledBlocks! / down - 1)).toBeLessThan(0.05);
    expect(Math.abs(shock('asert', 'up-10').settledBlocks! / down - 1)).toBeGreaterThan(0.5);
  });
});

describe('Bitcoin Cash’s emergency adjustment', () => {
  /** As in autumn 2017: twenty times the loyal miners come while blocks are cheap enough. */
  const crowd: Scenario = {
    ...scenarioNamed('hopping')!,
    createSupply: (baseHps) =>
      new HoppingSupply(baseHps, 20 * baseHps, 5 * EQUILIBRIUM_PROOF, 8 * EQUILIBRIUM_PROOF),
  };
  const long = new ShockTable({ seed: 1, blocks: 20_000, spacingSec: 600 });
  const run = (rule: string) => long.run(ruleNamed(rule), crowd);

  it('swings: half a day without a block, then thousands too fast, and more coins than planned', () => {
    const eda = run('eda');
    expect(eda.meanIntervalSec).toBeLessThan(300);
    expect(eda.sdOverMean).toBeGreaterThan(4);
    expect(eda.longestGapSec).toBeGreaterThan(12 * 3600);
    // Without emergencies the chain is as good as left; with a fast rule it keeps its pace.
    expect(run('bitcoin').meanIntervalSec).toBeGreaterThan(2000);
    expect(Math.abs(run('asert').meanIntervalSec / 600 - 1)).toBeLessThan(0.06);
    expect(run('asert').sdOverMean).toBeLessThan(3.5);
  });

  it('helps a chain that most miners left, and shoots past the goal', () => {
    expect(shock('eda', 'down-100').meanIntervalSec).toBeLessThan(
      shock('bitcoin', 'down-100').meanIntervalSec / 10,
    );
    expect(shock('eda', 'exodus').overshootFactor).toBeGreaterThan(1.4);
    expect(shock('asert', 'exodus').overshootFactor).toBeLessThan(1.1);
  });
});

describe('hoppers', () => {
  it('steal from slow rules, hardly from fast ones, and nothing where difficulty is fixed', () => {
    expect(shock('bitcoin', 'hopping').stolenBlocks).toBeGreaterThan(1500);
    expect(Math.abs(shock('asert', 'hopping').stolenBlocks!)).toBeLessThan(150);
    expect(Math.abs(shock('fixed', 'hopping').stolenBlocks!)).toBeLessThan(1e-6);
  });
});

describe('the time warp', () => {
  it('speeds Bitcoin’s rule up for good, and not the one that BIP 94 closes', () => {
    const open = shock('bitcoin', 'time-warp');
    const closed = shock('bip94', 'time-warp');
    expect(open.gainedSec! / open.elapsedSec).toBeGreaterThan(0.5);
    expect(open.lateMeanIntervalSec).toBeLessThan(200);
    expect(Math.abs(closed.lateMeanIntervalSec - 600)).toBeLessThan(30);
    expect(closed.gainedSec).toBeLessThan(0.02 * closed.elapsedSec);
    expect(Math.abs(shock('fixed', 'time-warp').gainedSec!)).toBe(0);
  });
});
