// The miner: several engines on disjoint ranges, every candidate verified, and nothing lost when one fails.

import { describe, expect, it } from 'vitest';
import {
  DeviceLostError,
  EngineDisposedError,
  type HashEngine,
  type NonceRange,
  type Work,
} from '../../../src/engine/index.ts';
import { Miner, type MinerEvents } from '../../../src/miner/miner.ts';
import { type Share, verifyCandidate } from '../../../src/miner/share.ts';
import { timeRollingWork } from '../../../src/miner/work-sequence.ts';
import {
  exactAnswer,
  FakeEngine,
  type FakeOptions,
  randomHeader,
  SEED,
  tilingFault,
  VirtualTime,
} from '../engine/support.ts';

const HEADER = randomHeader(SEED);
/** One hash in 1,024 meets it. */
const TARGET = 2n ** 246n - 1n;

/** Slow on the test's clock, so that real hashes are few. */
const EXACT = { answer: exactAnswer, hashrateHps: 2e5 } as const;

const sleepers = (time: VirtualTime) => ({
  sleep: (ms: number, signal?: AbortSignal) => time.sleep(ms, signal),
});

function setUp(engineOptions: readonly Partial<FakeOptions>[], target = TARGET) {
  const time = new VirtualTime();
  const engines = engineOptions.map((options) => new FakeEngine({ time, hashrateHps: 1e6, ...options }));
  const works: Work[] = [];
  const roll = timeRollingWork(HEADER, target);
  const shares: { readonly share: Share; readonly engine: HashEngine }[] = [];
  const errors: { readonly nonce: number; readonly engine: HashEngine }[] = [];
  const lost: { readonly engine: HashEngine; readonly error: Error }[] = [];
  const events: MinerEvents = {
    onShare: (share, engine) => shares.push({ share, engine }),
    onHardwareError: (_work, nonce, engine) => errors.push({ nonce, engine }),
    onEngineLost: (engine, error) => lost.push({ engine, error }),
  };
  const nextWork = () => {
    const work = roll();
    works.push(work);
    return work;
  };
  const miner = new Miner({ engines, clock: time.clock, nextWork, events, timers: sleepers(time) });
  const answered = () => engines.flatMap((engine) => engine.answered);
  return { time, engines, miner, works, shares, errors, lost, answered };
}

/** Checks that the answered ranges of each job lie end to end from nonce 0. */
function expectTiled(
  answered: readonly { readonly work: Work; readonly range: NonceRange }[],
  works: readonly Work[],
): void {
  for (const work of works) {
    const ranges = answered.filter((done) => done.work === work).map(({ range }) => range);
    const end = Math.max(...ranges.map(({ start, count }) => start + count));
    expect(tilingFault(ranges, { start: 0, count: end })).toBeNull();
  }
}

