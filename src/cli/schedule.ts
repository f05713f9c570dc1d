// Settings that change during a run, as in `100%,50%@80`: the first from the start, each other after so many blocks.

import { UsageError } from './usage-error.ts';

/** One setting and when it begins. */
export interface Step<T> {
  /** Blocks of the run before it; 0 for the first. */
  readonly afterBlocks: number;
  readonly value: T;
}

/**
 * Reads a schedule.
 *
 * @param name - the option, for messages.
 * @param text - steps separated by commas, all but the first with @BLOCKS.
 * @param readValue - reads one step's value.
 * @returns at least one step, ascending.
 */
export function readSchedule<T>(
  name: string,
  text: string,
  readValue: (text: string) => T,
): readonly Step<T>[] {
  const steps = text.split(',').map((part, i) => {
    const [value = '', after, ...rest] = part.split('@');
    if (rest.length > 0 || (after === undefined) !== (i === 0) || (i > 0 && !/^[1-9]\d*$/.test(after!))) {
      throw new UsageError(
        `${name} expected VALUE or VALUE,VALUE@BLOCKS,… where each VALUE holds after so many blocks, got ${text}`,
      );
    }
    return { afterBlocks: Number(after ?? 0), value: readValue(value.trim()) };
  });
  if (steps.some(({ afterBlocks }, i) => i > 0 && afterBlocks <= steps[i - 1]!.afterBlocks)) {
    throw new UsageError(`${name} expected ascending numbers of blocks, got ${text}`);
  }
  return steps;
}

/** The step that holds after so many blocks. */
export function stepAt<T>(steps: readonly Step<T>[], blocks: number): Step<T> {
  return steps.findLast(({ afterBlocks }) => afterBlocks <= blocks)!;
}
