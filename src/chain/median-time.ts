/** Median time past: what a block's time must exceed, so that no single miner's clock moves the chain's. */
import type { HeaderHistory } from './history.ts';

/** Blocks whose times are compared (Bitcoin Core, `CBlockIndex::nMedianTimeSpan`). */
export const MEDIAN_TIME_BLOCKS = 11;

const sorted = new Float64Array(MEDIAN_TIME_BLOCKS);

/**
 * The median of the times of a block and its ten ancestors; near the chain's start, of as many as there are, the
 * later of the middle two where their number is even.
 *
 * @param height - The newest of the blocks.
 * @returns Unix seconds.
 * @throws {RangeError} if the history has no such height.
 * @see Bitcoin Core, `CBlockIndex::GetMedianTimePast`
 */
export function medianTimePast(history: HeaderHistory, height: number = history.tipHeight): number {
  const count = Math.min(MEDIAN_TIME_BLOCKS, height + 1);
  // Insertion, because times come nearly sorted and this runs once per header.
  for (let i = 0; i < count; i++) {
    const time = history.timeAt(height - count + 1 + i);
    let place = i;
    while (place > 0 && sorted[place - 1]! > time) {
      sorted[place] = sorted[place - 1]!;
      place--;
    }
    sorted[place] = time;
  }
  if (count < 1) return history.timeAt(height);
  return sorted[count >> 1]!;
}
