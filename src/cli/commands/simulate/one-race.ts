// One race: run here, printed by years.

import { formatDate, formatHashrate } from '../../../primitives/index.ts';
import {
  compareWithHistory,
  DAY_SEC,
  type Device,
  deviceSentence,
  followDevice,
  isHistory,
  type NetworkYear,
  type RacePlan,
  raceCsv,
  raceJson,
  raceYears,
} from '../../../simulation/index.ts';
import type { Io } from '../../command.ts';
import { pause } from '../../difficulty-options.ts';
import { makeFile } from '../../new-file.ts';
import { openRace, type RaceInPieces } from '../../race-pieces.ts';
import { eventLines, historyLines, raceLines } from '../../race-table.ts';
import { wrapLines } from '../../table.ts';

/** What is wanted of a race. */
export interface OneRace {
  readonly plan: RacePlan;
  readonly networkYears: readonly NetworkYear[];
  /** A user's machine to follow. */
  readonly device: Device | null;
  readonly output: RaceOutput;
}

/** Where figures go. */
export interface RaceOutput {
  /** A new file. */
  readonly csv: string | undefined;
  readonly isJson: boolean;
}

const WIDTH = 110;

/** @throws {UsageError} if the plan cannot be run, or the file is there already. */
export async function runOneRace(wishes: OneRace, io: Io): Promise<void> {
  const { csv } = wishes.output;
  const race = openRace(wishes.plan, io.clock);
  if (csv === undefined) {
    await run(race, io);
    print(race, wishes, io);
    return;
  }
  // The file is made first: a wrong path is told before the work is done.
  await makeFile(csv, async ({ write }) => {
    await run(race, io);
    await write(raceCsv(race.facts, race.days, __COMMIT__));
    print(race, wishes, io);
  });
}

async function run(race: RaceInPieces, io: Io): Promise<void> {
  const { startDay } = race.facts;
  while (!race.isDone) {
    const hps = race.days.figures.hashrateHps.at(-1) ?? 0;
    await pause(io, `${formatDate((startDay + race.daysDone) * DAY_SEC)}: ${formatHashrate(hps)}`);
    race.advance();
  }
  await pause(io, '');
}

function print({ facts, days }: RaceInPieces, { networkYears, device, output }: OneRace, io: Io): void {
  const { scenario, seed } = facts;
  const history = isHistory(scenario) ? compareWithHistory(facts, days, networkYears) : null;
  const fate = device === null ? null : followDevice(facts, days, device);
  if (output.isJson) {
    io.print(JSON.stringify({ ...raceJson(facts, days, __COMMIT__, history), device: fate }));
    return;
  }
  const events = eventLines(facts, days);
  const compared = history === null ? [] : historyLines(history);
  for (const line of [
    `${scenario.name}: ${scenario.title}`,
    ...wrapLines(scenario.summary, WIDTH, ''),
    '',
    ...raceLines(raceYears(facts, days)),
    ...(events.length > 0 ? ['', ...events] : []),
    ...(compared.length > 0 ? ['', ...compared] : []),
    ...(fate === null ? [] : ['', ...wrapLines(deviceSentence(facts, fate), WIDTH, '')]),
    '',
    `Seed ${seed}, ${scenario.miners.count} agents, the rule ${scenario.difficulty.rule}; ${scenario.from} to ${scenario.until}.`,
  ]) {
    io.print(line);
  }
}
