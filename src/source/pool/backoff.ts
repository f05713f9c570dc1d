// How long to wait before a pool is tried again: longer each time, and never in step with other miners that were cut off by
// the same failure.

/** What the first wait is about, milliseconds. */
export const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * @param failures - In a row, from 1.
 * @param random - In [0, 1).
 * @returns milliseconds: 1, 2, 4 … 60 s, each by a factor between a half and one and a half.
 */
export function backoffMs(failures: number, random: number): number {
  const wholeMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return wholeMs * (0.5 + random);
}

/** @returns milliseconds before the first try after a cut: soon, but a pool that restarts is not stormed. */
export function firstTryMs(random: number): number {
  return 100 + 400 * random;
}
