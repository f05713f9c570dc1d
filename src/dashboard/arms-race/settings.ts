// The page's settings, and their form in its address: `#/arms-race?scenario=ban&miners=1000&seed=7`. A link stands for a
// run, so nothing in it is passed over: what cannot be is said, and nothing runs.

import { RULES } from '../../difficulty/index.ts';
import {
  dayOfDate,
  RACE_SCENARIOS,
  type RaceScenario,
  raceScenarioNamed,
  readScenario,
  ScenarioError,
} from '../../simulation/index.ts';
import { readNumber } from '../elements/number-text.ts';
import { printQuery, readQuery } from '../query.ts';
import { KNOBS, type Knob } from './knobs.ts';
import { TOUR } from './tour/steps.ts';

/** Stands for the scenario that a person brought. */
export const OWN = 'own';

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

/** Longest scenario of one's own that an address carries, characters of JSON. */
const LONGEST_OWN = 6000;

/** What a person sets. */
export interface RaceSettings {
  /** A name of the program's own scenarios, or {@link OWN}. */
  readonly scenario: string;
  /** What the person's own scenario says, as a file has it; null for none. */
  readonly own: object | null;
  /** A name of the program's own scenarios; empty for nothing. */
  readonly compare: string;
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

/** Settings as an address gives them. */
export interface ReadSettings {
  /** What could not be read has its default. */
  readonly settings: RaceSettings;
  /** What is wrong, a sentence each without a full stop. */
  readonly problems: readonly string[];
}

/**
 * Reads settings from an address's query.
 *
 * @param query - Without the leading `?`.
 */
export function readSettings(query: string): ReadSettings {
  const fields = readQuery(query);
  const problems: string[] = [];
  const usual = DEFAULT_SETTINGS;
  const number = (
    name: string,
    bounds: { readonly min: number; readonly max: number; readonly isWhole?: true },
    common: number,
  ): number => {
    const text = fields.get(name);
    if (text === undefined) return common;
    const read = readNumber(text, { isWhole: false, ...bounds });
    if (read.ok) return read.value;
    problems.push(`${name} ${read.reason}`);
    return common;
  };
  const word = <T extends string>(name: string, words: readonly T[], common: T): T => {
    const text = fields.get(name);
    if (text === undefined) return common;
    const found = words.find((candidate) => candidate === text);
    if (found === undefined) problems.push(`${name} expected one of ${words.join(', ')}, got ${text}`);
    return found ?? common;
  };

  const names = RACE_SCENARIOS.map(({ name }) => name);
  const knobs: Record<string, number> = {};
  for (const knob of KNOBS) {
    if (fields.has(knob.id)) knobs[knob.id] = number(knob.id, knob, Number.NaN);
    if (Number.isNaN(knobs[knob.id])) delete knobs[knob.id];
  }
  const date = (name: string, common: string): string => {
    const text = fields.get(name);
    if (text === undefined || !Number.isNaN(dayOfDate(text))) return text ?? common;
    problems.push(`${name} expected a date as YYYY-MM-DD, got ${text}`);
    return common;
  };
  const own = readOwn(fields.get('own'), problems);
  const settings: RaceSettings = {
    scenario: word('scenario', own === null ? names : [...names, OWN], usual.scenario),
    own,
    compare: word('compare', names, usual.compare),
    seed: number('seed', SEED_BOUNDS, usual.seed),
    knobs,
    price: word('price', PRICES, usual.price),
    priceYear: number('from', YEAR_BOUNDS, usual.priceYear),
    priceGrowth: number('growth', GROWTH_BOUNDS, usual.priceGrowth),
    hasAsics: word('asics', ['yes', 'no'], 'yes') === 'yes',
    rule: word('rule', RACE_RULES, usual.rule),
    day: date('day', usual.day),
    deviceThs: number('ths', DEVICE_BOUNDS.rate, usual.deviceThs),
    deviceW: number('watts', DEVICE_BOUNDS.power, usual.deviceW),
    devicePricePerKwhUsd: number('kwh', DEVICE_BOUNDS.price, usual.devicePricePerKwhUsd),
    deviceFrom: date('since', usual.deviceFrom),
    tour: number('tour', { min: 0, max: TOUR.length, isWhole: true }, usual.tour),
  };
  if (problems.length === 0) problems.push(...problemsOf(settings));
  return { settings, problems };
}

function readOwn(text: string | undefined, problems: string[]): object | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    readScenario(value);
    return value as object;
  } catch (error) {
    problems.push(
      ...(error instanceof ScenarioError
        ? error.problems.map((problem) => `own: ${problem}`)
        : ['own expected a scenario as JSON, got a text that is none']),
    );
    return null;
  }
}

