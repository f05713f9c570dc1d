// One line for each share, at its verdict. A terminal that is too narrow for all columns has fewer.

import type { ShareRow } from '../../miner/index.ts';
import { formatDifficulty, formatDuration } from '../../primitives/index.ts';
import { plainText } from '../terminal/text.ts';

interface Column {
  readonly heading: string;
  readonly width: number;
  readonly isLeft?: boolean;
  readonly textOf: (row: ShareRow) => string;
}

const HASH_DIGITS = 20;
const GAP = '  ';
/** For the usual verdict of a share, and of a block. */
const VERDICT_WIDTH = 'accepted, block'.length;

/** Before the verdict. */
const COLUMNS: readonly Column[] = [
  {
    heading: 'time',
    width: 8,
    isLeft: true,
    textOf: ({ time }) => new Date(time * 1000).toTimeString().slice(0, 8),
  },
  { heading: 'hash', width: HASH_DIGITS, isLeft: true, textOf: ({ hash }) => hash.slice(0, HASH_DIGITS) },
  { heading: 'difficulty', width: 14, textOf: ({ difficulty }) => formatDifficulty(difficulty) },
  { heading: 'wanted', width: 14, textOf: ({ wantedDifficulty }) => formatDifficulty(wantedDifficulty) },
  {
    heading: 'answer',
    width: 8,
    textOf: ({ answerMs }) => (answerMs === null ? '' : formatDuration(answerMs / 1000)),
  },
];
/** What a narrow terminal does without, first what the live view has, too. */
const SPARED = ['wanted', 'hash', 'answer'];

/**
 * What stands above the shares' lines.
 *
 * @param width - columns of the terminal; infinitely many where it is none.
 */
export function shareLineHead(width: number): string {
  return line(columnsWithin(width), ({ heading }) => heading, 'verdict');
}

/** The share and what became of it, below {@link shareLineHead} of the same width. */
export function shareLine(row: ShareRow, width: number): string {
  const verdict = [
    row.verdict,
    ...(row.isBlock ? ['block'] : []),
    ...(row.isLate ? ['late'] : []),
    ...(row.reason === '' ? [] : [row.reason]),
  ];
  return line(columnsWithin(width), ({ textOf }) => textOf(row), plainText(verdict.join(', ')));
}

function columnsWithin(width: number): readonly Column[] {
  let columns = COLUMNS;
  for (const spared of SPARED) {
    const wanted = columns.reduce((sum, column) => sum + column.width + GAP.length, VERDICT_WIDTH);
    if (wanted <= width) break;
    columns = columns.filter(({ heading }) => heading !== spared);
  }
  return columns;
}

function line(columns: readonly Column[], textOf: (column: Column) => string, verdict: string): string {
  const cells = columns.map((column) =>
    column.isLeft ? textOf(column).padEnd(column.width) : textOf(column).padStart(column.width),
  );
  return [...cells, verdict].join(GAP);
}
