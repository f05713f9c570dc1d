/** The real chain's retargets as changes: how much each moved the difficulty, and which the rule's limit cut short. */
import { BITCOIN_MAX_FACTOR } from '../difficulty/index.ts';
import { targetFromCompact } from '../primitives/index.ts';
import type { DifficultyEpoch } from './epoch-data.ts';
import { proofOf } from './mining.ts';

/** A compact target keeps fifteen bits and more: a factor at the limit is off by less than this part. */
const COMPACT_ROUNDING = 2 ** -14;

/** One retarget of the real chain. */
export interface RealRetarget {
  /** Height of the first block with the new target. */
  readonly height: number;
  /** Unix seconds of that block's header; null where unknown. */
  readonly time: number | null;
  /** The new difficulty over the old one. */
  readonly factor: number;
  /** The period before was so short or so long that the rule's limit decided: a factor of 4, or of a quarter. */
  readonly isAtLimit: boolean;
}

/** Reads the changes from the targets alone, which the table knows for every period. */
export function readRetargets(epochs: readonly DifficultyEpoch[]): readonly RealRetarget[] {
  return epochs.slice(1).map(({ firstHeight, firstTime, nBits }, i) => {
    const factor = proofOf(targetFromCompact(nBits)) / proofOf(targetFromCompact(epochs[i]!.nBits));
    return {
      height: firstHeight,
      time: firstTime,
      factor,
      isAtLimit: Math.max(factor, 1 / factor) > BITCOIN_MAX_FACTOR * (1 - COMPACT_ROUNDING),
    };
  });
}
