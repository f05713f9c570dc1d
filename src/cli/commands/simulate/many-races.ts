// One scenario under many seeds: run in workers on all cores, summed up by years.

import { formatCount, formatPercent } from '../../../primitives/index.ts';
import {
  isHistory,
  type NetworkYear,
  type RacePlan,
  raceYearsCsv,
  spreadOfYears,
  yearFigures,
} from '../../../simulation/index.ts';
import type { Io } from '../../command.ts';
import { makeFile } from '../../new-file.ts';
import { openRace } from '../../race-pieces.ts';
import { nearLines, seedLines, spreadLines } from '../../race-table.ts';
import { runRaces } from '../../race-worker/crew.ts';
import type { RaceOutcome } from '../../race-worker/protocol.ts';
import type { RaceOutput } from './one-race.ts';

/** What is wanted of many races. */
export interface ManyRaces {
  /** Of one scenario, by ascending seed; at least one. */
  readonly plans: readonly RacePlan[];
  readonly networkYears: readonly NetworkYear[];
  /** Quantiles by year, not a line per seed. */
  readonly isSummary: boolean;
  readonly output: RaceOutput;
}

/** @throws {UsageError} if the plans cannot be run, or the file is there already. */
export async function runManyRaces(wishes: ManyRaces, io: Io): Promise<void> {
  const { csv } = wishes.output;
  // What is wrong with one is wrong with all, and told here before workers start.
  openRace(wishes.plans[0]!, io.clock);
  if (csv === undefined) {
    print(await run(wishes, io), wishes, io);
    return;
  }
  await makeFile(csv, async ({ write }) => {
    const outcomes = await run(wishes, io);
    await write(raceYearsCsv(wishes.plans[0]!.scenario, outcomes, __COMMIT__));
    print(outcomes, wishes, io);
  });
}

async function run({ plans, networkYears }: ManyRaces, io: Io): Promise<readonly RaceOutcome[]> {
  const orders = plans.map((plan) => ({
    plan,
    networkYears: isHistory(plan.scenario) ? networkYears : null,
  }));
  const outcomes = await runRaces(orders, {
    startWorker: io.startRaceWorker,
    workers: io.cores,
    signal: io.signal,
    onProgress: (part, done) =>
      io.progress(`${formatCount(done)} of ${formatCount(plans.length)} races, ${formatPercent(part, 2)}`),
  });
  io.progress('');
  return outcomes;
}

function print(outcomes: readonly RaceOutcome[], { plans, isSummary, output }: ManyRaces, io: Io): void {
  const { scenario } = plans[0]!;
  const years = isSummary ? spreadOfYears(outcomes.map((outcome) => outcome.years)) : null;
  if (output.isJson) {
    const seeds = outcomes.map(({ seed, years: own, history }) =>
      isSummary ? { seed, history } : { seed, years: own, history },
    );
    io.print(JSON.stringify({ commit: __COMMIT__, scenario, figures: yearFigures(), seeds, spread: years }));
    return;
  }
  const histories = outcomes.flatMap(({ history }) => history ?? []);
  for (const line of [
    `${scenario.name}: ${scenario.title}`,
    '',
    ...(years === null
      ? seedLines(outcomes.map(({ seed, years: own, history }) => ({ seed, last: own.at(-1)!, history })))
      : [...spreadLines(years), ...nearLines(histories)]),
    '',
    `Seeds ${outcomes[0]!.seed} to ${outcomes.at(-1)!.seed}, ${scenario.miners.count} agents, the rule ${scenario.difficulty.rule}; ${scenario.from} to ${scenario.until}.`,
  ]) {
    io.print(line);
  }
}
