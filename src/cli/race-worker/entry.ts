// The program of a thread that runs races.

import { parentPort } from 'node:worker_threads';
import { serveRaces } from './host.ts';
import type { ToRaceWorker } from './protocol.ts';

const receive = serveRaces(
  (message) => parentPort?.postMessage(message),
  () => performance.now(),
);

parentPort?.on('message', (message: ToRaceWorker) => receive(message));
