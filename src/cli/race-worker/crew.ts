// Several workers that run many races: each takes the next when it is done with one.

import { WorkerFailedError } from '../../engine/index.ts';
import type { RaceOrder, RaceOutcome, RaceWorkerPort } from './protocol.ts';

/** What a crew is handed. */
export interface RaceCrewParts {
  readonly startWorker: () => RaceWorkerPort;
  /** How many at most. */
  readonly workers: number;
  /** Ends all workers. */
  readonly signal: AbortSignal;
  /** Told the part of all races that is done, in [0, 1], and how many are wholly. */
  readonly onProgress: (part: number, racesDone: number) => void;
}

/**
 * Runs races side by side.
 *
 * @returns the outcomes in the order of the orders.
 * @throws {WorkerFailedError} in one sentence, if a race or a worker fails; the others are ended.
 * @throws the signal's reason.
 */
export async function runRaces(
  orders: readonly RaceOrder[],
  { startWorker, workers, signal, onProgress }: RaceCrewParts,
): Promise<readonly RaceOutcome[]> {
  signal.throwIfAborted();
  const outcomes: RaceOutcome[] = [];
  const parts = new Float64Array(orders.length);
  const ports: RaceWorkerPort[] = [];
  let next = 0;
  let racesDone = 0;
  let isOver = false;
  const tell = (order: number, part: number) => {
    // What a worker said before it was ended may come later.
    if (isOver) return;
    parts[order] = part;
    onProgress(parts.reduce((sum, done) => sum + done, 0) / orders.length, racesDone);
  };

  let onAbort = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      if (orders.length === 0) resolve();
      const serve = (port: RaceWorkerPort) => {
        let current = -1;
        const begin = () => {
          current = next++;
          if (current < orders.length) port.post({ type: 'run', order: orders[current]! });
          else port.terminate();
        };
        port.onFailure((error) =>
          reject(new WorkerFailedError(`a worker died (${error.message})`, { cause: error })),
        );
        port.onMessage((message) => {
          switch (message.type) {
            case 'progress':
              tell(current, message.daysDone / message.days);
              break;
            case 'done':
              outcomes[current] = message.outcome;
              racesDone++;
              tell(current, 1);
              if (racesDone === orders.length) resolve();
              begin();
              break;
            case 'failed':
              reject(new WorkerFailedError(`the race with seed ${message.seed} failed: ${message.message}`));
              break;
            default:
              message satisfies never;
          }
        });
        begin();
      };
      for (let i = 0; i < Math.min(workers, orders.length); i++) {
        const port = startWorker();
        ports.push(port);
        serve(port);
      }
    });
  } finally {
    isOver = true;
    signal.removeEventListener('abort', onAbort);
    for (const port of ports) port.terminate();
  }
  return outcomes;
}
