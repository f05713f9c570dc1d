// Does mining slow the page? The longest task of the main thread while every engine runs, in a real Chrome.

import { availableParallelism } from 'node:os';
import { benchmarkInChrome } from '../src/cli/chrome-bench.ts';
import { benchmarkEntry } from '../src/miner/index.ts';
import type { Findings } from './measure.ts';

const RUNS = 6;
const SECONDS = 3;
/** What is looked at: from when all engines hash to before the last result is drawn. */
const FROM_MS = 3_000;
const TO_MS = RUNS * SECONDS * 1000 - 1_000;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: {
      readonly message?: string;
      readonly frames?: readonly { readonly url: string; readonly processId: number }[];
    };
  };
}

/** All engines at once, as the page's last row has them; what is watched is the page, not the rate. */
export async function mainThread(): Promise<Findings> {
  const cores = availableParallelism();
  const everything = benchmarkEntry({ engine: 'gpu', workers: 1 }, { engine: 'wasm-simd', workers: cores });
  let tasks: Tasks | null = null;
  const report = await benchmarkInChrome(
    { entries: [everything], runs: RUNS, secondsPerRun: SECONDS },
    {
      page: new URL('../page/', import.meta.url),
      signal: new AbortController().signal,
      notice: (line) => console.error(line),
    },
    async (page, run) => {
      await page.waitForSelector('>>> [part~="start"]:not([disabled])', { visible: true });
      await page.tracing.start({
        categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
      });
      const mark = (name: string) => page.evaluate((text) => console.timeStamp(text), name);
      const marks = [setTimeout(mark, FROM_MS, 'from'), setTimeout(mark, TO_MS, 'to')];
      try {
        const finished = await run();
        const trace = await page.tracing.stop();
        if (trace === undefined) throw new Error('Chrome recorded no trace');
        tasks = mainThreadTasks(
          JSON.parse(new TextDecoder().decode(trace)).traceEvents,
          page.url().split('#')[0]!,
        );
        return finished;
      } finally {
        for (const timer of marks) clearTimeout(timer);
      }
    },
  );
  if (tasks === null) throw new Error('nothing was traced');
  const { whileMining, inAll } = tasks as Tasks;
  return {
    adapter: report.results[0]?.adapter ?? 'none',
    figures: [
      {
        what: 'longest main-thread task while everything mines, ms',
        value: whileMining.longestMs,
        atMost: 50,
      },
    ],
    details: {
      runtime: report.machine.runtime,
      row: everything.id,
      whileMining,
      inAll,
      results: report.results,
    },
  };
}

interface Longest {
  readonly tasks: number;
  /** Wall time: what a person waits. */
  readonly longestMs: number;
  /** That task's own processor time; lower where other threads took the core. */
  readonly longestCpuMs: number;
}

interface Tasks {
  readonly whileMining: Longest;
  /** With the first drawing after Start and the last result's. */
  readonly inAll: Longest;
}

function mainThreadTasks(events: readonly TraceEvent[], url: string): Tasks {
  const pid = events
    .flatMap(({ args }) => args?.data?.frames ?? [])
    .find((frame) => frame.url === url)?.processId;
  const main = events.find(
    (event) => event.pid === pid && event.name === 'thread_name' && event.args?.name === 'CrRendererMain',
  );
  const markAt = (name: string) =>
    events.find((event) => event.name === 'TimeStamp' && event.args?.data?.message === name)?.ts;
  const [from, to] = [markAt('from'), markAt('to')];
  if (main === undefined || from === undefined || to === undefined) {
    throw new Error('the trace lacks the page’s main thread or its marks');
  }
  const tasks = events.filter(
    ({ pid: process, tid, ph, name }) =>
      process === pid && tid === main.tid && ph === 'X' && name === 'ThreadControllerImpl::RunTask',
  );
  return { whileMining: longest(tasks.filter(({ ts }) => ts >= from && ts < to)), inAll: longest(tasks) };
}

function longest(tasks: readonly TraceEvent[]): Longest {
  const [first] = tasks.toSorted((one, other) => (other.dur ?? 0) - (one.dur ?? 0));
  if (first === undefined) throw new Error('the trace holds no task of the page’s main thread');
  return {
    tasks: tasks.length,
    longestMs: (first.dur ?? 0) / 1000,
    longestCpuMs: (first.tdur ?? 0) / 1000,
  };
}
