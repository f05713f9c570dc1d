// One run of mining for a node or a pool: what is printed and drawn while it goes on, and the report at its end.

import type { RemoteEvent, RemoteSession, Timers } from '../../miner/index.ts';
import type { SourceStatus } from '../../source/index.ts';
import type { Io } from '../command.ts';
import { devicesOf } from '../power/power.ts';
import { PowerMeter } from '../power/power-meter.ts';
import { type EventRow, endRow, eventRow, statsRow, workRow } from './events.ts';
import { metricsText } from './prometheus.ts';
import { reportLines } from './report.ts';
import { shareLine, shareLineHead } from './share-line.ts';
import { statsOf } from './stats.ts';
import { type StatsServer, startStatsServer } from './stats-server.ts';
import { statusLine, viewLines } from './view.ts';
import type { RemoteWishes } from './wishes.ts';

const VIEW_MS = 1000;
/** Where nobody draws, a line so often. */
const STATUS_MS = 30_000;
const STATS_MS = 10_000;
/** The longest wait that a timer takes is 2^31 ms. */
const LONGEST_SLEEP_MS = 86_400_000;

/** What a run needs of a session. */
export type RunSession = Pick<RemoteSession, 'start' | 'stop' | 'snapshot' | 'done'>;

/** What a run is handed. */
export interface RemoteRunParts {
  readonly wishes: Pick<RemoteWishes, 'durationMs' | 'isJson' | 'statsPort'>;
  /** Said at the beginning, for people and for programs. */
  readonly opening: { readonly text: string; readonly fields: Readonly<Record<string, unknown>> };
  /**
   * Makes the session.
   *
   * @param onNewWork - to be told when the first work comes and when work takes the place of old.
   */
  readonly createSession: (
    onEvent: (event: RemoteEvent) => void,
    onNewWork: (source: SourceStatus) => void,
  ) => RunSession;
  readonly timers: Timers;
}

/** What a run touches. */
export type RunIo = Pick<
  Io,
  'print' | 'columns' | 'notice' | 'screen' | 'signal' | 'clock' | 'now' | 'powerSources'
>;

/**
 * Mines until the time is over or the user stops it, and prints the report.
 *
 * @throws where the statistics' port is taken, or the session cannot go on.
 */
export async function runRemote(
  { wishes, opening, createSession, timers }: RemoteRunParts,
  io: RunIo,
): Promise<void> {
  const { isJson, statsPort } = wishes;
  // Lines stay below their head if the terminal becomes another width.
  const { columns } = io;
  const tell = ({ type, ...fields }: EventRow) =>
    io.print(JSON.stringify({ type, time: io.now().getTime() / 1000, ...fields }));
  const session = createSession(
    (event) => {
      if (isJson) tell(eventRow(event));
      else if (event.type === 'share') io.print(shareLine(event.row, columns));
      else if (event.type === 'notice') io.notice(event.text);
    },
    (source) => {
      if (isJson) tell(workRow(source));
    },
  );
  const isDrawing = !isJson && io.screen.isTerminal;
  const draw = () => {
    if (isDrawing) io.screen.show(viewLines(session.snapshot(), meter.reading, io.screen.columns));
  };
  const meter = new PowerMeter(io.powerSources, () => devicesOf(session.snapshot().engines), {
    clock: io.clock,
    timers,
    onNotice: (text) => (isJson ? tell({ type: 'notice', tone: 'note', text }) : io.notice(text)),
  });
  let server: StatsServer | null = null;
  const ends: (() => void)[] = [() => meter.end()];
  try {
    if (statsPort !== null) {
      server = await startStatsServer(statsPort, {
        metrics: () => metricsText(session.snapshot(), meter.reading),
        stats: () => JSON.stringify(statsOf(session.snapshot(), meter.reading)),
      });
    }
    if (isJson) tell({ type: 'start', ...opening.fields, statsPort: server?.port ?? null });
    else {
      io.notice(opening.text);
      if (server !== null) {
        io.notice(`statistics: http://127.0.0.1:${server.port}/metrics for Prometheus, /stats as JSON`);
      }
      io.print(shareLineHead(columns));
    }
    session.start();
    if (isJson) ends.push(timers.every(STATS_MS, () => tell(statsRow(session.snapshot(), meter.reading))));
    else if (isDrawing) ends.push(timers.every(VIEW_MS, draw));
    else ends.push(timers.every(STATUS_MS, () => io.notice(statusLine(session.snapshot(), meter.reading))));
    await untilEnd(session, wishes.durationMs, timers, io.signal);
  } finally {
    for (const end of ends) end();
    io.screen.show([]);
    await session.stop();
    await server?.close();
    // A session that never began has nothing to report.
    if (session.snapshot().uptimeSec > 0) {
      if (isJson) tell(endRow(session.snapshot(), meter.reading));
      else for (const text of reportLines(session.snapshot())) io.print(text);
    }
  }
}

/** Resolves when the time is over or the user stops it; rejects where the session ends by itself. */
async function untilEnd(
  session: RunSession,
  durationMs: number,
  timers: Timers,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const stop = () => over.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const elapsed = async () => {
    for (let leftMs = durationMs; leftMs > 0 && !over.signal.aborted; leftMs -= LONGEST_SLEEP_MS) {
      // A wait that is broken off is over.
      await timers.sleep(Math.min(leftMs, LONGEST_SLEEP_MS), over.signal).catch(() => {});
    }
  };
  try {
    await Promise.race([session.done, elapsed()]);
  } finally {
    signal.removeEventListener('abort', stop);
    over.abort();
  }
}
