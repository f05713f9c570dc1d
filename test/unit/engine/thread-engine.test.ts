// The engine that hashes on its own thread: short calls of a kernel, a look at the messages between them.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { canRunWasm } from '../../../src/engine/cpu/detect.ts';
import { type CpuEngineName, openThreadEngine } from '../../../src/engine/cpu/thread.ts';
import { createWasmKernel } from '../../../src/engine/cpu/wasm-kernel.ts';
import type { NonceRange } from '../../../src/engine/engine.ts';
import { EngineDisposedError, EngineUnavailableError } from '../../../src/engine/errors.ts';
import { ThreadEngine } from '../../../src/engine/thread-engine.ts';
import { prepareWork, type Work } from '../../../src/engine/work.ts';
import { hashAsInteger, sha256d, writeU32LE } from '../../../src/primitives/index.ts';
import { describeFake, exactAnswer, randomHeader, randomWork, tilingFault, VirtualTime } from './support.ts';

const FIRST_CALL = 2 ** 10;
const CALL_MS = 12;

type Call = { readonly prepare: number } | NonceRange;

/** A thread engine over a kernel whose calls are recorded and take their time on a clock of the test. */
function setUp({ noncesPerMs = 1000, maxCount = 2 ** 16, hits = (_: number): boolean => false } = {}) {
  const time = new VirtualTime();
  const calls: Call[] = [];
  let breaks = 0;
  let onBreak = () => {};
  const engine = new ThreadEngine({
    kernel: {
      maxCount,
      prepare: ({ workId }) => calls.push({ prepare: workId }),
      scan(start, count) {
        calls.push({ start, count });
        time.nowMs += count / noncesPerMs;
        return Array.from({ length: count }, (_, i) => start + i).filter(hits);
      },
    },
    description: describeFake('js'),
    clock: time.clock,
    nextTask: async () => {
      breaks++;
      onBreak();
    },
  });
  return {
    engine,
    calls,
    time,
    ranges: () => calls.filter((call): call is NonceRange => 'start' in call),
    breaks: () => breaks,
    /** Runs in every break between calls. */
    inBreak: (callback: () => void) => {
      onBreak = callback;
    },
  };
}

/** Work that every nonce meets, so that the candidates are the kernel's hits. */
const openWork = (workId: number): Work => randomWork(workId, 2n ** 256n - 1n);

describe('a scan', () => {
  it('tries each nonce once and counts them exactly', async () => {
    const { engine, ranges, time } = setUp({ hits: (nonce) => nonce % 10_000 === 7 });
    const range = { start: 5, count: 123_457 };
    const result = await engine.scan(openWork(3), range);
    expect(tilingFault(ranges(), range)).toBeNull();
    expect(result).toEqual({
      workId: 3,
      candidates: [
        7, 10_007, 20_007, 30_007, 40_007, 50_007, 60_007, 70_007, 80_007, 90_007, 100_007, 110_007, 120_007,
      ],
      hashCount: 123_457,
      elapsedMs: time.nowMs,
    });
  });

  it('may end at 2^32', async () => {
    const { engine, ranges } = setUp({ hits: (nonce) => nonce === 2 ** 32 - 1 });
    const range = { start: 2 ** 32 - 3000, count: 3000 };
    expect((await engine.scan(openWork(1), range)).candidates).toEqual([2 ** 32 - 1]);
    expect(tilingFault(ranges(), range)).toBeNull();
  });

  it('of nothing asks nothing of the kernel', async () => {
    const { engine, calls } = setUp();
    expect(await engine.scan(openWork(1), { start: 9, count: 0 })).toMatchObject({
      candidates: [],
      hashCount: 0,
    });
    expect(calls).toEqual([]);
  });

  it('outside a header’s nonces is refused', async () => {
    const { engine, calls } = setUp();
    await expect(engine.scan(openWork(1), { start: 2 ** 32 - 1, count: 2 })).rejects.toThrow(RangeError);
    expect(calls).toEqual([]);
    await expect(engine.scan(openWork(1), { start: 2 ** 32 - 1, count: 1 })).resolves.toBeDefined();
  });

  it('drops a hit whose lower words miss the target, keeps one that the kernel got wrong', async () => {
    const { engine } = setUp({ hits: (nonce) => nonce === 4 });
    const header = randomHeader(1);
    writeU32LE(header, 76, 4);
    const hash = hashAsInteger(sha256d(header));
    const candidatesAt = async (target: bigint) =>
      (await engine.scan(prepareWork(1, header, target), { start: 0, count: 10 })).candidates;
    expect(await candidatesAt(hash)).toEqual([4]);
    expect(await candidatesAt(hash - 1n)).toEqual([]);
    // Its top word is above the target's: the kernel is wrong, and that is not hidden.
    expect(await candidatesAt(0n)).toEqual([4]);
  });
});

