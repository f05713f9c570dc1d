/**
 * Monero: the work of 600 blocks over the time between them, taken from a window of 720 that ends 15 blocks before the
 * tip and has its 60 earliest and 60 latest times cut off after sorting. Outliers do nothing, and news comes late.
 *
 * After Monero, `cryptonote_basic/difficulty.cpp`: `next_difficulty`; `blockchain.cpp`: `get_difficulty_for_next_block`.
 */
import type { HeaderHistory } from '../chain/index.ts';
import { targetOfDifficulty } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

/** Lag and cut of Monero as parts of its window (`DIFFICULTY_LAG`, `DIFFICULTY_CUT`, `DIFFICULTY_WINDOW`). */
const LAG_PART = 15 / 720;
const CUT_PART = 60 / 720;

/** What is left of a window after cutting. */
export interface MoneroCut {
  /** Index of the first block that counts. */
  readonly begin: number;
  /** Index after the last. */
  readonly end: number;
}

/** Cuts both ends of `length` blocks so that at most the window less two cuts is left. */
export function cutWindow(length: number, windowBlocks: number): MoneroCut {
  const kept = windowBlocks - 2 * Math.round(windowBlocks * CUT_PART);
  if (length <= kept) return { begin: 0, end: length };
  const begin = Math.floor((length - kept + 1) / 2);
  return { begin, end: begin + kept };
}

let sorted = new Float64Array(720);

/** Sorts the times of consecutive blocks; the array is used again by the next call. */
function sortTimes(history: HeaderHistory, firstHeight: number, length: number): Float64Array {
  if (sorted.length < length) sorted = new Float64Array(length);
  // Insertion: times come nearly sorted.
  for (let i = 0; i < length; i++) {
    const time = history.timeAt(firstHeight + i);
    let place = i;
    while (place > 0 && sorted[place - 1]! > time) {
      sorted[place] = sorted[place - 1]!;
      place--;
    }
    sorted[place] = time;
  }
  return sorted;
}

/**
 * The next difficulty, in expected hashes.
 *
 * @returns At least 1.
 */
export function moneroDifficulty(
  history: HeaderHistory,
  targetSpacingSec: number,
  windowBlocks: number,
): bigint {
  const lag = Math.round(windowBlocks * LAG_PART);
  // The first block is left out, and of what the window with its lag holds, the oldest count.
  const firstHeight = Math.max(1, history.tipHeight + 1 - (windowBlocks + lag));
  const length = Math.min(windowBlocks, history.tipHeight + 1 - firstHeight);
  if (length <= 1) return 1n;
  const { begin, end } = cutWindow(length, windowBlocks);
  const times = sortTimes(history, firstHeight, length);
  const tookSec = BigInt(Math.max(1, times[end - 1]! - times[begin]!));
  const work = history.chainworkAt(firstHeight + end - 1) - history.chainworkAt(firstHeight + begin);
  return (work * BigInt(targetSpacingSec) + tookSec - 1n) / tookSec;
}

/** Monero's rule. */
export const monero: DifficultyRule = {
  name: 'monero',
  title: 'Monero',
  usedBy: 'Monero since April 2014',
  summary:
    'The work of a window (720 blocks on its network, ending 15 before the tip) over its time, with its earliest and latest times cut off.',
  source: 'Monero, src/cryptonote_basic/difficulty.cpp, next_difficulty',
  windowMeaning: 'window',
  network: { targetSpacingSec: 120, windowBlocks: 720, powLimit: (1n << 256n) - 1n },
  laboratoryWindowBlocks: 48,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    return targetOfDifficulty(moneroDifficulty(history, targetSpacingSec, windowBlocks), powLimit);
  },
};
