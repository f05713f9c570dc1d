// Watches a benchmark's row while it runs: tells where it stands, and keeps its rate over time.

import { type BenchmarkPlan, plannedMs } from './benchmark-plan.ts';
import type { BenchmarkEntry, BenchmarkProgress } from './benchmark-report.ts';
import type { EngineCount } from './engine-lanes.ts';
import type { Miner } from './miner.ts';
import { type RateTrace, RateTraceRecorder } from './rate-trace.ts';

const PROGRESS_MS = 200;
/** From here on the last second alone is a run's live rate. */
const LIVE_FROM_MS = 3000;

/** What a teller is handed: a part of the benchmark's options. */
export interface ProgressParts {
  readonly clock: () => number;
  readonly every: (ms: number, callback: () => void) => () => void;
  readonly onProgress?: (progress: BenchmarkProgress) => void;
}

/** One row's watcher; it looks a few times a second until `end`. */
export class ProgressTeller {
  readonly #tell: (phase: BenchmarkProgress['phase'], runIndex: number, hashrateHps: number) => void;
  readonly #clock: () => number;
  readonly #stop: () => void;
  readonly #recorder = new RateTraceRecorder();
  #rate = 0;
  #watched: { readonly miner: Miner; readonly phase: 'warm-up' | 'run'; readonly run: number } | null = null;

  constructor(
    plan: BenchmarkPlan,
    { clock, every, onProgress }: ProgressParts,
    begunMs: number,
    entry: BenchmarkEntry,
    entryIndex: number,
  ) {
    const entryMs = plannedMs(plan) / plan.entries.length;
    const entryBegunMs = clock();
    this.#clock = clock;
    this.#tell = (phase, runIndex, hashrateHps) => {
      const nowMs = clock();
      const left = entryMs - Math.min(entryMs, nowMs - entryBegunMs);
      onProgress?.({
        engine: entry.id,
        phase,
        entryIndex,
        entryCount: plan.entries.length,
        runIndex,
        runCount: plan.runs,
        hashrateHps,
        elapsedMs: nowMs - begunMs,
        remainingMs: left + (plan.entries.length - entryIndex - 1) * entryMs,
      });
    };
    this.#tell('preparing', 0, 0);
    this.#stop = every(PROGRESS_MS, () => this.#tick());
  }

  /** A run begins. */
  watch(miner: Miner, phase: 'warm-up' | 'run', run: number): void {
    this.#watched = { miner, phase, run };
    if (phase === 'run') this.#recorder.begin(this.#clock());
  }

  /** Looks at the run's counts for the trace: at the latest when it has ended. */
  look(): void {
    if (this.#watched?.phase === 'run') this.#recorder.take(this.#watched.miner.counts);
  }

  /** The rate over the timed runs so far. */
  trace(): RateTrace {
    return this.#recorder.trace();
  }

  end(): void {
    this.#stop();
  }

  #tick(): void {
    if (this.#watched === null) return;
    this.look();
    const { miner, phase, run } = this.#watched;
    const nowMs = this.#clock();
    const rate = miner.counts.reduce((total, count) => total + liveHps(count, nowMs), 0);
    // Between a run's start and its first answers the rate before it still holds.
    if (rate > 0) this.#rate = rate;
    this.#tell(phase, run, this.#rate);
  }
}

/** A young run's rate up to its last answer, else that of the last second: neither counts what is under way as idle. */
function liveHps({ hashCount, busyMs, meter }: EngineCount, nowMs: number): number {
  return busyMs < LIVE_FROM_MS ? (busyMs > 0 ? (hashCount / busyMs) * 1000 : 0) : meter.hashrateHps(1, nowMs);
}
