// Expected hashes and difficulty are one quantity in two units.

import { HASHES_PER_DIFFICULTY } from '../../primitives/index.ts';

/** The difficulty at which a rate finds a block per spacing on average. */
export function difficultyNeeded(hps: number, spacingSec: number): number {
  return (hps * spacingSec) / HASHES_PER_DIFFICULTY;
}

/** Expected seconds for one block; NaN without a rate. */
export function expectedSec(difficulty: number, hps: number): number {
  return hps > 0 ? (difficulty * HASHES_PER_DIFFICULTY) / hps : Number.NaN;
}
