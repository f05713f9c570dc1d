/** The windows that `mine` gives the rules, on seconds instead of minutes: how soon they are back after a change. */
import { describe, expect, it } from 'vitest';
import { asert } from '../../../src/difficulty/asert.ts';
import type { DifficultyRule } from '../../../src/difficulty/rule.ts';
import { RULES, ruleNamed } from '../../../src/difficulty/rules.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { ConstantSupply } from '../../../src/simulation/hash-supply.ts';
import { createIdealPast, EQUILIBRIUM_PROOF } from '../../../src/simulation/ideal-past.ts';
import { MiningRun } from '../../../src/simulation/mining.ts';

const SPACING_SEC = 5;
const SEEDS = 300;

/** @returns part of the seeds in which the expected interval was within 15 % of the spacing in time. */
function partBackIn(blocks: number, factor: number, windowBlocks: number): number {
  let back = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const run = new MiningRun({
      rule: asert,
      parameters: { ...asert.network, targetSpacingSec: SPACING_SEC, windowBlocks },
      history: createIdealPast(SPACING_SEC),
      supply: new ConstantSupply((factor * EQUILIBRIUM_PROOF) / SPACING_SEC),
      seed,
    });
    for (let i = 0; i <= blocks && run.mineBlock(); i++) {
      if (i > 0 && Math.abs(run.expectedSec / SPACING_SEC - 1) <= 0.15) {
        back++;
        break;
      }
    }
  }
  return back / SEEDS;
}

describe('asert in the laboratory', () => {
  const window = asert.laboratoryWindowBlocks;

  it.each([0.5, 2])('after a change by %d it is back within 15 % in 60 blocks, 99 times in 100', (factor) => {
    expect(partBackIn(60, factor, window)).toBeGreaterThanOrEqual(0.99);
  });

  it('with its network’s half-life it is not: the control', () => {
    expect(partBackIn(60, 2, asert.network.windowBlocks)).toBeLessThan(0.05);
  });
});

describe('every rule in the laboratory follows a hash rate that changes a hundredfold', () => {
  /** Blocks storm or the pace swings for ever, as on their own networks: testnet's exception, EDA's emergencies. */
  const UNRULY = new Set(['testnet', 'bip94', 'eda', 'fixed']);

  /** @returns the median of the last expected intervals, in spacings. */
  function latePace(rule: DifficultyRule, factor: number, seed: number): number {
    const spacingSec = 10;
    const run = new MiningRun({
      rule,
      parameters: {
        targetSpacingSec: spacingSec,
        windowBlocks: rule.laboratoryWindowBlocks,
        powLimit: REGTEST_POW_LIMIT,
      },
      history: createIdealPast(spacingSec),
      supply: new ConstantSupply((factor * EQUILIBRIUM_PROOF) / spacingSec),
      seed,
    });
    const late: number[] = [];
    for (let i = 0; i < 3000 && run.mineBlock(); i++) if (i >= 2500) late.push(run.expectedSec / spacingSec);
    return late.toSorted((one, other) => one - other)[late.length >> 1] ?? Number.NaN;
  }

  it.each(RULES.filter(({ name }) => !UNRULY.has(name)).map((rule) => [rule.name, rule] as const))(
    '%s',
    (_, rule) => {
      for (const factor of [100, 1 / 100]) {
        for (let seed = 0; seed < 8; seed++) {
          const pace = latePace(rule, factor, seed);
          expect(pace).toBeGreaterThan(0.5);
          expect(pace).toBeLessThan(2);
        }
      }
    },
  );

  it('fixed does not: the control', () => {
    expect(latePace(ruleNamed('fixed'), 100, 1)).toBeLessThan(0.02);
  });
});
