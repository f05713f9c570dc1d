// What a person sets on the page. Its form in an address: settings-query.ts; what is raced then: settings-scenario.ts.

import { RULES } from '../../difficulty/index.ts';
import { RACE_SCENARIOS } from '../../simulation/index.ts';

/** Stands for the scenario that a person brought. */
export const OWN = 'own';

/** Stands for a race that a person kept to compare others with. */
export const KEPT = 'kept';

/** What the coin costs from a year on. */
export const PRICES = ['scenario', 'constant', 'growth'] as const;
export type PriceChoice = (typeof PRICES)[number];

export const SEED_BOUNDS = { min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true } as const;
export const YEAR_BOUNDS = { min: 2009, max: 2105, isWhole: true } as const;
/** Percent a year. */
export const GROWTH_BOUNDS = { min: -99, max: 1000 } as const;

/** Rules that can be chosen; a rule that never follows is none. */
export const RACE_RULES: readonly string[] = RULES.map(({ name }) => name).filter((name) => name !== 'fixed');

/** What a machine of one's own may be: TH/s, W, USD/kWh. */
export const DEVICE_BOUNDS = {
  rate: { min: 1e-9, max: 1e9 },
  power: { min: 0.001, max: 1e12 },
  price: { min: 0, max: 100 },
} as const;

/** What a person sets. */
export interface RaceSettings {
  /** A name of the program's own scenarios, or {@link OWN}. */
  readonly scenario: string;
  /** What the person's own scenario says, as a file has it; null for none. */
  readonly own: object | null;
  /** A name of the program's own scenarios, {@link OWN} or {@link KEPT}; empty for nothing. */
  readonly compare: string;
  /** What was kept to compare with, as a file would have it; null for none. */
  readonly kept: object | null;
  readonly seed: number;
  /** Values of knobs that were turned, as they are shown. */
  readonly knobs: Readonly<Record<string, number>>;
  readonly price: PriceChoice;
  /** From the middle of January of this year on. */
  readonly priceYear: number;
  /** Percent a year. */
  readonly priceGrowth: number;
  readonly hasAsics: boolean;
  /** A rule's name; empty for the scenario's. */
  readonly rule: string;
  /** The day that is looked at, as YYYY-MM-DD; empty for the last. */
  readonly day: string;
  /** The person's own machine: TH/s, W, what its electricity costs in USD/kWh, and the day it is there, as YYYY-MM-DD. */
  readonly deviceThs: number;
  readonly deviceW: number;
  readonly devicePricePerKwhUsd: number;
  readonly deviceFrom: string;
  /** Step of the tour, from 1; 0 while it is not taken. */
  readonly tour: number;
}

export const DEFAULT_SETTINGS: RaceSettings = {
  scenario: RACE_SCENARIOS[0]!.name,
  own: null,
  compare: '',
  kept: null,
  seed: 1,
  knobs: {},
  price: 'scenario',
  priceYear: 2018,
  priceGrowth: 30,
  hasAsics: true,
  rule: '',
  day: '',
  // An Antminer S9 as it was first sold.
  deviceThs: 13.5,
  deviceW: 1372,
  devicePricePerKwhUsd: 0.1,
  deviceFrom: '2016-06-01',
  tour: 0,
};
