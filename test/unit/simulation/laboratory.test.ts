/** The window that `mine` gives ASERT: how often the rule is back in time, on seconds instead of minutes. */
import { describe, expect, it } from 'vitest';
import { asert } from '../../../src/difficulty/asert.ts';
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

  it.each([0.5, 2])('after a change by %d it is back within 15 % in 60 blocks, 97 times in 100', (factor) => {
    expect(partBackIn(60, factor, window)).toBeGreaterThanOrEqual(0.97);
  });

  it('with its network’s half-life it is not: the control', () => {
    expect(partBackIn(60, 2, asert.network.windowBlocks)).toBeLessThan(0.05);
  });
});
