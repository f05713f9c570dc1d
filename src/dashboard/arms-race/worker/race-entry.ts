// The worker's program.

import { createHost } from './host.ts';
import type { ToWorker } from './protocol.ts';

const receive = createHost((message, transfer) => self.postMessage(message, { transfer }));
self.addEventListener('message', (event: MessageEvent<ToWorker>) => receive(event.data));
