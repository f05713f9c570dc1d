// What a benchmark says: the report that the command line prints and the page shows, saves and exports.

import type { EngineName, GpuVariant } from '../engine/index.ts';
import type { KernelShape } from '../kernel/index.ts';
import type { RateTrace } from './rate-trace.ts';

/** Where a report was made. */
export interface Machine {
  /** For example `Chrome 156` or `Node 20.20.2`. */
  readonly runtime: string;
  /** For example `Linux x86_64`. */
  readonly platform: string;
  /** The processor's name, where the platform tells it. */
  readonly cpu: string | null;
  /** Logical processors. */
  readonly cores: number;
}

/** A graphics adapter as the platform names it. */
export interface Adapter {
  readonly name: string;
  /** True where the CPU plays the GPU: named as such, and never called a GPU result. */
  readonly isSoftware: boolean;
}

/** One engine with a number of workers; an entry of several runs them together on disjoint ranges. */
export interface EngineChoice {
  readonly engine: EngineName;
  readonly workers: number;
  /** Kernel form of a WebAssembly engine; without it the engine's own. */
  readonly shape?: KernelShape;
  /** Kernel of a GPU; without it the best for this adapter. */
  readonly variant?: GpuVariant;
}

/** One row of a benchmark: what runs together and how it is called. */
export interface BenchmarkEntry {
  /** Stable name, for example `wasm-simd x8` or `gpu + wasm-simd x8`. */
  readonly id: string;
  readonly parts: readonly EngineChoice[];
}

/** A figure with its interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The measured row. Rates are hashes per second. */
export interface BenchmarkResult {
  /** The entry's id. */
  readonly engine: string;
  readonly workers: number;
  /** Device and kernel form per part, as the engines describe themselves. */
  readonly adapter: string;
  readonly kernel: string;
  readonly isSoftware: boolean;
  /** Median of the runs; low and high hold it with probability `coverage` (order statistics). */
  readonly hps: Interval & { readonly median: number; readonly coverage: number };
  /** Rate of each run, in order. */
  readonly runs: readonly number[];
  /** Least-squares change from the first run to the last, as a part of the mean: below zero is slowing down. */
  readonly drift: number;
  /** The rate over the seconds of all runs; null in reports of version 1, which did not keep it. */
  readonly trace: RateTrace | null;
  /** The rate that found shares prove, with its 95 % Poisson interval. */
  readonly effectiveHps: Interval & { readonly rate: number };
  readonly shares: {
    readonly found: number;
    readonly expected: number;
    /** Candidates that the reference hash refused. */
    readonly hardwareErrors: number;
  };
  /** Per-nonce operations of the kernel (three-input logic and adds as one); null where parts differ. */
  readonly operationsPerHash: number | null;
  /** Median divided by the slowest row's. */
  readonly relative: number;
}

/** A row that could not be measured, and why, in one sentence. */
export interface BenchmarkFailure {
  readonly engine: string;
  readonly reason: string;
}

/** The form in which reports are written. Version 1 had no such field, and no traces. */
export const REPORT_VERSION = 2;

/** A whole benchmark. */
export interface BenchmarkReport {
  readonly version: typeof REPORT_VERSION;
  /** The program's commit, `unknown` where it was not built from a checkout. */
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly machine: Machine;
  readonly adapter: Adapter | null;
  readonly secondsPerRun: number;
  readonly results: readonly BenchmarkResult[];
  readonly failures: readonly BenchmarkFailure[];
}

/** Where a running benchmark stands. */
export interface BenchmarkProgress {
  /** Id of the entry under way. */
  readonly engine: string;
  readonly phase: 'preparing' | 'warm-up' | 'run';
  /** Entry under way, from 0, and how many there are. */
  readonly entryIndex: number;
  readonly entryCount: number;
  /** Run under way, from 0. */
  readonly runIndex: number;
  readonly runCount: number;
  /** Rate over the last second or so; 0 before the first answer. */
  readonly hashrateHps: number;
  readonly elapsedMs: number;
  /** Estimate from the plan. */
  readonly remainingMs: number;
}
