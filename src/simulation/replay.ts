/**
 * Bitcoin's past again with another rule: the same hash rate from 2009 on, and blocks as that rule would have spaced
 * them.
 *
 * The hash rate of each period is its work over its time, constant within it. So the whole work is the real one, and
 * Bitcoin's own rule, simulated, should come out beside the real chain: a check of the model.
 */
import { ArrayHistory } from '../chain/index.ts';
import type { DifficultyRule } from '../difficulty/index.ts';
import { DIFFICULTY_1_TARGET, MAINNET_POW_LIMIT, targetFromCompact } from '../primitives/index.ts';
import { type DifficultyEpoch, EPOCH_BLOCKS } from './epoch-data.ts';
import { PiecewiseSupply } from './hash-supply.ts';
import { IntervalMoments } from './measures.ts';
import { MiningRun, proofOf } from './mining.ts';

/** Bitcoin's target spacing. */
const SPACING_SEC = 600;

/**
 * A rule that lets difficulty fall to 1 for a while, as the test network's does, finds blocks by the million where the
 * hash rate is today's. Past this many the comparison has its answer, and memory has an end.
 */
const MOST_BLOCKS = 2_000_000;

/** Expected hashes of a block at difficulty 1. */
const DIFFICULTY_1_PROOF = proofOf(DIFFICULTY_1_TARGET);

/** A chain from block 0 to the end of the known hash rate. */
export interface ReplayResult {
  /** Null for the real chain. */
  readonly rule: string | null;
  /** Height at the end. */
  readonly height: number;
  /** Real time from block 0 to the block at that height. */
  readonly elapsedSec: number;
  readonly meanIntervalSec: number;
  /** Standard deviation / mean of all intervals; null where single blocks' times are not known. */
  readonly sdOverMean: number | null;
  /** Largest mean interval of 2,016 blocks that start at a multiple of 2,016. */
  readonly slowestPeriodSec: number;
  /** Smallest of them. */
  readonly fastestPeriodSec: number;
  /** Longest interval; null where not known. */
  readonly longestGapSec: number | null;
  /** It stopped at 2,000,000 blocks, before the end. */
  readonly isCutShort: boolean;
}

/** 2,016 blocks of a replayed chain, or fewer at its end. */
export interface ReplayPeriod {
  /** Height of its last block. */
  readonly height: number;
  /** Real time of that block, seconds since block 0. */
  readonly endSec: number;
  readonly meanIntervalSec: number;
  /** Difficulties of its blocks: the least, the mean, the greatest. */
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

/** The real chain's hash rate, and the real chain beside it. */
export interface RealPast {
  /** Unix seconds of block 0. */
  readonly genesisTime: number;
  /** Where periods start, seconds since block 0. */
  readonly startsSec: readonly number[];
  /** Hashes per second in each period. */
  readonly hps: readonly number[];
  /** Seconds from block 0 to the end of what is known. */
  readonly endSec: number;
  readonly result: ReplayResult;
}

/**
 * Reads hash rates and pace from the epochs' table, as far as the times of its first blocks are known without a gap.
 *
 * @throws {RangeError} if fewer than two first times are known or a period does not last.
 */
export function readRealPast(epochs: readonly DifficultyEpoch[]): RealPast {
  const times: number[] = [];
  for (const { firstTime } of epochs) {
    if (firstTime === null) break;
    times.push(firstTime);
  }
  const genesisTime = times[0];
  if (genesisTime === undefined || times.length < 2) {
    throw new RangeError(`"epochs" expected at least 2 with their first times, got ${times.length}`);
  }
  const spans = times.slice(1).map((time, i) => time - times[i]!);
  const bad = spans.findIndex((span) => span <= 0);
  if (bad >= 0) throw new RangeError(`the period at height ${bad * EPOCH_BLOCKS} lasts ${spans[bad]} s`);
  const endSec = times.at(-1)! - genesisTime;
  const height = spans.length * EPOCH_BLOCKS;
  return {
    genesisTime,
    startsSec: times.slice(0, -1).map((time) => time - genesisTime),
    hps: spans.map((span, i) => (EPOCH_BLOCKS * proofOf(targetFromCompact(epochs[i]!.nBits))) / span),
    endSec,
    result: {
      rule: null,
      height,
      elapsedSec: endSec,
      meanIntervalSec: endSec / height,
      sdOverMean: null,
      slowestPeriodSec: Math.max(...spans) / EPOCH_BLOCKS,
      fastestPeriodSec: Math.min(...spans) / EPOCH_BLOCKS,
      longestGapSec: null,
      isCutShort: false,
    },
  };
}

/** One rule on its way through the real hash rate. It starts, as Bitcoin did, at block 0 with difficulty 1. */
export class Replay {
  readonly #rule: DifficultyRule;
  readonly #past: RealPast;
  readonly #run: MiningRun;
  readonly #moments = new IntervalMoments();
  #isCutShort = false;
  #publishedSec = 0;
  readonly #periods: ReplayPeriod[] = [];
  #period = new PeriodSums(0);
  #slowestPeriodSec = Number.NaN;
  #fastestPeriodSec = Number.NaN;

