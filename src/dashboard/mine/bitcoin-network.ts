// Bitcoin as it was last recorded: what a small machine is compared with. Everyone may put in today's figures.

import { HASHES_PER_DIFFICULTY } from './hashes.ts';

/** Bitcoin's wanted seconds per block. */
export const BITCOIN_SPACING_SEC = 600;

/**
 * Difficulty from height 953,568: the last row of `data/btc_difficulty_epochs.csv`. The page does not load the table for
 * one figure; a test compares them.
 */
export const BITCOIN_DIFFICULTY = 124_932_866_006_548.16;
export const BITCOIN_DIFFICULTY_HEIGHT = 953_568;

/** Bitcoin's network in two figures, of which one gives the other where both agree with ten minutes. */
export interface BitcoinNetwork {
  readonly difficulty: number;
  /** Hashes per second of all miners. */
  readonly hashrateHps: number;
}

/** The hash rate that finds a block of this difficulty in ten minutes. */
export function hashrateOfDifficulty(difficulty: number): number {
  return (difficulty * HASHES_PER_DIFFICULTY) / BITCOIN_SPACING_SEC;
}

/** What was last recorded, the hash rate being the one that its difficulty was set for. */
export const RECORDED_NETWORK: BitcoinNetwork = {
  difficulty: BITCOIN_DIFFICULTY,
  hashrateHps: hashrateOfDifficulty(BITCOIN_DIFFICULTY),
};

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
