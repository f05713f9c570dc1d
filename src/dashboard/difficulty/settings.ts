// The difficulty page's settings, and their form in the page's address: `#/difficulty?view=shocks&shock=up-10&seed=7`. A
// link stands for an experiment, so nothing in it is passed over: what cannot be is said in one sentence, and nothing runs.

import { assertRuleRuns, RULES, ruleNamed } from '../../difficulty/index.ts';
import { parametersAt, SCENARIOS, type ShockOptions, scenarioNamed } from '../../simulation/index.ts';
import { readNumber } from '../elements/number-text.ts';
import { printQuery, type QueryFields, readQuery } from '../query.ts';

/** The page's parts, in the order of their tabs. */
export const VIEWS = ['live', 'history', 'shocks'] as const;
export type View = (typeof VIEWS)[number];

/** How blocks are counted along pictures of shocks. */
export const AXES = ['log', 'linear'] as const;
export type BlockAxis = (typeof AXES)[number];

/** Over how many of the newest blocks the live controller's pace may be averaged. */
export const LAST_BLOCKS = [10, 20, 50, 100] as const;

/** Most rules in one picture: more lines than that cannot be told apart. */
export const MOST_COMPARED = 4;
/** Most replayed chains beside the real one. */
export const MOST_REPLAYS = 3;

/** Bounds of the numbers, as on the command line. */
export const BOUNDS = {
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true },
  blocks: { min: 100, max: 100_000, isWhole: true },
  spacing: { min: 1, max: 86_400, isWhole: true },
} as const;

/** What a person sets. Names are those of rules and scenarios. */
export interface DifficultySettings {
  readonly view: View;
  /** Rules of the table, in order. */
  readonly rules: readonly string[];
  /** Shocks of the table, in order. */
  readonly shocks: readonly string[];
  readonly seed: number;
  readonly blocks: number;
  readonly spacingSec: number;
  /** The one rule and the one shock that are looked at closely. */
  readonly triedRule: string;
  readonly triedShock: string;
  /** Rules of the large picture, some of the table's. */
  readonly compared: readonly string[];
  /** A figure's id; empty for the table's own order. */
  readonly sort: string;
  readonly axis: BlockAxis;
  /** Rules replayed beside the real chain. */
  readonly replays: readonly string[];
  /** One of {@link LAST_BLOCKS}. */
  readonly lastBlocks: number;
}

const RULE_NAMES = RULES.map(({ name }) => name);
const SHOCK_NAMES = SCENARIOS.map(({ name }) => name);

export const DEFAULT_SETTINGS: DifficultySettings = {
  view: 'live',
  rules: RULE_NAMES,
  shocks: ['down-10'],
  seed: 1,
  blocks: 10_000,
  spacingSec: 600,
  triedRule: 'bitcoin',
  triedShock: 'down-10',
  compared: [],
  sort: '',
  axis: 'log',
  replays: [],
  lastBlocks: 20,
};

/** Settings as an address gives them. */
export interface ReadSettings {
  /** What could not be read has its default. */
  readonly settings: DifficultySettings;
  /** The first thing that is wrong, as a sentence without a full stop; null where nothing is. */
  readonly problem: string | null;
}

/**
 * Reads settings from an address's query.
 *
 * @param query - Without the leading `?`.
 */
export function readSettings(query: string): ReadSettings {
  const fields = readQuery(query);
  const problems: string[] = [];
  const read = new FieldReader(fields, problems);
  const usual = DEFAULT_SETTINGS;
  const rules = read.names('rules', RULE_NAMES, usual.rules);
  const settings: DifficultySettings = {
    view: read.word('view', VIEWS, usual.view),
    rules,
    shocks: read.names('shock', SHOCK_NAMES, usual.shocks),
    seed: read.whole('seed', BOUNDS.seed, usual.seed),
    blocks: read.whole('blocks', BOUNDS.blocks, usual.blocks),
    spacingSec: read.whole('spacing', BOUNDS.spacing, usual.spacingSec),
    triedRule: read.word('rule', RULE_NAMES, usual.triedRule),
    triedShock: read.word('under', SHOCK_NAMES, usual.triedShock),
    compared: read.names('compare', rules, usual.compared, MOST_COMPARED),
    sort: fields.get('sort') ?? usual.sort,
    axis: read.word('axis', AXES, usual.axis),
    lastBlocks: Number(read.word('last', LAST_BLOCKS.map(String), String(usual.lastBlocks))),
    replays: read.names('replay', RULE_NAMES, usual.replays, MOST_REPLAYS),
  };
  return { settings, problem: problems[0] ?? problemOf(settings) };
}