/** Writes settings as a query without `?`; what is at its default is left out, as is a scenario that is too long. */
export function printSettings(settings: RaceSettings): string {
  const usual = DEFAULT_SETTINGS;
  const unless = <T extends string | number>(value: T, common: T) => (value === common ? null : value);
  const own = settings.own === null ? '' : JSON.stringify(settings.own);
  return printQuery({
    scenario: unless(settings.scenario, usual.scenario),
    own: own === '' || own.length > LONGEST_OWN ? null : own,
    compare: unless(settings.compare, usual.compare),
    ...Object.fromEntries(KNOBS.map(({ id }) => [id, settings.knobs[id] ?? null])),
    price: unless(settings.price, usual.price),
    from: settings.price === 'scenario' ? null : unless(settings.priceYear, usual.priceYear),
    growth: settings.price === 'growth' ? unless(settings.priceGrowth, usual.priceGrowth) : null,
    asics: settings.hasAsics ? null : 'no',
    rule: unless(settings.rule, usual.rule),
    seed: unless(settings.seed, usual.seed),
    day: unless(settings.day, usual.day),
    ths: unless(settings.deviceThs, usual.deviceThs),
    watts: unless(settings.deviceW, usual.deviceW),
    kwh: unless(settings.devicePricePerKwhUsd, usual.devicePricePerKwhUsd),
    since: unless(settings.deviceFrom, usual.deviceFrom),
    tour: unless(settings.tour, usual.tour),
  });
}

/** Whether an address holds all of the settings. */
export function fitsAddress({ own }: RaceSettings): boolean {
  return own === null || JSON.stringify(own).length <= LONGEST_OWN;
}

/** The scenario that settings begin with, no knob turned. */
export function baseScenario({ scenario, own }: RaceSettings): RaceScenario {
  if (scenario === OWN && own !== null) return readScenario(own);
  return raceScenarioNamed(scenario) ?? RACE_SCENARIOS[0]!;
}

/** The value that a knob shows. */
export function knobValue(knob: Knob, settings: RaceSettings): number {
  return settings.knobs[knob.id] ?? Number((knob.read(baseScenario(settings)) * knob.scale).toPrecision(12));
}

/**
 * The scenario that settings describe.
 *
 * @throws {ScenarioError} if they contradict each other.
 */
export function scenarioOf(settings: RaceSettings): RaceScenario {
  let scenario = baseScenario(settings);
  for (const knob of KNOBS) {
    const value = settings.knobs[knob.id];
    if (value !== undefined) scenario = knob.turn(scenario, value / knob.scale);
  }
  return readScenario(withRule(withAsics(withPrice(scenario, settings), settings), settings));
}

/** What keeps settings from running, a sentence each without a full stop. */
export function problemsOf(settings: RaceSettings): readonly string[] {
  try {
    scenarioOf(settings);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

function withPrice(scenario: RaceScenario, { price, priceYear, priceGrowth }: RaceSettings): RaceScenario {
  if (price === 'scenario') return scenario;
  const from = `${priceYear}-01-15`;
  const before = scenario.market.price.filter((segment) => dayOfDate(segment.from) < dayOfDate(from));
  const last =
    price === 'constant'
      ? ({ from, kind: 'constant' } as const)
      : ({ from, kind: 'growth', perYear: priceGrowth / 100 } as const);
  return { ...scenario, market: { ...scenario.market, price: [...before, last] } };
}

function withAsics(scenario: RaceScenario, { hasAsics }: RaceSettings): RaceScenario {
  if (hasAsics) return scenario;
  const kinds = scenario.hardware.kinds.filter((kind) => kind !== 'asic');
  return { ...scenario, hardware: { ...scenario.hardware, kinds } };
}

function withRule(scenario: RaceScenario, { rule }: RaceSettings): RaceScenario {
  if (rule === '') return scenario;
  return { ...scenario, difficulty: { ...scenario.difficulty, rule, windowBlocks: null } };
}
