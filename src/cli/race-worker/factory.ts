// The one place where a thread for races is started.

import { Worker } from 'node:worker_threads';
import type { FromRaceWorker, RaceWorkerPort } from './protocol.ts';

/**
 * Starts a thread.
 *
 * @param program - the built worker: `dist/cli/race-worker.js`.
 */
export function startRaceWorker(program: URL): RaceWorkerPort {
  const worker = new Worker(program);
  let onFailure = (_error: Error) => {};
  worker.on('error', (error) => onFailure(error));
  worker.on('messageerror', (error) => onFailure(error));
  worker.on('exit', (code) => onFailure(new Error(`the worker ended with exit code ${code}`)));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.removeAllListeners('message');
      worker.on('message', (message: FromRaceWorker) => listener(message));
    },
    onFailure: (listener) => {
      onFailure = listener;
    },
    terminate: () => {
      onFailure = () => {};
      void worker.terminate();
    },
  };
}
