// Real races of a small world as the panels see them.

import type { RaceScene, ShownRace } from '../../../../src/dashboard/arms-race/shown-race.ts';
import { RaceRecord, RaceRun, type RaceScenario } from '../../../../src/simulation/index.ts';
import { SMALL_WORLD } from '../../simulation/arms-race/small-world.ts';

/** Runs a race for some days. */
export function shortRace(days: number, scenario: RaceScenario = SMALL_WORLD, seed = 1): ShownRace {
  const run = new RaceRun({ scenario, machines: [], prices: [], seed });
  const record = new RaceRecord(run.facts);
  record.append(run.advance(days));
  return { facts: run.facts, days: record.days };
}

/** A scene of one race, looked at on its last day. */
export function sceneOf(first: ShownRace, ...others: readonly ShownRace[]): RaceScene {
  return { races: [first, ...others], day: first.days.length - 1 };
}
