// The tasks of a page's main thread, read from a trace that Chrome recorded between two marks.

import type { Page } from 'puppeteer';

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

/** Records a page's main thread while `use` runs; `use` marks what is looked at with `mark('from')` and `mark('to')`. */
export async function traceMainThread<T>(
  page: Page,
  use: (mark: (name: 'from' | 'to') => Promise<void>) => Promise<T>,
): Promise<{ readonly result: T; readonly tasks: MainThreadTasks }> {
  await page.tracing.start({
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  const result = await use((name) => page.evaluate((text) => console.timeStamp(text), name));
  const trace = await page.tracing.stop();
  if (trace === undefined) throw new Error('Chrome recorded no trace');
  const events = JSON.parse(new TextDecoder().decode(trace)).traceEvents;
  return { result, tasks: mainThreadTasks(events, page.url().split('#')[0]!) };
}

/** How many tasks there were, and the longest. */
export interface LongestTask {
  readonly tasks: number;
  /** Wall time: what a person waits. */
  readonly longestMs: number;
  /** That task's own processor time; lower where other threads took the core. */
  readonly longestCpuMs: number;
}

/** Tasks between the marks, and of the whole trace. */
export interface MainThreadTasks {
  readonly between: LongestTask;
  readonly inAll: LongestTask;
}

function mainThreadTasks(events: readonly TraceEvent[], url: string): MainThreadTasks {
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
  return { between: longest(tasks.filter(({ ts }) => ts >= from && ts < to)), inAll: longest(tasks) };
}

function longest(tasks: readonly TraceEvent[]): LongestTask {
  const [first] = tasks.toSorted((one, other) => (other.dur ?? 0) - (one.dur ?? 0));
  if (first === undefined) throw new Error('the trace holds no task of the page’s main thread');
  return {
    tasks: tasks.length,
    longestMs: (first.dur ?? 0) / 1000,
    longestCpuMs: (first.tdur ?? 0) / 1000,
  };
}
