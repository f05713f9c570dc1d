// The benches of the contract in Node: every CPU engine on one thread and as a pool of the built worker, the GPU through
// Dawn. Each file of tests runs its cases on all of them.

import type { Worker } from 'node:worker_threads';
import { afterAll, describe, test } from 'vitest';
import { type CpuEngineName, type HashEngine, openThreadEngine } from '../../src/engine/index.ts';
import type { ContractBench, ContractCase, GpuBench, PoolBench } from './bench.ts';
import { createGpuBench } from './gpu-bench.ts';
import { clock, findGpu, mustHaveGpu, openPool } from './node-engines.ts';

export const CPU_ENGINES: readonly CpuEngineName[] = ['reference', 'js', 'wasm', 'wasm-simd'];

/** Makes a test of each case. */
export function runCases<B extends ContractBench>(bench: B, cases: readonly ContractCase<B>[]): void {
  for (const { name, run } of cases) test(name, () => run(bench));
}

/** A bench whose shared engine is opened when the first case asks for it, and ended after the last. */
export function sharing<B extends Omit<ContractBench, 'shared'>>(
  bench: B,
): B & Pick<ContractBench, 'shared'> {
  let opened: Promise<HashEngine> | undefined;
  afterAll(async () => (await opened)?.dispose());
  return { ...bench, shared: () => (opened ??= bench.open()) };
}

/** Runs cases on every CPU engine, in this thread. */
export function describeThreads(cases: readonly ContractCase[]): void {
  for (const name of CPU_ENGINES) {
    describe(`${name} on this thread`, () => {
      runCases(sharing({ open: async () => openThreadEngine(name, clock) }), cases);
    });
  }
}

/** Runs cases on every CPU engine, in one worker and in two. */
export function describePools(casesFor: (workers: number) => readonly ContractCase<PoolBench>[]): void {
  for (const name of CPU_ENGINES) {
    for (const workers of [1, 2]) {
      describe(`${name} in ${workers === 1 ? '1 worker' : `${workers} workers`}`, () => {
        const open = () => openPool(name, workers);
        const bench = sharing({ workers, open, openMortal: () => openMortal(name, workers) });
        runCases<PoolBench>(bench, casesFor(workers));
      });
    }
  }
}

/** Opens a pool and keeps its threads, which it does not show, so that they can be ended. */
async function openMortal(name: CpuEngineName, workers: number) {
  const threads: Worker[] = [];
  const lost: Error[] = [];
  const keep = (worker: Worker) => void threads.push(worker);
  process.on('worker', keep);
  try {
    const engine = await openPool(name, workers, (error) => void lost.push(error));
    return { engine, lost, kill: (worker: number) => void threads[worker]!.terminate() };
  } finally {
    process.off('worker', keep);
  }
}

/** Runs cases on the GPU through Dawn, and then looks whether a command was complained of. */
export async function describeGpu(
  cases: readonly ContractCase<GpuBench>[],
  more = (_gpu: GPU) => {},
): Promise<void> {
  const found = await findGpu();
  if (found.gpu !== null) {
    const { gpu } = found;
    describe(`gpu through Dawn on ${found.adapter}`, () => {
      const bench = createGpuBench(gpu, async () => openThreadEngine('wasm-simd', clock));
      runCases(sharing(bench), cases);
      test('took every command of the engines without a complaint', () => bench.checkNoComplaints());
      more(gpu);
    });
  } else {
    describe('gpu through Dawn', () => {
      test.skipIf(!mustHaveGpu())(`has an adapter (${found.reason})`, () => {
        throw new Error(`Dawn found no adapter: ${found.reason}`);
      });
    });
  }
}
