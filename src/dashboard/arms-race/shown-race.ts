// A race as the page's panels see it.

import type { RaceDays, RaceFacts } from '../../simulation/index.ts';

/** A race of which some days are there. */
export interface ShownRace {
  readonly facts: RaceFacts;
  /** All days that are shown, from day 0; a new object with each change. */
  readonly days: RaceDays;
}

/** What the panels show: one race, or two beside each other, and the day that is looked at. */
export interface RaceScene {
  /** The second is the one compared with. */
  readonly races: readonly [ShownRace, ...ShownRace[]];
  /** Index of the day that figures are told of, below `days.length` of the first race. */
  readonly day: number;
}
