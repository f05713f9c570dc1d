// The one place where the arms race's worker is started: bundlers look for this very expression.

import type { FromWorker, WorkerPort } from './protocol.ts';

/** Starts the worker. */
export function startRaceWorker(): WorkerPort {
  const worker = new Worker(new URL('./race-entry.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = (event: MessageEvent<FromWorker>) => listener(event.data);
    },
    onFailure: (listener) => {
      worker.onerror = (event) => {
        event.preventDefault();
        const message = event.message?.replace(/^Uncaught (?:Error: )?/u, '');
        listener(new Error(message || 'the worker did not start'));
      };
      worker.onmessageerror = () => listener(new Error('a message from the worker could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
