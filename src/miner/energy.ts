// What mining costs, from what was measured (hashes and time at work) and what a person declares: nothing in a browser,
// and little elsewhere, measures watts.

import { type Estimate, scaleEstimate } from '../primitives/index.ts';

/** What a kilowatt-hour costs and emits. */
export interface Tariff {
  /** Money per kWh, in any one currency. */
  readonly pricePerKwh: number;
  /** Grams of CO2 (or its equivalent) per kWh of the grid. */
  readonly gridGramsPerKwh: number;
}

/** The measured side: hashes, and seconds at full power, of one stretch of time. */
export interface MeasuredWork {
  readonly hashCount: number;
  /** Seconds in which engines hashed, weighted by their part of the hash rate. */
  readonly activeSec: number;
  /** Seconds of mining, rests included. */
  readonly elapsedSec: number;
}

/** What a stretch of mining cost. */
export interface EnergyUse {
  /** Joules. */
  readonly energyJ: Estimate;
  /** Watts on average over the stretch, rests included; null for a stretch of no time. */
  readonly meanW: Estimate | null;
  /** Joules per 10^12 hashes; null before the first hash. */
  readonly efficiencyJPerTh: Estimate | null;
  /** In the tariff's currency. */
  readonly cost: Estimate;
  /** Grams of CO2. */
  readonly co2Grams: Estimate;
}

const JOULES_PER_KWH = 3.6e6;
const HASHES_PER_TH = 1e12;

/**
 * Reckons what a stretch of mining cost. The machine's idle power is not part of it.
 *
 * @param work - For example a window of a session's meter.
 * @param fullPowerW - Watts that mining adds while all engines hash without a rest, at the plug.
 * @throws {RangeError} if the watts are negative, not finite or out of order, or the tariff is no number.
 */
export function energyUse(work: MeasuredWork, fullPowerW: Estimate, tariff: Tariff): EnergyUse {
  assertPower(fullPowerW);
  assertTariff(tariff);
  const { hashCount, activeSec, elapsedSec } = work;
  const energyJ = scaleEstimate(fullPowerW, activeSec);
  return {
    energyJ,
    meanW: elapsedSec > 0 ? scaleEstimate(energyJ, 1 / elapsedSec) : null,
    efficiencyJPerTh: hashCount > 0 ? scaleEstimate(energyJ, HASHES_PER_TH / hashCount) : null,
    cost: scaleEstimate(energyJ, tariff.pricePerKwh / JOULES_PER_KWH),
    co2Grams: scaleEstimate(energyJ, tariff.gridGramsPerKwh / JOULES_PER_KWH),
  };
}

/**
 * Energy that a number of hashes takes, for example those expected for a block.
 *
 * @param hashes - For example a block's proof.
 * @param efficiencyJPerTh - Joules per 10^12 hashes.
 * @returns joules.
 */
export function energyOfHashes(hashes: number, efficiencyJPerTh: Estimate): Estimate {
  return scaleEstimate(efficiencyJPerTh, hashes / HASHES_PER_TH);
}

function assertPower({ low, guess, high }: Estimate): void {
  if (!(low >= 0 && low <= guess && guess <= high && Number.isFinite(high))) {
    throw new RangeError(`"fullPowerW" expected 0 <= low <= guess <= high, got ${low}, ${guess}, ${high}`);
  }
}

/** A price may be below zero: some grids' are at times. */
function assertTariff({ pricePerKwh, gridGramsPerKwh }: Tariff): void {
  if (!Number.isFinite(pricePerKwh)) {
    throw new RangeError(`"pricePerKwh" expected a number, got ${pricePerKwh}`);
  }
  if (!(gridGramsPerKwh >= 0 && Number.isFinite(gridGramsPerKwh))) {
    throw new RangeError(`"gridGramsPerKwh" expected a number from 0, got ${gridGramsPerKwh}`);
  }
}
