/** How many decide: measures of concentration over the parts that parties hold. */

/** Concentration of one set of parties. */
export interface Concentration {
  /** Herfindahl-Hirschman index: sum of the squares of parts, in (0, 1]; 1 over it is the number of equal parties. */
  readonly hhi: number;
  /** Gini coefficient in [0, 1): 0 where all hold the same. Parties that hold nothing do not count. */
  readonly gini: number;
  /** Nakamoto coefficient: the fewest parties that hold more than half together. */
  readonly nakamoto: number;
  /** Part of the largest. */
  readonly largestPart: number;
}

/** Where nobody holds anything. */
export const NO_CONCENTRATION: Concentration = { hhi: 0, gini: 0, nakamoto: 0, largestPart: 0 };

/**
 * Measures concentration.
 *
 * @param held - What each party holds, from 0, in any unit and order. It is sorted in place.
 */
export function measureConcentration(held: Float64Array): Concentration {
  held.sort();
  let first = 0;
  while (first < held.length && !(held[first]! > 0)) first++;
  const parties = held.length - first;
  if (parties === 0) return NO_CONCENTRATION;
  let total = 0;
  let squares = 0;
  let ranked = 0;
  for (let i = first; i < held.length; i++) {
    const value = held[i]!;
    total += value;
    squares += value * value;
    ranked += value * (i - first + 1);
  }
  let nakamoto = 0;
  let together = 0;
  while (nakamoto < parties && !(together > total / 2)) {
    nakamoto++;
    together += held[held.length - nakamoto]!;
  }
  return {
    hhi: squares / (total * total),
    gini: (2 * ranked) / (parties * total) - (parties + 1) / parties,
    nakamoto,
    largestPart: held[held.length - 1]! / total,
  };
}
