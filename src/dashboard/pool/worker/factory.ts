// The one place where the Pool page's worker is started: bundlers look for this very expression.

import { portOf } from '../../worker-port.ts';
import type { PoolPort } from './protocol.ts';

/** Starts the worker. */
export function startPoolWorker(): PoolPort {
  return portOf(new Worker(new URL('./pool-entry.ts', import.meta.url), { type: 'module' }));
}