describe('a miner', () => {
  it('needs an engine', () => {
    expect(() => new Miner({ engines: [], clock: () => 0, nextWork: timeRollingWork(HEADER, 0n) })).toThrow(
      RangeError,
    );
  });

  it('finds every share of the ranges it covered, each verified, and no other', async () => {
    const { time, miner, works, shares, errors, answered } = setUp([EXACT, EXACT]);
    await time.run(miner.run(500));
    const [work] = works as [Work];
    const covered = answered().reduce((total, { range }) => total + range.count, 0);
    const expected = exactAnswer(work, { start: 0, count: covered });
    expect(expected.length).toBeGreaterThan(50);
    expect(shares.map(({ share }) => share.nonce).toSorted((one, other) => one - other)).toEqual(expected);
    for (const { share } of shares) expect(share).toEqual(verifyCandidate(work, share.nonce));
    expect(errors).toEqual([]);
    const counts = miner.counts.map((count) => count.shares);
    expect(counts.reduce((total, count) => total + count)).toBe(expected.length);
    expect(counts).toEqual(
      miner.counts.map(({ engine }) => shares.filter((found) => found.engine === engine).length),
    );
  });

  it('gives engines disjoint ranges that leave nothing out, at any mix of speeds', async () => {
    const speeds = [5e8, 3e7, 1e6, 2e5];
    const { time, miner, works, answered } = setUp(speeds.map((hashrateHps) => ({ hashrateHps })));
    await time.run(miner.run(20_000));
    // The fast engines use up several jobs meanwhile.
    expect(works.length).toBeGreaterThanOrEqual(3);
    expectTiled(answered(), works);
    const whole = answered().filter(({ work }) => work === works[0]);
    expect(whole.reduce((total, { range }) => total + range.count, 0)).toBe(2 ** 32);
  });

  it('counts every hash and measures every engine at its own speed', async () => {
    const speeds = [4e6, 1e6, 2.5e5];
    const { time, miner, engines } = setUp(speeds.map((hashrateHps) => ({ hashrateHps })));
    await time.run(miner.run(10_000));
    for (const [i, { engine, hashCount, busyMs, meter, lost }] of miner.counts.entries()) {
      expect(engine).toBe(engines[i]);
      expect(lost).toBeNull();
      expect(hashCount).toBe(engines[i]!.answered.reduce((total, { range }) => total + range.count, 0));
      expect(meter.hashCount).toBe(hashCount);
      expect(((hashCount / busyMs) * 1000) / speeds[i]!).toBeCloseTo(1, 6);
    }
  });

  it('keeps every engine busy: two ranges of about 250 ms are with it at a time', async () => {
    const { time, miner, engines } = setUp([{ hashrateHps: 1e8 }]);
    const [engine] = engines as [FakeEngine];
    let fewestWaiting = 2;
    time.every(10, () => {
      if (time.nowMs < 4500)
        fewestWaiting = Math.min(fewestWaiting, engine.asked.length - engine.answered.length);
    });
    await time.run(miner.run(5000));
    expect(fewestWaiting).toBe(2);
    const settled = engine.answered.slice(20, -8).map(({ tookMs }) => tookMs);
    expect(settled.length).toBeGreaterThan(10);
    expect(Math.max(...settled)).toBeLessThanOrEqual(251);
    expect(Math.min(...settled)).toBeGreaterThan(50);
  });

  it('ends soon after its time, whatever the speed', async () => {
    for (const hashrateHps of [2e5, 1e6, 1e10]) {
      const { time, miner } = setUp([{ hashrateHps }]);
      await time.run(miner.run(3000));
      expect(time.nowMs).toBeGreaterThanOrEqual(3000);
      expect(time.nowMs).toBeLessThan(3400);
    }
  });

  it('of no time asks nothing', async () => {
    const { time, miner, engines } = setUp([{}]);
    await time.run(miner.run(0));
    expect(engines[0]!.asked).toEqual([]);
    expect(miner.counts[0]).toMatchObject({ hashCount: 0, shares: 0, hardwareErrors: 0 });
  });
});

describe('a candidate that the reference hash refuses', () => {
  it('is a hardware error of that engine and never a share', async () => {
    const lies = (_work: Work, { start }: NonceRange) => [start, start + 1];
    const { time, miner, shares, errors, engines, works } = setUp([{ answer: lies }, EXACT]);
    await time.run(miner.run(600));
    const [liar, honest] = engines as [FakeEngine, FakeEngine];
    const told = liar.answered.flatMap(({ work, range }) =>
      lies(work, range).map((nonce) => ({ work, nonce })),
    );
    const wrong = told.filter(({ work, nonce }) => verifyCandidate(work, nonce) === null);
    expect(wrong.length).toBeGreaterThan(5);
    expect(errors.map(({ nonce }) => nonce)).toEqual(wrong.map(({ nonce }) => nonce));
    expect(errors.every(({ engine }) => engine === liar)).toBe(true);
    expect(miner.counts[0]).toMatchObject({
      hardwareErrors: wrong.length,
      shares: told.length - wrong.length,
    });
    expect(miner.counts[1]).toMatchObject({ hardwareErrors: 0 });
    expect(shares.filter(({ engine }) => engine === honest).length).toBe(miner.counts[1]!.shares);
    expect(miner.counts[1]!.shares).toBeGreaterThan(20);
    expect(works).toHaveLength(1);
  });

  it('is counted without anybody listening', async () => {
    const time = new VirtualTime();
    const engine = new FakeEngine({ time, hashrateHps: 1e6, answer: (_work, { start }) => [start] });
    const miner = new Miner({ engines: [engine], clock: time.clock, nextWork: timeRollingWork(HEADER, 0n) });
    await time.run(miner.run(100));
    expect(miner.counts[0]!.hardwareErrors).toBe(engine.answered.length);
    expect(miner.counts[0]!.shares).toBe(0);
  });
});

