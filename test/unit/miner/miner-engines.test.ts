// Engines that come and go while a miner runs, what they are measured to do, and how exactly a duty is kept.

import { describe, expect, it } from 'vitest';
import { CpuPool } from '../../../src/engine/cpu/cpu-pool.ts';
import { DeviceLostError, type HashEngine, type Work } from '../../../src/engine/index.ts';
import { Miner, type MinerParts } from '../../../src/miner/miner.ts';
import { timeRollingWork } from '../../../src/miner/work-sequence.ts';
import {
  FakeEngine,
  type FakeOptions,
  randomHeader,
  SEED,
  tilingFault,
  VirtualTime,
} from '../engine/support.ts';

const HEADER = randomHeader(SEED);

function setUp(engineOptions: readonly Partial<FakeOptions>[], parts: Partial<MinerParts> = {}) {
  const time = new VirtualTime();
  const create = (options: Partial<FakeOptions> = {}) =>
    new FakeEngine({ time, hashrateHps: 1e6, ...options });
  const engines = engineOptions.map(create);
  const works: Work[] = [];
  const roll = timeRollingWork(HEADER, 0n);
  const miner = new Miner({
    engines,
    clock: time.clock,
    nextWork: () => {
      const work = roll();
      works.push(work);
      return work;
    },
    timers: { sleep: (ms, signal) => time.sleep(ms, signal) },
    ...parts,
  });
  return { time, create, engines, miner, works };
}

const expectTiled = (engines: readonly FakeEngine[], works: readonly Work[]) => {
  for (const work of works) {
    const ranges = engines
      .flatMap(({ answered }) => answered)
      .filter((done) => done.work === work)
      .map(({ range }) => range);
    const end = Math.max(0, ...ranges.map(({ start, count }) => start + count));
    expect(tilingFault(ranges, { start: 0, count: end })).toBeNull();
  }
};

describe('an engine that comes later', () => {
  it('begins at once, is counted from its own start, and takes ranges of its own', async () => {
    const { time, create, engines, miner, works } = setUp([{}]);
    const late = create({ hashrateHps: 4e6 });
    time.at(3000, () => miner.addEngine(late));
    await time.run(miner.run(10_000));
    expect(late.asked.length).toBeGreaterThan(10);
    const [, count] = miner.counts;
    expect(count!.engine).toBe(late);
    expect(((count!.hashCount / count!.busyMs) * 1000) / 4e6).toBeCloseTo(1, 6);
    expect(count!.meter.wholeRunHps(10_000) / 4e6).toBeGreaterThan(0.99);
    expectTiled([engines[0]!, late], works);
  });

  it('may come with a duty', async () => {
    const { time, create, miner } = setUp([{}]);
    const late = create();
    miner.addEngine(late, 0.1);
    await time.run(miner.run(10_000));
    expect(miner.counts[1]!.hashCount / 1e6).toBeGreaterThan(0.95);
    expect(miner.counts[1]!.hashCount / 1e6).toBeLessThan(1.05);
  });

  it('may be the first: the miner waits for it, and for the next when it is lost', async () => {
    const gone = new DeviceLostError('gone');
    const lost: Error[] = [];
    const { time, create, miner } = setUp([], {
      waitsForEngines: true,
      events: { onEngineLost: (_engine, error) => lost.push(error) },
    });
    const first = create({ failure: () => (time.nowMs > 4000 ? gone : null) });
    const second = create();
    time.at(2000, () => miner.addEngine(first));
    time.at(8000, () => miner.addEngine(second));
    await time.run(miner.run(10_000));
    expect(time.nowMs).toBeGreaterThanOrEqual(10_000);
    expect(lost).toEqual([gone]);
    expect(miner.counts[1]!.hashCount / 2e6).toBeGreaterThan(0.95);
  });

  it('is not waited for where the miner is not told to', async () => {
    const { time, engines, miner } = setUp([{}]);
    time.at(1000, () => void miner.removeEngine(engines[0]!));
    await time.run(miner.run(60_000));
    expect(time.nowMs).toBe(1000);
  });
});

describe('an engine that is taken out', () => {
  it('is broken off, its ranges go to the others, and its counts come back', async () => {
    const { time, engines, miner, works } = setUp([{}, {}]);
    const [first, second] = engines as [FakeEngine, FakeEngine];
    let taken: ReturnType<Miner['removeEngine']> | undefined;
    time.at(2000, () => {
      taken = miner.removeEngine(first);
    });
    await time.run(miner.run(5000));
    expect(first.cancels).toBe(2);
    expect(miner.counts.map(({ engine }) => engine)).toEqual([second]);
    const answered = first.answered.reduce((sum, { range }) => sum + range.count, 0);
    expect(taken).toMatchObject({ engine: first, hashCount: answered, lost: null });
    expectTiled([first, second], works);
    expect(() => miner.removeEngine(first)).toThrow(/of this miner/);
  });
});

