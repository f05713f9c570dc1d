/** Bitcoin as it was last recorded: what a small machine, or another network, is compared with. */
import { type Estimate, HASHES_PER_DIFFICULTY } from '../primitives/index.ts';

/** Bitcoin's wanted seconds per block. */
export const BITCOIN_SPACING_SEC = 600;

/**
 * Difficulty from height 953,568: the last row of `data/btc_difficulty_epochs.csv`. Nobody loads the table for one
 * figure; a test compares them.
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

/** Coins that a block creates at the recorded height, fees aside; a test reckons them. */
export const RECORDED_SUBSIDY_BTC = 3.125;

/**
 * Price of a coin, USD: mean of June 2026 in `data/btc_price_monthly.csv`; a test compares them. The recorded height fell
 * into that month, at ten minutes a block since the halving of 20 April 2024.
 */
export const RECORDED_COIN_PRICE_USD = 63_514.01;
export const RECORDED_COIN_PRICE_MONTH = '2026-06';

/** Transactions of a block. An assumption: blocks of recent years held 1,500 to 4,000 (from memory, not looked up). */
export const RECORDED_TRANSACTIONS_PER_BLOCK = 2200;

/**
 * What the machines of the network need at the plug, J/TH. Low: the best on sale (Antminer S21 XP+ Hyd, in
 * `data/mining_hardware.csv`). Guess: an assumption; Cambridge's survey found 28.2 in 2024, a quarter less
 * than a year before, and two more years at a slower pace give about 20. High: the least efficient machine that still
 * earns its electricity at the recorded price of a coin, 0.05 USD/kWh and a PUE of 1.10; a test reckons it.
 */
export const RECORDED_MACHINES_J_PER_TH: Estimate = { low: 11, guess: 20, high: 24 };

/** What the Cambridge index takes miners to pay for electricity everywhere, USD/kWh (ccaf.io/cbnsi/cbeci/methodology). */
export const CAMBRIDGE_PRICE_PER_KWH_USD = 0.05;

/**
 * Grams of CO2 equivalent per kWh that miners use: 39.8 Mt for 138 TWh in 2024 (Cambridge Digital Mining Industry Report,
 * April 2025, a survey of half the network; read in news of it). Other counts go higher: Cambridge had 507 for 2021.
 */
export const CAMBRIDGE_GRID_GRAMS_PER_KWH = 288;
