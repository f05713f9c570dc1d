// What happens around the answers: cancels, several scans at once, the engine's end.

import { EngineDisposedError, type HashEngine } from '../../src/engine/index.ts';
import type { ContractCase } from './bench.ts';
import { checkNumbers, checkRejects, checkSame, checkWithin, delay, rejection } from './check.ts';
import { EASY_TARGET, endlessSearch, HALF_TARGET, randomHeader, search } from './fixtures.ts';

/** The interface's promise. */
const CANCEL_MS = 200;
/** Enough for an engine to be well under way. */
const UNDER_WAY_MS = 250;

/** @returns the time from the abort to the rejection, milliseconds. */
async function cancelAfter(engine: HashEngine, afterMs: number, reason: unknown): Promise<number> {
  const { work, range } = endlessSearch(71);
  const controller = new AbortController();
  const scan = rejection(engine.scan(work, range, controller.signal), 'a scan that was cancelled');
  await delay(afterMs);
  const begun = performance.now();
  controller.abort(reason);
  checkSame(await scan, reason, 'a cancelled scan is rejected with the reason');
  return performance.now() - begun;
}

export const LIFETIME_CASES: readonly ContractCase[] = [
  {
    name: 'cancels within 200 ms, with the reason',
    async run(bench) {
      const engine = await bench.shared();
      for (const afterMs of [0, 20, UNDER_WAY_MS]) {
        const what = `the cancel after ${afterMs} ms`;
        await checkWithin(CANCEL_MS, () => cancelAfter(engine, afterMs, new Error(what)), what);
      }
    },
  },
  {
    name: 'leaves its thread to others while it works: timers are at most 200 ms late',
    async run(bench) {
      const engine = await bench.shared();
      const { work, range } = endlessSearch(72);
      const controller = new AbortController();
      const scan = rejection(engine.scan(work, range, controller.signal), 'a scan that was cancelled');
      const latestOfTen = async () => {
        let latestMs = 0;
        for (let tick = 0; tick < 10; tick++) {
          const begun = performance.now();
          await delay(20);
          latestMs = Math.max(latestMs, performance.now() - begun - 20);
        }
        return latestMs;
      };
      try {
        await checkWithin(CANCEL_MS, latestOfTen, 'the latest of ten timers');
      } finally {
        controller.abort(new Error('enough'));
        await scan;
      }
    },
  },
  {
    name: 'begins nothing for a signal that is already aborted',
    async run(bench) {
      const engine = await bench.shared();
      const reason = new Error('too late');
      const { work, range } = endlessSearch(73);
      for (const tried of [range, { start: 0, count: 1 }, { start: 0, count: 0 }]) {
        const error = await rejection(
          engine.scan(work, tried, AbortSignal.abort(reason)),
          'an aborted signal',
        );
        checkSame(error, reason, 'the rejection');
      }
    },
  },
  {
    name: 'is itself again after a cancel',
    async run(bench) {
      const engine = await bench.shared();
      await cancelAfter(engine, 50, new Error('cancelled'));
      const one = search(randomHeader(74), EASY_TARGET, { start: 999, count: 2047 });
      checkNumbers((await engine.scan(one.work, one.range)).candidates, one.expected, 'the scan after it');
    },
  },
  {
    name: 'runs several scans at once, each with its own work',
    async run(bench) {
      const engine = await bench.shared();
      const searches = [
        search(randomHeader(81), HALF_TARGET, { start: 4_000, count: 2_001 }),
        search(randomHeader(82), EASY_TARGET, { start: 4_000, count: 3_001 }),
        search(randomHeader(83), 2n ** 252n - 1n, { start: 2 ** 32 - 1_501, count: 1_501 }),
      ];
      const results = await Promise.all(searches.map(({ work, range }) => engine.scan(work, range)));
      for (const [i, { work, range, expected }] of searches.entries()) {
        const result = results[i]!;
        checkSame(result.workId, work.workId, `scan ${i}: workId`);
        checkNumbers(result.candidates, expected, `scan ${i}`);
        checkSame(result.hashCount, range.count, `scan ${i}: hashCount`);
      }
    },
  },
  {
    name: 'drops late answers: after a cancel only the next scan is answered',
    async run(bench) {
      const engine = await bench.shared();
      for (let round = 0; round < 4; round++) {
        // Every nonce of the first would win: one that leaks into the second's answer is seen.
        const old = search(randomHeader(91 + round), 2n ** 256n - 1n, { start: 0, count: 0 });
        const controller = new AbortController();
        const reason = new Error('a new job came');
        const cancelled = rejection(
          engine.scan(old.work, { start: 0, count: 2 ** 32 }, controller.signal),
          'the cancelled scan',
        );
        await delay(round * 15);
        const one = search(randomHeader(191 + round), EASY_TARGET, { start: 100, count: 2_003 });
        controller.abort(reason);
        const result = await engine.scan(one.work, one.range);
        checkSame(await cancelled, reason, 'the cancelled scan');
        checkSame(result.workId, one.work.workId, 'workId');
        checkNumbers(result.candidates, one.expected, 'the scan after it');
        checkSame(result.hashCount, one.range.count, 'hashCount');
      }
    },
  },
  {
    name: 'cancels one of two scans and finishes the other',
    async run(bench) {
      const engine = await bench.shared();
      const endless = endlessSearch(75);
      const controller = new AbortController();
      const cancelled = rejection(
        engine.scan(endless.work, endless.range, controller.signal),
        'the cancelled',
      );
      const one = search(randomHeader(76), HALF_TARGET, { start: 77, count: 2_999 });
      const other = engine.scan(one.work, one.range);
      await delay(30);
      const reason = new Error('only this one');
      controller.abort(reason);
      checkSame(await cancelled, reason, 'the cancelled scan');
      checkNumbers((await other).candidates, one.expected, 'the other scan');
    },
  },
  {
    name: 'rejects scans under way when it is disposed of, within 200 ms',
    async run(bench) {
      const disposeUnderWay = async () => {
        const engine = await bench.open();
        const { work, range } = endlessSearch(77);
        const scans = [engine.scan(work, range), engine.scan(work, { start: 7, count: 2 ** 31 })].map(
          (scan) => checkRejects(scan, EngineDisposedError, 'a scan of an engine that was disposed of'),
        );
        await delay(UNDER_WAY_MS);
        const begun = performance.now();
        const disposal = engine.dispose();
        await Promise.all(scans);
        const tookMs = performance.now() - begun;
        await disposal;
        return tookMs;
      };
      await checkWithin(CANCEL_MS, disposeUnderWay, 'the rejection after the disposal');
    },
  },
  {
    name: 'rejects scans after it was disposed of, and may be disposed of twice',
    async run(bench) {
      const engine = await bench.open();
      const one = search(randomHeader(78), HALF_TARGET, { start: 0, count: 100 });
      checkNumbers((await engine.scan(one.work, one.range)).candidates, one.expected, 'the control');
      await engine.dispose();
      await checkRejects(engine.scan(one.work, one.range), EngineDisposedError, 'a scan after the end');
      await checkRejects(engine.scan(one.work, { start: 0, count: 0 }), EngineDisposedError, 'an empty one');
      await engine.dispose();
    },
  },
];
