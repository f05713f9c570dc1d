// What a benchmark measures, in which order and for how long.

import { type EngineName, VARIANT_SHAPES } from '../engine/index.ts';
import { KERNEL_SHAPES } from '../kernel/index.ts';
import { benchmarkEntry } from './benchmark-entry.ts';
import type { BenchmarkEntry } from './benchmark-report.ts';
import type { Detected } from './engine-host.ts';

/** A whole benchmark, before it runs. */
export interface BenchmarkPlan {
  readonly entries: readonly BenchmarkEntry[];
  /** Timed runs per entry, at least 1; six are the fewest that give a 95 % interval. */
  readonly runs: number;
  readonly secondsPerRun: number;
  readonly warmUpSeconds: number;
}

/** Rows that answer one question together: each engine, more and more workers of one, one engine in several forms. */
export const BENCHMARK_GROUPS = ['engines', 'scaling', 'forms'] as const;
export type BenchmarkGroup = (typeof BENCHMARK_GROUPS)[number];

const GROUP_ENTRIES = {
  engines: standardEntries,
  scaling: scalingEntries,
  forms: formEntries,
} as const satisfies Record<BenchmarkGroup, (detected: Detected) => readonly BenchmarkEntry[]>;

/** The rows of a group on this machine; a row may stand in several groups, and none is possible. */
export function groupEntries(group: BenchmarkGroup, detected: Detected): readonly BenchmarkEntry[] {
  return GROUP_ENTRIES[group](detected);
}

type WasmOrJs = Extract<EngineName, 'wasm-simd' | 'wasm' | 'js'>;

function bestCpuEngine({ hasWasm, hasWasmSimd }: Detected): WasmOrJs {
  return hasWasmSimd ? 'wasm-simd' : hasWasm ? 'wasm' : 'js';
}

/**
 * The rows that show a machine from its slowest engine to everything at once: one worker of each CPU
 * engine, all cores, the GPU, the GPU with the cores.
 */
export function standardEntries(detected: Detected): readonly BenchmarkEntry[] {
  const { cores } = detected.machine;
  const engine = bestCpuEngine(detected);
  const entries = [benchmarkEntry({ engine: 'js', workers: 1 })];
  if (detected.hasWasm) entries.push(benchmarkEntry({ engine: 'wasm', workers: 1 }));
  if (detected.hasWasmSimd) entries.push(benchmarkEntry({ engine: 'wasm-simd', workers: 1 }));
  if (cores > 1) entries.push(benchmarkEntry({ engine, workers: cores }));
  if (detected.adapter !== null) {
    entries.push(benchmarkEntry({ engine: 'gpu', workers: 1 }));
    entries.push(benchmarkEntry({ engine: 'gpu', workers: 1 }, { engine, workers: cores }));
  }
  return entries;
}

/** The best CPU engine with 1, 2, 4 … workers, and with one for each core. */
function scalingEntries(detected: Detected): readonly BenchmarkEntry[] {
  const { cores } = detected.machine;
  const engine = bestCpuEngine(detected);
  const counts: number[] = [];
  for (let workers = 1; workers < cores; workers *= 2) counts.push(workers);
  return [...counts, cores].map((workers) => benchmarkEntry({ engine, workers }));
}

/**
 * One worker of the best CPU engine in each form, then the GPU in each of its own. A software adapter's forms are left
 * out: it takes seconds to compile each, and none says anything of a GPU.
 */
function formEntries(detected: Detected): readonly BenchmarkEntry[] {
  const engine = bestCpuEngine(detected);
  const hasGpu = detected.adapter !== null && !detected.adapter.isSoftware;
  return [
    ...(engine === 'js' ? [] : KERNEL_SHAPES.map((shape) => benchmarkEntry({ engine, workers: 1, shape }))),
    ...(hasGpu
      ? VARIANT_SHAPES.map((variant) => benchmarkEntry({ engine: 'gpu', workers: 1, variant }))
      : []),
  ];
}

/** Fewest runs whose range holds the median with 95 %. */
const FEWEST_RUNS = 6;
const MOST_RUNS = 20;
/** Longer runs than this are worth more as two. */
const LONG_RUN_SEC = 5;
/** Below it, starting and ending a run is a good part of it. */
const SHORTEST_RUN_SEC = 0.1;
/** A fifth of a row's time, but long enough for compilers and clocks to settle, and no longer than they need. */
const WARM_UP_SEC = { least: 0.2, most: 1 } as const;

/**
 * Divides a time over rows: each warms up, then runs six times, more often where runs would be long, less often only
 * where they would be too short.
 *
 * @param totalSec - of the whole benchmark, as {@link plannedMs} counts it; so many rows that even the shortest runs
 *   take longer get longer.
 */
export function planWithin(totalSec: number, entries: readonly BenchmarkEntry[]): BenchmarkPlan {
  const rowSec = totalSec / Math.max(1, entries.length);
  const warmUpSeconds = Math.min(WARM_UP_SEC.most, Math.max(WARM_UP_SEC.least, rowSec / 5));
  const timedSec = Math.max(SHORTEST_RUN_SEC, rowSec - warmUpSeconds);
  const wanted = Math.min(MOST_RUNS, Math.max(FEWEST_RUNS, Math.floor(timedSec / LONG_RUN_SEC)));
  const runs = Math.max(1, Math.min(wanted, Math.floor(timedSec / SHORTEST_RUN_SEC)));
  return { entries, runs, secondsPerRun: timedSec / runs, warmUpSeconds };
}

/** Time the plan needs, milliseconds, engine start-up aside. */
export function plannedMs(plan: BenchmarkPlan): number {
  return plan.entries.length * (plan.warmUpSeconds + plan.runs * plan.secondsPerRun) * 1000;
}
