// Does mining slow the page? The longest task of the main thread while every engine runs, in a real Chrome.

import { availableParallelism } from 'node:os';
import { benchmarkInChrome } from '../src/cli/chrome-bench.ts';
import { benchmarkEntry } from '../src/miner/index.ts';
import { type MainThreadTasks, traceMainThread } from './main-thread-tasks.ts';
import type { Findings } from './measure.ts';

const RUNS = 6;
const SECONDS = 3;
/** What is looked at: from when all engines hash to before the last result is drawn. */
const FROM_MS = 3_000;
const TO_MS = RUNS * SECONDS * 1000 - 1_000;

/** All engines at once, as the page's last row has them; what is watched is the page, not the rate. */
export async function mainThread(): Promise<Findings> {
  const cores = availableParallelism();
  const everything = benchmarkEntry({ engine: 'gpu', workers: 1 }, { engine: 'wasm-simd', workers: cores });
  let tasks: MainThreadTasks | null = null;
  const report = await benchmarkInChrome(
    { entries: [everything], runs: RUNS, secondsPerRun: SECONDS },
    {
      page: new URL('../page/', import.meta.url),
      signal: new AbortController().signal,
      notice: (line) => console.error(line),
    },
    async (page, run) => {
      await page.waitForSelector('>>> benchmark-setup >>> [part~="start"]:not([disabled])', {
        visible: true,
      });
      const traced = await traceMainThread(page, async (mark) => {
        const marks = [setTimeout(mark, FROM_MS, 'from'), setTimeout(mark, TO_MS, 'to')];
        try {
          return await run();
        } finally {
          for (const timer of marks) clearTimeout(timer);
        }
      });
      tasks = traced.tasks;
      return traced.result;
    },
  );
  if (tasks === null) throw new Error('nothing was traced');
  const { between, inAll } = tasks as MainThreadTasks;
  return {
    adapter: report.results[0]?.adapter ?? 'none',
    figures: [
      {
        what: 'longest main-thread task while everything mines, ms',
        value: between.longestMs,
        atMost: 50,
      },
    ],
    details: {
      runtime: report.machine.runtime,
      row: everything.id,
      whileMining: between,
      inAll,
      results: report.results,
    },
  };
}
