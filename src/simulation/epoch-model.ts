/**
 * Bitcoin's rule at constant hash rate, whole periods at a time: why it settles at 600.596 s and not at 600.
 *
 * A period's last 2,015 of 2,016 intervals are measured and held against 2,016 spacings. With hash rate H and proof D
 * they last (D / H) G, where G is a sum of 2,015 exponential numbers of mean 1; the next proof is
 * D 2016 S H / (D G) = 2016 S H / G, so the next period's expected interval is 2016 S / G whatever came before. The
 * mean of 1 / G for n = 2,015 is 1 / (n - 1): 2016 S / 2014 = 600.596 s. One part of the excess, 2016 / 2015, is the
 * interval that is not measured; the other, 2015 / 2014, is that the mean of 1 / G is above 1 / mean.
 */
import type { Dice } from './random.ts';

/**
 * The mean interval, over blocks, that Bitcoin's rule settles at under a constant hash rate.
 *
 * @param windowBlocks - Blocks per period, from 4.
 * @returns Seconds.
 */
export function bitcoinSettledIntervalSec(spacingSec: number, windowBlocks: number): number {
  return (windowBlocks * spacingSec) / (windowBlocks - 2);
}

/**
 * Draws periods and returns the mean interval over all their blocks: each period weighs the same, since each has the
 * same number of blocks. The rule's limits, a factor of 4 each way, are left out: at 2,016 blocks they are never met.
 *
 * @param windowBlocks - Blocks per period, from 4.
 * @param epochs - How many periods to draw.
 * @returns Seconds.
 */
export function drawSettledIntervalSec(
  dice: Dice,
  spacingSec: number,
  windowBlocks: number,
  epochs: number,
): number {
  let expectedSec = bitcoinSettledIntervalSec(spacingSec, windowBlocks);
  let totalSec = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const measured = dice.gamma(windowBlocks - 1);
    totalSec += expectedSec * (measured + dice.exponential());
    expectedSec = (windowBlocks * spacingSec) / measured;
  }
  return totalSec / (epochs * windowBlocks);
}
