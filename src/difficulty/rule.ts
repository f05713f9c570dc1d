/**
 * What a retarget rule is: a pure function from a chain's past to the next block's target.
 *
 * Rules run on any target spacing and window; at their own network's parameters they give that network's targets bit
 * for bit.
 */
import type { HeaderHistory } from '../chain/index.ts';

/** What a network fixes beside the rule itself. */
export interface RuleParameters {
  /** Wanted mean seconds per block; whole, from 1. */
  readonly targetSpacingSec: number;
  /** The rule's one length in blocks; what it means is said by the rule (`windowMeaning`). Whole, from 2. */
  readonly windowBlocks: number;
  /** Easiest target, in (0, 2^256). No rule gives a target above it, or 0. */
  readonly powLimit: bigint;
}

/** One retarget rule. */
export interface DifficultyRule {
  /** As on the command line, for example `asert`. */
  readonly name: string;
  /** For people, for example "ASERT (aserti3-2d)". */
  readonly title: string;
  /** Where and since when it runs, for example "Bitcoin Cash since November 2020". */
  readonly usedBy: string;
  /** What it does, at its own network's parameters: one or two sentences for people. */
  readonly summary: string;
  /** The reference implementation or text that it follows. */
  readonly source: string;
  /** What `windowBlocks` is for this rule, for example "half-life"; null where it has no window. */
  readonly windowMeaning: string | null;
  /** The target changes at fixed heights only, `windowBlocks` apart, by the times of a period's first and last block. */
  readonly hasPeriods?: true;
  /** Parameters of the network that the rule comes from. */
  readonly network: RuleParameters;
  /** Below this spacing the rule does not work, whatever the window, because times are whole seconds; 1 where absent. */
  readonly leastSpacingSec?: number;
  /** A window short enough that its working can be watched on a private chain. */
  readonly laboratoryWindowBlocks: number;
  /**
   * The target of the block after the history's tip.
   *
   * Bitcoin's family returns targets that the compact form holds exactly; rules that reckon in difficulty (Ethereum,
   * Monero) return floor(2^256 / difficulty) - 1, whose block proof is the difficulty again.
   *
   * @param time - Unix seconds of the new block; most rules do not look at it.
   * @returns In (0, powLimit].
   */
  nextTarget(history: HeaderHistory, time: number, parameters: RuleParameters): bigint;
  /**
   * Where the target depends on the new block's own time: the first time after `time` at which it may change; null
   * where it stays as it is from there on. Absent for rules that look at the past alone.
   */
  nextChange?(history: HeaderHistory, time: number, parameters: RuleParameters): number | null;
  /** The earliest time the rule allows the new block, beyond the median time past. Absent for most. */
  earliestTime?(history: HeaderHistory, parameters: RuleParameters): number;
}
