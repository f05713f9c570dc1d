// The common axis of pictures that show how far blocks are off their pace: expected interval over target spacing.

import type { ShockTrace } from '../../../simulation/index.ts';

/** Ends of an axis, below and above 1. */
export interface PaceDomain {
  readonly min: number;
  readonly max: number;
}

/** Where an axis may end: factors from 1. */
const ENDS = [3, 10, 30, 100, 300, 1000] as const;

/**
 * Part of the points that may lie outside. A chain that has lost hold, as testnet's does, goes to a millionth of a
 * millionth; an axis that held it would show of all others a straight line.
 */
const OUTSIDE = 0.05;

/** An axis that holds nearly all points of all rules. */
export function paceDomain(traces: readonly ShockTrace[]): PaceDomain {
  const values = Float64Array.from(traces.flatMap(({ own }) => [...own.expected.mean])).sort();
  const at = (part: number): number => values[Math.round(part * (values.length - 1))] ?? 1;
  // Half of what may be outside on either side; but where a shock begins is always seen.
  const starts = traces.map(({ own }) => own.expected.mean[0] ?? 1);
  return {
    min: 1 / endFor(1 / Math.min(at(OUTSIDE / 2), ...starts)),
    max: endFor(Math.max(at(1 - OUTSIDE / 2), ...starts)),
  };
}

/** The least end that is not passed by more than a line's width. */
function endFor(factor: number): number {
  return ENDS.find((end) => factor <= end * 1.02) ?? ENDS.at(-1)!;
}

/** Whether a run leaves an axis. */
export function leavesDomain({ own }: ShockTrace, { min, max }: PaceDomain): boolean {
  return own.expected.mean.some((value) => value < min * 0.98 || value > max * 1.02);
}

/** Values to write at the axis: 1, its ends, and the powers of ten between. */
export function paceTicks({ min, max }: PaceDomain): readonly number[] {
  const ticks = [min, max, 1];
  for (let power = 10; power < max; power *= 10) ticks.push(power);
  for (let power = 0.1; power > min * 1.001; power /= 10) ticks.push(power);
  return [...new Set(ticks)].toSorted((a, b) => a - b);
}