describe('an engine that fails', () => {
  const gone = new DeviceLostError('the GPU went away');
  const failsInFourth = (error: Error) => (engine: FakeEngine) =>
    engine.answered.length >= 3 ? error : null;

  it('is out, and the others finish its ranges', async () => {
    const { time, miner, works, lost, engines, answered } = setUp([{ failure: failsInFourth(gone) }, {}]);
    await time.run(miner.run(3000));
    const [failed, other] = engines as [FakeEngine, FakeEngine];
    expect(lost).toEqual([{ engine: failed, error: gone }]);
    expect(miner.counts.map((count) => count.lost)).toEqual([gone, null]);
    // Two ranges were with it when it failed: both are answered by the other, and by it alone.
    const unanswered = failed.asked.slice(failed.answered.length).map(({ range }) => range);
    expect(unanswered).toHaveLength(2);
    for (const { start, count } of unanswered) {
      const again = other.answered.filter(({ range }) => range.start >= start && range.start < start + count);
      expect(again.length).toBeGreaterThan(0);
    }
    expectTiled(answered(), works);
    expect(miner.counts[0]!.hashCount).toBe(
      failed.answered.reduce((total, { range }) => total + range.count, 0),
    );
  });

  it('costs no share', async () => {
    const { time, miner, works, shares, answered } = setUp([
      { ...EXACT, failure: failsInFourth(gone) },
      EXACT,
    ]);
    await time.run(miner.run(1500));
    const covered = answered().reduce((total, { range }) => total + range.count, 0);
    const expected = exactAnswer(works[0]!, { start: 0, count: covered });
    expect(shares.map(({ share }) => share.nonce).toSorted((one, other) => one - other)).toEqual(expected);
  });

  it('takes the run with it when it was the last: the first failure is told', async () => {
    const second = new Error('the second');
    const { time, miner, lost } = setUp([
      { failure: failsInFourth(gone), hashrateHps: 2e6 },
      { failure: failsInFourth(second), hashrateHps: 1e6 },
    ]);
    await expect(time.run(miner.run(60_000))).rejects.toBe(gone);
    expect(lost.map(({ error }) => error)).toEqual([gone, second]);
    expect(time.nowMs).toBeLessThan(60_000);
  });

  it('because it was disposed of is out without an event', async () => {
    const { time, miner, lost, engines } = setUp([{}, {}]);
    time.at(500, () => void engines[0]!.dispose());
    await time.run(miner.run(1000));
    expect(lost).toEqual([]);
    expect(miner.counts[0]!.lost).toBeInstanceOf(EngineDisposedError);
    expect(miner.counts[1]!.lost).toBeNull();
  });
});

