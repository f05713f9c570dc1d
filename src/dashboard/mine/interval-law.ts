// How long blocks should take, for header times in whole seconds.
//
// Waits are exponential with rate λ = 1 / mean. A header carries only the whole second of its block, so the difference
// of two headers' times is floor(phase + wait), the phase being uniform in [0, 1). Hence
//   P(0) = 1 - (1 - e^-λ) / λ,   P(d) = e^(-λd) (e^λ + e^-λ - 2) / λ for d >= 1.

/**
 * Chance that two blocks' header times differ by `seconds`.
 *
 * @param seconds - Whole, from 0.
 * @param meanSec - Mean interval, more than 0.
 */
export function intervalChance(seconds: number, meanSec: number): number {
  const rate = 1 / meanSec;
  if (seconds === 0) return 1 + Math.expm1(-rate) / rate;
  // e^λ + e^-λ - 2, without losing digits where λ is small.
  return (Math.exp(-rate * seconds) * 4 * Math.sinh(rate / 2) ** 2) / rate;
}

/** Chance that they differ by `seconds` or more; whole, from 0. */
export function longerChance(seconds: number, meanSec: number): number {
  if (seconds === 0) return 1;
  const rate = 1 / meanSec;
  return (Math.exp(-rate * seconds) * Math.expm1(rate)) / rate;
}

/**
 * Blocks expected in each bin of a histogram.
 *
 * @param bins - Number of bins; bin i holds [i * binSec, (i + 1) * binSec), the last all longer ones.
 * @param count - Intervals in all.
 */
export function expectedBins(bins: number, binSec: number, meanSec: number, count: number): number[] {
  // The first whole second that belongs to bin i or a later one.
  const reach = (i: number): number => longerChance(Math.ceil(i * binSec - 1e-9), meanSec);
  return Array.from({ length: bins }, (_, i) => count * (reach(i) - (i === bins - 1 ? 0 : reach(i + 1))));
}

/**
 * Mean further difference of header times after `waitedSec`, among the differences that are longer: the same for all
 * whole waits, 1 / (1 - e^-λ), which is the mean and half a second more.
 */
export function furtherWaitSec(waitedSec: number, meanSec: number): number {
  return 1 / -Math.expm1(-1 / meanSec) - (waitedSec - Math.floor(waitedSec));
}
