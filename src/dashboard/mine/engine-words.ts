// Engines as people call them.

import type { EngineChoice } from '../../miner/index.ts';
import { formatCount } from '../../primitives/index.ts';

/** The kernels by what they run on. */
const CPU_KERNELS: Readonly<Record<string, string>> = {
  'wasm-simd': 'WebAssembly SIMD',
  wasm: 'WebAssembly',
  js: 'JavaScript',
};

/** What a set of engines hashes with, for example `GPU and 8 CPU threads`. */
export function enginesWords(engines: readonly EngineChoice[]): string {
  return engines.map(engineWords).join(' and ');
}

/** One engine, for example `8 CPU threads`. */
export function engineWords({ engine, workers }: EngineChoice): string {
  if (engine === 'gpu') return 'GPU';
  return `${formatCount(workers)} CPU thread${workers === 1 ? '' : 's'}`;
}

/**
 * The same from a choice's name, for example `wasm-simd x8`.
 *
 * @param id - As the session names its engines.
 */
export function engineLabel(id: string): string {
  if (id.startsWith('gpu')) return 'GPU';
  const workers = Number(/ x(\d+)$/u.exec(id)?.[1] ?? 1);
  return engineWords({ engine: 'js', workers });
}

/** The technique behind an engine's name, for example `WebAssembly SIMD`; empty for the GPU's. */
export function kernelWords(id: string): string {
  return CPU_KERNELS[id.replace(/ x\d+$/u, '')] ?? '';
}
