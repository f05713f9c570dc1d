// Everything that is said between the difficulty page and the worker that computes for it.

import type {
  DifficultyEpoch,
  RealPast,
  RealRetarget,
  ReplayPeriod,
  ReplayResult,
  RetargetCheck,
  ShockOptions,
  ShockTrace,
} from '../../../simulation/index.ts';
import type { WorkerPort as Port } from '../../worker-port.ts';

/** Rules under shocks. */
export interface ShockRequest {
  /** Names of rules and scenarios, in the order in which they are run. */
  readonly runs: readonly { readonly rule: string; readonly shock: string }[];
  readonly options: ShockOptions;
  /** Most points of a trace. */
  readonly points: number;
}

/** Another rule under the real chain's hash rate. */
export interface ReplayRequest {
  readonly rule: string;
  readonly seed: number;
  readonly past: RealPast;
}

/** What is computed, by the task's kind. */
export type Task =
  | { readonly kind: 'shocks'; readonly request: ShockRequest }
  /** `text`: the epochs' table. */
  | { readonly kind: 'history'; readonly text: string }
  | { readonly kind: 'replay'; readonly request: ReplayRequest };

/** The real chain as the table tells it. */
export interface RealHistory {
  readonly epochs: readonly DifficultyEpoch[];
  readonly retargets: readonly RealRetarget[];
  /** How many of the retargets Bitcoin's rule gives exactly. */
  readonly check: RetargetCheck;
  readonly past: RealPast;
}

/** A replayed chain. */
export interface ReplayedChain {
  readonly result: ReplayResult;
  readonly periods: readonly ReplayPeriod[];
}

/** Told to the worker. Tasks run side by side. */
export type ToWorker =
  | { readonly type: 'begin'; readonly taskId: number; readonly task: Task }
  | { readonly type: 'cancel'; readonly taskId: number };

/** Told by the worker. A task ends with `done` or `failed`; one that was cancelled ends without a word. */
export type FromWorker =
  | { readonly type: 'trace'; readonly taskId: number; readonly trace: ShockTrace }
  | { readonly type: 'progress'; readonly taskId: number /** In [0, 1]. */; readonly done: number }
  | { readonly type: 'done'; readonly taskId: number; readonly answer: RealHistory | ReplayedChain | null }
  | { readonly type: 'failed'; readonly taskId: number; readonly message: string };

/** The page's end of the channel. */
export type WorkerPort = Port<ToWorker, FromWorker>;
