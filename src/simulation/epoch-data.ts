/**
 * Bitcoin's difficulty periods as a table (`data/btc_difficulty_epochs.csv`): what the chain really did, in 2,016
 * blocks a row.
 */

import type { DifficultyRule } from '../difficulty/index.ts';
import { compactFromTarget, targetFromCompact } from '../primitives/index.ts';

/** Blocks per row. */
export const EPOCH_BLOCKS = 2016;

/** One period of 2,016 blocks. */
export interface DifficultyEpoch {
  readonly firstHeight: number;
  /** Unix seconds of the first block's header; null where unknown. */
  readonly firstTime: number | null;
  /** Unix seconds of the last block's header; null where unknown. */
  readonly lastTime: number | null;
  /** Compact target of all its blocks. */
  readonly nBits: number;
  /** Compact target of the next period; null where unknown. */
  readonly nextBits: number | null;
}

/**
 * Reads the table.
 *
 * @param text - CSV with a heading; columns by name: first_height, first_time, last_time, bits, next_bits.
 * @throws {RangeError} if a column is missing, a field is no such number, or heights do not rise by 2,016.
 */
export function parseDifficultyEpochs(text: string): readonly DifficultyEpoch[] {
  const [heading = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = heading.split(',');
  const column = (name: string) => {
    const index = names.indexOf(name);
    if (index < 0) throw new RangeError(`the epochs' table has no column ${name}`);
    return index;
  };
  const columns = {
    firstHeight: column('first_height'),
    firstTime: column('first_time'),
    lastTime: column('last_time'),
    bits: column('bits'),
    nextBits: column('next_bits'),
  };
  return lines.map((line, row) => {
    const cells = line.split(',');
    const field = (index: number, pattern: RegExp, radix: number) => {
      const cell = cells[index] ?? '';
      if (cell === '') return null;
      if (!pattern.test(cell)) {
        throw new RangeError(`the epochs' table, row ${row + 1}: ${names[index]} is no number: ${cell}`);
      }
      return Number.parseInt(cell, radix);
    };
    const whole = (index: number) => field(index, /^\d{1,10}$/, 10);
    const compact = (index: number) => field(index, /^[0-9a-f]{8}$/, 16);
    const nBits = compact(columns.bits);
    if (whole(columns.firstHeight) !== row * EPOCH_BLOCKS || nBits === null) {
      throw new RangeError(
        `the epochs' table, row ${row + 1}: expected height ${row * EPOCH_BLOCKS} and bits`,
      );
    }
    return {
      firstHeight: row * EPOCH_BLOCKS,
      firstTime: whole(columns.firstTime),
      lastTime: whole(columns.lastTime),
      nBits,
      nextBits: compact(columns.nextBits),
    };
  });
}

/** How many of the retargets that the table knows in full a rule gives exactly. */
export interface RetargetCheck {
  /** Periods with both times and the next compact target. */
  readonly known: number;
  readonly exact: number;
  /** First height of the period after the first one that differs; null where all agree. */
  readonly firstWrongHeight: number | null;
}

/**
 * Recomputes every retarget.
 *
 * @param rule - Bitcoin's: it may ask for the first and the last block of a period, and no other.
 * @throws {RangeError} if the rule asks for another block.
 */
export function recomputeRetargets(epochs: readonly DifficultyEpoch[], rule: DifficultyRule): RetargetCheck {
  let known = 0;
  let exact = 0;
  let firstWrongHeight: number | null = null;
  for (const { firstHeight, firstTime, lastTime, nBits, nextBits } of epochs) {
    if (firstTime === null || lastTime === null || nextBits === null) continue;
    const tipHeight = firstHeight + EPOCH_BLOCKS - 1;
    const target = targetFromCompact(nBits);
    const targetAt = (height: number) =>
      height >= firstHeight && height <= tipHeight ? target : unknown(height);
    const history = {
      tipHeight,
      timeAt: (height: number) =>
        height === tipHeight ? lastTime : height === firstHeight ? firstTime : unknown(height),
      targetAt,
      targetNumberAt: (height: number) => Number(targetAt(height)),
      chainworkAt: (height: number) => unknown(height),
    };
    known++;
    // The rule does not look at the new block's time; the last block's is a time that it could have.
    if (compactFromTarget(rule.nextTarget(history, lastTime, rule.network)) === nextBits) exact++;
    else firstWrongHeight ??= firstHeight + EPOCH_BLOCKS;
  }
  return { known, exact, firstWrongHeight };
}

function unknown(height: number): never {
  throw new RangeError(`the epochs' table does not know the block at height ${height}`);
}
