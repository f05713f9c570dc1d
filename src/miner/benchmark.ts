// Measures the rows of a plan one after the other: open, self-test, warm up, run, close.

import type { HashEngine } from '../engine/index.ts';
import { blockProof, bytesFromHex } from '../primitives/index.ts';
import type { BenchmarkPlan } from './benchmark-plan.ts';
import { ProgressTeller } from './benchmark-progress.ts';
import {
  type BenchmarkEntry,
  type BenchmarkFailure,
  type BenchmarkProgress,
  type BenchmarkReport,
  type BenchmarkResult,
  REPORT_VERSION,
} from './benchmark-report.ts';
import type { EngineHost } from './engine-host.ts';
import { KNOWN_HEADERS } from './known-headers.ts';
import { medianInterval, relativeTrend } from './median.ts';
import { Miner } from './miner.ts';
import { poissonInterval } from './poisson.ts';
import type { RateTrace } from './rate-trace.ts';
import { selfTest } from './self-test.ts';
import { timeRollingWork } from './work-sequence.ts';

/** Shares wanted over all runs of a row: their count then proves the rate to about 10 % at 95 %. */
const WANTED_SHARES = 400;

/** What a benchmark is handed besides its plan. */
export interface BenchmarkOptions {
  readonly host: EngineHost;
  readonly commit: string;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  /** The date of the report. */
  readonly now: () => Date;
  /** Calls back after a time, milliseconds; returns what ends it. */
  readonly every: (ms: number, callback: () => void) => () => void;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BenchmarkProgress) => void;
  readonly onResult?: (result: BenchmarkResult) => void;
}

/**
 * Runs a benchmark. A row whose engine is missing or fails is reported with its reason; the others go on.
 *
 * @throws the signal's reason on abort; rows that were finished have been told through `onResult`.
 * @throws {RangeError} without a warm-up: the rate it measures sets the share target.
 */
export async function runBenchmark(plan: BenchmarkPlan, options: BenchmarkOptions): Promise<BenchmarkReport> {
  if (!(plan.warmUpSeconds > 0)) {
    throw new RangeError(`"plan.warmUpSeconds" expected more than 0, got ${plan.warmUpSeconds}`);
  }
  const detected = await options.host.detect();
  const measured: Omit<BenchmarkResult, 'relative'>[] = [];
  const failures: BenchmarkFailure[] = [];
  const begunMs = options.clock();
  for (const [entryIndex, entry] of plan.entries.entries()) {
    const progress = new ProgressTeller(plan, options, begunMs, entry, entryIndex);
    try {
      const result = await measureEntry(entry, entryIndex, plan, options, progress);
      measured.push(result);
      options.onResult?.({ ...result, relative: relativeTo(result, measured) });
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push({ engine: entry.id, reason: (error as Error).message });
    } finally {
      progress.end();
    }
  }
  return {
    version: REPORT_VERSION,
    commit: options.commit,
    date: options.now().toISOString(),
    machine: detected.machine,
    adapter: detected.adapter,
    secondsPerRun: plan.secondsPerRun,
    results: measured.map((result) => ({ ...result, relative: relativeTo(result, measured) })),
    failures,
  };
}

type Measured = Omit<BenchmarkResult, 'relative'>;

function relativeTo(result: Measured, all: readonly Measured[]): number {
  return result.hps.median / Math.min(...all.map(({ hps }) => hps.median));
}

