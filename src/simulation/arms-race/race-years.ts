/**
 * A race by calendar years: sums of what flows, means of what is there. Tables, files and the comparison of seeds go by
 * this summary.
 */
import { DAY_SEC, yearOfDay } from './calendar.ts';
import { METRICS, type MetricId } from './metrics.ts';
import type { RaceDays, RaceFacts } from './race.ts';

/** How a year's days become one value. */
export type YearlyKind = 'sum' | 'mean' | 'last';

/** Figures of the day alone, which add up. Income of 1 TH/s is a price per day, not a flow. */
const FLOWS: ReadonlySet<MetricId> = new Set<MetricId>([
  'blocks',
  'revenueUsd',
  'electricityUsd',
  'hardwareUsd',
  'depreciationUsd',
  'profitUsd',
  'capitalInUsd',
  'withdrawnUsd',
  'co2Grams',
  'eWasteKg',
  'machinesBought',
  'machinesFailed',
  'machinesRetired',
  'entered',
  'left',
]);

/** Quotients whose mean is that of their divisor's units: interval per block, joules per hash, USD per kilowatt-hour. */
const WEIGHTS: Partial<Readonly<Record<MetricId, MetricId>>> = {
  meanIntervalSec: 'blocks',
  fleetJPerTh: 'hashrateHps',
  meanPricePerKwhUsd: 'powerGuessW',
};

/** What a year's figure is. */
export interface YearFigure {
  readonly id: MetricId;
  readonly title: string;
  readonly unit: string;
  readonly yearly: YearlyKind;
}

/** One calendar year of a race, or the part of it that the race has. */
export interface RaceYear {
  readonly year: number;
  /** Days that are in it. */
  readonly days: number;
  /** As {@link yearlyKind} says, over the days that have a value; null where none has. */
  readonly figures: Readonly<Record<MetricId, number | null>>;
  /** Joules at the sites' plugs in those days. */
  readonly energyJ: { readonly low: number; readonly guess: number; readonly high: number };
  /** Means by `GENERATIONS`, H/s. */
  readonly hashrateByGeneration: readonly number[];
  /** Means by `facts.regions`, H/s. */
  readonly hashrateByRegion: readonly number[];
}

/** @returns What a year's value of a figure is. */
export function yearlyKind(id: MetricId): YearlyKind {
  if (id === 'height') return 'last';
  return FLOWS.has(id) ? 'sum' : 'mean';
}

/** @returns The unit of a year's value: that of the days, for sums without "per day". */
export function yearlyUnit(id: MetricId): string {
  const unit: string = METRICS.find((metric) => metric.id === id)?.unit ?? '';
  if (yearlyKind(id) !== 'sum') return unit;
  return unit === '1/d' ? '' : unit.replace(/\/d$/u, '');
}

/** @returns What the figures of years are, for files that hold them. */
export function yearFigures(): readonly YearFigure[] {
  return METRICS.map(({ id, title }) => ({ id, title, unit: yearlyUnit(id), yearly: yearlyKind(id) }));
}

/**
 * Sums a race up by years.
 *
 * @param days - Any days of it.
 * @returns The years that these days touch, in order.
 */
export function raceYears(facts: RaceFacts, days: RaceDays): readonly RaceYear[] {
  const years: RaceYear[] = [];
  for (let from = 0; from < days.length; ) {
    const year = yearOfDay(facts.startDay + days.firstDay + from);
    let to = from + 1;
    while (to < days.length && yearOfDay(facts.startDay + days.firstDay + to) === year) to++;
    years.push(oneYear(year, days, from, to));
    from = to;
  }
  return years;
}

function oneYear(year: number, days: RaceDays, from: number, to: number): RaceYear {
  const part = (column: Float64Array) => column.subarray(from, to);
  const column = (id: MetricId) => part(days.figures[id]);
  const figures = Object.fromEntries(METRICS.map(({ id }) => [id, yearValue(id, column)] as const)) as Record<
    MetricId,
    number | null
  >;
  const { electricityUsd, depreciationUsd } = figures;
  const costUsd = (electricityUsd ?? 0) + (depreciationUsd ?? 0);
  const joules = (id: MetricId) => (total(column(id)) ?? 0) * DAY_SEC;
  const means = (columns: readonly Float64Array[]) => columns.map((values) => mean(part(values)) ?? 0);
  return {
    year,
    days: to - from,
    // Of the year's cost, not a mean of days.
    figures: { ...figures, electricityPart: costUsd > 0 ? (electricityUsd ?? 0) / costUsd : null },
    energyJ: { low: joules('powerLowW'), guess: joules('powerGuessW'), high: joules('powerHighW') },
    hashrateByGeneration: means(days.hashrateByGeneration),
    hashrateByRegion: means(days.hashrateByRegion),
  };
}

function yearValue(id: MetricId, column: (id: MetricId) => Float64Array): number | null {
  const values = column(id);
  switch (yearlyKind(id)) {
    case 'last':
      return finiteOrNull(values.at(-1));
    case 'sum':
      return total(values);
    case 'mean': {
      const weights = WEIGHTS[id];
      return weights === undefined ? mean(values) : weightedMean(values, column(weights));
    }
  }
}

/** Sum of the finite values; null where there is none. */
function total(values: Float64Array): number | null {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum;
}

/** Mean of the finite values; null where there is none. */
function mean(values: Float64Array): number | null {
  const sum = total(values);
  return sum === null ? null : sum / values.reduce((n, value) => n + Number(Number.isFinite(value)), 0);
}

/** Days without a value have no weight; null where no day has. */
function weightedMean(values: Float64Array, weights: Float64Array): number | null {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]) || !(weights[i]! > 0)) continue;
    sum += values[i]! * weights[i]!;
    weight += weights[i]!;
  }
  return weight > 0 ? sum / weight : null;
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
