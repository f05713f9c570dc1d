// The one place where the difficulty page's worker is started: bundlers look for this very expression.

import { portOf } from '../../worker-port.ts';
import type { WorkerPort } from './protocol.ts';

/** Starts the worker. */
export function startDifficultyWorker(): WorkerPort {
  return portOf(new Worker(new URL('./difficulty-entry.ts', import.meta.url), { type: 'module' }));
}
