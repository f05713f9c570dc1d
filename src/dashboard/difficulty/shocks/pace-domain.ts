// The common axis of pictures that show how far blocks are off their pace: expected interval over target spacing.

import type { ShockTrace } from '../../../simulation/index.ts';

/** Ends of an axis, below and above 1. */
export interface PaceDomain {
  readonly min: number;
  readonly max: number;
}

/** Factors from 1 up to which an axis may be written. */
const ENDS = [3, 10, 30, 100, 300, 1000] as const;

/** Room beyond the last value that is written, as a factor. */
const AIR = 1.25;

/**
 * A chain that goes this far has lost hold: testnet's comes to a millionth of a millionth. An axis that held it would
 * show of all others a straight line.
 */
const LOST = 1000;

/** An axis that holds all points of all rules that do not lose hold. */
export function paceDomain(traces: readonly ShockTrace[]): PaceDomain {
  const extents = traces.map(({ own }) => ({
    low: Math.min(1, ...own.expected.mean),
    high: Math.max(1, ...own.expected.mean),
  }));
  const held = extents.filter(({ low, high }) => low > 1 / LOST && high < LOST);
  const low = Math.min(1, ...held.map((extent) => extent.low));
  const high = Math.max(1, ...held.map((extent) => extent.high));
  return { min: 1 / (endFor(1 / low) * AIR), max: endFor(high) * AIR };
}

function endFor(factor: number): number {
  return ENDS.find((end) => factor <= end * AIR) ?? ENDS.at(-1)!;
}

/** Whether a run leaves an axis. */
export function leavesDomain({ own }: ShockTrace, { min, max }: PaceDomain): boolean {
  return own.expected.mean.some((value) => value < min || value > max);
}

/** Values to write at the axis: 1, where it may end on either side, and the powers of ten between. */
export function paceTicks({ min, max }: PaceDomain): readonly number[] {
  const low = 1 / Math.round(1 / min / AIR);
  const high = Math.round(max / AIR);
  const ticks = new Set([low, 1, high]);
  for (let power = 10; power < high; power *= 10) ticks.add(power);
  for (let power = 10; power < 1 / low; power *= 10) ticks.add(1 / power);
  return [...ticks].toSorted((a, b) => a - b);
}
