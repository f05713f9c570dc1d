// Opens a CPU engine of several workers.

import type { KernelShape } from '../../kernel/index.ts';
import type { WorkerPort } from '../protocol.ts';
import { WorkerEngine } from '../worker/client.ts';
import { CpuPool } from './cpu-pool.ts';
import type { CpuEngineName } from './thread.ts';

/** What a CPU engine is handed. */
export interface CpuEngineParts {
  readonly startWorker: () => WorkerPort;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly onWorkerLost?: (error: Error, left: number) => void;
}

/**
 * Starts `workers` workers and joins them to one engine.
 *
 * @throws {EngineUnavailableError} if the platform lacks what the engine needs.
 * @throws {WorkerFailedError} if a worker does not start; those that did are ended.
 */
export async function openCpuEngine(
  engine: CpuEngineName,
  workers: number,
  parts: CpuEngineParts,
  shape?: KernelShape,
): Promise<CpuPool> {
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`"workers" expected a whole number from 1, got ${workers}`);
  }
  const request = shape === undefined ? { engine } : { engine, shape };
  // Async, so that a start that throws is one more that failed: the others are still ended.
  const start = async () => WorkerEngine.open(parts.startWorker(), request);
  const opening = await Promise.allSettled(Array.from({ length: workers }, start));
  const threads = opening.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = opening.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(threads.map((thread) => thread.dispose()));
    throw failed.reason;
  }
  return new CpuPool(threads, parts.clock, parts.onWorkerLost);
}
