// What a benchmark measures, in which order and for how long.

import { ENGINE_NAMES, type EngineName } from '../engine/index.ts';
import type { BenchmarkEntry, EngineChoice } from './benchmark-report.ts';
import type { Detected } from './engine-host.ts';

/** A whole benchmark, before it runs. */
export interface BenchmarkPlan {
  readonly entries: readonly BenchmarkEntry[];
  /** Timed runs per entry, at least 1; six are the fewest that give a 95 % interval. */
  readonly runs: number;
  readonly secondsPerRun: number;
  readonly warmUpSeconds: number;
}

/** Names an entry after what runs in it: `wasm-simd x8`, `gpu + wasm-simd x8`. */
export function benchmarkEntry(...parts: readonly EngineChoice[]): BenchmarkEntry {
  const names = parts.map(({ engine, workers }) => (workers === 1 ? engine : `${engine} x${workers}`));
  return { id: names.join(' + '), parts };
}

/**
 * The rows that show a machine from its slowest engine to everything at once: one worker of each CPU
 * engine, all cores, the GPU, the GPU with the cores.
 */
export function standardEntries(detected: Detected): readonly BenchmarkEntry[] {
  const { cores } = detected.machine;
  const best: EngineName = detected.hasWasmSimd ? 'wasm-simd' : detected.hasWasm ? 'wasm' : 'js';
  const entries = [benchmarkEntry({ engine: 'js', workers: 1 })];
  if (detected.hasWasm) entries.push(benchmarkEntry({ engine: 'wasm', workers: 1 }));
  if (detected.hasWasmSimd) entries.push(benchmarkEntry({ engine: 'wasm-simd', workers: 1 }));
  if (cores > 1) entries.push(benchmarkEntry({ engine: best, workers: cores }));
  if (detected.adapter !== null) {
    entries.push(benchmarkEntry({ engine: 'gpu', workers: 1 }));
    entries.push(benchmarkEntry({ engine: 'gpu', workers: 1 }, { engine: best, workers: cores }));
  }
  return entries;
}

/** Time the plan needs, milliseconds, engine start-up aside. */
export function plannedMs(plan: BenchmarkPlan): number {
  return plan.entries.length * (plan.warmUpSeconds + plan.runs * plan.secondsPerRun) * 1000;
}

/**
 * Reads an entry's name as {@link benchmarkEntry} writes it, for example `gpu + wasm-simd x8`. Blanks and plus
 * signs are alike, since shells and URLs turn either into the other.
 *
 * @returns the entry under its own spelling, or null if the text names none.
 */
export function parseBenchmarkEntry(id: string): BenchmarkEntry | null {
  const parts: EngineChoice[] = [];
  for (const token of id.split(/[\s+]+/).filter((text) => text !== '')) {
    const engine = ENGINE_NAMES.find((name) => name === token);
    const workers = /^x([1-9]\d{0,3})$/.exec(token)?.[1];
    const last = parts.at(-1);
    if (engine !== undefined) parts.push({ engine, workers: 1 });
    else if (workers !== undefined && last?.workers === 1)
      parts.push({ ...parts.pop()!, workers: Number(workers) });
    else return null;
  }
  return parts.length === 0 ? null : benchmarkEntry(...parts);
}
