// Shocks with answers in closed form, under small rules whose mathematics is known.

import { describe, expect, it } from 'vitest';
import type { DifficultyRule } from '../../../src/difficulty/index.ts';
import { SCENARIOS, type ShockResult, ShockTable, scenarioNamed } from '../../../src/simulation/index.ts';
import { EXPONENTIAL, FIXED, PERIODIC } from './rules.ts';

const OPTIONS = { seed: 1, blocks: 10_000, spacingSec: 600 } as const;

function shock(rule: DifficultyRule, scenario: string, options: Partial<typeof OPTIONS> = {}): ShockResult {
  return new ShockTable({ ...OPTIONS, ...options }).run(rule, scenarioNamed(scenario)!);
}

describe('the scenarios', () => {
  it('have names of their own, and steady is first', () => {
    const names = SCENARIOS.map(({ name }) => name);
    expect(names).toHaveLength(11);
    expect(new Set(names).size).toBe(11);
    expect(names[0]).toBe('steady');
    expect(scenarioNamed('frogs')).toBeUndefined();
  });
});

/**
 * The logistic curve of an exponential rule after its hash rate changed k-fold: with r the expected interval over the
 * goal, dr/dn = (ln 2 / window) r (1 - r) from r = 1 / k. Reached at 0.9 from below and at 1.1 from above.
 */
const logisticBlocks = (factor: number, windowBlocks: number) =>
  (windowBlocks / Math.LN2) * (factor > 1 ? Math.log(9 * (factor - 1)) : Math.log(11 * (1 - factor)));

describe('an exponential rule', () => {
  it.each([
    ['up-10', 10],
    ['up-100', 100],
    ['down-10', 1 / 10],
    ['down-100', 1 / 100],
  ] as const)('settles after %s as its logistic curve says, within 5 %', (name, factor) => {
    const expected = logisticBlocks(factor, 288);
    for (const seed of [1, 2, 3]) {
      const { reachedBlocks, settledBlocks, overshootFactor } = shock(EXPONENTIAL, name, {
        seed: seed as 1,
      });
      expect(settledBlocks).toBe(reachedBlocks);
      expect(Math.abs(settledBlocks! / expected - 1)).toBeLessThan(0.05);
      expect(overshootFactor).toBeLessThan(1.02);
    }
  });

  it('settles later with a longer half-life, in proportion', () => {
    const slow = { ...EXPONENTIAL, network: { ...EXPONENTIAL.network, windowBlocks: 576 } };
    const ratio = shock(slow, 'up-10').settledBlocks! / shock(EXPONENTIAL, 'up-10').settledBlocks!;
    expect(Math.abs(ratio - 2)).toBeLessThan(0.1);
  });

  it('lags growth by its half-life over the doubling time: 600 / 1.288 s', () => {
    const { lateMeanIntervalSec } = shock(EXPONENTIAL, 'growth');
    expect(Math.abs(lateMeanIntervalSec / (600 / 1.288) - 1)).toBeLessThan(0.03);
  });

  it('gains its drifters once about what they lie, in absolute time', () => {
    // The schedule is the header's: after any number of blocks it is at most 2 h, or 12 spacings, ahead.
    const { gainedSec } = shock(EXPONENTIAL, 'future-drift');
    expect(gainedSec).toBeGreaterThan(0.3 * 7200);
    expect(gainedSec).toBeLessThan(1.05 * 7200);
  });

  it('means the same at every spacing', () => {
    const at = (spacingSec: number) => shock(EXPONENTIAL, 'down-10', { spacingSec: spacingSec as 600 });
    const { settledBlocks, meanIntervalSec, longestGapSec } = at(600);
    const quick = at(60);
    expect(Math.abs(quick.settledBlocks! / settledBlocks! - 1)).toBeLessThan(0.02);
    expect((quick.meanIntervalSec * 10) / meanIntervalSec).toBeCloseTo(1, 2);
    expect((quick.longestGapSec * 10) / longestGapSec).toBeCloseTo(1, 2);
  });
});

describe('Bitcoin’s rule', () => {
  it('needs the rest of its period and one more for a factor of 10, limited to 4 a time', () => {
    // The past ends 68 blocks into a period.
    expect(shock(PERIODIC, 'up-10').settledBlocks).toBe(1948 + 2016);
    expect(shock(PERIODIC, 'down-10').settledBlocks).toBe(1948 + 2016);
    expect(shock(PERIODIC, 'up-100').settledBlocks).toBe(1948 + 3 * 2016);
  });

  it('is robbed by hoppers, an exponential rule hardly, a fixed target not at all', () => {
    const stolen = (rule: DifficultyRule) => shock(rule, 'hopping').stolenBlocks!;
    expect(stolen(PERIODIC)).toBeGreaterThan(1500);
    expect(Math.abs(stolen(EXPONENTIAL))).toBeLessThan(100);
    expect(Math.abs(stolen(FIXED))).toBeLessThan(1e-6);
  });

  it('gives way to the time warp; its honest twin keeps its pace', () => {
    const warped = shock(PERIODIC, 'time-warp');
    expect(warped.gainedSec).toBeGreaterThan(2_000_000);
    expect(warped.lateMeanIntervalSec).toBeLessThan(300);
    expect(shock(PERIODIC, 'steady').lateMeanIntervalSec).toBeGreaterThan(580);
  });

  it('has no gain where the last block of a period may not jump', () => {
    // BIP 94's remedy: a period's first block is at most 600 s before the last of the one before.
    const remedied: DifficultyRule = {
      ...PERIODIC,
      earliestTime: (history, { windowBlocks }) =>
        (history.tipHeight + 1) % windowBlocks === 0 ? history.timeAt(history.tipHeight) - 600 : 0,
    };
    expect(Math.abs(shock(remedied, 'time-warp').gainedSec!)).toBeLessThan(100_000);
  });
});

describe('a fixed target', () => {
  it('never settles, and lies gain nothing', () => {
    const { reachedBlocks, settledBlocks, overshootFactor, meanIntervalSec, sdOverMean } = shock(
      FIXED,
      'up-10',
    );
    expect([reachedBlocks, settledBlocks, overshootFactor]).toEqual([null, null, null]);
    expect(Math.abs(meanIntervalSec - 60)).toBeLessThan(2.4);
    expect(Math.abs(sdOverMean - 1)).toBeLessThan(0.03);
    expect(shock(FIXED, 'time-warp').gainedSec).toBe(0);
  });

  it('is cut short where its chain would outlive 32-bit times', () => {
    const { blocks, elapsedSec } = shock(FIXED, 'down-100', { spacingSec: 86_400 as 600 });
    expect(blocks).toBeLessThan(10_000);
    expect(elapsedSec).toBeLessThan(0xffffffff);
  });
});

describe('figures that a scenario does not have', () => {
  it('are null', () => {
    expect(shock(PERIODIC, 'steady')).toMatchObject({
      settledBlocks: null,
      stolenBlocks: null,
      gainedSec: null,
    });
    expect(shock(PERIODIC, 'down-10')).toMatchObject({ stolenBlocks: null, gainedSec: null });
  });

  it('and the others do not depend on what ran before', () => {
    const table = new ShockTable(OPTIONS);
    for (const scenario of SCENARIOS) table.run(PERIODIC, scenario);
    expect(table.run(PERIODIC, scenarioNamed('up-10')!)).toEqual(shock(PERIODIC, 'up-10'));
  });
});
