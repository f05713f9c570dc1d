/** Rules under shocks: one figure set per rule and scenario, all from the same dice. */
import type { DifficultyRule, RuleParameters } from '../difficulty/index.ts';
import { createIdealPast, EQUILIBRIUM_PROOF } from './ideal-past.ts';
import { IntervalMoments, measureSettling } from './measures.ts';
import { MiningRun } from './mining.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

/** What all runs of a table share. */
export interface ShockOptions {
  /** Whole, from 0; every rule and every scenario sees the same dice. */
  readonly seed: number;
  /** Blocks after the shock. */
  readonly blocks: number;
  /** Target spacing of all rules; their windows in blocks are their networks'. */
  readonly spacingSec: number;
}

/** One rule under one shock. Seconds are real time, not headers'; counts and times start at the shock. */
export interface ShockResult {
  readonly rule: string;
  readonly scenario: string;
  /** Blocks found: fewer than asked for where header times ran out, in 2106, before. */
  readonly blocks: number;
  readonly elapsedSec: number;
  readonly meanIntervalSec: number;
  /** Standard deviation / mean of the intervals; exponential intervals of one mean have 1. */
  readonly sdOverMean: number;
  /** Mean of the second half of the blocks: the rule's steady lag where the hash rate keeps changing. */
  readonly lateMeanIntervalSec: number;
  readonly longestGapSec: number;
  /** Blocks before the expected interval was first within 10 % of the steady twin's; null: never, or not asked. */
  readonly reachedBlocks: number | null;
  readonly reachedSec: number | null;
  /** Blocks before it was so to stay; null: never, or not asked. */
  readonly settledBlocks: number | null;
  readonly settledSec: number | null;
  /** How far past the goal it went, a factor from 1; null where it never came there, or not asked. */
  readonly overshootFactor: number | null;
  /** Blocks that hoppers can expect by their part of the rate as each was found; null without hoppers. */
  readonly hopperBlocks: number | null;
  /** Those beyond (all blocks) x (hoppers' part of all hashes), which they would have at constant difficulty. */
  readonly stolenBlocks: number | null;
  /** Real time by which the liars made the same number of blocks come sooner than without lies; null without. */
  readonly gainedSec: number | null;
}

/** Runs rules through scenarios; steady twins are run once per rule. */
export class ShockTable {
  readonly #options: ShockOptions;
  readonly #twins = new Map<DifficultyRule, Track>();

  constructor(options: ShockOptions) {
    this.#options = options;
  }

  /** Runs one rule under one shock. */
  run(rule: DifficultyRule, scenario: Scenario): ShockResult {
    const steady = SCENARIOS[0]!;
    let twin = this.#twins.get(rule);
    if (twin === undefined) {
      twin = track(rule, steady, this.#options);
      this.#twins.set(rule, twin);
    }
    return resultOf(rule, scenario, scenario === steady ? twin : track(rule, scenario, this.#options), twin);
  }
}

/** A rule's parameters at another spacing: its network's window in blocks, and its easiest target. */
export function parametersAt(rule: DifficultyRule, spacingSec: number): RuleParameters {
  return { ...rule.network, targetSpacingSec: spacingSec };
}

/** One run, block by block. */
interface Track {
  readonly run: MiningRun;
  /** When each block was published, seconds since the shock. */
  readonly publishedSec: Float64Array;
  readonly expectedSec: Float64Array;
}

function track(rule: DifficultyRule, scenario: Scenario, { seed, blocks, spacingSec }: ShockOptions): Track {
  const run = new MiningRun({
    rule,
    parameters: parametersAt(rule, spacingSec),
    history: createIdealPast(spacingSec),
    supply: scenario.createSupply(EQUILIBRIUM_PROOF / spacingSec, spacingSec),
    liars: scenario.liars,
    seed,
  });
  const publishedSec = new Float64Array(blocks);
  const expectedSec = new Float64Array(blocks);
  for (let i = 0; i < blocks && run.mineBlock(); i++) {
    publishedSec[i] = run.nowSec;
    expectedSec[i] = run.expectedSec;
  }
  return { run, publishedSec, expectedSec };
}

function resultOf(rule: DifficultyRule, scenario: Scenario, own: Track, twin: Track): ShockResult {
  const { run, publishedSec } = own;
  const { blocks } = run;
  const all = new IntervalMoments();
  const late = new IntervalMoments();
  for (let i = 0; i < blocks; i++) {
    const intervalSec = publishedSec[i]! - (i === 0 ? 0 : publishedSec[i - 1]!);
    all.add(intervalSec);
    if (i >= blocks >> 1) late.add(intervalSec);
  }
  const compared = Math.min(blocks, twin.run.blocks);
  const settling = scenario.settles ? measureSettling(own.expectedSec, twin.expectedSec, compared) : null;
  const secAfter = (count: number | null | undefined) => {
    if (count === null || count === undefined) return null;
    return count === 0 ? 0 : publishedSec[count - 1]!;
  };
  return {
    rule: rule.name,
    scenario: scenario.name,
    blocks,
    elapsedSec: run.nowSec,
    meanIntervalSec: all.meanSec,
    sdOverMean: all.sdOverMean,
    lateMeanIntervalSec: late.meanSec,
    longestGapSec: all.longestSec,
    reachedBlocks: settling?.reachedBlocks ?? null,
    reachedSec: secAfter(settling?.reachedBlocks),
    settledBlocks: settling?.settledBlocks ?? null,
    settledSec: secAfter(settling?.settledBlocks),
    overshootFactor: settling?.overshootFactor ?? null,
    hopperBlocks: scenario.hasHoppers ? run.hopperBlocks : null,
    stolenBlocks: scenario.hasHoppers ? run.hopperBlocks - (blocks * run.hopperHashes) / run.hashes : null,
    gainedSec:
      scenario.liars === undefined || compared === 0
        ? null
        : twin.publishedSec[compared - 1]! - publishedSec[compared - 1]!,
  };
}
