// The real rules under shocks: what is known of them from their networks, with seeds and tolerances.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES, ruleNamed } from '../../../src/difficulty/index.ts';
import {
  parseDifficultyEpochs,
  Replay,
  readRealPast,
  recomputeRetargets,
  SCENARIOS,
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
    result = table.run(ruleNamed(rule)!, scenarioNamed(scenario)!);
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
      }).run(ruleNamed(name)!, scenario);
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
    expect(recomputeRetargets(epochs, ruleNamed('bitcoin')!)).toEqual({
      known: 413,
      exact: 413,
      firstWrongHeight: null,
    });
  });

  it('on the real hash rate gives the real pace within 0.2 %, where a fixed one would not', () => {
    const past = readRealPast(epochs);
    const replay = new Replay(ruleNamed('bitcoin')!, past, 1);
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
  it('swings after miners have left: days of fast blocks follow days of slow ones', () => {
    const eda = shock('eda', 'hopping');
    const bitcoin = shock('bitcoin', 'hopping');
    // It lets difficulty fall within hours and rise only at a period's end, so the pool is nearly always welcome.
    expect(eda.lateMeanIntervalSec).toBeLessThan(400);
    expect(bitcoin.lateMeanIntervalSec).toBeGreaterThan(600);
    expect(eda.sdOverMean).toBeGreaterThan(1.3);
    expect(shock('asert', 'hopping').sdOverMean).toBeLessThan(1.25);
    expect(shock('eda', 'down-100').overshootFactor).toBeGreaterThan(1.5);
    expect(shock('asert', 'down-100').overshootFactor).toBeLessThan(1.05);
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
    expect(Math.abs(closed.gainedSec! / closed.elapsedSec)).toBeLessThan(0.03);
    expect(Math.abs(shock('fixed', 'time-warp').gainedSec!)).toBe(0);
  });
});
