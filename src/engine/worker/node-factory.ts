// The one place where a Node worker thread is started.

import { Worker } from 'node:worker_threads';
import type { FromWorker, WorkerPort } from '../protocol.ts';

/**
 * Starts a worker thread in Node.
 *
 * @param program - the built worker: `dist/cli/worker.js`.
 */
export function startNodeWorker(program: URL): WorkerPort {
  const worker = new Worker(program);
  let onFailure = (_error: Error) => {};
  worker.on('error', (error) => onFailure(error));
  worker.on('exit', (code) => onFailure(new Error(`the worker ended with exit code ${code}`)));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.removeAllListeners('message');
      worker.on('message', (message: FromWorker) => listener(message));
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
