// What the words of `simulate arms-race` mean: a scenario, changes to it, and a machine to follow.

import {
  type Device,
  dateOfDay,
  dayOfDate,
  parseScenario,
  RACE_SCENARIOS,
  type RaceScenario,
  raceScenarioNamed,
  readScenario,
  ScenarioError,
} from '../simulation/index.ts';
import { readHashrate } from './arguments.ts';
import { readWholeFile } from './new-file.ts';
import { readAmount } from './quantities.ts';
import { UsageError } from './usage-error.ts';

/** Headers' times are 32 bits: the last whole year that they hold. */
const LAST_YEAR = 2105;

/** Most agents of a race. */
export const MOST_MINERS = 100_000;

/**
 * Reads a scenario: one of the program's own by its name, or a file, which has a dot or a slash in it.
 *
 * @throws {UsageError} with a line per problem.
 */
export async function readRaceScenario(text: string): Promise<RaceScenario> {
  if (!/[./\\]/u.test(text)) {
    const known = raceScenarioNamed(text);
    if (known !== undefined) return known;
    const names = RACE_SCENARIOS.map(({ name }) => name).join(', ');
    throw new UsageError(`--scenario expected a file, or one of ${names}, got ${text}`);
  }
  const json = new TextDecoder().decode(await readWholeFile(text));
  try {
    return parseScenario(json);
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(scenarioProblems(text, error));
    throw error;
  }
}

function scenarioProblems(file: string, { problems }: ScenarioError): string {
  return [`${file} is no scenario:`, ...problems.map((problem) => `  ${problem}`)].join('\n');
}

/** Changes of a scenario that have words of their own; undefined leaves it as it is. */
export interface ScenarioChanges {
  readonly miners: number | undefined;
  readonly until: string | undefined;
  readonly rule: string | undefined;
}

/**
 * Changes a scenario; what it has for days after its new end is left out.
 *
 * @throws {UsageError} if the end is no day after the beginning, or the rule none that races can be run under.
 */
export function changeScenario(
  scenario: RaceScenario,
  { miners, until, rule }: ScenarioChanges,
): RaceScenario {
  const end = until === undefined ? scenario.until : readUntil(until, scenario.from);
  const changed = {
    ...scenario,
    until: end,
    miners: { ...scenario.miners, count: miners ?? scenario.miners.count },
    difficulty:
      rule === undefined ? scenario.difficulty : { ...scenario.difficulty, rule, windowBlocks: null },
    events: scenario.events.filter(({ on }) => dayOfDate(on) <= dayOfDate(end)),
  };
  try {
    return readScenario(changed);
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(error.problems.join('; '));
    throw error;
  }
}

/** Reads a year, which stands for its last day, or a day. */
function readUntil(text: string, from: string): string {
  const day = dayOfDate(/^\d{4}$/.test(text) ? `${text}-12-31` : text);
  if (!(day > dayOfDate(from) && day <= dayOfDate(`${LAST_YEAR}-12-31`))) {
    throw new UsageError(
      `--until expected a year or a day YYYY-MM-DD after ${from}, up to ${LAST_YEAR}, got ${text}`,
    );
  }
  return dateOfDay(day);
}

/**
 * Reads a machine to follow: HASHRATE,WATTS,USD_PER_KWH, and @DAY where it does not come on the first.
 *
 * @param scenario - gives the days.
 */
export function readDevice(name: string, text: string, { from, until }: RaceScenario): Device {
  const [machine = '', day, ...rest] = text.split('@');
  const [hashrate, watts, price, ...more] = machine.split(',').map((word) => word.trim());
  if (rest.length > 0 || more.length > 0 || price === undefined) {
    throw new UsageError(
      `${name} expected HASHRATE,WATTS,USD_PER_KWH or with @DAY after them, as in 13.5TH,1375,0.05@2016-06-01, got ${text}`,
    );
  }
  const fromDay = day === undefined ? 0 : dayOfDate(day) - dayOfDate(from);
  if (!(fromDay >= 0 && fromDay <= dayOfDate(until) - dayOfDate(from))) {
    throw new UsageError(`${name} expected a day from ${from} to ${until} after the @, got ${day}`);
  }
  return {
    hashrateHps: readHashrate(name, hashrate!),
    powerW: readAmount(name, watts!, 'W'),
    pricePerKwhUsd: readAmount(name, price, 'USD/kWh', true),
    fromDay,
  };
}
