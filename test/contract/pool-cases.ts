// What a pool of workers promises besides: a worker that dies costs time, never an answer.

import {
  EngineDisposedError,
  type HashEngine,
  prepareWork,
  type ScanResult,
  WorkerFailedError,
} from '../../src/engine/index.ts';
import type { ContractCase, PoolBench } from './bench.ts';
import { check, checkNumbers, checkRejects, checkSame, delay } from './check.ts';
import { endlessSearch, HALF_TARGET, randomHeader, type Search, search } from './fixtures.ts';

/** Long enough that a worker can be killed in its middle. */
const LASTING_MS = 400;

/** A scan that lasts, whatever the engine's rate, and its answer while all workers live. */
async function lastingScan(
  engine: HashEngine,
): Promise<Pick<Search, 'work' | 'range'> & { answer: ScanResult }> {
  const work = prepareWork(101, randomHeader(101), 2n ** 243n);
  for (let count = 2 ** 15; ; count *= 2) {
    const range = { start: 2 ** 31 + 1, count };
    const answer = await engine.scan(work, range);
    if (answer.elapsedMs >= LASTING_MS) return { work, range, answer };
  }
}

/** For pools of two workers and more. */
export const SURVIVAL_CASES: readonly ContractCase<PoolBench>[] = [
  {
    name: 'gives the same answer when a worker is killed in the middle of a scan',
    async run(bench) {
      const { engine, kill, lost } = await bench.openMortal();
      try {
        const { work, range, answer } = await lastingScan(engine);
        const scan = engine.scan(work, range);
        await delay(LASTING_MS / 4);
        kill(0);
        const result = await scan;
        checkNumbers(result.candidates, answer.candidates, 'after the death of a worker');
        checkSame(result.hashCount, range.count, 'hashCount');
        checkSame(lost.length, 1, 'workers told as lost');
        check(lost[0] instanceof WorkerFailedError, `expected WorkerFailedError, got ${String(lost[0])}`);
        checkSame(engine.description.workers, bench.workers - 1, 'workers left');
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
];

/** For every pool. */
export const POOL_CASES: readonly ContractCase<PoolBench>[] = [
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
