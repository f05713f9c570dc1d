// Many workers as one engine: slices that tile the range, whoever is free takes the next, and a worker that
// dies leaves its slice to the others.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CpuPool } from '../../../src/engine/cpu/cpu-pool.ts';
import type { NonceRange } from '../../../src/engine/engine.ts';
import { EngineDisposedError, WorkerFailedError } from '../../../src/engine/errors.ts';
import type { Work } from '../../../src/engine/work.ts';
import {
  createDice,
  FakeEngine,
  type FakeOptions,
  randomWork,
  SEED,
  tilingFault,
  turns,
  VirtualTime,
} from './support.ts';

/** A made-up truth: one nonce in 4,999 is a hit, another by job. */
function answer({ workId }: Work, { start, count }: NonceRange): number[] {
  const hits: number[] = [];
  const first = start + ((4999 - ((start + workId) % 4999)) % 4999);
  for (let nonce = first; nonce < start + count; nonce += 4999) hits.push(nonce);
  return hits;
}

function setUp(threads: readonly Partial<FakeOptions>[]) {
  const time = new VirtualTime();
  const lost: { readonly error: Error; readonly left: number }[] = [];
  const engines = threads.map((options) => new FakeEngine({ time, hashrateHps: 1e6, answer, ...options }));
  const pool = new CpuPool(engines, time.clock, (error, left) => lost.push({ error, left }));
  const asked = (work?: Work) =>
    engines
      .flatMap((engine) => engine.asked.filter((ask) => work === undefined || ask.work === work))
      .map(({ range }) => range);
  const answered = (work?: Work) =>
    engines
      .flatMap((engine) => engine.answered.filter((done) => work === undefined || done.work === work))
      .map(({ range }) => range);
  return { time, engines, pool, lost, asked, answered };
}

const WORK = randomWork(1);
const RANGE = { start: 4_000_000, count: 3_000_001 };
const died = () => new WorkerFailedError('the worker died');

describe('a pool', () => {
  it('needs a thread', () => {
    expect(() => new CpuPool([], () => 0)).toThrow(RangeError);
  });

  it.each([
    [1, '1 worker'],
    [3, '3 workers'],
  ])('of %d describes itself', (count, adapter) => {
    const { pool, engines } = setUp(Array.from({ length: count }, () => ({})));
    expect(pool.name).toBe('js');
    expect(pool.description).toEqual({ ...engines[0]!.description, workers: count, adapter });
  });
});

describe('a scan', () => {
  it('gives every nonce to exactly one worker and joins the answers in order', async () => {
    const { pool, time, asked } = setUp([{}, {}, {}]);
    const result = await time.run(pool.scan(WORK, RANGE));
    expect(tilingFault(asked(), RANGE)).toBeNull();
    expect(result).toEqual({
      workId: WORK.workId,
      candidates: answer(WORK, RANGE),
      hashCount: RANGE.count,
      elapsedMs: time.nowMs,
    });
  });

  it('is exact at random speeds, ranges and numbers of workers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }),
        fc.nat(2 ** 32),
        fc.nat(400_000),
        async (speeds, start, wanted) => {
          const range = { start, count: Math.min(wanted, 2 ** 32 - start) };
          const { pool, time, asked } = setUp(speeds.map((speed) => ({ hashrateHps: speed * 10_000 })));
          const result = await time.run(pool.scan(WORK, range));
          expect(tilingFault(asked(), range)).toBeNull();
          expect(result.candidates).toEqual(answer(WORK, range));
          expect(result.hashCount).toBe(range.count);
        },
      ),
      { seed: SEED, numRuns: 30 },
    );
  });

  it('keeps nonce 0 in its place', async () => {
    const { pool, time } = setUp([{ hashrateHps: 1e4 }, {}]);
    const everyTenThousand = randomWork(0);
    const { candidates } = await time.run(pool.scan(everyTenThousand, { start: 0, count: 50_000 }));
    expect(candidates).toEqual(answer(everyTenThousand, { start: 0, count: 50_000 }));
    expect(candidates[0]).toBe(0);
  });

  it('of nothing asks nobody', async () => {
    const { pool, time, asked } = setUp([{}]);
    expect(await time.run(pool.scan(WORK, { start: 7, count: 0 }))).toMatchObject({
      candidates: [],
      hashCount: 0,
    });
    expect(asked()).toEqual([]);
  });

  it('outside a header’s nonces is refused', async () => {
    const { pool, asked } = setUp([{}]);
    await expect(pool.scan(WORK, { start: 2 ** 32, count: 1 })).rejects.toThrow(RangeError);
    expect(asked()).toEqual([]);
  });

  it('keeps workers of uneven speed busy to the end', async () => {
    const speeds = [4e6, 2e6, 1e6, 0.5e6];
    const { pool, time, engines } = setUp(speeds.map((hashrateHps) => ({ hashrateHps, answer: () => [] })));
    const count = 75_000_000;
    await time.run(pool.scan(WORK, { start: 0, count }));
    const idealMs = (count / speeds.reduce((total, speed) => total + speed)) * 1000;
    expect(time.nowMs / idealMs).toBeLessThan(1.05);
    const shares = engines.map(
      (engine) => engine.answered.reduce((total, { range }) => total + range.count, 0) / count,
    );
    for (const [i, speed] of speeds.entries()) expect(shares[i]! / (speed / 7.5e6)).toBeCloseTo(1, 0);
  });

  it('cuts slices of about 100 ms once it knows the speed', async () => {
    const { pool, time, engines } = setUp([{ answer: () => [] }, { answer: () => [] }]);
    await time.run(pool.scan(WORK, { start: 0, count: 20_000_000 }));
    const lengths = engines.flatMap((engine) => engine.answered.map(({ tookMs }) => tookMs));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(101);
    expect(lengths.filter((ms) => ms > 90).length).toBeGreaterThan(lengths.length / 2);
  });
});

