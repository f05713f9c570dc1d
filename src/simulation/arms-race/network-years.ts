/** The real network by calendar years, as `data/btc_network_yearly.csv` has it. */

/** One year of the network. */
export interface NetworkYear {
  readonly year: number;
  /** Mean of the year, from difficulty and pace of its blocks. */
  readonly hashrateHps: number;
  /**
   * Means of Cambridge's electricity index (its model before the revision of 2023) over the days that it has; null for
   * years without.
   */
  readonly power: {
    /** The last days of the index's first year, the first days of its last. */
    readonly days: number;
    readonly minW: number;
    readonly guessW: number;
    readonly maxW: number;
  } | null;
}
