// What a run of mining came to: intervals, luck, and how fast the difficulty followed when the hash rate changed.

import { blockProof } from '../primitives/index.ts';
import type { MinedBlock } from './chain-miner.ts';

/** The difficulty has followed when the expected interval is within this part of the spacing. */
export const SETTLED_WITHIN = 0.15;

/** A change of hash rate, made on purpose or by a lost engine, and what became of it. */
export interface RateChange {
  /** Blocks of this run before it. */
  readonly afterBlocks: number;
  /** What changed, for people. */
  readonly what: string;
  /** Mean hash rate before, since the change before; null at the start of the run. */
  readonly beforeHps: number | null;
  /** Mean hash rate since. */
  readonly afterHps: number;
  /** Blocks until the expected interval was first within 15 % of the spacing; null while it is not. */
  readonly settledBlocks: number | null;
  /** The same in seconds. */
  readonly settledSec: number | null;
}

/** A run so far. */
export interface MiningSummary {
  readonly blocks: number;
  readonly seconds: number;
  readonly hashCount: number;
  readonly hashrateHps: number;
  readonly meanIntervalSec: number | null;
  /** Standard deviation over mean; 1 for exponential intervals. */
  readonly sdOverMean: number | null;
  /** Expected hashes of the blocks found over those counted until the last one; above 1 is lucky. */
  readonly luck: number | null;
  readonly changes: readonly RateChange[];
}

interface OpenChange {
  readonly afterBlocks: number;
  readonly what: string;
  readonly beforeHps: number | null;
  readonly atMs: number;
  readonly hashCount: number;
  endMs: number | null;
  endHashCount: number;
  settledBlocks: number | null;
  settledSec: number | null;
}

/** Keeps the record of one run. Times are milliseconds of one clock. */
export class MiningRecord {
  readonly #spacingSec: number;
  readonly #begunMs: number;
  readonly #intervals: number[] = [];
  readonly #changes: OpenChange[] = [];
  #work = 0;
  #workHashCount = 0;

  constructor(spacingSec: number, nowMs: number) {
    this.#spacingSec = spacingSec;
    this.#begunMs = nowMs;
    this.#open('start', nowMs, 0);
  }

  /** Blocks so far. */
  get blocks(): number {
    return this.#intervals.length;
  }

  /**
   * Notes that the hash rate changes now.
   *
   * @param hashCount - of the whole run until now.
   */
  addChange(what: string, nowMs: number, hashCount: number): void {
    this.#open(what, nowMs, hashCount);
  }

  /**
   * Adds a block.
   *
   * @param nextTarget - what the block after it must meet.
   * @param hashCount - of the whole run until now.
   */
  addBlock(block: MinedBlock, nextTarget: bigint, hashCount: number): void {
    this.#intervals.push(block.intervalSec);
    this.#work += Number(blockProof(block.node.target));
    this.#workHashCount += block.hashCount;
    const change = this.#changes.at(-1)!;
    if (change.settledBlocks !== null) return;
    const seconds = (block.atMs - change.atMs) / 1000;
    const hashes = hashCount - change.hashCount;
    // Nothing can be said of a rate before it has been seen.
    if (seconds <= 0 || hashes <= 0) return;
    const hps = hashes / seconds;
    const expectedSec = Number(blockProof(nextTarget)) / hps;
    if (Math.abs(expectedSec / this.#spacingSec - 1) > SETTLED_WITHIN) return;
    change.settledBlocks = this.blocks - change.afterBlocks;
    change.settledSec = seconds;
  }

  /** @param hashCount - of the whole run until now. */
  summary(nowMs: number, hashCount: number): MiningSummary {
    const seconds = (nowMs - this.#begunMs) / 1000;
    const n = this.blocks;
    const mean = n === 0 ? null : this.#intervals.reduce((sum, interval) => sum + interval, 0) / n;
    const variance =
      mean === null || n < 2
        ? null
        : this.#intervals.reduce((sum, interval) => sum + (interval - mean) ** 2, 0) / (n - 1);
    return {
      blocks: n,
      seconds,
      hashCount,
      hashrateHps: seconds > 0 ? hashCount / seconds : 0,
      meanIntervalSec: mean,
      sdOverMean: variance === null || mean === null ? null : Math.sqrt(variance) / mean,
      luck: this.#workHashCount > 0 ? this.#work / this.#workHashCount : null,
      changes: this.#changes.map((change) => ({
        afterBlocks: change.afterBlocks,
        what: change.what,
        beforeHps: change.beforeHps,
        afterHps: rateOf(change, nowMs, hashCount),
        settledBlocks: change.settledBlocks,
        settledSec: change.settledSec,
      })),
    };
  }

  #open(what: string, nowMs: number, hashCount: number): void {
    const last = this.#changes.at(-1);
    if (last !== undefined) {
      last.endMs = nowMs;
      last.endHashCount = hashCount;
    }
    this.#changes.push({
      afterBlocks: this.blocks,
      what,
      beforeHps: last === undefined ? null : rateOf(last, nowMs, hashCount),
      atMs: nowMs,
      hashCount,
      endMs: null,
      endHashCount: 0,
      settledBlocks: null,
      settledSec: null,
    });
  }
}

function rateOf(change: OpenChange, nowMs: number, hashCount: number): number {
  const seconds = ((change.endMs ?? nowMs) - change.atMs) / 1000;
  const hashes = (change.endMs === null ? hashCount : change.endHashCount) - change.hashCount;
  return seconds > 0 ? hashes / seconds : 0;
}
