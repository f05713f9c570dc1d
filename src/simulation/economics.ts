/**
 * What mining earns and costs, in closed forms: no machine, miner or day is followed here.
 *
 * Money is USD, electricity is USD per kWh, efficiency is joules per 10^12 hashes at the plug of the machine. What a site
 * needs beside its machines is its PUE (power usage effectiveness), a factor from 1. A difficulty says how many hashes
 * a block takes, and so does a hash rate with an interval: both ways lead through `hashesPerBlock`.
 */
import { type Estimate, HASHES_PER_DIFFICULTY } from '../primitives/index.ts';
import { DAY_SEC } from './arms-race/calendar.ts';

/** Joules of a kilowatt-hour. */
export const JOULES_PER_KWH = 3.6e6;
/** Seconds of a year of 365.25 days, as Cambridge's index has it too. */
export const YEAR_SEC: number = 365.25 * DAY_SEC;
const HASHES_PER_TH = 1e12;

/**
 * Power usage effectiveness that the Cambridge index takes for its floor, best guess and ceiling
 * (`EnergyConsumptionCalculator` in github.com/CambridgeAltFin/ccaf_cbeci_api).
 */
export const CAMBRIDGE_PUE: Estimate = { low: 1.01, guess: 1.1, high: 1.2 };

/** @returns Hashes that a block of this difficulty takes on average. */
export function hashesOfDifficulty(difficulty: number): number {
  return difficulty * HASHES_PER_DIFFICULTY;
}

/** What a block pays, and what it takes. */
export interface BlockIncome {
  /** Subsidy and fees of a block, in coins. */
  readonly rewardBtc: number;
  readonly coinPriceUsd: number;
  /** Hashes that a block takes on average: `hashesOfDifficulty(difficulty)`, or hash rate times interval. */
  readonly hashesPerBlock: number;
}

/**
 * Income of 1 TH/s in a day.
 *
 * @returns USD per TH/s and day: the hashes of a day over those of a block, times what the block pays.
 */
export function revenuePerThDayUsd({ rewardBtc, coinPriceUsd, hashesPerBlock }: BlockIncome): number {
  return (rewardBtc * coinPriceUsd * HASHES_PER_TH * DAY_SEC) / hashesPerBlock;
}

/**
 * The efficiency at which a machine just earns its electricity; what needs more runs at a loss.
 *
 * @param revenueUsd - Income of 1 TH/s in a day, USD.
 * @returns J/TH at the plug: revenue per TH and day / (86,400 s x PUE x price per joule); Infinity where power is free.
 */
export function breakEvenJPerTh(revenueUsd: number, pricePerKwhUsd: number, pue = 1): number {
  return revenueUsd / ((DAY_SEC * pue * pricePerKwhUsd) / JOULES_PER_KWH);
}

/**
 * The price of electricity at which a machine just earns it.
 *
 * @param revenueUsd - Income of 1 TH/s in a day, USD.
 * @returns USD per kWh.
 */
export function breakEvenPricePerKwhUsd(revenueUsd: number, efficiencyJPerTh: number, pue = 1): number {
  return (revenueUsd / (DAY_SEC * pue * efficiencyJPerTh)) * JOULES_PER_KWH;
}

/** What a network spends its income on. */
export interface Spending {
  /** What all blocks pay in a second, USD. */
  readonly rewardUsdPerSec: number;
  /** Part of income that goes into electricity: 1 where machines cost nothing and anyone may enter. */
  readonly electricityPart: number;
  readonly pricePerKwhUsd: number;
}

/**
 * The power at which income has become electricity. No efficiency is in it: better machines hash more for the same
 * money, and difficulty takes the gain away.
 *
 * @returns W, cooling included: income per second x part / price per joule.
 */
export function equilibriumPowerW({ rewardUsdPerSec, electricityPart, pricePerKwhUsd }: Spending): number {
  return (rewardUsdPerSec * electricityPart * JOULES_PER_KWH) / pricePerKwhUsd;
}

/** A network that is kept running. */
export interface Running {
  readonly hashrateHps: number;
  /** J/TH: at the plug, or with a site's own use where PUE is multiplied in. */
  readonly efficiencyJPerTh: number;
  /** Seconds per block. */
  readonly spacingSec: number;
}

/** Energy for one of each, J. */
export interface EnergySpent {
  readonly hash: number;
  readonly block: number;
  readonly day: number;
  readonly year: number;
}

/** Energy per hash, block, day and year of 365.25 days. */
export function energySpent({ hashrateHps, efficiencyJPerTh, spacingSec }: Running): EnergySpent {
  const hash = efficiencyJPerTh / HASHES_PER_TH;
  const w = hash * hashrateHps;
  return { hash, block: w * spacingSec, day: w * DAY_SEC, year: w * YEAR_SEC };
}

/**
 * Power within bounds, as the Cambridge index draws them: its floor has everyone use the best machine in the best of
 * sites, its ceiling the worst machine that still pays, in a warm hall.
 *
 * @param machinesJPerTh - The best machine, the mix that is likely, the worst machine; J/TH at the plug.
 * @returns W.
 */
export function powerBand(
  hashrateHps: number,
  machinesJPerTh: Estimate,
  pue: Estimate = CAMBRIDGE_PUE,
): Estimate {
  const sites = atSite(machinesJPerTh, pue);
  const ths = hashrateHps / HASHES_PER_TH;
  return { low: ths * sites.low, guess: ths * sites.guess, high: ths * sites.high };
}

/** @returns Machines' efficiency with the site's own use, J/TH. */
export function atSite(machinesJPerTh: Estimate, pue: Estimate = CAMBRIDGE_PUE): Estimate {
  return {
    low: machinesJPerTh.low * pue.low,
    guess: machinesJPerTh.guess * pue.guess,
    high: machinesJPerTh.high * pue.high,
  };
}