describe('a worker that dies', () => {
  /** Dies when its third slice ends: that slice is not answered. */
  const diesInThird = { failure: (engine: FakeEngine) => (engine.asked.length >= 3 ? died() : null) };

  it('leaves its slice to the others, and the answer stays exact', async () => {
    const { pool, time, answered, lost, engines } = setUp([{}, diesInThird, {}]);
    const result = await time.run(pool.scan(WORK, RANGE));
    expect(result.candidates).toEqual(answer(WORK, RANGE));
    expect(result.hashCount).toBe(RANGE.count);
    expect(tilingFault(answered(), RANGE)).toBeNull();
    expect(lost).toEqual([{ error: expect.any(WorkerFailedError), left: 2 }]);
    expect(pool.description).toMatchObject({ workers: 2, adapter: '2 workers' });
    expect(engines.map(({ disposals }) => disposals)).toEqual([0, 1, 0]);
  });

  it('is not asked again', async () => {
    const { pool, time, engines } = setUp([{}, diesInThird]);
    await time.run(pool.scan(WORK, RANGE));
    await time.run(pool.scan(WORK, RANGE));
    expect(engines[1]!.asked).toHaveLength(3);
  });

  it('leaves it also when one after the other dies, down to the last', async () => {
    const dice = createDice(SEED);
    const mortal = () => {
      const after = 1 + Math.floor(dice() * 6);
      return { failure: (engine: FakeEngine) => (engine.asked.length >= after ? died() : null) };
    };
    for (let round = 0; round < 20; round++) {
      const { pool, time, answered, lost } = setUp([mortal(), {}, mortal(), mortal()]);
      const result = await time.run(pool.scan(WORK, RANGE));
      expect(result.candidates).toEqual(answer(WORK, RANGE));
      expect(tilingFault(answered(), RANGE)).toBeNull();
      expect(lost.map(({ left }) => left)).toEqual([3, 2, 1].slice(0, lost.length));
    }
  });

  it('as the last one takes the scan with it, and every later one', async () => {
    const { pool, time, lost } = setUp([diesInThird, diesInThird]);
    await expect(time.run(pool.scan(WORK, RANGE))).rejects.toThrow(WorkerFailedError);
    expect(lost.map(({ left }) => left)).toEqual([1, 0]);
    await expect(pool.scan(WORK, RANGE)).rejects.toThrow(WorkerFailedError);
  });

  it('takes down all scans at once when it was the last', async () => {
    const { pool, time } = setUp([diesInThird]);
    const scans = [pool.scan(WORK, RANGE), pool.scan(randomWork(2), RANGE)];
    const results = await time.run(Promise.allSettled(scans));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    for (const result of results) {
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(WorkerFailedError);
    }
  });
});

describe('a scan that fails otherwise', () => {
  it('rejects with that error, ends its other slices, and costs no worker', async () => {
    const oddity = new RangeError('odd');
    let isOdd = true;
    const { pool, time, engines, lost } = setUp([
      { failure: () => (isOdd ? oddity : null) },
      { hashrateHps: 100 },
    ]);
    await expect(time.run(pool.scan(WORK, RANGE))).rejects.toBe(oddity);
    // The slow worker was told to stop: its slice would have taken minutes.
    await turns();
    expect(engines[1]!.cancels).toBe(1);
    expect(lost).toEqual([]);
    isOdd = false;
    expect((await time.run(pool.scan(WORK, { start: 0, count: 20_000 }))).hashCount).toBe(20_000);
  });
});

