// The benchmark on a host that is made up, its clock too: rows that fail are told and the others go on, and
// shares prove the rate.

import { describe, expect, it } from 'vitest';
import {
  EngineUnavailableError,
  type HashEngine,
  openThreadEngine,
  type Work,
  WorkerFailedError,
} from '../../../src/engine/index.ts';
import { type BenchmarkOptions, runBenchmark } from '../../../src/miner/benchmark.ts';
import { benchmarkEntry } from '../../../src/miner/benchmark-entry.ts';
import { type BenchmarkPlan, plannedMs } from '../../../src/miner/benchmark-plan.ts';
import type {
  BenchmarkProgress,
  BenchmarkResult,
  EngineChoice,
} from '../../../src/miner/benchmark-report.ts';
import type { Detected } from '../../../src/miner/engine-host.ts';
import { KNOWN_HEADERS } from '../../../src/miner/known-headers.ts';
import { bytesFromHex, targetFromWords } from '../../../src/primitives/index.ts';
import { exactAnswer, FakeEngine, type FakeOptions, VirtualTime } from '../engine/support.ts';

const DETECTED: Detected = {
  machine: { runtime: 'a test', platform: 'none', cpu: null, cores: 2 },
  adapter: { name: 'made up', isSoftware: true },
  adapterProblem: null,
  hasWasm: true,
  hasWasmSimd: true,
};

/** Nonces of a window of the self-test: ranges of a run are longer. */
const SELF_TEST_NONCES = 2 ** 11;

const entry = (engine: EngineChoice['engine'], workers = 1) => benchmarkEntry({ engine, workers });

type Make = (choice: EngineChoice, time: VirtualTime) => HashEngine | Promise<HashEngine>;

/** Exact engines of 400,000 hashes per second and worker. */
const exact = (choice: EngineChoice, time: VirtualTime, options: Partial<FakeOptions> = {}): FakeEngine =>
  new FakeEngine({
    time,
    name: choice.engine,
    hashrateHps: 400_000 * choice.workers,
    answer: exactAnswer,
    ...options,
  });

/** The same where shares do not matter: exact in the self-test's short windows, and without a hash in the runs. */
const quick = (choice: EngineChoice, time: VirtualTime, options: Partial<FakeOptions> = {}): FakeEngine =>
  exact(choice, time, {
    answer: (work, range) => (range.count <= SELF_TEST_NONCES ? exactAnswer(work, range) : []),
    ...options,
  });

function setUp(plan: Partial<BenchmarkPlan>, make: Make = exact, options: Partial<BenchmarkOptions> = {}) {
  const time = new VirtualTime();
  const opened: HashEngine[] = [];
  const progress: BenchmarkProgress[] = [];
  const results: BenchmarkResult[] = [];
  const whole: BenchmarkPlan = {
    entries: [entry('js')],
    runs: 6,
    secondsPerRun: 0.2,
    warmUpSeconds: 0.1,
    ...plan,
  };
  const run = () =>
    time.run(
      runBenchmark(whole, {
        host: {
          detect: async () => DETECTED,
          openEngine: async (choice) => {
            const engine = await make(choice, time);
            opened.push(engine);
            return engine;
          },
        },
        commit: 'abc123',
        clock: time.clock,
        now: () => new Date('2009-01-03T18:15:05Z'),
        every: time.every,
        onProgress: (told) => progress.push(told),
        onResult: (result) => results.push(result),
        ...options,
      }),
    );
  return { time, plan: whole, run, opened, progress, results };
}

