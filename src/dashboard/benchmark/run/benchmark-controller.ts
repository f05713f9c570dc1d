// A benchmark's run as the page sees it: what the machine has, where the run stands, what it left behind.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  type BenchmarkPlan,
  type BenchmarkProgress,
  type BenchmarkReport,
  type BenchmarkResult,
  type Detected,
  plannedMs,
} from '../../../miner/index.ts';
import type { Laboratory } from '../../laboratory.ts';
import { unfinishedReport } from '../rows.ts';
import { type LiveSample, withSample } from './live-chart.ts';

/** Where a run stands. */
export type Phase = 'ready' | 'running' | 'stopping' | 'done' | 'stopped' | 'failed';

/** What takes part of the machine, or slows the page: its tab is hidden, or it mines. */
export type Disturbance = 'hidden' | 'mining';

/** How a run ended. */
export type RunEnd =
  | { readonly how: 'done' | 'stopped'; readonly report: BenchmarkReport }
  | { readonly how: 'failed'; readonly message: string; readonly report: BenchmarkReport | null };

/** What the page hears of. */
export interface RunEvents {
  readonly onStart: () => void;
  /** A row begins, from 0. */
  readonly onRow: (index: number, count: number, engine: string) => void;
  readonly onEnd: (end: RunEnd) => void;
}

/** Detects and measures, one run at a time; updates its host after every change, and stops with it. */
export class BenchmarkController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: RunEvents;
  #laboratory: Laboratory | null = null;
  #abort: AbortController | null = null;
  /** The program's commit, for the report of a stopped benchmark. */
  commit = 'unknown';
  detected: Detected | null = null;
  phase: Phase = 'ready';
  plan: BenchmarkPlan | null = null;
  /** Null before the first word of a run, and after its last. */
  progress: BenchmarkProgress | null = null;
  samples: readonly LiveSample[] = [];
  /** Rows that finished, of the run under way or the last one. */
  results: readonly BenchmarkResult[] = [];
  /** The last run's, also where it was stopped; null before the first and while one runs. */
  report: BenchmarkReport | null = null;
  /** Why it failed, one sentence. */
  problem = '';
  /** What made the last run's rates too low, perhaps. */
  disturbances: ReadonlySet<Disturbance> = new Set();

  constructor(host: ReactiveControllerHost, events: RunEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#noteHidden);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#noteHidden);
    this.stop();
  }

  get isRunning(): boolean {
    return this.phase === 'running' || this.phase === 'stopping';
  }

  /** Looks at the machine anew. */
  async detect(laboratory: Laboratory): Promise<void> {
    this.#laboratory = laboratory;
    this.detected = null;
    try {
      const detected = await laboratory.detect();
      if (laboratory === this.#laboratory) this.detected = detected;
    } catch (error) {
      this.#fail(error, null);
    }
    this.#host.requestUpdate();
  }

  /** Starts; does nothing while one runs, before detection, or without rows. */
  async start(plan: BenchmarkPlan): Promise<void> {
    const laboratory = this.#laboratory;
    const { detected } = this;
    if (laboratory === null || detected === null || this.#abort !== null || plan.entries.length === 0) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.plan = plan;
    this.phase = 'running';
    this.report = null;
    this.progress = null;
    this.samples = [];
    this.results = [];
    this.problem = '';
    this.disturbances = new Set(document.hidden ? ['hidden'] : []);
    this.#events.onStart();
    this.#host.requestUpdate();
    try {
      const report = await laboratory.run(plan, {
        signal: abort.signal,
        onProgress: (progress) => this.#keepProgress(progress, abort),
        onResult: (result) => {
          if (this.#abort !== abort) return;
          this.results = [...this.results, result];
          this.#host.requestUpdate();
        },
      });
      this.#settle(report);
    } catch (error) {
      const report = this.#partialReport(plan, detected);
      if (abort.signal.aborted) this.#settleStopped(report);
      else this.#fail(error, report);
    } finally {
      this.#abort = null;
      this.progress = null;
      this.#host.requestUpdate();
    }
  }

  /** Stops a benchmark under way; rows that finished stay. */
  stop(): void {
    if (this.#abort === null) return;
    this.phase = 'stopping';
    this.#abort.abort();
    this.#host.requestUpdate();
  }

  /** Notes what goes on beside a run; means nothing while none is under way. */
  noteDisturbance(what: Disturbance): void {
    if (this.phase === 'running') this.disturbances = new Set([...this.disturbances, what]);
  }

  /** Puts the last run's results away. */
  clear(): void {
    if (this.isRunning) return;
    this.phase = 'ready';
    this.report = null;
    this.results = [];
    this.problem = '';
    this.#host.requestUpdate();
  }

  #settle(report: BenchmarkReport): void {
    this.results = report.results;
    if (report.results.length === 0) {
      this.#fail(report.failures[0]?.reason ?? 'no row was measured', report);
      return;
    }
    this.report = report;
    this.phase = 'done';
    this.#events.onEnd({ how: 'done', report });
  }

  #settleStopped(report: BenchmarkReport): void {
    this.phase = 'stopped';
    this.report = report.results.length > 0 ? report : null;
    this.#events.onEnd({ how: 'stopped', report });
  }

  #fail(error: unknown, report: BenchmarkReport | null): void {
    this.problem = error instanceof Error ? error.message : String(error);
    this.phase = 'failed';
    this.report = report !== null && report.results.length + report.failures.length > 0 ? report : null;
    this.#events.onEnd({ how: 'failed', message: this.problem, report });
  }

  #partialReport(plan: BenchmarkPlan, { machine, adapter }: Detected): BenchmarkReport {
    const { commit, results } = this;
    const date = new Date().toISOString();
    return unfinishedReport({ commit, date, machine, adapter, secondsPerRun: plan.secondsPerRun }, results);
  }

  #keepProgress(progress: BenchmarkProgress, abort: AbortController): void {
    if (this.#abort !== abort || abort.signal.aborted) return;
    const { entryIndex, entryCount, engine } = progress;
    if (entryIndex !== this.progress?.entryIndex) this.#events.onRow(entryIndex, entryCount, engine);
    this.progress = progress;
    this.samples = withSample(this.samples, progress, this.plan === null ? 0 : plannedMs(this.plan));
    this.#host.requestUpdate();
  }

  readonly #noteHidden = (): void => {
    if (document.hidden) this.noteDisturbance('hidden');
  };
}
