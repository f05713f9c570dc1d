// Does mining slow the page? The longest task of the main thread while every engine runs, in a real Chrome.

import { availableParallelism } from 'node:os';
import { benchmarkInChrome } from '../src/cli/chrome-bench.ts';
import { benchmarkEntry } from '../src/miner/index.ts';
import type { Findings } from './measure.ts';

const RUNS = 6;
const SECONDS = 3;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** All engines at once, as the page's last row has them; what is watched is the page, not the rate. */
export async function mainThread(): Promise<Findings> {
  const cores = availableParallelism();
  const everything = benchmarkEntry({ engine: 'gpu', workers: 1 }, { engine: 'wasm-simd', workers: cores });
  let tasks: Tasks = { count: 0, longestMs: 0, longestCpuMs: 0 };
  const report = await benchmarkInChrome(
    { entries: [everything], runs: RUNS, secondsPerRun: SECONDS },
    {
      page: new URL('../page/', import.meta.url),
      signal: new AbortController().signal,
      notice: (line) => console.error(line),
    },
    async (page, run) => {
      await page.waitForSelector('>>> [part~="start"]:not([disabled])');
      await page.tracing.start({ categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
      const finished = await run();
      const trace = await page.tracing.stop();
      if (trace === undefined) throw new Error('Chrome recorded no trace');
      tasks = mainThreadTasks(JSON.parse(new TextDecoder().decode(trace)).traceEvents);
      return finished;
    },
  );
  if (tasks.count === 0) throw new Error('the trace holds no task of the main thread');
  return {
    adapter: report.results[0]?.adapter ?? 'none',
    figures: [
      { what: 'longest main-thread task while everything mines, ms', value: tasks.longestMs, atMost: 50 },
    ],
    details: { runtime: report.machine.runtime, row: everything.id, ...tasks, results: report.results },
  };
}

interface Tasks {
  readonly count: number;
  /** Wall time: what a person waits. */
  readonly longestMs: number;
  /** The longest task's own processor time; lower where other threads took the core. */
  readonly longestCpuMs: number;
}

function mainThreadTasks(events: readonly TraceEvent[]): Tasks {
  const key = ({ pid, tid }: TraceEvent) => `${pid}.${tid}`;
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(key),
  );
  const tasks = events.filter(
    (event) => mains.has(key(event)) && event.ph === 'X' && /RunTask$/.test(event.name),
  );
  const longest = tasks.toSorted((one, other) => (other.dur ?? 0) - (one.dur ?? 0))[0];
  return {
    count: tasks.length,
    longestMs: (longest?.dur ?? 0) / 1000,
    longestCpuMs: (longest?.tdur ?? 0) / 1000,
  };
}
