// Engines that do not answer any more: a worker may end, and a driver hang, without a word.

import { type HashEngine, WorkerFailedError } from '../../engine/index.ts';
import type { EngineCount } from '../engine-lanes.ts';

/** An engine that has a range for so long is given up; ranges are to take a quarter of a second. */
const SILENT_MS = 30_000;

/** Watches the engines of one miner; it is to be asked a few times a second. */
export class SilenceWatch {
  readonly #onSilent: (engine: HashEngine, error: WorkerFailedError) => void;
  /** When an engine was seen to have answered. */
  readonly #answers = new WeakMap<HashEngine, { readonly busyMs: number; readonly seenMs: number }>();

  /** @param onSilent - told of an engine that is to be given up. */
  constructor(onSilent: (engine: HashEngine, error: WorkerFailedError) => void) {
    this.#onSilent = onSilent;
  }

  /** @param nowMs - by a clock that stands while nothing hashes. */
  check(counts: readonly EngineCount[], nowMs: number): void {
    for (const { engine, busyMs, activity } of counts) {
      const answer = this.#answers.get(engine);
      if (answer === undefined || answer.busyMs !== busyMs || !activity.isActive) {
        this.#answers.set(engine, { busyMs, seenMs: nowMs });
      } else if (nowMs - answer.seenMs > SILENT_MS) {
        this.#onSilent(engine, new WorkerFailedError('it does not answer any more'));
      }
    }
  }
}
