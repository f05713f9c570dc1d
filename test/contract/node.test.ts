// The contract in Node: every CPU engine on one thread and as a pool of the built worker, the GPU through Dawn.

import type { Worker } from 'node:worker_threads';
import { afterAll, describe, test } from 'vitest';
import {
  type CpuEngineName,
  DEFAULT_GPU_OPTIONS,
  type HashEngine,
  openGpuEngine,
  openThreadEngine,
} from '../../src/engine/index.ts';
import type { KernelShape } from '../../src/kernel/index.ts';
import type { ContractBench, ContractCase, PoolBench } from './bench.ts';
import { ANSWER_CASES, ENGINE_CASES, GPU_CASES, POOL_CASES, SURVIVAL_CASES } from './cases.ts';
import { createGpuBench } from './gpu-bench.ts';
import { clock, findGpu, mustHaveGpu, openPool } from './node-engines.ts';

const CPU_ENGINES: readonly CpuEngineName[] = ['reference', 'js', 'wasm', 'wasm-simd'];

/** Every form of the kernel that is assembled as WebAssembly. */
const WASM_SHAPES: readonly KernelShape[] = ['unrolled', 'rolled-16', 'split-8'];

/** Runs cases on a bench, and ends the engine that they share. */
function runCases<B extends ContractBench>(bench: B, cases: readonly ContractCase<B>[]): void {
  for (const { name, run } of cases) test(name, () => run(bench));
}

function once(open: () => Promise<HashEngine>): () => Promise<HashEngine> {
  let opened: Promise<HashEngine> | undefined;
  afterAll(async () => (await opened)?.dispose());
  return () => (opened ??= open());
}

for (const name of CPU_ENGINES) {
  describe(`${name} on this thread`, () => {
    const open = async () => openThreadEngine(name, clock);
    runCases({ open, shared: once(open) }, ENGINE_CASES);
  });
}

for (const shape of WASM_SHAPES) {
  for (const name of ['wasm', 'wasm-simd'] as const) {
    describe(`${name} with the kernel ${shape}`, () => {
      const open = async () => openThreadEngine(name, clock, shape);
      runCases({ open, shared: once(open) }, ANSWER_CASES);
    });
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

for (const name of CPU_ENGINES) {
  for (const workers of [1, 2]) {
    describe(`${name} in ${workers === 1 ? '1 worker' : `${workers} workers`}`, () => {
      const open = () => openPool(name, workers);
      const bench: PoolBench = {
        workers,
        open,
        shared: once(open),
        openMortal: () => openMortal(name, workers),
      };
      runCases(bench, ENGINE_CASES);
      runCases(bench, POOL_CASES);
      if (workers > 1) runCases(bench, SURVIVAL_CASES);
    });
  }
}

const found = await findGpu();

if (found.gpu !== null) {
  const { gpu } = found;
  describe(`gpu through Dawn on ${found.adapter}`, () => {
    const bench = createGpuBench(gpu, async () => openThreadEngine('wasm-simd', clock));
    const shared = once(bench.open);
    runCases({ ...bench, shared }, ENGINE_CASES);
    runCases({ ...bench, shared }, GPU_CASES);
    test('took every command of the engines without a complaint', () => bench.checkNoComplaints());
    test('opens the kernel it is told to', async ({ expect }) => {
      const variant = { shape: 'rolled-16', lanes: 2, workgroupSize: 128 } as const;
      const opened = await openGpuEngine(gpu, { ...DEFAULT_GPU_OPTIONS, variant }, clock);
      await opened.engine.dispose();
      expect(opened.variant).toEqual(variant);
      expect(opened.engine.description.kernel).toBe('rolled-16 x2, workgroup 128');
    });
  });
} else {
  describe('gpu through Dawn', () => {
    test.skipIf(!mustHaveGpu())(`has an adapter (${found.reason})`, () => {
      throw new Error(`Dawn found no adapter: ${found.reason}`);
    });
  });
}
