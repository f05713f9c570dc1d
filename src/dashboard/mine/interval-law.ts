// How long blocks should take, for header times in whole seconds.
//
// Waits are exponential; a header carries only the whole second of its block (`wholeSecondTail`).

import { wholeSecondTail } from '../../simulation/index.ts';

/**
 * Blocks expected in each bin of a histogram.
 *
 * @param bins - Number of bins; bin i holds [i * binSec, (i + 1) * binSec), the last all longer ones.
 * @param count - Intervals in all.
 */
export function expectedBins(bins: number, binSec: number, meanSec: number, count: number): number[] {
  // The first whole second that belongs to bin i or a later one.
  const reach = (i: number): number => wholeSecondTail(Math.ceil(i * binSec - 1e-9), meanSec);
  return Array.from({ length: bins }, (_, i) => count * (reach(i) - (i === bins - 1 ? 0 : reach(i + 1))));
}

/**
 * Mean further difference of header times after `waitedSec`, among the differences that are longer: the same for all
 * whole waits, 1 / (1 - e^-λ), which is the mean and half a second more.
 */
export function furtherWaitSec(waitedSec: number, meanSec: number): number {
  return 1 / -Math.expm1(-1 / meanSec) - (waitedSec - Math.floor(waitedSec));
}
