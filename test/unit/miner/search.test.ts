// One range to its end on the first engine that can; where one fails, the next goes on from there.

import { describe, expect, it } from 'vitest';
import {
  DeviceLostError,
  EngineUnavailableError,
  type HashEngine,
  type NonceRange,
} from '../../../src/engine/index.ts';
import { type SearchOptions, searchRange } from '../../../src/miner/search.ts';
import {
  exactAnswer,
  FakeEngine,
  type FakeOptions,
  randomWork,
  SEED,
  tilingFault,
  VirtualTime,
} from '../engine/support.ts';

const WORK = randomWork(SEED, 2n ** 246n - 1n);
const RANGE: NonceRange = { start: 2 ** 32 - 400_000, count: 400_000 };

const SELF_TEST_NONCES = 2 ** 11;

function setUp(engines: readonly (Partial<FakeOptions> | Error)[], options: Partial<SearchOptions> = {}) {
  const time = new VirtualTime();
  const opened: FakeEngine[] = [];
  const fallbacks: Error[] = [];
  const progress: { readonly done: number; readonly hashrateHps: number }[] = [];
  const openers = engines.map((parts, i) => async (): Promise<HashEngine> => {
    if (parts instanceof Error) throw parts;
    const name = (['gpu', 'wasm-simd', 'js'] as const)[i]!;
    const engine = new FakeEngine({ time, name, hashrateHps: 2e5, answer: exactAnswer, ...parts });
    opened.push(engine);
    return engine;
  });
  const search = (range = RANGE) =>
    time.run(
      searchRange(WORK, range, {
        openers,
        clock: time.clock,
        onProgress: (done, hashrateHps) => progress.push({ done, hashrateHps }),
        onFallback: (error) => fallbacks.push(error),
        ...options,
      }),
    );
  const searched = () =>
    opened.flatMap((engine) => engine.answered.filter(({ work }) => work === WORK).map(({ range }) => range));
  return { time, opened, fallbacks, progress, search, searched };
}

describe('a search', () => {
  it('tries each nonce once and reports what meets the target', async () => {
    const { search, searched, opened, fallbacks } = setUp([{}]);
    const result = await search();
    expect(tilingFault(searched(), RANGE)).toBeNull();
    expect(result).toMatchObject({ found: exactAnswer(WORK, RANGE), hardwareErrors: 0, hashes: RANGE.count });
    expect(result.found.length).toBeGreaterThan(100);
    expect(result.engine).toBe(opened[0]!.description);
    // The self-test's time does not count.
    expect(result.seconds).toBeCloseTo(2, 9);
    expect(fallbacks).toEqual([]);
    expect(opened.map(({ disposals }) => disposals)).toEqual([1]);
  });

  it('opens no engine that it does not need', async () => {
    const { search, opened } = setUp([{}, {}]);
    await search();
    expect(opened).toHaveLength(1);
  });

  it('tells its progress, to the end', async () => {
    const { search, progress } = setUp([{}]);
    await search();
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.map(({ done }) => done)).toEqual(
      progress.map(({ done }) => done).toSorted((one, other) => one - other),
    );
    expect(progress.at(-1)!.done).toBe(RANGE.count);
    for (const { hashrateHps } of progress) expect(hashrateHps).toBeCloseTo(2e5, 0);
  });

  it('cuts pieces of about half a second', async () => {
    const { search, opened } = setUp([
      {
        hashrateHps: 1e8,
        answer: (work, range) => (range.count > SELF_TEST_NONCES ? [] : exactAnswer(work, range)),
      },
    ]);
    await search({ start: 0, count: 2 ** 32 });
    const pieces = opened[0]!.answered.filter(({ work }) => work === WORK).map(({ tookMs }) => tookMs);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(500.001);
    expect(pieces.filter((ms) => ms > 499).length).toBeGreaterThan(pieces.length / 2);
  });

  it('of nothing finds nothing', async () => {
    const { search } = setUp([{}]);
    expect(await search({ start: 5, count: 0 })).toMatchObject({ found: [], hashes: 0, seconds: 0 });
  });

  it('counts a wrong candidate as a hardware error and does not report it', async () => {
    const { search, searched } = setUp([
      {
        answer: (work, range) =>
          work === WORK ? [range.start, ...exactAnswer(work, range)] : exactAnswer(work, range),
      },
    ]);
    const { found, hardwareErrors } = await search();
    expect(found).toEqual(exactAnswer(WORK, RANGE));
    expect(hardwareErrors).toBe(searched().length);
  });

  it('needs an engine', async () => {
    await expect(setUp([]).search()).rejects.toThrow(RangeError);
  });
});

describe('an engine that fails', () => {
  const gone = new DeviceLostError('the GPU went away');
  const inSearch = (engine: FakeEngine, pieces: number) =>
    engine.answered.filter(({ work }) => work === WORK).length >= pieces;

  it('in the middle leaves the rest to the next, which goes on from there', async () => {
    const { search, searched, opened, fallbacks } = setUp([
      { failure: (engine) => (inSearch(engine, 2) ? gone : null) },
      {},
    ]);
    const result = await search();
    expect(fallbacks).toEqual([gone]);
    expect(tilingFault(searched(), RANGE)).toBeNull();
    expect(result.found).toEqual(exactAnswer(WORK, RANGE));
    expect(result.hashes).toBe(RANGE.count);
    expect(result.engine).toBe(opened[1]!.description);
    expect(opened.map(({ disposals }) => disposals)).toEqual([1, 1]);
  });

  it('to open or to pass its self-test is passed over', async () => {
    const missing = new EngineUnavailableError('no adapter here');
    const { search, fallbacks, opened } = setUp([missing, { answer: () => [] }, {}]);
    const result = await search();
    expect(result.engine.engine).toBe('js');
    expect(result.found).toEqual(exactAnswer(WORK, RANGE));
    expect(fallbacks[0]).toBe(missing);
    expect(fallbacks[1]?.message).toBe(
      'wasm-simd failed its self-test and is shut out: missed nonce 2083236893 of block 0',
    );
    expect(opened[0]!.answered.some(({ work }) => work === WORK)).toBe(false);
    expect(opened.map(({ disposals }) => disposals)).toEqual([1, 1]);
  });

  it('as the last one fails the search with its error', async () => {
    const { search, fallbacks } = setUp([
      new EngineUnavailableError('no adapter here'),
      { failure: (engine) => (inSearch(engine, 1) ? gone : null) },
    ]);
    await expect(search()).rejects.toBe(gone);
    expect(fallbacks.map(({ message }) => message)).toEqual(['no adapter here']);
  });
});

describe('a cancel', () => {
  it('rejects with the signal’s reason and turns to no other engine', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { search, time, opened, fallbacks } = setUp([{}, {}], { signal: controller.signal });
    time.at(500, () => controller.abort(reason));
    await expect(search()).rejects.toBe(reason);
    expect(opened).toHaveLength(1);
    expect(opened[0]!.disposals).toBe(1);
    expect(fallbacks).toEqual([]);
  });
});
