/** A network's energy, money and CO2, from a handful of figures that anyone can put in. */
import { type Estimate, mapEstimate, scaleEstimate } from '../primitives/index.ts';
import type { Comparison } from './comparisons.ts';
import {
  atSite,
  breakEvenJPerTh,
  breakEvenPricePerKwhUsd,
  CAMBRIDGE_PUE,
  type EnergySpent,
  energySpent,
  equilibriumPowerW,
  JOULES_PER_KWH,
  powerBand,
  revenuePerThDayUsd,
  YEAR_SEC,
} from './economics.ts';

/** What a budget is reckoned from. */
export interface EnergyPlan {
  readonly hashrateHps: number;
  /** J/TH at the plug: the best machine, the mix that is likely, the worst machine. */
  readonly machinesJPerTh: Estimate;
  readonly pricePerKwhUsd: number;
  /** Grams of CO2 equivalent per kWh. */
  readonly gridGramsPerKwh: number;
  /** Seconds per block. */
  readonly spacingSec: number;
  readonly transactionsPerBlock: number;
  /** Subsidy and fees of a block, in coins. */
  readonly rewardBtc: number;
  readonly coinPriceUsd: number;
}

/** What a budget is reckoned for; a year has 365.25 days. */
export const ENERGY_SPANS = ['hash', 'transaction', 'block', 'day', 'year'] as const;

export type EnergySpan = (typeof ENERGY_SPANS)[number];

/** One value for each span. */
export type BySpan<T> = Readonly<Record<EnergySpan, T>>;

/** What miners earn, and what their electricity does with it. */
export interface IncomeBudget {
  readonly blockUsd: number;
  readonly yearUsd: number;
  /** USD per TH/s and day. */
  readonly thDayUsd: number;
  /** Electricity as a part of income. */
  readonly electricityPart: Estimate;
  /** J/TH at the plug that just earn their electricity, the site's own use of the best guess paid too. */
  readonly breakEvenJPerTh: number;
  /** USD per kWh at which the likely mix of machines just earns it. */
  readonly breakEvenPricePerKwhUsd: number;
  /** W if all income went into electricity. */
  readonly equilibriumPowerW: number;
}

/** The budget. */
export interface EnergyBudget {
  readonly powerW: Estimate;
  readonly joules: BySpan<Estimate>;
  readonly usd: BySpan<Estimate>;
  readonly co2Grams: BySpan<Estimate>;
  readonly income: IncomeBudget;
}

/**
 * Reckons a network's budget. Bounds are those of the Cambridge index: machines from best to worst in sites from cold to
 * warm.
 *
 * @throws {RangeError} if the machines are out of order, or a figure is negative or not finite, or zero where it divides.
 */
export function energyBudget(plan: EnergyPlan): EnergyBudget {
  assertPlan(plan);
  const { hashrateHps, machinesJPerTh, pricePerKwhUsd, gridGramsPerKwh, transactionsPerBlock } = plan;
  const joules = joulesBySpan(plan, transactionsPerBlock);
  const each = (perKwh: number) => mapSpans(joules, (span) => scaleEstimate(span, perKwh / JOULES_PER_KWH));
  const usd = each(pricePerKwhUsd);
  return {
    powerW: powerBand(hashrateHps, machinesJPerTh),
    joules,
    usd,
    co2Grams: each(gridGramsPerKwh),
    income: incomeBudget(plan, usd.block),
  };
}

function joulesBySpan(plan: EnergyPlan, transactionsPerBlock: number): BySpan<Estimate> {
  const { low, guess, high } = atSite(plan.machinesJPerTh);
  const [least, likely, most] = [low, guess, high].map((efficiencyJPerTh) =>
    energySpent({ ...plan, efficiencyJPerTh }),
  ) as [EnergySpent, EnergySpent, EnergySpent];
  const of = (span: keyof EnergySpent): Estimate => ({
    low: least[span],
    guess: likely[span],
    high: most[span],
  });
  const block = of('block');
  return {
    hash: of('hash'),
    transaction: scaleEstimate(block, 1 / transactionsPerBlock),
    block,
    day: of('day'),
    year: of('year'),
  };
}

function incomeBudget(plan: EnergyPlan, electricityUsdPerBlock: Estimate): IncomeBudget {
  const { hashrateHps, machinesJPerTh, pricePerKwhUsd, spacingSec, rewardBtc, coinPriceUsd } = plan;
  const blockUsd = rewardBtc * coinPriceUsd;
  const thDayUsd = revenuePerThDayUsd({ rewardBtc, coinPriceUsd, hashesPerBlock: hashrateHps * spacingSec });
  const rewardUsdPerSec = blockUsd / spacingSec;
  const pue = CAMBRIDGE_PUE.guess;
  return {
    blockUsd,
    yearUsd: rewardUsdPerSec * YEAR_SEC,
    thDayUsd,
    electricityPart: mapEstimate(electricityUsdPerBlock, (usd) => usd / blockUsd),
    breakEvenJPerTh: breakEvenJPerTh(thDayUsd, pricePerKwhUsd, pue),
    breakEvenPricePerKwhUsd: breakEvenPricePerKwhUsd(thDayUsd, machinesJPerTh.guess, pue),
    equilibriumPowerW: equilibriumPowerW({ rewardUsdPerSec, electricityPart: 1, pricePerKwhUsd }),
  };
}

/** @returns How many times a comparison's energy the budget takes: a year's for what is yearly, else a transaction's. */
export function timesOf({ joules }: EnergyBudget, { joules: other, per }: Comparison): Estimate {
  return scaleEstimate(per === 'year' ? joules.year : joules.transaction, 1 / other);
}

function mapSpans<T, U>(values: BySpan<T>, of: (value: T) => U): BySpan<U> {
  return Object.fromEntries(ENERGY_SPANS.map((span) => [span, of(values[span])])) as Record<EnergySpan, U>;
}

function assertPlan({ machinesJPerTh, gridGramsPerKwh, ...others }: EnergyPlan): void {
  const { low, guess, high } = machinesJPerTh;
  if (!(low > 0 && low <= guess && guess <= high && high < Infinity)) {
    throw new RangeError(`"machinesJPerTh" expected 0 < low <= guess <= high, got ${low}, ${guess}, ${high}`);
  }
  if (!(gridGramsPerKwh >= 0 && gridGramsPerKwh < Infinity)) {
    throw new RangeError(`"gridGramsPerKwh" expected a number from 0, got ${gridGramsPerKwh}`);
  }
  for (const [name, value] of Object.entries(others)) {
    if (!(value > 0 && value < Infinity)) {
      throw new RangeError(`"${name}" expected a positive finite number, got ${value}`);
    }
  }
}
