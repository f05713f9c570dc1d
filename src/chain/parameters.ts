/** What a network agrees on before its first block. */
import type { HeaderHistory } from './history.ts';

/** Seconds that a block's time may be ahead of one's own clock (Bitcoin Core, `MAX_FUTURE_BLOCK_TIME`). */
export const FUTURE_LIMIT_SEC = 2 * 60 * 60;

/** From some height on, older versions are refused. */
export interface VersionStep {
  readonly fromHeight: number;
  /** Lowest version that is allowed. */
  readonly version: number;
}

/** BIP 34, 66 and 65 on Bitcoin's main network (Bitcoin Core, `kernel/chainparams.cpp`). */
export const MAINNET_VERSION_STEPS: readonly VersionStep[] = [
  { fromHeight: 227_931, version: 2 },
  { fromHeight: 363_725, version: 3 },
  { fromHeight: 388_381, version: 4 },
];

/** Consensus parameters of one chain. The retarget rule is handed in, since rules live in their own room. */
export interface ChainParameters {
  /** Easiest target. */
  readonly powLimit: bigint;
  /** The target of the block after a history's tip, given the block's own time. */
  readonly requiredTarget: (history: HeaderHistory, time: number) => bigint;
  /** The earliest time that the retarget rule allows that block, beside the median time past (BIP 94). */
  readonly earliestTime?: ((history: HeaderHistory) => number) | undefined;
  /**
   * What the hash of a header must not exceed, given the header's target and version: the target or more. Absent where
   * it is the target, as on every public network.
   */
  readonly proofTarget?: ((target: bigint, version: number) => bigint) | undefined;
  readonly versionSteps: readonly VersionStep[];
  /** Blocks must state their height from here on (BIP 34). */
  readonly heightInCoinbaseFrom: number;
  readonly halvingIntervalBlocks: number;
}