describe('the length of a call', () => {
  it('begins short, at most doubles, and comes to about 12 ms', async () => {
    const noncesPerMs = 1000;
    const { engine, ranges } = setUp({ noncesPerMs });
    await engine.scan(openWork(1), { start: 0, count: 2 ** 20 });
    const counts = ranges().map(({ count }) => count);
    expect(counts[0]).toBe(FIRST_CALL);
    for (let i = 1; i < counts.length; i++) expect(counts[i]).toBeLessThanOrEqual(2 * counts[i - 1]!);
    const wanted = CALL_MS * noncesPerMs;
    for (const count of counts.slice(5, -1)) expect(Math.abs(count - wanted)).toBeLessThanOrEqual(64);
  });

  it('never exceeds what the kernel takes', async () => {
    const { engine, ranges } = setUp({ noncesPerMs: 1e9, maxCount: 4096 });
    await engine.scan(openWork(1), { start: 0, count: 100_000 });
    expect(Math.max(...ranges().map(({ count }) => count))).toBe(4096);
  });

  it('shrinks for a kernel that is slow', async () => {
    const { engine, ranges } = setUp({ noncesPerMs: 10 });
    await engine.scan(openWork(1), { start: 0, count: 3000 });
    expect(ranges()[1]!.count).toBe(64);
  });
});

describe('a cancel', () => {
  it('is heard between two calls: the kernel is not called again', async () => {
    const { engine, calls, inBreak, breaks } = setUp();
    const controller = new AbortController();
    const reason = new Error('enough');
    inBreak(() => {
      if (breaks() === 3) controller.abort(reason);
    });
    await expect(engine.scan(openWork(1), { start: 0, count: 2 ** 20 }, controller.signal)).rejects.toBe(
      reason,
    );
    expect(calls.filter((call) => 'start' in call)).toHaveLength(3);
  });

  it('in the last break is heard too', async () => {
    const { engine, inBreak } = setUp();
    const controller = new AbortController();
    const reason = new Error('enough');
    inBreak(() => controller.abort(reason));
    await expect(engine.scan(openWork(1), { start: 0, count: 10 }, controller.signal)).rejects.toBe(reason);
  });

  it('before the scan lets nothing begin', async () => {
    const { engine, calls } = setUp();
    for (const count of [0, 10]) {
      await expect(engine.scan(openWork(1), { start: 0, count }, AbortSignal.abort())).rejects.toMatchObject({
        name: 'AbortError',
      });
    }
    expect(calls).toEqual([]);
  });

  it('leaves the engine ready for more', async () => {
    const { engine } = setUp({ hits: (nonce) => nonce === 4 });
    await engine.scan(openWork(1), { start: 0, count: 9 }, AbortSignal.abort()).catch(() => {});
    expect((await engine.scan(openWork(1), { start: 0, count: 9 })).candidates).toEqual([4]);
  });
});

describe('dispose', () => {
  it('ends a scan under way and every later one', async () => {
    const { engine, inBreak, breaks, ranges } = setUp();
    inBreak(() => {
      if (breaks() === 2) void engine.dispose();
    });
    await expect(engine.scan(openWork(1), { start: 0, count: 2 ** 20 })).rejects.toThrow(EngineDisposedError);
    expect(ranges()).toHaveLength(2);
    for (const count of [0, 10]) {
      await expect(engine.scan(openWork(1), { start: 0, count })).rejects.toThrow(EngineDisposedError);
    }
    expect(ranges()).toHaveLength(2);
  });
});