describe('a cancel', () => {
  it('rejects at once with the signal’s reason, and the pool goes on with other scans', async () => {
    const { pool, time, asked, lost } = setUp([{}, {}]);
    const controller = new AbortController();
    const reason = new Error('enough');
    time.at(500, () => controller.abort(reason));
    await expect(time.run(pool.scan(WORK, RANGE, controller.signal))).rejects.toBe(reason);
    expect(time.nowMs).toBe(500);
    const askedThen = asked().length;
    const other = randomWork(2);
    const result = await time.run(pool.scan(other, RANGE));
    expect(result.candidates).toEqual(answer(other, RANGE));
    expect(tilingFault(asked(other), RANGE)).toBeNull();
    // Nothing more of the cancelled scan was begun.
    expect(asked(WORK)).toHaveLength(askedThen);
    expect(lost).toEqual([]);
  });

  it('costs no worker, whatever its reason', async () => {
    // A miner may end its scans with the failure of another engine's worker as the reason.
    const { pool, time, lost } = setUp([{}, {}]);
    const controller = new AbortController();
    time.at(50, () => controller.abort(died()));
    await expect(time.run(pool.scan(WORK, RANGE, controller.signal))).rejects.toThrow(WorkerFailedError);
    expect(lost).toEqual([]);
    expect(pool.description.workers).toBe(2);
    expect((await time.run(pool.scan(WORK, RANGE))).candidates).toEqual(answer(WORK, RANGE));
  });

  it('of a scan that waits behind another leaves that one alone', async () => {
    const { pool, time } = setUp([{}]);
    const controller = new AbortController();
    const reason = new Error('enough');
    const first = pool.scan(WORK, RANGE);
    const second = pool.scan(randomWork(2), RANGE, controller.signal);
    time.at(1, () => controller.abort(reason));
    await expect(time.run(second)).rejects.toBe(reason);
    expect((await time.run(first)).candidates).toEqual(answer(WORK, RANGE));
  });

  it('before the scan lets nothing begin', async () => {
    const { pool, asked } = setUp([{}]);
    await expect(pool.scan(WORK, RANGE, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked()).toEqual([]);
  });
});

describe('dispose', () => {
  it('rejects scans under way and later ones, and disposes of every thread', async () => {
    const { pool, time, engines, lost } = setUp([{}, {}]);
    const scans = Promise.allSettled([pool.scan(WORK, RANGE), pool.scan(randomWork(2), RANGE)]);
    time.at(200, () => void pool.dispose());
    const results = await time.run(scans);
    for (const result of results) {
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(EngineDisposedError);
    }
    expect(time.nowMs).toBe(200);
    expect(engines.map(({ disposals }) => disposals)).toEqual([1, 1]);
    expect(lost).toEqual([]);
    for (const count of [0, 5]) {
      await expect(pool.scan(WORK, { start: 0, count })).rejects.toThrow(EngineDisposedError);
    }
  });
});

describe('two scans at once', () => {
  it('are both exact and share the workers', async () => {
    const { pool, time, asked } = setUp([{}, {}, {}]);
    const other = randomWork(2);
    const otherRange = { start: 2 ** 32 - 2_000_000, count: 2_000_000 };
    const [one, two] = await time.run(Promise.all([pool.scan(WORK, RANGE), pool.scan(other, otherRange)]));
    expect(one).toMatchObject({ workId: 1, candidates: answer(WORK, RANGE), hashCount: RANGE.count });
    expect(two).toMatchObject({ workId: 2, candidates: answer(other, otherRange), hashCount: 2_000_000 });
    expect(tilingFault(asked(WORK), RANGE)).toBeNull();
    expect(tilingFault(asked(other), otherRange)).toBeNull();
    // Neither waited for the other: together they took as long as the work takes.
    expect(time.nowMs).toBeLessThan(((RANGE.count + 2_000_000) / 3e6) * 1000 * 1.1);
  });

  it('stay exact when a worker dies that served both', async () => {
    const { pool, time, answered } = setUp([
      {},
      { failure: (engine: FakeEngine) => (engine.asked.length >= 4 ? died() : null) },
    ]);
    const other = randomWork(2);
    const [one, two] = await time.run(Promise.all([pool.scan(WORK, RANGE), pool.scan(other, RANGE)]));
    expect(one.candidates).toEqual(answer(WORK, RANGE));
    expect(two.candidates).toEqual(answer(other, RANGE));
    expect(tilingFault(answered(WORK), RANGE)).toBeNull();
    expect(tilingFault(answered(other), RANGE)).toBeNull();
  });
});
