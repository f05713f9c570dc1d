// How soon after a clean job is the first hash of the new work done, and the last engine off the old one? And what do
// clean jobs cost?
//
// What is timed is an upper bound: an engine that is given new work is first asked for a few probes of 64 nonces, one
// for each worker. Workers take messages in order, and a GPU's queue its dispatches: the answer to a probe comes after
// the first hash of the new work, and the last answer after everything that was under way of the old.

import { availableParallelism } from 'node:os';
import {
  type CpuEngineName,
  DEFAULT_GPU_OPTIONS,
  type HashEngine,
  type NonceRange,
  openCpuEngine,
  openGpuEngine,
  type ScanResult,
  type Work,
} from '../src/engine/index.ts';
import { startNodeWorker } from '../src/engine/worker/node-factory.ts';
import {
  Miner,
  medianInterval,
  REMOTE_DISPATCH_MS,
  RemoteMiner,
  timeRollingWork,
} from '../src/miner/index.ts';
import type { SearchOrder, ShareVerdict } from '../src/source/index.ts';
import type { Figure, Findings } from './measure.ts';

const CHANGES = 60;
/** Changes come in any phase of what is under way. */
const CHANGE_MS = { least: 150, most: 450 };
const WARM_UP_MS = 2000;
const ROUNDS = 3;
const RUN_MS = 4000;
const CLEAN_MS = 1000;
const LIMIT_MS = 100;
const PROBE_NONCES = 64;
/** No hash meets it: shares would cost something, too. */
const TARGET = 2n ** 150n;
const clock = () => performance.now();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Gives headers that all differ. */
class BenchSource {
  #handed = 0;

  next(): SearchOrder {
    const header = new Uint8Array(80);
    new DataView(header.buffer).setUint32(36, this.#handed++);
    return { header, shareTarget: TARGET, blockTarget: TARGET };
  }

  isCurrent(): boolean {
    return true;
  }

  async submit(): Promise<ShareVerdict> {
    return { kind: 'accepted' };
  }
}

/** An engine that tells when it is on new work. */
class ProbedEngine implements HashEngine {
  readonly name: HashEngine['name'];
  readonly description: HashEngine['description'];
  readonly #engine: HashEngine;
  /** Told of the first and the last answer to the probes of new work. */
  onNewWork = (_firstMs: number, _lastMs: number) => {};
  #work: Work | null = null;

  constructor(engine: HashEngine) {
    this.#engine = engine;
    this.name = engine.name;
    this.description = engine.description;
  }