describe('a report', () => {
  it('says where and when it was made and holds the rates of each row', async () => {
    const { run, results, opened } = setUp({ entries: [entry('js'), entry('wasm', 2)] }, quick);
    const report = await run();
    expect(report).toMatchObject({
      commit: 'abc123',
      date: '2009-01-03T18:15:05.000Z',
      machine: DETECTED.machine,
      adapter: DETECTED.adapter,
      secondsPerRun: 0.2,
      failures: [],
    });
    expect(report.results.map(({ engine }) => engine)).toEqual(['js', 'wasm x2']);
    for (const [i, { hps, runs, relative, drift }] of report.results.entries()) {
      const rate = 400_000 * (i + 1);
      expect(runs).toHaveLength(6);
      for (const hashrate of runs) expect(hashrate / rate).toBeCloseTo(1, 6);
      expect(hps.median / rate).toBeCloseTo(1, 6);
      expect(hps.coverage).toBe(0.96875);
      expect(relative).toBeCloseTo(i + 1, 6);
      expect(drift).toBeCloseTo(0, 4);
    }
    expect(results.map(({ engine }) => engine)).toEqual(['js', 'wasm x2']);
    expect(opened.map((engine) => (engine as FakeEngine).disposals)).toEqual([1, 1]);
  });

  it('proves the rate by shares: as many as expected, no hardware error', async () => {
    const { run } = setUp({});
    const [row] = (await run()).results as [BenchmarkResult];
    const { found, expected, hardwareErrors } = row.shares;
    expect(hardwareErrors).toBe(0);
    // About 400 are planned for; five standard deviations for a sum that is the same in every run of this test.
    expect(expected).toBeGreaterThan(350);
    expect(expected).toBeLessThan(650);
    expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt(expected));
    expect(row.effectiveHps.low).toBeLessThan(400_000);
    expect(row.effectiveHps.high).toBeGreaterThan(400_000);
    expect(row.effectiveHps.rate / row.hps.median).toBeCloseTo(found / expected, 9);
    expect(row.effectiveHps.high / row.effectiveHps.low).toBeLessThan(1.3);
  });

  it('is given away by shares when an engine claims hashes that it did not do', async () => {
    // Right in the self-test's short windows, searches only a tenth of longer ranges.
    const lazy: Make = (choice, time) =>
      exact(choice, time, {
        answer: (work, range) =>
          exactAnswer(
            work,
            range.count <= SELF_TEST_NONCES ? range : { ...range, count: Math.floor(range.count / 10) },
          ),
      });
    const { run } = setUp({}, lazy);
    const [row] = (await run()).results as [BenchmarkResult];
    expect(row.hps.median).toBeCloseTo(400_000, 0);
    expect(row.shares.found).toBeLessThan(row.shares.expected / 5);
    expect(row.effectiveHps.high).toBeLessThan(row.hps.median / 4);
  });

  it('counts hardware errors and no share for them', async () => {
    const { run } = setUp({}, (choice, time) =>
      exact(choice, time, {
        answer: (work, range) => (range.count <= SELF_TEST_NONCES ? exactAnswer(work, range) : [range.start]),
      }),
    );
    const [row] = (await run()).results as [BenchmarkResult];
    expect(row.shares.hardwareErrors).toBeGreaterThan(5);
    expect(row.shares.found).toBeLessThan(5);
  });

  it('keeps the rate over the time of the runs, flat where it was steady', async () => {
    const { run } = setUp({ entries: [entry('js'), entry('wasm', 2)], secondsPerRun: 1 }, quick);
    for (const [i, { trace }] of (await run()).results.entries()) {
      const { slotSec, hps } = trace!;
      expect(slotSec).toBe(0.25);
      // Six runs of a second.
      expect(hps.length).toBeGreaterThanOrEqual(23);
      expect(hps.length).toBeLessThanOrEqual(26);
      for (const rate of hps) expect(rate! / (400_000 * (i + 1))).toBeCloseTo(1, 3);
    }
  });

  it('adds up the parts of a row', async () => {
    const both = benchmarkEntry({ engine: 'gpu', workers: 1 }, { engine: 'wasm', workers: 3 });
    const { run } = setUp({ entries: [both], runs: 2 });
    const [row] = (await run()).results as [BenchmarkResult];
    expect(row.engine).toBe('gpu + wasm x3');
    expect(row.hps.median / 1_600_000).toBeCloseTo(1, 6);
    expect(row.adapter).toBe('made for a test + made for a test');
    expect(row.workers).toBe(2); // what the engines say of themselves
    expect(Math.abs(row.shares.found - row.shares.expected)).toBeLessThan(5 * Math.sqrt(row.shares.expected));
  });

  it('tells drift', async () => {
    // A tenth slower from run to run: the runs last 0.2 s each.
    const { run } = setUp({}, (choice, time) => {
      const engine = exact(choice, time);
      const slower = new Map<number, FakeEngine>();
      return {
        name: engine.name,
        description: engine.description,
        dispose: () => engine.dispose(),
        scan: (work, range, signal) => {
          const day = Math.floor(
            (new DataView(work.header.buffer).getUint32(68, true) - 1_231_006_505) / 86_400,
          );
          const hashrateHps = 400_000 * (1 - 0.1 * Math.max(0, Math.min(day, 5)));
          const inner = slower.get(day) ?? new FakeEngine({ time, hashrateHps, answer: exactAnswer });
          slower.set(day, inner);
          return inner.scan(work, range, signal);
        },
      };
    });
    const [row] = (await run()).results as [BenchmarkResult];
    expect(row.runs.map((rate) => Math.round(rate / 40_000))).toEqual([10, 9, 8, 7, 6, 5]);
    // Half of the first rate is gone at the end; the mean is three quarters of it.
    expect(row.drift).toBeCloseTo(-0.5 / 0.75, 3);
  });

  it('begins each run of all rows at a time stamp of its own, and warms up at a target out of reach', async () => {
    const asked: Work[] = [];
    const { run } = setUp({ entries: [entry('js'), entry('wasm')], runs: 3 }, (choice, time) =>
      quick(choice, time, {
        answer: (work, range) => {
          if (range.count > SELF_TEST_NONCES) asked.push(work);
          return range.count > SELF_TEST_NONCES ? [] : exactAnswer(work, range);
        },
      }),
    );
    await run();
    const works = [...new Set(asked)];
    const time = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(68, true);
    const genesis = time(bytesFromHex(KNOWN_HEADERS[0]!.hex));
    // In days: the warm-up, which reports nothing, and the first run share one.
    const days = works.map(({ header }) => (time(header) - genesis) / 86_400);
    expect(days).toEqual([0, 0, 1, 2, 3, 3, 4, 5]);
    const isOutOfReach = works.map(({ target }) => targetFromWords(target) === 0n);
    expect(isOutOfReach).toEqual([true, false, false, false, true, false, false, false]);
  });

  it('needs a warm-up, whose rate sets the share target', async () => {
    await expect(setUp({ warmUpSeconds: 0 }).run()).rejects.toThrow(
      new RangeError('"plan.warmUpSeconds" expected more than 0, got 0'),
    );
    expect((await setUp({ warmUpSeconds: 0.1 }).run()).results.length).toBeGreaterThan(0);
  });

  it('of a plan without rows is empty', async () => {
    const report = await setUp({ entries: [] }).run();
    expect(report.results).toEqual([]);
    expect(report.failures).toEqual([]);
  });
});