  /**
   * @param rule - Run at 600 s with its network's window; nothing is easier than difficulty 1.
   * @param seed - Whole, from 0.
   */
  constructor(rule: DifficultyRule, past: RealPast, seed: number) {
    this.#rule = rule;
    this.#past = past;
    const history = new ArrayHistory();
    history.push(past.genesisTime, DIFFICULTY_1_TARGET);
    this.#run = new MiningRun({
      rule,
      parameters: { ...rule.network, targetSpacingSec: SPACING_SEC, powLimit: MAINNET_POW_LIMIT },
      history,
      supply: new PiecewiseSupply(past.startsSec, past.hps),
      seed,
    });
  }

  /** Part of the time that is done, in [0, 1]. */
  get progress(): number {
    return Math.min(1, this.#publishedSec / this.#past.endSec);
  }

  /** Goes on by at most `blocks` blocks. @returns False once the end is reached. */
  advance(blocks: number): boolean {
    const { endSec } = this.#past;
    for (let i = 0; i < blocks; i++) {
      if (this.#run.blocks >= MOST_BLOCKS) {
        this.#isCutShort = true;
        return false;
      }
      if (!this.#run.mineBlock() || this.#run.nowSec > endSec) return false;
      const { nowSec } = this.#run;
      this.#moments.add(nowSec - this.#publishedSec);
      this.#publishedSec = nowSec;
      this.#period.add(this.#run.proof);
      if (this.#moments.count % EPOCH_BLOCKS === 0) this.#endPeriod();
    }
    return true;
  }

  /** What has come out so far. */
  get result(): ReplayResult {
    const { count, meanSec, sdOverMean, longestSec } = this.#moments;
    return {
      rule: this.#rule.name,
      height: count,
      elapsedSec: this.#publishedSec,
      meanIntervalSec: meanSec,
      sdOverMean,
      slowestPeriodSec: this.#slowestPeriodSec,
      fastestPeriodSec: this.#fastestPeriodSec,
      longestGapSec: longestSec,
      isCutShort: this.#isCutShort,
    };
  }

  /** What has come out so far, 2,016 blocks at a time: the whole chain, thinned. */
  get periods(): readonly ReplayPeriod[] {
    return this.#period.blocks === 0 ? this.#periods : [...this.#periods, this.#periodSoFar()];
  }

  #endPeriod(): void {
    const period = this.#periodSoFar();
    this.#periods.push(period);
    this.#period = new PeriodSums(period.endSec);
    // Written so that the first period replaces NaN.
    if (!(period.meanIntervalSec <= this.#slowestPeriodSec)) this.#slowestPeriodSec = period.meanIntervalSec;
    if (!(period.meanIntervalSec >= this.#fastestPeriodSec)) this.#fastestPeriodSec = period.meanIntervalSec;
  }

  #periodSoFar(): ReplayPeriod {
    const { startSec, blocks, proofs, least, most } = this.#period;
    const endSec = this.#publishedSec;
    return {
      height: this.#moments.count,
      endSec,
      meanIntervalSec: (endSec - startSec) / blocks,
      low: least / DIFFICULTY_1_PROOF,
      mean: proofs / blocks / DIFFICULTY_1_PROOF,
      high: most / DIFFICULTY_1_PROOF,
    };
  }
}

/** What is added up over a period. */
class PeriodSums {
  readonly startSec: number;
  blocks = 0;
  proofs = 0;
  least = Infinity;
  most = 0;

  constructor(startSec: number) {
    this.startSec = startSec;
  }

  add(proof: number): void {
    this.blocks++;
    this.proofs += proof;
    if (proof < this.least) this.least = proof;
    if (proof > this.most) this.most = proof;
  }
}
