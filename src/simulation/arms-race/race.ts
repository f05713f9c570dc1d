/** A race as others see it: days one after another, each with all its figures. `race-run.ts` computes it. */
import type { MachineModel } from './machine-model.ts';
import type { MetricId } from './metrics.ts';
import type { Scenario } from './scenario.ts';

/** The price of a coin in history. */
export interface PriceMonth {
  /** Days since 1970-01-01 (UTC) of the month's first day. */
  readonly day: number;
  /** Mean of the month. */
  readonly usd: number;
}

/** What a race is run from. */
export interface RacePlan {
  readonly scenario: Scenario;
  /** Machines of the table, as `parseMachines` reads them. */
  readonly machines: readonly MachineModel[];
  /** By month, without gaps. */
  readonly prices: readonly PriceMonth[];
  /** Same plan and seed, same figures. Whole, from 0. */
  readonly seed: number;
}

/** Something that happened: a mark on the charts and a line in the list. */
export interface RaceEvent {
  /** Index of the day in the race, from 0. */
  readonly day: number;
  readonly kind: 'release' | 'halving' | 'ban' | 'price' | 'energy-tax' | 'speed' | 'generation' | 'retreat';
  /** Some words for a mark, for example "Antminer S9". */
  readonly label: string;
  /** A sentence that explains it. */
  readonly text: string;
}

/** The figures of some days, one array per figure, all of one length. */
export interface RaceDays {
  /** Index in the race of the first day that is here. */
  readonly firstDay: number;
  readonly length: number;
  readonly figures: Readonly<Record<MetricId, Float64Array>>;
  /** By `GENERATIONS`, H/s. */
  readonly hashrateByGeneration: readonly Float64Array[];
  /** By `scenario.regions`, H/s. */
  readonly hashrateByRegion: readonly Float64Array[];
  /** Events of these days, in order. */
  readonly events: readonly RaceEvent[];
}

/** What holds for a whole race. */
export interface RaceFacts {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Days since 1970-01-01 (UTC) of the race's first day. */
  readonly startDay: number;
  /** Days that the race has in all. */
  readonly days: number;
  readonly regions: readonly string[];
  /** Machines that take part, those to come included, by release. */
  readonly machines: readonly MachineModel[];
  /** Landauer's limit for one double hash at room temperature, J/TH. */
  readonly landauerJPerTh: number;
}
