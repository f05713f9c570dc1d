/**
 * What a rule is about to do, found by asking it: a history is continued with imagined blocks, and the rule answers as
 * it would answer the chain.
 */
import { ArrayHistory, type HeaderHistory, missing } from '../chain/index.ts';
import { compactFromTarget, targetFromCompact } from '../primitives/index.ts';
import type { DifficultyRule, RuleParameters } from './rule.ts';

/** A history with imagined blocks on its tip; holds as long as that one does. */
export class ImaginedHistory implements HeaderHistory {
  readonly #past: HeaderHistory;
  readonly #pastBlocks: number;
  readonly #ahead = new ArrayHistory();

  constructor(past: HeaderHistory) {
    this.#past = past;
    this.#pastBlocks = past.tipHeight + 1;
  }

  get tipHeight(): number {
    return this.#past.tipHeight + this.#ahead.tipHeight + 1;
  }

  /**
   * Adds a block at the tip.
   *
   * @param time - Unix seconds, whole.
   * @param target - In (0, 2^256).
   */
  push(time: number, target: bigint): void {
    this.#ahead.push(time, target);
  }

  timeAt(height: number): number {
    const place = this.#placeOf(height);
    return place < 0 ? this.#past.timeAt(height) : this.#ahead.timeAt(place);
  }

  targetAt(height: number): bigint {
    const place = this.#placeOf(height);
    return place < 0 ? this.#past.targetAt(height) : this.#ahead.targetAt(place);
  }

  targetNumberAt(height: number): number {
    const place = this.#placeOf(height);
    return place < 0 ? this.#past.targetNumberAt(height) : this.#ahead.targetNumberAt(place);
  }

  chainworkAt(height: number): bigint {
    const place = this.#placeOf(height);
    if (place < 0) return this.#past.chainworkAt(height);
    return this.#past.chainworkAt(this.#pastBlocks - 1) + this.#ahead.chainworkAt(place);
  }

  /** Place among the imagined blocks; negative below them. */
  #placeOf(height: number): number {
    if (!(height <= this.tipHeight)) missing(height, this.tipHeight);
    return height - this.#pastBlocks;
  }
}

/** What is asked about the next blocks. */
export interface OutlookQuestion {
  /** Time of the header that is being searched, Unix seconds. */
  readonly time: number;
  /** How long the next block might take: seconds from the tip's time to its own, whole. */
  readonly intervalsSec: readonly number[];
  /** Mean seconds between the blocks to come; null projects nothing. */
  readonly meanIntervalSec: number | null;
}

/** The next block, if it takes so long. */
export interface NextBlock {
  readonly intervalSec: number;
  /** Its target: some rules look at its own time. */
  readonly target: bigint;
  /** Target of the block after it, which is taken to come one spacing later. */
  readonly targetAfter: bigint;
}

/** Where a rule with periods stands. */
export interface PeriodOutlook {
  /** Blocks of the running period that are there. */
  readonly done: number;
  /** Blocks of a period. */
  readonly of: number;
  /** Target of the next period's first block at the mean interval; null without one. */
  readonly projectedTarget: bigint | null;
}

/** What a rule is about to do. Targets are as blocks can state them: in the compact form. */
export interface DifficultyOutlook {
  /** Of the block that is being searched. */
  readonly target: bigint;
  /** By the intervals that were asked for. */
  readonly whatIf: readonly NextBlock[];
  /** Null for rules without periods. */
  readonly period: PeriodOutlook | null;
}

/**
 * Asks a rule about the blocks to come. A projection asks it once for each block of the running period that is missing.
 *
 * @param history - As the rule sees it, up to the newest block.
 */
export function ruleOutlook(
  rule: DifficultyRule,
  history: HeaderHistory,
  parameters: RuleParameters,
  { time, intervalsSec, meanIntervalSec }: OutlookQuestion,
): DifficultyOutlook {
  const nextTarget = (past: HeaderHistory, at: number) =>
    targetFromCompact(compactFromTarget(rule.nextTarget(past, at, parameters)));
  const tipTime = history.timeAt(history.tipHeight);

  const whatIf = intervalsSec.map((intervalSec) => {
    const at = tipTime + intervalSec;
    const target = nextTarget(history, at);
    const imagined = new ImaginedHistory(history);
    imagined.push(at, target);
    return { intervalSec, target, targetAfter: nextTarget(imagined, at + parameters.targetSpacingSec) };
  });

  const of = parameters.windowBlocks;
  const done = (history.tipHeight + 1) % of;
  const project = (meanSec: number) => {
    const imagined = new ImaginedHistory(history);
    const timeOf = (block: number) => tipTime + Math.round(block * meanSec);
    const left = of - done;
    for (let block = 1; block <= left; block++) {
      imagined.push(timeOf(block), nextTarget(imagined, timeOf(block)));
    }
    return nextTarget(imagined, timeOf(left + 1));
  };
  return {
    target: nextTarget(history, time),
    whatIf,
    period:
      rule.hasPeriods === true
        ? { done, of, projectedTarget: meanIntervalSec === null ? null : project(meanIntervalSec) }
        : null,
  };
}