async function measureEntry(
  entry: BenchmarkEntry,
  entryIndex: number,
  plan: BenchmarkPlan,
  options: BenchmarkOptions,
  progress: ProgressTeller,
): Promise<Measured> {
  const engines: HashEngine[] = [];
  try {
    for (const part of entry.parts) {
      options.signal?.throwIfAborted();
      const engine = await options.host.openEngine(part);
      engines.push(engine);
      const verdict = await selfTest(engine, options.signal);
      if (!verdict.ok)
        throw new Error(`${engine.name} failed its self-test and is shut out: ${verdict.reason}`);
    }
    // Each run begins at a time stamp of its own: no run repeats another's hashes, so their luck is independent.
    const headerOf = (run: number) => headerOfDay(entryIndex * plan.runs + run);
    const time = async (
      header: Uint8Array,
      target: bigint,
      seconds: number,
      phase: 'warm-up' | 'run',
      run: number,
    ) => {
      const miner = new Miner({ engines, clock: options.clock, nextWork: timeRollingWork(header, target) });
      progress.watch(miner, phase, run);
      const timed = await timedRun(miner, seconds, options.signal);
      progress.look();
      return timed;
    };
    // The first target is out of reach: the warm-up only measures the rate.
    const warmUp = await time(headerOf(0), 0n, plan.warmUpSeconds, 'warm-up', 0);
    const target = shareTargetFor(warmUp.hps * plan.secondsPerRun * plan.runs);
    const runs: TimedRun[] = [];
    for (let run = 0; run < plan.runs; run++) {
      runs.push(await time(headerOf(run), target, plan.secondsPerRun, 'run', run));
    }
    return summarize(entry, engines, runs, target, progress.trace());
  } finally {
    await Promise.all(engines.map((engine) => engine.dispose()));
  }
}

/** The target at which so many hashes are expected to hold {@link WANTED_SHARES} shares. */
function shareTargetFor(hashes: number): bigint {
  const proof = BigInt(Math.max(1, Math.floor(hashes / WANTED_SHARES)));
  return 2n ** 256n / proof - 1n;
}

interface TimedRun {
  readonly hps: number;
  readonly hashCount: number;
  readonly shares: number;
  readonly hardwareErrors: number;
}

async function timedRun(miner: Miner, seconds: number, signal: AbortSignal | undefined): Promise<TimedRun> {
  await miner.run(seconds * 1000, signal);
  const { counts } = miner;
  const lost = counts.find((count) => count.lost !== null);
  if (lost?.lost) throw lost.lost;
  const sum = (pick: (count: (typeof counts)[number]) => number) =>
    counts.reduce((total, count) => total + pick(count), 0);
  return {
    // Each engine over its own time: they end a little apart.
    hps: sum(({ hashCount, busyMs }) => (hashCount / busyMs) * 1000),
    hashCount: sum(({ hashCount }) => hashCount),
    shares: sum(({ shares }) => shares),
    hardwareErrors: sum(({ hardwareErrors }) => hardwareErrors),
  };
}

/** The genesis header with its time moved by whole days: more seconds than a run can roll through. */
function headerOfDay(day: number): Uint8Array {
  const header = bytesFromHex(KNOWN_HEADERS[0]!.hex);
  const time = new DataView(header.buffer, header.byteOffset);
  time.setUint32(68, time.getUint32(68, true) + day * 86_400, true);
  return header;
}

function summarize(
  entry: BenchmarkEntry,
  engines: readonly HashEngine[],
  runs: readonly TimedRun[],
  target: bigint,
  trace: RateTrace,
): Measured {
  const rates = runs.map(({ hps }) => hps);
  const hps = medianInterval(rates);
  const total = (pick: (run: TimedRun) => number) => runs.reduce((sum, run) => sum + pick(run), 0);
  const found = total(({ shares }) => shares);
  const hashes = total(({ hashCount }) => hashCount);
  const hashesPerShare = Number(blockProof(target));
  // Over the hashes' own time, so that the proof is of the counted rate.
  const perShareHps = (hashesPerShare * hps.median) / hashes;
  const interval = poissonInterval(found);
  const descriptions = engines.map(({ description }) => description);
  const operations = new Set(descriptions.map(({ operationsPerHash }) => operationsPerHash));
  return {
    engine: entry.id,
    workers: descriptions.reduce((sum, { workers }) => sum + workers, 0),
    adapter: descriptions.map(({ adapter }) => adapter).join(' + '),
    kernel: descriptions.map(({ kernel }) => kernel).join(' + '),
    isSoftware: descriptions.some(({ isSoftware }) => isSoftware),
    hps,
    runs: rates,
    drift: relativeTrend(rates) * (rates.length - 1),
    trace,
    effectiveHps: {
      rate: found * perShareHps,
      low: interval.low * perShareHps,
      high: interval.high * perShareHps,
    },
    shares: {
      found,
      expected: hashes / hashesPerShare,
      hardwareErrors: total(({ hardwareErrors }) => hardwareErrors),
    },
    operationsPerHash: operations.size === 1 ? [...operations][0]! : null,
  };
}
