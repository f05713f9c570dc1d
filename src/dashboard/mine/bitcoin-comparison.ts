// A machine beside Bitcoin's network. Everyone may put in today's figures.

import { HASHES_PER_DIFFICULTY } from '../../primitives/index.ts';
import type { BitcoinNetwork } from '../../simulation/index.ts';

/** A machine beside Bitcoin. */
export interface BitcoinComparison {
  /** Expected seconds until one real block; NaN without a rate. */
  readonly blockSec: number;
  /** Its part of all hashes. */
  readonly part: number;
  /** Chance of finding the very next block. */
  readonly chancePerBlock: number;
  /** Chance of at least one block in a year. */
  readonly chancePerYear: number;
  /** Expected seconds per block in January 2009, at difficulty 1. */
  readonly firstYearSec: number;
}

/** Compares a rate with the network. */
export function compareWithBitcoin(
  hps: number,
  { difficulty, hashrateHps }: BitcoinNetwork,
): BitcoinComparison {
  const blockSec = hps > 0 ? (difficulty * HASHES_PER_DIFFICULTY) / hps : Number.NaN;
  return {
    blockSec,
    part: hps / hashrateHps,
    // Whoever finds it, the next block is one's own in proportion to the hashes.
    chancePerBlock: hps / (hashrateHps + hps),
    chancePerYear: -Math.expm1((-365.25 * 86_400) / blockSec),
    firstYearSec: hps > 0 ? HASHES_PER_DIFFICULTY / hps : Number.NaN,
  };
}