  async scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult> {
    if (work === this.#work) return this.#engine.scan(work, range, signal);
    this.#work = work;
    const { workers } = this.description;
    const count = Math.min(PROBE_NONCES, Math.floor(range.count / (workers + 1)));
    const answers: number[] = [];
    const probes = Array.from({ length: workers }, async (_, i) => {
      const probe = { start: range.start + i * count, count };
      const result = await this.#engine.scan(work, probe, signal);
      answers.push(clock());
      return result;
    });
    const done = workers * count;
    const rest = { start: range.start + done, count: range.count - done };
    const probed = await Promise.all(probes);
    this.onNewWork(answers[0]!, answers.at(-1)!);
    const results = [...probed, await this.#engine.scan(work, rest, signal)];
    const sum = (of: (result: ScanResult) => number) => results.reduce((total, one) => total + of(one), 0);
    return {
      workId: work.workId,
      candidates: results.flatMap(({ candidates }) => candidates),
      hashCount: sum(({ hashCount }) => hashCount),
      elapsedMs: sum(({ elapsedMs }) => elapsedMs),
    };
  }

  dispose(): Promise<void> {
    return this.#engine.dispose();
  }
}

/** Milliseconds. */
interface Delays {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

/** @param gpu - Dawn's entry, globals installed. */
export async function cleanJob(gpu: GPU): Promise<Findings> {
  const workers = availableParallelism();
  const openCpu = (name: CpuEngineName) => () =>
    openCpuEngine(name, workers, {
      startWorker: () => startNodeWorker(new URL('../cli/worker.js', import.meta.url)),
      clock,
    });
  const openGpu = (dispatchMs: number) => async () =>
    (await openGpuEngine(gpu, { ...DEFAULT_GPU_OPTIONS, dispatchMs }, clock)).engine;
  const contestants: readonly {
    readonly name: string;
    readonly limit: boolean;
    open(): Promise<HashEngine>;
  }[] = [
    { name: `gpu, dispatches of ${REMOTE_DISPATCH_MS} ms`, limit: true, open: openGpu(REMOTE_DISPATCH_MS) },
    { name: 'gpu, dispatches of 50 ms', limit: false, open: openGpu(DEFAULT_GPU_OPTIONS.dispatchMs) },
    { name: 'js', limit: true, open: openCpu('js') },
    { name: 'wasm', limit: true, open: openCpu('wasm') },
    { name: 'wasm-simd', limit: true, open: openCpu('wasm-simd') },
  ];
  const figures: Figure[] = [];
  const details = [];
  for (const { name, limit, open } of contestants) {
    process.stderr.write(`clean-job: ${name}\n`);
    const engine = await open();
    const delays = await measureDelays(engine);
    const rates = await measureRates(engine);
    const { adapter, kernel } = engine.description;
    await engine.dispose();
    const bound = limit ? { atMost: LIMIT_MS } : {};
    const withClean = medianInterval(rates.map((round) => round.clean / round.steady));
    const againstPlain = medianInterval(rates.map((round) => round.steady / round.plain));
    figures.push(
      { what: `${name}: clean job to first hash, median, ms`, value: delays.first.median, ...bound },
      { what: `${name}: clean job to first hash, worst, ms`, value: delays.first.worst, ...bound },
      {
        what: `${name}: clean job to last engine off old work, worst, ms`,
        value: delays.left.worst,
        ...bound,
      },
      { what: `${name}: rate with a clean job each second over without`, value: withClean.median },
      { what: `${name}: rate without changes over a plain miner's`, value: againstPlain.median },
    );
    details.push({
      name,
      adapter,
      kernel,
      changes: CHANGES,
      delaysMs: delays,
      withClean,
      againstPlain,
      rates,
    });
  }
  return { figures, details };
}

/** Changes the work again and again, at moments that have nothing to do with what is under way. */
async function measureDelays(engine: HashEngine): Promise<{ readonly first: Delays; readonly left: Delays }> {
  const probed = new ProbedEngine(engine);
  const miner = new RemoteMiner({ source: new BenchSource(), clock });
  miner.addEngine(probed);
  miner.change('replaced');
  const running = miner.run(Number.POSITIVE_INFINITY);
  await sleep(WARM_UP_MS);
  const first: number[] = [];
  const left: number[] = [];
  for (let i = 0; i < CHANGES; i++) {
    await anyPhase(i);
    const begunMs = clock();
    const heard = new Promise<void>((resolve) => {
      probed.onNewWork = (firstMs, lastMs) => {
        first.push(firstMs - begunMs);
        left.push(lastMs - begunMs);
        resolve();
      };
    });
    miner.change('replaced');
    await heard;
  }
  miner.stop();
  await running;
  return { first: summary(first), left: summary(left) };
}

/** Waits for a while. The golden ratio's multiples fill the span evenly, in no order that engines could fall in step with. */
async function anyPhase(i: number): Promise<void> {
  const phase = (i * 0.618_033_988_75) % 1;
  await sleep(CHANGE_MS.least + phase * (CHANGE_MS.most - CHANGE_MS.least));
}

function summary(values: readonly number[]): Delays {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
  return { median: at(0.5), p95: at(0.95), worst: sorted.at(-1)! };
}

/** MH/s of a plain miner, a remote one, and one with clean jobs; they take turns. */
async function measureRates(engine: HashEngine) {
  const rounds: { readonly plain: number; readonly steady: number; readonly clean: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    rounds.push({
      plain: await plainRate(engine),
      steady: await remoteRate(engine, false),
      clean: await remoteRate(engine, true),
    });
  }
  return rounds;
}

async function plainRate(engine: HashEngine): Promise<number> {
  const miner = new Miner({
    engines: [engine],
    clock,
    nextWork: timeRollingWork(new Uint8Array(80), TARGET),
  });
  await miner.run(RUN_MS);
  const { hashCount, busyMs } = miner.counts[0]!;
  return hashCount / busyMs / 1000;
}

async function remoteRate(engine: HashEngine, isClean: boolean): Promise<number> {
  const miner = new RemoteMiner({ source: new BenchSource(), clock });
  miner.addEngine(engine);
  miner.change('replaced');
  const timer = isClean ? setInterval(() => miner.change('replaced'), CLEAN_MS) : undefined;
  await miner.run(RUN_MS);
  clearInterval(timer);
  const { hashCount, busyMs } = miner.counts[0]!;
  return hashCount / busyMs / 1000;
}
