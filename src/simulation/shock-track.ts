/** One rule's run under one shock, kept block by block, and mined in pieces as small as one likes. */
import type { DifficultyRule, RuleParameters } from '../difficulty/index.ts';
import { createIdealPast, EQUILIBRIUM_PROOF } from './ideal-past.ts';
import { MiningRun } from './mining.ts';
import type { Scenario } from './scenarios.ts';
import { stretchEnds, type ThinnedValues, thin } from './thinning.ts';

/** What all runs of a table share. */
export interface ShockOptions {
  /** Whole, from 0; every rule and every scenario sees the same dice. */
  readonly seed: number;
  /** Blocks after the shock. */
  readonly blocks: number;
  /** Target spacing of all rules; their windows in blocks are their networks'. */
  readonly spacingSec: number;
}

/** A run in few points, for pictures; see `thinning.ts`. */
export interface ThinnedTrack {
  /** Blocks found at the end of each point's stretch. */
  readonly blocks: Float64Array;
  /** Real time then, seconds since the shock. */
  readonly sec: Float64Array;
  /** Expected intervals over the target spacing. */
  readonly expected: ThinnedValues;
  /**
   * Difficulty over that before the shock. The hash rate over that before it is the mean of this over the mean of
   * `expected`, exactly, since both are geometric.
   */
  readonly difficulty: ThinnedValues;
}

/** A rule's parameters at another spacing: its network's window in blocks, and its easiest target. */
export function parametersAt(rule: DifficultyRule, spacingSec: number): RuleParameters {
  return { ...rule.network, targetSpacingSec: spacingSec };
}

/** A run and all that it leaves behind. Times are seconds since the shock. */
export class ShockTrack {
  readonly run: MiningRun;
  /** When each block was published. */
  readonly publishedSec: Float64Array;
  /** What each was expected to take: proof / hash rate, as its search began. */
  readonly expectedSec: Float64Array;
  readonly #proofs: Float64Array;
  readonly #spacingSec: number;

  constructor(rule: DifficultyRule, scenario: Scenario, { seed, blocks, spacingSec }: ShockOptions) {
    this.run = new MiningRun({
      rule,
      parameters: parametersAt(rule, spacingSec),
      history: createIdealPast(spacingSec),
      supply: scenario.createSupply(EQUILIBRIUM_PROOF / spacingSec, spacingSec),
      liars: scenario.liars,
      seed,
    });
    this.publishedSec = new Float64Array(blocks);
    this.expectedSec = new Float64Array(blocks);
    this.#proofs = new Float64Array(blocks);
    this.#spacingSec = spacingSec;
  }

  /** All blocks are found, or as many as header times allow. */
  get isDone(): boolean {
    return this.run.blocks === this.publishedSec.length || this.run.isCutShort;
  }

  /** Mines at most so many blocks more. */
  advance(blocks: number): void {
    const { run, publishedSec, expectedSec } = this;
    const end = Math.min(publishedSec.length, run.blocks + blocks);
    for (let i = run.blocks; i < end && run.mineBlock(); i++) {
      publishedSec[i] = run.nowSec;
      expectedSec[i] = run.expectedSec;
      this.#proofs[i] = run.proof;
    }
  }

  /** @param points - Most points, from 50. */
  thin(points: number): ThinnedTrack {
    const blocks = stretchEnds(this.run.blocks, points);
    return {
      blocks,
      sec: blocks.map((end) => this.publishedSec[end - 1]!),
      expected: thin(this.expectedSec, blocks, this.#spacingSec),
      difficulty: thin(this.#proofs, blocks, EQUILIBRIUM_PROOF),
    };
  }
}
