// What is to hash, as switches show it: the GPU or not, and how many threads of the CPU.

import type { Detected, EngineChoice } from '../../miner/index.ts';

/** The switches. */
export interface EnginePlan {
  readonly hasGpu: boolean;
  /** From 0. */
  readonly threads: number;
  /** The engine that the threads run. */
  readonly cpu: EngineChoice['engine'];
}

/** The best CPU engine of a machine. */
export function bestCpuEngine(detected: Pick<Detected, 'hasWasm' | 'hasWasmSimd'>): EngineChoice['engine'] {
  return detected.hasWasmSimd ? 'wasm-simd' : detected.hasWasm ? 'wasm' : 'js';
}

/** Reads the switches off a set of engines. */
export function planOfEngines(engines: readonly EngineChoice[], detected: Detected): EnginePlan {
  const cpu = engines.find(({ engine }) => engine !== 'gpu');
  return {
    hasGpu: engines.some(({ engine }) => engine === 'gpu'),
    threads: cpu?.workers ?? 0,
    cpu: cpu?.engine ?? bestCpuEngine(detected),
  };
}

/** The engines for a plan; never none: without a GPU one thread is left. */
export function enginesOfPlan({ hasGpu, threads, cpu }: EnginePlan): readonly EngineChoice[] {
  const workers = hasGpu ? threads : Math.max(1, threads);
  return [
    ...(hasGpu ? [{ engine: 'gpu', workers: 1 } as const] : []),
    ...(workers > 0 ? [{ engine: cpu, workers }] : []),
  ];
}

/** What the GPU's switch says under its name. */
export function gpuNote({ adapter, adapterProblem }: Pick<Detected, 'adapter' | 'adapterProblem'>): string {
  if (adapter === null) return adapterProblem ?? 'This browser offers no GPU.';
  return adapter.isSoftware
    ? `${adapter.name}: the CPU plays the GPU here, and more slowly than its own threads.`
    : adapter.name;
}
