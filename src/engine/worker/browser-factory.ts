// The one place where a browser's worker is started: bundlers look for this very expression.

import type { FromWorker, WorkerPort } from '../protocol.ts';

/** Starts a worker in a browser. */
export function startBrowserWorker(): WorkerPort {
  const worker = new Worker(new URL('./browser-entry.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = (event: MessageEvent<FromWorker>) => listener(event.data);
    },
    onFailure: (listener) => {
      worker.onerror = (event) => listener(new Error(event.message ?? 'the worker did not start'));
      worker.onmessageerror = () => listener(new Error('a message from the worker could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
