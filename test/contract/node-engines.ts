// How Node opens engines for the contract: pools of the built worker, and Dawn.

import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import {
  type CpuEngineName,
  describeAdapter,
  type HashEngine,
  openCpuEngine,
  requestAdapter,
} from '../../src/engine/index.ts';
import { startNodeWorker } from '../../src/engine/worker/node-factory.ts';

export const clock = () => performance.now();

/** Opens a pool of the built worker. */
export function openPool(
  name: CpuEngineName,
  workers: number,
  onWorkerLost = (_error: Error) => {},
): Promise<HashEngine> {
  const program = pathToFileURL(`${inject('built').cli}/worker.js`);
  return openCpuEngine(name, workers, { startWorker: () => startNodeWorker(program), clock, onWorkerLost });
}

/** Dawn, or why it is not to be had. */
export type FoundGpu =
  | { readonly gpu: GPU; readonly adapter: string }
  | { readonly gpu: null; readonly reason: string };

/** Loads Dawn and looks for an adapter. */
export async function findGpu(): Promise<FoundGpu> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const gpu = create([]);
    return { gpu, adapter: describeAdapter(await requestAdapter(gpu)).name };
  } catch (error) {
    return { gpu: null, reason: (error as Error).message };
  }
}

/** True where a missing adapter is a failure: on a machine that brings a software one, or that exists to test. */
export function mustHaveGpu(): boolean {
  const hasDriver = process.platform === 'linux' && existsSync(process.env['VK_ICD_FILENAMES'] ?? '');
  return hasDriver || process.env['CI'] !== undefined;
}
