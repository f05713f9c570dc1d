// Shares as tables: the log, newest first, and what became of all of them.

import { html } from 'lit';
import type { ShareRow, ShareTally } from '../../miner/index.ts';
import { formatDifficulty, formatDuration, formatPercent } from '../../primitives/index.ts';
import type { TableColumn, TableRow } from '../elements/table-data.ts';
import { engineLabel } from '../mine/engine-words.ts';
import { noBreak } from '../no-break.ts';

/** A verdict in words, with its reason. */
export function verdictWords({ verdict, reason, isLate, isBlock }: ShareRow): string {
  if (verdict === 'pending') return 'asked';
  const late = isLate && verdict === 'accepted' ? ', late' : '';
  const block = isBlock ? ', a block' : '';
  return `${verdict}${late}${block}${reason === '' ? '' : `: ${reason}`}`;
}

/** Columns of the log. */
export const SHARE_COLUMNS: readonly TableColumn[] = [
  { id: 'time', label: 'Time' },
  { id: 'verdict', label: 'Verdict' },
  { id: 'difficulty', label: 'Reached', isNumber: true, format: (one) => formatDifficulty(one) },
  { id: 'wanted', label: 'Wanted', isNumber: true, format: (one) => formatDifficulty(one) },
  { id: 'answer_ms', label: 'Answer', isNumber: true, format: (ms) => formatDuration(ms / 1000) },
  { id: 'engine', label: 'Engine' },
];

/** The log's rows, newest first. */
export function shareRows(log: readonly ShareRow[]): readonly TableRow[] {
  return log.toReversed().map((row) => ({
    time: clockWords(row.time),
    difficulty: row.difficulty,
    wanted: row.wantedDifficulty,
    engine: noBreak(engineLabel(row.engine)),
    answer_ms: row.answerMs,
    verdict: row.isBlock ? html`<strong>${verdictWords(row)}</strong>` : verdictWords(row),
  }));
}

/** Columns of the log as a file. */
export const SHARE_CSV_COLUMNS: readonly Pick<TableColumn, 'id'>[] = [
  'time_utc',
  'difficulty',
  'wanted_difficulty',
  'engine',
  'verdict',
  'reason',
  'answer_ms',
  'is_late',
  'is_block',
  'hash',
].map((id) => ({ id }));

/** The log's rows as a file has them, newest first. */
export function shareCsvRows(log: readonly ShareRow[]): readonly TableRow[] {
  return log.toReversed().map((row) => ({
    time_utc: new Date(row.time * 1000).toISOString(),
    difficulty: row.difficulty,
    wanted_difficulty: row.wantedDifficulty,
    engine: row.engine,
    verdict: row.verdict,
    // A stranger's words are no formula for a spreadsheet to follow.
    reason: /^[=+\-@]/u.test(row.reason) ? `'${row.reason}` : row.reason,
    answer_ms: row.answerMs,
    is_late: row.isLate ? 'yes' : 'no',
    is_block: row.isBlock ? 'yes' : 'no',
    hash: row.hash,
  }));
}

/** One part of all shares. */
export interface TallyPart {
  readonly id: 'accepted' | 'late' | 'stale' | 'rejected' | 'unanswered' | 'pending';
  readonly label: string;
  readonly count: number;
}

/** What became of the shares; together they are all that were found. */
export function tallyParts(shares: ShareTally): readonly TallyPart[] {
  // Late ones that were credited are counted as stale, and in the sum of accepted proof.
  return [
    { id: 'accepted', label: 'accepted', count: shares.accepted },
    { id: 'late', label: 'late, credited all the same', count: shares.staleCredited },
    { id: 'stale', label: 'stale', count: shares.stale - shares.staleCredited },
    { id: 'rejected', label: 'rejected', count: shares.rejected },
    { id: 'unanswered', label: 'unanswered', count: shares.unanswered },
    { id: 'pending', label: 'asked, not answered yet', count: shares.pending },
  ];
}

/** Columns of the tally. */
export const TALLY_COLUMNS: readonly TableColumn[] = [
  { id: 'what', label: 'What became of it' },
  { id: 'shares', label: 'Shares', isNumber: true },
  { id: 'part', label: 'Part', isNumber: true, format: (part) => formatPercent(part) },
];

/** The tally as a table: rejected ones by the pool's words, and what was no share at all. */
export function tallyRows(shares: ShareTally): readonly TableRow[] {
  const part = (count: number): number | null => (shares.found > 0 ? count / shares.found : null);
  const rows = tallyParts(shares).flatMap(({ id, label, count }): TableRow[] => {
    if (id === 'rejected' && shares.rejectedBy.length > 0) {
      return shares.rejectedBy.map((one) => ({
        what: `rejected: ${one.reason}`,
        shares: one.count,
        part: part(one.count),
      }));
    }
    const isUsual = id === 'accepted' || id === 'stale' || id === 'rejected';
    return isUsual || count > 0 ? [{ what: label, shares: count, part: part(count) }] : [];
  });
  return [
    ...rows,
    { what: 'found in all', shares: shares.found, part: null },
    { what: 'hardware errors: no shares, never sent', shares: shares.hardwareErrors, part: null },
  ];
}

/** The time of day where the page is, to the second. */
export function clockWords(unixSec: number): string {
  const date = new Date(unixSec * 1000);
  if (Number.isNaN(date.getTime())) return '–';
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
