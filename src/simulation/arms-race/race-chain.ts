/**
 * The chain of a race, a day at a time: block times are drawn one by one from the day's hash rate, and the actual rule
 * sets each target. Nothing is hashed.
 *
 * A search of w hashes succeeds with probability 1 - exp(-w / proof), so what a day leaves of a block's exponential
 * number goes on the next day at the next day's rate. The same cut is made where a rule's target depends on the new
 * block's own time. Miners' clocks are right.
 */
import { ArrayHistory, medianTimePast } from '../../chain/index.ts';
import type { DifficultyRule, RuleParameters } from '../../difficulty/index.ts';
import { proofOf } from '../mining.ts';
import type { Dice } from '../random.ts';
import { DAY_SEC } from './calendar.ts';

/** More blocks than one in a second, all day long, are no chain that anyone could follow. */
const MOST_BLOCKS_PER_DAY = DAY_SEC;

export class RaceChain {
  /** Height of the newest block; the first block is there from the start. */
  height = 0;
  /** Blocks of the last day. */
  blocks = 0;
  /** Unix seconds at which the newest block was found, with fractions. */
  foundAt: number;
  /** Expected hashes of the block that is searched. */
  proof: number;

  readonly #rule: DifficultyRule;
  readonly #parameters: RuleParameters;
  readonly #dice: Dice;
  readonly #history = new ArrayHistory();
  /** Of the block that is searched, in units of its proof. */
  #rest: number;
  #target: bigint;
  #now: number;
  /** Unix seconds at which the target changes unless a block is found. */
  #changesAt = Infinity;
  #latestTime: number;

  /**
   * @param startTime - Unix seconds of the first block, whole; its target is the easiest there is.
   */
  constructor(rule: DifficultyRule, parameters: RuleParameters, startTime: number, dice: Dice) {
    this.#rule = rule;
    this.#parameters = parameters;
    this.#dice = dice;
    this.#history.push(startTime, parameters.powLimit);
    this.#now = startTime;
    this.foundAt = startTime;
    this.#latestTime = startTime;
    this.#target = parameters.powLimit;
    this.proof = proofOf(this.#target);
    this.#rest = dice.exponential();
    this.#look(startTime);
  }

  /**
   * Mines to the end of a day.
   *
   * @param hashrateHps - Of the whole day, from 0.
   * @throws {RangeError} if the rule lets blocks come faster than one in a second.
   */
  mineUntil(endSec: number, hashrateHps: number): void {
    this.blocks = 0;
    if (!(hashrateHps > 0)) {
      this.#now = endSec;
      return;
    }
    for (;;) {
      const foundAt = this.#now + (this.#rest * this.proof) / hashrateHps;
      const stop = this.#changesAt < endSec ? this.#changesAt : endSec;
      if (foundAt <= stop) {
        this.#publish(foundAt);
      } else {
        this.#rest = Math.max(0, this.#rest - ((stop - this.#now) * hashrateHps) / this.proof);
        this.#now = stop;
        if (stop === endSec) return;
        this.#look(stop);
      }
    }
  }

  #publish(foundAt: number): void {
    const history = this.#history;
    let time = Math.floor(foundAt);
    if (time <= this.#latestTime) time = Math.max(time, medianTimePast(history) + 1);
    if (this.#rule.earliestTime !== undefined) {
      time = Math.max(time, Math.ceil(this.#rule.earliestTime(history, this.#parameters)));
    }
    if (time > this.#latestTime) this.#latestTime = time;
    history.push(time, this.#target);
    this.height++;
    this.foundAt = foundAt;
    this.#now = foundAt;
    if (++this.blocks > MOST_BLOCKS_PER_DAY) {
      throw new RangeError(
        `"difficulty.rule" expected a rule that follows the hash rate: under ${this.#rule.name} blocks come faster than one in a second`,
      );
    }
    this.#rest = this.#dice.exponential();
    this.#look(foundAt);
  }

  /** Asks the rule for the target of the next block, and when it changes. */
  #look(now: number): void {
    const rule = this.#rule;
    const time = Math.max(Math.floor(now), this.#history.timeAt(this.height));
    const target = rule.nextTarget(this.#history, time, this.#parameters);
    if (target !== this.#target) {
      this.#target = target;
      this.proof = proofOf(target);
    }
    if (rule.nextChange !== undefined) {
      this.#changesAt = rule.nextChange(this.#history, time, this.#parameters) ?? Infinity;
      // A change that lies behind would be looked at for ever.
      if (this.#changesAt <= now) this.#changesAt = now + 1;
    }
  }
}
