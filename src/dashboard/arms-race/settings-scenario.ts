// The scenarios that settings describe.

import {
  dayOfDate,
  RACE_SCENARIOS,
  type RaceScenario,
  raceScenarioNamed,
  readScenario,
  ScenarioError,
  scenarioDifferences,
} from '../../simulation/index.ts';
import { KNOBS, type Knob } from './knobs.ts';
import { regionKnobs } from './region-knobs.ts';
import { KEPT, OWN, type RaceSettings } from './settings.ts';

/** Tells a kept race from the one beside it. */
const KEPT_WORD = ', kept';
const KEPT_END = /, kept$/u;
/** Characters, as scenarios are read. */
const MOST_TITLE = 60;

/** What a scenario is begun from. */
type Begun = Pick<RaceSettings, 'scenario' | 'own'>;

/** The scenario that settings begin with, no knob turned. */
export function baseScenario({ scenario, own }: Begun): RaceScenario {
  if (scenario === OWN && own !== null) return readScenario(own);
  return raceScenarioNamed(scenario) ?? RACE_SCENARIOS[0]!;
}

/** All knobs that settings have: each region of their scenario has one. */
export function knobsOf(settings: Begun): readonly Knob[] {
  // Prices of regions first: the change of all prices is a change of these.
  return [...regionKnobs(baseScenario(settings)), ...KNOBS];
}

/** The value that a knob shows. */
export function knobValue(knob: Knob, settings: RaceSettings): number {
  return settings.knobs[knob.id] ?? Number((knob.read(baseScenario(settings)) * knob.scale).toPrecision(12));
}

/** What changes when a knob is turned; one that is back at its scenario's value is not turned. */
export function turnKnob(knob: Knob, settings: RaceSettings, value: number): Pick<RaceSettings, 'knobs'> {
  const { [knob.id]: _old, ...others } = settings.knobs;
  const usual = knobValue(knob, { ...settings, knobs: {} });
  return { knobs: value === usual ? others : { ...others, [knob.id]: value } };
}

/**
 * The scenario that settings describe.
 *
 * @throws {ScenarioError} if they contradict each other.
 */
export function scenarioOf(settings: RaceSettings): RaceScenario {
  let scenario = baseScenario(settings);
  for (const knob of knobsOf(settings)) {
    const value = settings.knobs[knob.id];
    if (value !== undefined) scenario = knob.turn(scenario, value / knob.scale);
  }
  return readScenario(withRule(withAsics(withPrice(scenario, settings), settings), settings));
}

/** The scenario that is compared with, as it is; undefined for none. */
export function comparedScenario({ compare, own, kept }: RaceSettings): RaceScenario | undefined {
  if (compare === OWN) return own === null ? undefined : readScenario(own);
  if (compare === KEPT) return kept === null ? undefined : readScenario(kept);
  return raceScenarioNamed(compare);
}

/** Settings that compare what they describe with itself: what is turned from then on makes the difference. */
export function keepToCompare(settings: RaceSettings): Pick<RaceSettings, 'compare' | 'kept'> {
  const scenario = scenarioOf(settings);
  const title = `${scenario.title.slice(0, MOST_TITLE - KEPT_WORD.length).replace(KEPT_END, '')}${KEPT_WORD}`;
  return { compare: KEPT, kept: scenarioDifferences({ ...scenario, title }) };
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
