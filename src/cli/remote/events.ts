// The lines of `--json`: one object each, with its type first and Unix seconds.

import type { RemoteEvent, RemoteSnapshot, ShareRow } from '../../miner/index.ts';
import type { SourceStatus } from '../../source/index.ts';
import type { PowerReading } from '../power/power.ts';
import { creditedWork } from './report.ts';
import { statsOf } from './stats.ts';

/** A line before it is printed. */
export type EventRow = { readonly type: string } & Readonly<Record<string, unknown>>;

/** What a session tells, as a line. */
export function eventRow(event: RemoteEvent): EventRow {
  switch (event.type) {
    case 'share':
      return { type: 'share', ...shareFields(event.row) };
    case 'state':
      return { type: 'state', state: event.state };
    case 'notice':
      return { type: 'notice', tone: event.tone, text: event.text };
  }
}

/** The share's own time takes the place of the line's. */
function shareFields({ verdict, ...row }: ShareRow) {
  return { verdict, ...row };
}

/** New work that took the place of the old. */
export function workRow(source: SourceStatus): EventRow {
  if (source.kind === 'node') {
    const { height, networkDifficulty, transactions, valueSats } = source;
    return { type: 'work', height, networkDifficulty, transactions, valueSats: Number(valueSats) };
  }
  const { job, difficulty } = source;
  return {
    type: 'work',
    jobId: job?.jobId ?? null,
    difficulty: job?.difficulty ?? difficulty,
    networkDifficulty: job?.networkDifficulty ?? null,
  };
}

export function statsRow(snapshot: RemoteSnapshot, power: PowerReading): EventRow {
  return { type: 'stats', ...statsOf(snapshot, power) };
}

export function endRow(snapshot: RemoteSnapshot, power: PowerReading): EventRow {
  return { type: 'end', ...statsOf(snapshot, power), creditedWork: creditedWork(snapshot) };
}
