// The page's settings in its address: `#/arms-race?scenario=ban&miners=1000&seed=7`. A link stands for a run, so nothing
// in it is passed over: what cannot be is said, and nothing runs.

import { dayOfDate, RACE_SCENARIOS, readScenario, ScenarioError } from '../../simulation/index.ts';
import { readNumber } from '../elements/number-text.ts';
import { printQuery, readQuery } from '../query.ts';
import {
  DEFAULT_SETTINGS,
  DEVICE_BOUNDS,
  GROWTH_BOUNDS,
  KEPT,
  OWN,
  PRICES,
  RACE_RULES,
  type RaceSettings,
  SEED_BOUNDS,
  YEAR_BOUNDS,
} from './settings.ts';
import { knobsOf, problemsOf } from './settings-scenario.ts';
import { TOUR } from './tour/steps.ts';

/** Longest scenario of one's own that an address carries, characters of JSON. */
const LONGEST_OWN = 6000;

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
  const known = new Set<string>();
  const take = (name: string): string | undefined => {
    known.add(name);
    return fields.get(name);
  };
  const problems: string[] = [];
  const usual = DEFAULT_SETTINGS;
  const number = (
    name: string,
    bounds: { readonly min: number; readonly max: number; readonly isWhole?: true },
    common: number,
  ): number => {
    const text = take(name);
    if (text === undefined) return common;
    const read = readNumber(text, { isWhole: false, ...bounds });
    if (read.ok) return read.value;
    problems.push(`${name} ${read.reason}`);
    return common;
  };
  const word = <T extends string>(name: string, words: readonly T[], common: T): T => {
    const text = take(name);
    if (text === undefined) return common;
    const found = words.find((candidate) => candidate === text);
    if (found === undefined) problems.push(`${name} expected one of ${words.join(', ')}, got ${text}`);
    return found ?? common;
  };

  const names = RACE_SCENARIOS.map(({ name }) => name);
  const date = (name: string, common: string): string => {
    const text = take(name);
    if (text === undefined || !Number.isNaN(dayOfDate(text))) return text ?? common;
    problems.push(`${name} expected a date as YYYY-MM-DD, got ${text}`);
    return common;
  };
  const own = readOwn('own', take('own'), problems);
  const kept = readOwn('beside', take('beside'), problems);
  const ownNames = own === null ? names : [...names, OWN];
  const scenario = word('scenario', ownNames, usual.scenario);
  const knobs: Record<string, number> = {};
  for (const knob of knobsOf({ scenario, own })) {
    const value = number(knob.id, knob, Number.NaN);
    if (!Number.isNaN(value)) knobs[knob.id] = value;
  }
  const settings: RaceSettings = {
    scenario,
    own,
    compare: word('compare', kept === null ? ownNames : [...ownNames, KEPT], usual.compare),
    kept,
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
  for (const name of fields.keys()) {
    if (!known.has(name)) problems.push(`the address expected settings of this page, got ${name}`);
  }
  if (problems.length === 0) problems.push(...problemsOf(settings));
  return { settings, problems };
}

/** A scenario that an address carries. */
function readOwn(name: string, text: string | undefined, problems: string[]): object | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    readScenario(value);
    return value as object;
  } catch (error) {
    problems.push(
      ...(error instanceof ScenarioError
        ? error.problems.map((problem) => `${name}: ${problem}`)
        : [`${name} expected a scenario as JSON, got a text that is none`]),
    );
    return null;
  }
}

/** Writes settings as a query without `?`; what is at its default is left out, as is a scenario that is too long. */
export function printSettings(settings: RaceSettings): string {
  const usual = DEFAULT_SETTINGS;
  const unless = <T extends string | number>(value: T, common: T) => (value === common ? null : value);
  return printQuery({
    scenario: unless(settings.scenario, usual.scenario),
    own: ownText(settings.own),
    compare: unless(settings.compare, usual.compare),
    beside: settings.compare === KEPT ? ownText(settings.kept) : null,
    ...Object.fromEntries(knobsOf(settings).map(({ id }) => [id, settings.knobs[id] ?? null])),
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
export function fitsAddress({ own, kept, compare }: RaceSettings): boolean {
  const carried = compare === KEPT ? [own, kept] : [own];
  return carried.every((scenario) => scenario === null || ownText(scenario) !== null);
}

/** null for one that is too long for an address. */
function ownText(own: object | null): string | null {
  const text = own === null ? '' : JSON.stringify(own);
  return text === '' || text.length > LONGEST_OWN ? null : text;
}
