/** One machine that can be bought, or could once. */
import type { HardwareKind } from './generation.ts';

export interface MachineModel {
  /** As its maker calls it, for example "Antminer S9". */
  readonly name: string;
  /** Who makes it, for example "Bitmain"; for CPUs and GPUs the kind of maker. */
  readonly vendor: string;
  readonly kind: HardwareKind;
  /** Days since 1970-01-01 (UTC) from which it can mine. */
  readonly releaseDay: number;
  /** Hashes per second. */
  readonly hashrateHps: number;
  /** Watts at the plug of the machine, cooling of the site not counted. */
  readonly powerW: number;
  /** Joules per 10^12 hashes. */
  readonly efficiencyJPerTh: number;
  /** What it is listed at, USD. */
  readonly listPriceUsd: number;
  /** The list price is an estimate for its kind and time, not from the table. */
  readonly isPriceEstimated: boolean;
  /** Rate and power are estimates: the table has the efficiency alone. */
  readonly isSizeEstimated: boolean;
  /** The table marks it as not verified in a primary source. */
  readonly isUnverified: boolean;
  /** The day of release is known to the year alone; its middle was taken. */
  readonly isReleaseRough: boolean;
  /** Nobody has made it yet: the scenario's progress continued. */
  readonly isToCome?: true;
  /** What it weighs when it is thrown away, kg. */
  readonly massKg: number;
  /** Where the figures come from. */
  readonly source: string;
}
