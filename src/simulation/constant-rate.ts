/** A chain under a hash rate that never changes: what a rule does to intervals all by itself. */
import type { DifficultyRule } from '../difficulty/index.ts';
import { ConstantSupply } from './hash-supply.ts';
import { createIdealPast, EQUILIBRIUM_PROOF, IDEAL_PAST_BLOCKS } from './ideal-past.ts';
import { MiningRun } from './mining.ts';
import { parametersAt, type ShockOptions } from './shock-track.ts';

/**
 * Mines after an ideal past, with honest clocks.
 *
 * @returns Header times, Unix seconds: the last block of the past, then `blocks` more.
 */
export function mineHeaderTimes(
  rule: DifficultyRule,
  { seed, blocks, spacingSec }: ShockOptions,
): readonly number[] {
  const history = createIdealPast(spacingSec);
  const run = new MiningRun({
    rule,
    parameters: parametersAt(rule, spacingSec),
    history,
    supply: new ConstantSupply(EQUILIBRIUM_PROOF / spacingSec),
    seed,
  });
  while (run.blocks < blocks && run.mineBlock());
  return Array.from({ length: run.blocks + 1 }, (_, i) => history.timeAt(IDEAL_PAST_BLOCKS - 1 + i));
}
