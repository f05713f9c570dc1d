// A race in pieces of about equal time, whatever its size: between two of them there is room for progress and Ctrl-C.

import { type RaceDays, type RaceFacts, type RacePlan, RaceRecord, RaceRun } from '../simulation/index.ts';
import { UsageError } from './usage-error.ts';

/** Milliseconds that a piece is to take. */
const PIECE_MS = 50;
/** Days of the first piece, and the most of any. */
const FIRST_DAYS = 10;
const MOST_DAYS = 2000;

/** A race that is run piece by piece. */
export class RaceInPieces {
  readonly #run: RaceRun;
  readonly #record: RaceRecord;
  readonly #clock: () => number;
  #daysAtOnce = FIRST_DAYS;

  /**
   * @param clock - milliseconds from any origin.
   * @throws {RangeError} if the plan cannot be run.
   */
  constructor(plan: RacePlan, clock: () => number) {
    this.#run = new RaceRun(plan);
    this.#record = new RaceRecord(this.#run.facts);
    this.#clock = clock;
  }

  get facts(): RaceFacts {
    return this.#run.facts;
  }

  get daysDone(): number {
    return this.#record.length;
  }

  get isDone(): boolean {
    return this.daysDone === this.facts.days;
  }

  /** All days so far. */
  get days(): RaceDays {
    return this.#record.days;
  }

  /** Runs the next piece. */
  advance(): void {
    const begun = this.#clock();
    this.#record.append(this.#run.advance(this.#daysAtOnce));
    // Days become dearer as miners come, so a guess is never more than twice the last one.
    const wanted = (this.#daysAtOnce * PIECE_MS) / Math.max(1, this.#clock() - begun);
    this.#daysAtOnce = Math.max(1, Math.min(MOST_DAYS, 2 * this.#daysAtOnce, Math.round(wanted)));
  }
}

/**
 * Opens a race that a person asked for.
 *
 * @throws {UsageError} if its scenario cannot be run.
 */
export function openRace(plan: RacePlan, clock: () => number): RaceInPieces {
  try {
    return new RaceInPieces(plan, clock);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`the scenario cannot be run: ${error.message}`);
    throw error;
  }
}
