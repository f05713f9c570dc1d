// Everything that is said between the arms race's page and the worker that runs races. The page asks for days, so a race
// stands still while nobody asks.

import type { RaceDays, RaceFacts, RaceScenario } from '../../../simulation/index.ts';
import type { WorkerPort as Port } from '../../worker-port.ts';

/** The tables that races are run from, as text. */
export interface RaceTables {
  readonly machines: string;
  readonly prices: string;
}

/** Told to the worker. */
export type ToWorker =
  /** Before the first race. */
  | { readonly type: 'tables'; readonly tables: RaceTables }
  | { readonly type: 'open'; readonly raceId: number; readonly scenario: RaceScenario; readonly seed: number }
  /** At most so many days more. */
  | { readonly type: 'advance'; readonly raceId: number; readonly days: number }
  | { readonly type: 'close'; readonly raceId: number };

/** Told by the worker: one answer to each `open` and `advance`, in order. */
export type FromWorker =
  | { readonly type: 'opened'; readonly raceId: number; readonly facts: RaceFacts }
  | { readonly type: 'days'; readonly raceId: number; readonly days: RaceDays }
  | { readonly type: 'failed'; readonly raceId: number; readonly message: string };

/** The page's end of the channel. */
export type WorkerPort = Port<ToWorker, FromWorker>;
