// The one place where the arms race's worker is started: bundlers look for this very expression.

import { portOf } from '../../worker-port.ts';
import type { WorkerPort } from './protocol.ts';

/** Starts the worker. */
export function startRaceWorker(): WorkerPort {
  return portOf(new Worker(new URL('./race-entry.ts', import.meta.url), { type: 'module' }));
}
