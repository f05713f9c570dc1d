// The one place where a session's worker is started: bundlers look for this very expression.

import type { FromSession, SessionPort } from './protocol.ts';

/** Starts a worker that holds a mining session. */
export function startSessionWorker(): SessionPort {
  const worker = new Worker(new URL('./session-entry.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = (event: MessageEvent<FromSession>) => listener(event.data);
    },
    onFailure: (listener) => {
      worker.onerror = (event) => listener(new Error(event.message ?? 'its worker did not start'));
      worker.onmessageerror = () => listener(new Error('a message from its worker could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