describe('two scans at once', () => {
  it('take turns, and the kernel is made ready for each other’s job', async () => {
    const { engine, calls } = setUp({ maxCount: 1024, hits: (nonce) => nonce % 1000 === 0 });
    const [one, other] = await Promise.all([
      engine.scan(openWork(1), { start: 0, count: 3000 }),
      engine.scan(openWork(2), { start: 5000, count: 3000 }),
    ]);
    expect(one).toMatchObject({ workId: 1, hashCount: 3000, candidates: [0, 1000, 2000] });
    expect(other).toMatchObject({ workId: 2, hashCount: 3000, candidates: [5000, 6000, 7000] });
    // Every call follows the preparation for its own job.
    let prepared = 0;
    let changes = 0;
    for (const call of calls) {
      if ('prepare' in call) {
        prepared = call.prepare;
        changes++;
      } else {
        expect(prepared).toBe(call.start < 5000 ? 1 : 2);
      }
    }
    expect(changes).toBeGreaterThan(2);
  });

  it('of one job prepare it once', async () => {
    const { engine, calls } = setUp();
    const work = openWork(1);
    await Promise.all([
      engine.scan(work, { start: 0, count: 5000 }),
      engine.scan(work, { start: 5000, count: 5000 }),
    ]);
    expect(calls.filter((call) => 'prepare' in call)).toHaveLength(1);
  });
});

describe('openThreadEngine', () => {
  const clock = () => 0;

  it.each<[CpuEngineName, 'rolled-16' | 'unrolled' | undefined, string, boolean]>([
    ['wasm-simd', undefined, 'split-8', true],
    ['wasm-simd', 'unrolled', 'unrolled', true],
    ['wasm', 'rolled-16', 'rolled-16', true],
    ['js', undefined, 'midstate, plain loop', false],
    ['reference', undefined, 'whole header, @noble/hashes', false],
  ])('%s in shape %s describes itself', async (name, shape, kernel, isPrinted) => {
    const engine = openThreadEngine(name, clock, shape);
    expect(engine.name).toBe(name);
    expect(engine.description).toMatchObject({
      engine: name,
      workers: 1,
      kernel,
      isSoftware: false,
      limits: null,
    });
    if (isPrinted) expect(engine.description.operationsPerHash).toBeGreaterThan(2000);
    else expect(engine.description.operationsPerHash).toBeNull();
    await engine.dispose();
  });

  it.each(['wasm-simd', 'wasm', 'js', 'reference'] as const)('%s is exact', async (name) => {
    const engine = openThreadEngine(name, clock);
    const work = randomWork(11);
    const range = { start: 2 ** 32 - 2500, count: 2500 };
    const expected = exactAnswer(work, range);
    expect(expected.length).toBeGreaterThan(0);
    expect(await engine.scan(work, range)).toEqual({
      workId: work.workId,
      candidates: expected,
      hashCount: 2500,
      elapsedMs: 0,
    });
    await engine.dispose();
  });

  // Once the break was a message channel's, which Node serves up to a thousand times before it looks at another:
  // a worker heard a cancel twelve seconds late.
  it('lets a message in after each call', async () => {
    const engine = openThreadEngine('js', clock);
    const { port1, port2 } = new MessageChannel();
    const controller = new AbortController();
    const reason = new Error('enough');
    port2.onmessage = () => controller.abort(reason);
    port1.postMessage(null);
    await expect(engine.scan(randomWork(1), { start: 0, count: 2 ** 32 }, controller.signal)).rejects.toBe(
      reason,
    );
    port1.close();
  });
});

describe('a platform without WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each(['scalar', 'simd'] as const)('is told apart from one that has it: %s', (target) => {
    expect(canRunWasm(target)).toBe(true);
    expect(() => createWasmKernel(target)).not.toThrow();
    vi.stubGlobal('WebAssembly', undefined);
    expect(canRunWasm(target)).toBe(false);
    expect(() => createWasmKernel(target)).toThrow(EngineUnavailableError);
  });

  it('may lack SIMD alone', () => {
    // A platform that refuses vector instructions, as browsers before 2021 did; their prefix is 0xfd.
    const isRefused = (bytes: Uint8Array) => bytes.includes(0xfd);
    vi.stubGlobal('WebAssembly', { validate: (bytes: Uint8Array) => !isRefused(bytes) });
    expect(canRunWasm('simd')).toBe(false);
    expect(canRunWasm('scalar')).toBe(true);
  });
});
