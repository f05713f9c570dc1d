// The worker's side: runs the races that it is told to.

import { compareWithHistory, raceYears } from '../../simulation/index.ts';
import { RaceInPieces } from '../race-pieces.ts';
import type { FromRaceWorker, RaceOrder, RaceOutcome, ToRaceWorker } from './protocol.ts';

/** More often nobody could read it. */
const PROGRESS_MS = 200;

/**
 * Makes the listener for a worker's messages.
 *
 * @param post - sends an answer.
 * @param clock - milliseconds from any origin.
 */
export function serveRaces(
  post: (message: FromRaceWorker) => void,
  clock: () => number,
): (message: ToRaceWorker) => void {
  const run = ({ plan, networkYears }: RaceOrder): RaceOutcome => {
    const { seed } = plan;
    const race = new RaceInPieces(plan, clock);
    const { facts } = race;
    let told = -Infinity;
    while (!race.isDone) {
      if (clock() - told >= PROGRESS_MS) {
        post({ type: 'progress', seed, daysDone: race.daysDone, days: facts.days });
        told = clock();
      }
      race.advance();
    }
    const { days } = race;
    return {
      seed,
      years: raceYears(facts, days),
      history: networkYears === null ? null : compareWithHistory(facts, days, networkYears),
    };
  };

  return (message) => {
    switch (message.type) {
      case 'run':
        try {
          post({ type: 'done', outcome: run(message.order) });
        } catch (error) {
          post({ type: 'failed', seed: message.order.plan.seed, message: (error as Error).message });
        }
        break;
      default:
        message.type satisfies never;
    }
  };
}
