/** A quantity that is known within bounds. */

/** Bounds and best guess, of one unit: `low <= guess <= high`. */
export interface Estimate {
  readonly low: number;
  readonly guess: number;
  readonly high: number;
}

/** @returns All three through one function, which must not turn their order round. */
export function mapEstimate({ low, guess, high }: Estimate, of: (value: number) => number): Estimate {
  return { low: of(low), guess: of(guess), high: of(high) };
}

/** @returns All three times a factor from 0. */
export function scaleEstimate(estimate: Estimate, factor: number): Estimate {
  return mapEstimate(estimate, (value) => value * factor);
}
