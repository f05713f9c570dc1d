// The worker's program.

import { createHost } from './host.ts';
import type { ToWorker } from './protocol.ts';

// A message to oneself comes back after those that wait already; a timer would wait four milliseconds each time.
const { port1, port2 } = new MessageChannel();
const resumes: (() => void)[] = [];
port1.onmessage = () => resumes.shift()?.();

const receive = createHost({
  post: (message) => self.postMessage(message),
  turn: () =>
    new Promise((resolve) => {
      resumes.push(resolve);
      port2.postMessage(null);
    }),
  clock: () => performance.now(),
});

self.addEventListener('message', (event: MessageEvent<ToWorker>) => receive(event.data));
