// One line for each share, at its verdict.

import type { ShareRow } from '../../miner/index.ts';
import { formatDifficulty, formatDuration } from '../../primitives/index.ts';
import { plainText } from '../terminal/text.ts';

const HASH_DIGITS = 20;

/** Above the shares' lines. */
export const SHARE_LINE_HEAD = line('time', 'hash', 'difficulty', 'wanted', 'answer', 'verdict');

/** The share and what became of it. */
export function shareLine(row: ShareRow): string {
  const verdict = [
    row.verdict,
    ...(row.isBlock ? ['block'] : []),
    ...(row.isLate ? ['late'] : []),
    ...(row.reason === '' ? [] : [row.reason]),
  ];
  return line(
    new Date(row.time * 1000).toTimeString().slice(0, 8),
    row.hash.slice(0, HASH_DIGITS),
    formatDifficulty(row.difficulty),
    formatDifficulty(row.wantedDifficulty),
    row.answerMs === null ? '' : formatDuration(row.answerMs / 1000),
    plainText(verdict.join(', ')),
  );
}

function line(
  time: string,
  hash: string,
  difficulty: string,
  wanted: string,
  answer: string,
  verdict: string,
): string {
  return [
    time.padEnd(8),
    hash.padEnd(HASH_DIGITS),
    difficulty.padStart(14),
    wanted.padStart(14),
    answer.padStart(8),
    verdict,
  ].join('  ');
}
