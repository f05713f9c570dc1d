/** Rules under shocks: one figure set per rule and scenario, all from the same dice. */
import type { DifficultyRule } from '../difficulty/index.ts';
import { IntervalMoments, measureSettling } from './measures.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { type ShockOptions, ShockTrack, type ThinnedTrack } from './shock-track.ts';

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

/** A result with the run that it was read from, thinned for a picture. */
export interface ShockTrace {
  readonly result: ShockResult;
  readonly own: ThinnedTrack;
  /** The same rule with the same dice and no shock. */
  readonly steady: ThinnedTrack;
}

/** Runs rules through scenarios; steady twins are run once per rule. */
export class ShockTable {
  readonly #options: ShockOptions;
  readonly #twins = new Map<DifficultyRule, ShockTrack>();

  constructor(options: ShockOptions) {
    this.#options = options;
  }

  /** Runs one rule under one shock. */
  run(rule: DifficultyRule, scenario: Scenario): ShockResult {
    const run = this.begin(rule, scenario);
    while (run.advance(this.#options.blocks));
    return run.result;
  }

  /** Begins a run that is done in pieces. */
  begin(rule: DifficultyRule, scenario: Scenario): ShockRun {
    const steady = SCENARIOS[0]!;
    const twin = this.#twins.get(rule) ?? new ShockTrack(rule, steady, this.#options);
    this.#twins.set(rule, twin);
    const own = scenario === steady ? twin : new ShockTrack(rule, scenario, this.#options);
    return new ShockRun(rule, scenario, own, twin);
  }
}

/** One rule on its way through one shock, and its steady twin, if that has not been run yet. */
export class ShockRun {
  readonly #rule: DifficultyRule;
  readonly #scenario: Scenario;
  readonly #own: ShockTrack;
  readonly #twin: ShockTrack;

  /** Made by {@link ShockTable.begin}. */
  constructor(rule: DifficultyRule, scenario: Scenario, own: ShockTrack, twin: ShockTrack) {
    this.#rule = rule;
    this.#scenario = scenario;
    this.#own = own;
    this.#twin = twin;
  }

  /** Goes on by at most `blocks` blocks. @returns False once all is done. */
  advance(blocks: number): boolean {
    const track = this.#twin.isDone ? this.#own : this.#twin;
    track.advance(blocks);
    return !(this.#twin.isDone && this.#own.isDone);
  }

  /** The figures; of what has been mined so far where it is not done. */
  get result(): ShockResult {
    return resultOf(this.#rule, this.#scenario, this.#own, this.#twin);
  }

  /** The figures with their picture. @param points - Most points of each track, from 50. */
  trace(points: number): ShockTrace {
    return { result: this.result, own: this.#own.thin(points), steady: this.#twin.thin(points) };
  }
}

function resultOf(rule: DifficultyRule, scenario: Scenario, own: ShockTrack, twin: ShockTrack): ShockResult {
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