describe('a row that fails', () => {
  const entries = [entry('gpu'), entry('js'), entry('wasm')];

  it('is reported with its reason, and the others go on', async () => {
    const { run, opened } = setUp({ entries }, (choice, time) => {
      if (choice.engine === 'gpu') throw new EngineUnavailableError('no adapter here');
      return quick(choice, time);
    });
    const report = await run();
    expect(report.failures).toEqual([{ engine: 'gpu', reason: 'no adapter here' }]);
    expect(report.results.map(({ engine }) => engine)).toEqual(['js', 'wasm']);
    expect(opened).toHaveLength(2);
  });

  it('because its engine is not exact is shut out, and says so', async () => {
    const { run, opened } = setUp({ entries }, (choice, time) =>
      quick(choice, time, choice.engine === 'js' ? { answer: () => [] } : {}),
    );
    const report = await run();
    expect(report.failures).toEqual([
      { engine: 'js', reason: 'js failed its self-test and is shut out: missed nonce 2083236893 of block 0' },
    ]);
    expect(report.results.map(({ engine }) => engine)).toEqual(['gpu', 'wasm']);
    // Nothing was measured with it, and it was closed.
    expect((opened[1] as FakeEngine).asked).toHaveLength(1);
    expect((opened[1] as FakeEngine).disposals).toBe(1);
  });

  it('in the middle of a run is reported, and all its engines are closed', async () => {
    const both = benchmarkEntry({ engine: 'gpu', workers: 1 }, { engine: 'wasm', workers: 2 });
    const { run, opened } = setUp({ entries: [both, entry('js')] }, (choice, time) =>
      quick(
        choice,
        time,
        choice.engine === 'gpu'
          ? {
              failure: (engine) =>
                engine.answered.length > 30 ? new WorkerFailedError('out of memory') : null,
            }
          : {},
      ),
    );
    const report = await run();
    expect(report.failures).toEqual([{ engine: 'gpu + wasm x2', reason: 'out of memory' }]);
    expect(report.results.map(({ engine }) => engine)).toEqual(['js']);
    expect(opened.map((engine) => (engine as FakeEngine).disposals)).toEqual([1, 1, 1]);
  });

  it('whose second engine does not open closes the first', async () => {
    const both = benchmarkEntry({ engine: 'wasm', workers: 1 }, { engine: 'gpu', workers: 1 });
    const { run, opened } = setUp({ entries: [both] }, (choice, time) => {
      if (choice.engine === 'gpu') throw new EngineUnavailableError('no adapter here');
      return quick(choice, time);
    });
    expect((await run()).failures).toEqual([{ engine: 'wasm + gpu', reason: 'no adapter here' }]);
    expect(opened.map((engine) => (engine as FakeEngine).disposals)).toEqual([1]);
  });

  it('is not compared with', async () => {
    const { run } = setUp({ entries }, (choice, time) => {
      if (choice.engine === 'gpu') throw new EngineUnavailableError('no adapter here');
      return quick(choice, time, { hashrateHps: choice.engine === 'js' ? 200_000 : 800_000 });
    });
    expect((await run()).results.map(({ relative }) => Math.round(relative * 1000) / 1000)).toEqual([1, 4]);
  });
});

