// Everything that is said between the command line and the workers that run races.

import type { HistoryComparison, NetworkYear, RacePlan, RaceYear } from '../../simulation/index.ts';

/** One race to run. */
export interface RaceOrder {
  readonly plan: RacePlan;
  /** The real network, where the race is to be held against it. */
  readonly networkYears: readonly NetworkYear[] | null;
}

/** What is kept of a race when there are many. */
export interface RaceOutcome {
  readonly seed: number;
  readonly years: readonly RaceYear[];
  /** Null where the order has no network. */
  readonly history: HistoryComparison | null;
}

/** Told to a worker. It runs one race after another; to stop it, it is ended. */
export type ToRaceWorker = { readonly type: 'run'; readonly order: RaceOrder };

/** Told by a worker. Each order has one `done` or `failed`. */
export type FromRaceWorker =
  | {
      readonly type: 'progress';
      readonly seed: number;
      readonly daysDone: number;
      readonly days: number;
    }
  | { readonly type: 'done'; readonly outcome: RaceOutcome }
  | { readonly type: 'failed'; readonly seed: number; readonly message: string };

/** The end of a channel that speaks to a worker. */
export interface RaceWorkerPort {
  post(message: ToRaceWorker): void;
  /** Sets the one listener for messages. */
  onMessage(listener: (message: FromRaceWorker) => void): void;
  /** Sets the one listener for the worker's death: an uncaught error, a failed load, an exit. */
  onFailure(listener: (error: Error) => void): void;
  terminate(): void;
}