describe('a cancel', () => {
  it('rejects with the signal’s reason at once, loses no engine, and keeps what was counted', async () => {
    const { time, miner, lost, engines } = setUp([{}, { hashrateHps: 1e3 }]);
    const controller = new AbortController();
    const reason = new Error('enough');
    time.at(700, () => controller.abort(reason));
    await expect(time.run(miner.run(60_000, controller.signal))).rejects.toBe(reason);
    expect(time.nowMs).toBe(700);
    expect(lost).toEqual([]);
    expect(miner.counts.map((count) => count.lost)).toEqual([null, null]);
    expect(miner.counts[0]!.hashCount).toBe(
      engines[0]!.answered.reduce((total, { range }) => total + range.count, 0),
    );
    expect(miner.counts[0]!.hashCount).toBeGreaterThan(0);
  });

  it('before the run asks nothing of anybody', async () => {
    const { miner, engines } = setUp([{}]);
    await expect(miner.run(1000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(engines[0]!.asked).toEqual([]);
  });
});

describe('a duty below one', () => {
  it.each([0.75, 0.5, 0.1, 0.01])('%d: the engine hashes that part of the time', async (duty) => {
    const { time, miner, engines } = setUp([{ hashrateHps: 1e7 }]);
    miner.setDuty(engines[0]!, duty);
    await time.run(miner.run(60_000));
    const [count] = miner.counts;
    expect(count!.hashCount / 1e7 / 60).toBeGreaterThan(duty * 0.97);
    expect(count!.hashCount / 1e7 / 60).toBeLessThan(duty * 1.03 + 0.001);
  });

  it('zero turns an engine off and leaves the others as they are', async () => {
    const { time, miner, engines } = setUp([{ hashrateHps: 1e7 }, { hashrateHps: 1e6 }]);
    miner.setDuty(engines[0]!, 0);
    await time.run(miner.run(5000));
    expect(engines[0]!.asked).toEqual([]);
    expect(miner.counts[1]!.hashCount / 5e6).toBeGreaterThan(0.99);
  });

  it('changes within a run, both ways', async () => {
    const { time, miner, engines } = setUp([{ hashrateHps: 1e7 }]);
    const at: number[] = [];
    const note = () => at.push(miner.counts[0]!.hashCount);
    time.at(10_000, () => {
      note();
      miner.setDuty(engines[0]!, 0.01);
    });
    time.at(20_000, () => {
      note();
      miner.setDuty(engines[0]!, 1);
    });
    time.at(30_000, note);
    await time.run(miner.run(31_000));
    const [first = 0, second = 0, third = 0] = at;
    expect(first / 1e8).toBeGreaterThan(0.95);
    expect((second - first) / 1e8).toBeLessThan(0.06);
    expect((third - second) / 1e8).toBeGreaterThan(0.9);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses %d, and an engine of another miner', (duty) => {
    const { miner, engines } = setUp([{}]);
    expect(() => miner.setDuty(engines[0]!, duty)).toThrow(/from 0 to 1/);
    expect(() => miner.setDuty(setUp([{}]).engines[0]!, 1)).toThrow(/of this miner/);
  });

  it('ends at once on abort while it rests', async () => {
    const { time, miner, engines } = setUp([{}]);
    miner.setDuty(engines[0]!, 0);
    const stop = new AbortController();
    time.at(1234, () => stop.abort(new Error('enough')));
    await expect(time.run(miner.run(60_000, stop.signal))).rejects.toThrow('enough');
    expect(time.nowMs).toBe(1234);
  });
});

describe('maxRangeNonces', () => {
  it('bounds every range from the first on, but for the least that is worth asking', async () => {
    const time = new VirtualTime();
    const engine = new FakeEngine({ time, hashrateHps: 1e6 });
    let most = 5000;
    const miner = new Miner({
      engines: [engine],
      clock: time.clock,
      nextWork: timeRollingWork(HEADER, 0n),
      maxRangeNonces: () => most,
    });
    time.at(500, () => {
      most = 10;
    });
    await time.run(miner.run(1000));
    const counts = engine.asked.map(({ range }) => range.count);
    expect(new Set(counts)).toEqual(new Set([5000, 32]));
    expect(counts[0]).toBe(5000);
    expect(miner.counts[0]!.hashCount / 1e6).toBeGreaterThan(0.99);
  });
});

describe('replaceWork', () => {
  it('gives fresh work to the next range; what an engine lost of the old is not searched again', async () => {
    const lostAt = { count: 0 };
    const { time, miner, works, answered } = setUp([
      { hashrateHps: 1e6 },
      {
        hashrateHps: 1e6,
        failure: (engine) =>
          engine.asked.length > 20 && lostAt.count++ === 0 ? new DeviceLostError('gone') : null,
      },
    ]);
    time.every(1000, () => miner.replaceWork());
    await time.run(miner.run(10_000));
    expect(works.length).toBeGreaterThanOrEqual(10);
    const order = answered().map(({ work }) => work.workId);
    expect(Math.max(...order)).toBe(works.at(-1)!.workId);
    // Each job is left for good within the ranges that were in flight.
    for (const engine of [0, 1]) {
      const ids = miner.counts[engine]!.engine as FakeEngine;
      const seen = ids.answered.map(({ work }) => work.workId);
      expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    }
  });
});