describe('an interruption', () => {
  it('breaks off what is in flight; while paused nothing is asked, and afterwards nothing is left out', async () => {
    const { time, engines, miner, works } = setUp([{}]);
    const [engine] = engines as [FakeEngine];
    let asked = 0;
    time.at(2000, () => {
      miner.isPaused = true;
      miner.interrupt();
    });
    time.at(2001, () => {
      asked = engine.asked.length;
    });
    time.at(4000, () => {
      expect(engine.asked.length).toBe(asked);
      miner.isPaused = false;
    });
    await time.run(miner.run(6000));
    expect(engine.cancels).toBe(2);
    expect(engine.asked.length).toBeGreaterThan(asked);
    expectTiled(engines, works);
    const [count] = miner.counts;
    expect(count!.lost).toBeNull();
    expect(count!.activity.activeMs(6000)).toBeGreaterThan(3800);
    expect(count!.activity.activeMs(6000)).toBeLessThan(4300);
  });
});

/** A pool as in a browser: four threads, a message's delay before and after each slice, timers of whole milliseconds. */
function setUpPool(messageMs = 0.2) {
  const time = new VirtualTime();
  const thread = (): HashEngine => {
    const inner = new FakeEngine({ time, hashrateHps: 5e6, name: 'wasm-simd' });
    return {
      name: inner.name,
      description: inner.description,
      async scan(work, range, signal) {
        await time.sleep(messageMs, signal);
        const result = await inner.scan(work, range, signal);
        await time.sleep(messageMs, signal);
        return result;
      },
      dispose: () => inner.dispose(),
    };
  };
  const pool = new CpuPool([thread(), thread(), thread(), thread()], time.clock);
  const miner = new Miner({
    engines: [pool],
    clock: time.clock,
    nextWork: timeRollingWork(HEADER, 0n),
    // A browser's timers come late, by up to some milliseconds.
    timers: { sleep: (ms, signal) => time.sleep(Math.ceil(ms) + ((time.nowMs * 7) % 5), signal) },
  });
  return { time, pool, miner };
}

describe('the measured duty', () => {
  it.each([1, 0.95, 0.75, 0.5, 0.25, 0.1, 0.05])(
    'of a pool over each ten seconds is within a twentieth of %d, and its rate follows',
    async (duty) => {
      const full = setUpPool();
      await full.time.run(full.miner.run(10_000));
      const { time, pool, miner } = setUpPool();
      miner.setDuty(pool, duty);
      const marks: { readonly activeMs: number; readonly hashCount: number }[] = [];
      const [count] = miner.counts;
      const mark = () =>
        marks.push({ activeMs: count!.activity.activeMs(time.nowMs), hashCount: count!.hashCount });
      for (const second of [0, 10, 20, 30]) time.at(second * 1000, mark);
      await time.run(miner.run(31_000));
      for (const [i, before] of marks.slice(0, -1).entries()) {
        const after = marks[i + 1]!;
        expect((after.activeMs - before.activeMs) / 10_000 / duty).toBeGreaterThan(0.95);
        expect((after.activeMs - before.activeMs) / 10_000 / duty).toBeLessThan(1.05);
        const part = (after.hashCount - before.hashCount) / full.miner.counts[0]!.hashCount;
        // Short ranges cost more messages for their hashes.
        expect(part / duty).toBeGreaterThan(0.85);
        expect(part / duty).toBeLessThan(1.05);
      }
    },
  );

  it('follows a change within the second: what was hashed before is not rested for', async () => {
    const { time, pool, miner } = setUpPool();
    const active = () => miner.counts[0]!.activity.activeMs(time.nowMs);
    const at: number[] = [];
    time.at(10_000, () => {
      miner.setDuty(pool, 0.1);
    });
    for (const second of [11, 12, 13]) time.at(second * 1000, () => at.push(active()));
    await time.run(miner.run(14_000));
    for (const [i, ms] of at.slice(1).entries()) {
      expect((ms - at[i]!) / 1000).toBeGreaterThan(0.05);
      expect((ms - at[i]!) / 1000).toBeLessThan(0.15);
    }
  });
});
