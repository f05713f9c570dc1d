// What a pool of workers promises besides: a worker that dies costs time, never an answer.

import { EngineDisposedError, WorkerFailedError } from '../../src/engine/index.ts';
import type { ContractCase, PoolBench } from './bench.ts';
import { check, checkNumbers, checkRejects, checkSame, delay, rejection } from './check.ts';
import { EASY_TARGET, endlessSearch, HALF_TARGET, randomHeader, search } from './fixtures.ts';

export const POOL_CASES: readonly ContractCase<PoolBench>[] = [
  {
    name: 'stays exact when a worker is killed in the middle of a scan',
    async run(bench) {
      if (bench.workers < 2) return;
      const { engine, kill, lost } = await bench.openMortal();
      try {
        const one = search(randomHeader(101), EASY_TARGET, { start: 2 ** 31, count: 40_009 });
        // Both workers are busy with another job while the exact one waits its turn.
        const busy = endlessSearch(102);
        const controller = new AbortController();
        const background = rejection(
          engine.scan(busy.work, busy.range, controller.signal),
          'the background scan',
        );
        await delay(100);
        const exact = engine.scan(one.work, one.range);
        await delay(5);
        kill(0);
        const result = await exact;
        checkNumbers(result.candidates, one.expected, 'after the death of a worker');
        checkSame(result.hashCount, one.range.count, 'hashCount');
        checkSame(lost.length, 1, 'workers told as lost');
        check(lost[0] instanceof WorkerFailedError, `expected WorkerFailedError, got ${String(lost[0])}`);
        checkSame(engine.description.workers, bench.workers - 1, 'workers left');
        controller.abort(new Error('enough'));
        await background;
        const next = search(randomHeader(103), HALF_TARGET, { start: 9, count: 2_003 });
        checkNumbers((await engine.scan(next.work, next.range)).candidates, next.expected, 'the next scan');
      } finally {
        await engine.dispose();
      }
    },
  },
  {
    name: 'goes on without a worker that died while it was idle',
    async run(bench) {
      if (bench.workers < 2) return;
      const { engine, kill } = await bench.openMortal();
      try {
        kill(1);
        await delay(100);
        const one = search(randomHeader(104), HALF_TARGET, { start: 31, count: 30_011 });
        checkNumbers((await engine.scan(one.work, one.range)).candidates, one.expected, 'the scan after it');
      } finally {
        await engine.dispose();
      }
    },
  },
  {
    name: 'fails with WorkerFailedError when no worker is left, and then at once',
    async run(bench) {
      const { engine, kill } = await bench.openMortal();
      try {
        const { work, range } = endlessSearch(105);
        const scan = checkRejects(engine.scan(work, range), WorkerFailedError, 'the scan under way');
        await delay(50);
        for (let worker = 0; worker < bench.workers; worker++) kill(worker);
        await scan;
        await checkRejects(engine.scan(work, range), WorkerFailedError, 'a scan after it');
      } finally {
        await engine.dispose();
      }
      const { work, range } = endlessSearch(106);
      await checkRejects(engine.scan(work, range), EngineDisposedError, 'a scan after its end');
    },
  },
];