/** What keeps the settings of shocks from running, as a sentence without a full stop; null for nothing. */
export function problemOf({ view, rules, triedRule, spacingSec }: DifficultySettings): string | null {
  if (view !== 'shocks') return null;
  try {
    for (const name of [triedRule, ...rules]) {
      const rule = ruleNamed(name);
      assertRuleRuns(rule, parametersAt(rule, spacingSec));
    }
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Writes settings as a query without `?`; what is at its default is left out. */
export function printSettings(settings: DifficultySettings): string {
  const usual = DEFAULT_SETTINGS;
  const unless = <T extends string | number>(value: T, common: T) => (value === common ? null : value);
  const list = (names: readonly string[], common: readonly string[]) =>
    names.join() === common.join() ? null : names.length === 0 ? 'none' : names;
  return printQuery({
    view: unless(settings.view, usual.view),
    rules: list(settings.rules, usual.rules),
    shock: list(settings.shocks, usual.shocks),
    seed: unless(settings.seed, usual.seed),
    blocks: unless(settings.blocks, usual.blocks),
    spacing: unless(settings.spacingSec, usual.spacingSec),
    rule: unless(settings.triedRule, usual.triedRule),
    under: unless(settings.triedShock, usual.triedShock),
    compare: list(settings.compared, usual.compared),
    sort: unless(settings.sort, usual.sort),
    axis: unless(settings.axis, usual.axis),
    replay: list(settings.replays, usual.replays),
    last: unless(settings.lastBlocks, usual.lastBlocks),
  });
}

/** What all runs share. */
export function shockOptions({ seed, blocks, spacingSec }: DifficultySettings): ShockOptions {
  return { seed, blocks, spacingSec };
}

/** The table's runs, shock by shock; rules that a shock does not concern are left out. */
export function tableRuns({
  rules,
  shocks,
}: DifficultySettings): readonly { readonly rule: string; readonly shock: string }[] {
  return shocks.flatMap((shock) => {
    const concerns = scenarioNamed(shock)?.concerns;
    return rules.filter((rule) => concerns?.(ruleNamed(rule)) ?? true).map((rule) => ({ rule, shock }));
  });
}

/** Reads fields, and notes what is wrong with them. */
class FieldReader {
  readonly #fields: QueryFields;
  readonly #problems: string[];

  constructor(fields: QueryFields, problems: string[]) {
    this.#fields = fields;
    this.#problems = problems;
  }

  whole(name: string, bounds: (typeof BOUNDS)[keyof typeof BOUNDS], usual: number): number {
    const text = this.#fields.get(name);
    if (text === undefined) return usual;
    const read = readNumber(text, bounds);
    if (read.ok) return read.value;
    this.#problems.push(`${name} ${read.reason}`);
    return usual;
  }

  word<T extends string>(name: string, words: readonly T[], usual: T): T {
    const text = this.#fields.get(name);
    if (text === undefined) return usual;
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) this.#problems.push(`${name} expected one of ${words.join(', ')}, got ${text}`);
    return word ?? usual;
  }

  /** `all`, `none`, or names separated by commas. */
  names(
    name: string,
    known: readonly string[],
    usual: readonly string[],
    most = known.length,
  ): readonly string[] {
    const text = this.#fields.get(name);
    if (text === undefined) return usual;
    if (text === 'none') return [];
    const names = text === 'all' ? known : [...new Set(text.split(',').map((part) => part.trim()))];
    if (names.every((one) => known.includes(one)) && names.length <= most) return names;
    const expected = most < known.length ? `at most ${most} names` : 'all, or names';
    this.#problems.push(`${name} expected ${expected} from ${known.join(', ')}, got ${text}`);
    return usual;
  }
}