describe('relative', () => {
  it('is to the slowest so far when a row is told, to the slowest of all in the report', async () => {
    const { run, results } = setUp({ entries: [entry('wasm'), entry('js')] }, (choice, time) =>
      quick(choice, time, { hashrateHps: choice.engine === 'js' ? 200_000 : 800_000 }),
    );
    const report = await run();
    expect(results.map(({ relative }) => Math.round(relative))).toEqual([1, 1]);
    expect(report.results.map(({ relative }) => Math.round(relative))).toEqual([4, 1]);
  });
});

describe('a cancel', () => {
  it('rejects with the signal’s reason; rows that were finished have been told, engines are closed', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const told: string[] = [];
    const { run, opened, time } = setUp(
      { entries: [entry('js'), entry('wasm'), entry('reference')] },
      quick,
      {
        signal: controller.signal,
        onResult: ({ engine }) => {
          told.push(engine);
          time.at(time.nowMs + 300, () => controller.abort(reason));
        },
      },
    );
    await expect(run()).rejects.toBe(reason);
    expect(told).toEqual(['js']);
    expect(opened.map((engine) => (engine as FakeEngine).disposals)).toEqual([1, 1]);
  });

  it('before the first row opens nothing', async () => {
    const { run, opened } = setUp({}, quick, { signal: AbortSignal.abort() });
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(opened).toEqual([]);
  });
});

describe('progress', () => {
  it('goes through the rows and their phases, and its time runs down', async () => {
    const { run, progress, plan } = setUp(
      {
        entries: [entry('js'), entry('wasm')],
        secondsPerRun: 1,
        warmUpSeconds: 1,
        runs: 2,
      },
      quick,
    );
    await run();
    const steps = progress.map(({ engine, phase, runIndex }) => `${engine} ${phase} ${runIndex}`);
    expect([...new Set(steps)]).toEqual([
      'js preparing 0',
      'js warm-up 0',
      'js run 0',
      'js run 1',
      'wasm preparing 0',
      'wasm warm-up 0',
      'wasm run 0',
      'wasm run 1',
    ]);
    expect(progress[0]).toMatchObject({
      entryIndex: 0,
      entryCount: 2,
      runCount: 2,
      elapsedMs: 0,
      hashrateHps: 0,
    });
    expect(progress[0]!.remainingMs).toBe(plannedMs(plan));
    for (const [i, told] of progress.entries()) {
      if (i === 0) continue;
      expect(told.elapsedMs).toBeGreaterThanOrEqual(progress[i - 1]!.elapsedMs);
      expect(told.remainingMs).toBeLessThanOrEqual(progress[i - 1]!.remainingMs);
    }
    expect(progress.at(-1)!.remainingMs).toBeLessThan(1000);
    const rates = progress.filter(({ phase, hashrateHps }) => phase === 'run' && hashrateHps > 0);
    expect(rates.length).toBeGreaterThan(4);
  });

  it('ends with the benchmark', async () => {
    const { run, progress, time } = setUp({ runs: 1 }, quick);
    await run();
    const told = progress.length;
    await time.run(time.sleep(10_000));
    expect(progress).toHaveLength(told);
  });
});

describe('a real engine on a real clock', () => {
  it('finds as many shares as its rate promises', async () => {
    const clock = () => performance.now();
    const report = await runBenchmark(
      { entries: [entry('wasm-simd')], runs: 3, secondsPerRun: 0.2, warmUpSeconds: 0.1 },
      {
        host: { detect: async () => DETECTED, openEngine: async () => openThreadEngine('wasm-simd', clock) },
        commit: 'unknown',
        clock,
        now: () => new Date(0),
        every: () => () => {},
      },
    );
    expect(report.failures).toEqual([]);
    const [row] = report.results as [BenchmarkResult];
    expect(row.shares.hardwareErrors).toBe(0);
    // However fast this machine is: what is found agrees with what was counted, within five deviations.
    expect(row.shares.expected).toBeGreaterThan(10);
    expect(Math.abs(row.shares.found - row.shares.expected)).toBeLessThan(5 * Math.sqrt(row.shares.expected));
    expect(row.kernel).toBe(openThreadEngine('wasm-simd', clock).description.kernel);
    expect(row.operationsPerHash).toBeGreaterThan(2000);
  });
});
