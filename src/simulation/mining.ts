/**
 * A chain that grows without hashing: blocks are drawn from hash rate and target, and each gets the header time that
 * its finder would write.
 *
 * A search of w hashes at a target finds a block with probability 1 - exp(-w / proof), so the next block comes when
 * work has grown by an exponential number of mean 1, in units of the target's proof. Where a rule's target depends on
 * the new block's own time, the search is cut at each change; what is left of the exponential number goes on, since
 * waiting has no memory.
 */
import { type ArrayHistory, medianTimePast } from '../chain/index.ts';
import type { DifficultyRule, RuleParameters } from '../difficulty/index.ts';
import type { HashSupply } from './hash-supply.ts';
import { Dice } from './random.ts';

/** A header's time is 32 bits, so a chain ends in the year 2106 at the latest. */
const LAST_TIME = 0xffffffff;

/** Blocks whose time a header may lie ahead of real time: Bitcoin's 2 hours at 600 s (`MAX_FUTURE_BLOCK_TIME`). */
const FUTURE_LIMIT_BLOCKS = 12;

const TWO_POW_256 = 2 ** 256;

/** Miners who write other times than their clock's. */
export interface Liars {
  /** Part of the hash rate, in [0, 1]. */
  readonly share: number;
  /**
   * What the finder of a block adds to the real time, seconds; -Infinity for the earliest time allowed.
   *
   * @param height - Of the new block.
   */
  offsetSec(height: number, parameters: RuleParameters): number;
}

/** What a chain is mined with. */
export interface MiningPlan {
  readonly rule: DifficultyRule;
  readonly parameters: RuleParameters;
  /** The past, at least one block; it grows. Real time 0 is its tip's time. */
  readonly history: ArrayHistory;
  readonly supply: HashSupply;
  /** Nobody lies where absent. */
  readonly liars?: Liars | undefined;
  /** Same seed, same blocks. */
  readonly seed: number;
}

/** A simulation of one chain, block by block; the fields tell of the newest block and of all so far. */
export class MiningRun {
  /** Blocks found. */
  blocks = 0;
  /** Real time at which the newest block was published, seconds since the start. */
  nowSec = 0;
  /** Expected hashes of the newest block as its search began. */
  proof = 0;
  /** Seconds that the newest block was expected to take: proof / hash rate, both as its search began. */
  expectedSec = 0;
  /** The chain ran out of header times. */
  isCutShort = false;
  /** Hashes done. */
  hashes = 0;
  /** Those of them by miners who come and go. */
  hopperHashes = 0;
  /** Blocks that miners who come and go can expect: the sum over blocks of their part of the rate. */
  hopperBlocks = 0;

  readonly #plan: MiningPlan;
  readonly #arrivals: Dice;
  /** Its own stream, so that who finds a block does not change when it is found. */
  readonly #finders: Dice;
  readonly #startTime: number;
  readonly #futureLimitSec: number;
  readonly #honest = new Search();
  readonly #liar = new Search();
  #latestTime: number;

  constructor(plan: MiningPlan) {
    this.#plan = plan;
    this.#arrivals = new Dice(plan.seed);
    this.#finders = new Dice(plan.seed, 1);
    const { history } = plan;
    this.#startTime = history.timeAt(history.tipHeight);
    this.#futureLimitSec = futureLimitSec(plan.parameters);
    this.#latestTime = this.#startTime;
    for (let height = Math.max(0, history.tipHeight - 11); height < history.tipHeight; height++) {
      this.#latestTime = Math.max(this.#latestTime, history.timeAt(height));
    }
  }

  /** Finds one block. @returns False, and no block, once header times have run out. */
  mineBlock(): boolean {
    if (this.isCutShort) return false;
    const { rule, parameters, history, supply, liars } = this.#plan;
    const share = liars?.share ?? 0;
    const height = history.tipHeight + 1;
    const lieSec = share > 0 ? liars!.offsetSec(height, parameters) : 0;
    const exponential = this.#arrivals.exponential();
    const honest = this.#honest;
    let finder = honest;
    let foundSec: number;
    if (rule.nextChange === undefined) {
      honest.offsetSec = 0;
      honest.setTarget(rule.nextTarget(history, this.#realTime(this.nowSec), parameters));
      supply.adapt(this.nowSec, honest.proof);
      this.proof = honest.proof;
      this.expectedSec = honest.proof / supply.rateAt(this.nowSec);
      const hashes = exponential * honest.proof;
      foundSec = supply.timeAfter(this.nowSec, hashes);
      this.#count(hashes);
      if (share > 0 && this.#finders.uniform() < share) honest.offsetSec = lieSec;
    } else {
      foundSec = this.#searchInPieces(exponential, share, lieSec);
      const { proof: liarProof } = this.#liar;
      const liarPart = share > 0 ? share / liarProof / (share / liarProof + (1 - share) / honest.proof) : 0;
      if (share > 0 && this.#finders.uniform() < liarPart) finder = this.#liar;
    }
    return this.#publish(foundSec, finder);
  }

  /** @returns The time of the next block, where honest miners and liars each search at their own time's target. */
  #searchInPieces(exponential: number, share: number, lieSec: number): number {
    const { supply } = this.#plan;
    const [honest, liar] = [this.#honest, this.#liar];
    const earliest = this.#earliestTime();
    let sec = this.nowSec;
    let rest = exponential;
    this.#begin(honest, 0, sec, earliest);
    if (share > 0) this.#begin(liar, lieSec, sec, earliest);
    supply.adapt(sec, honest.proof);
    this.proof = honest.proof;
    this.expectedSec = honest.proof / supply.rateAt(sec);
    for (;;) {
      const proof = share > 0 ? 1 / (share / liar.proof + (1 - share) / honest.proof) : honest.proof;
      const endSec = share > 0 ? Math.min(honest.endSec, liar.endSec) : honest.endSec;
      supply.adapt(sec, proof);
      const foundSec = supply.timeAfter(sec, rest * proof);
      if (foundSec < endSec) {
        this.#count(rest * proof);
        return foundSec;
      }
      const hashes = supply.hashesBetween(sec, endSec);
      this.hashes += hashes;
      this.hopperHashes += hashes * supply.hopperShare;
      rest = Math.max(0, rest - hashes / proof);
      sec = endSec;
      if (honest.endSec <= sec) this.#look(honest, honest.nextTime);
      if (share > 0 && liar.endSec <= sec) this.#look(liar, liar.nextTime);
    }
  }

  #begin(search: Search, offsetSec: number, sec: number, earliest: number): void {
    search.offsetSec = offsetSec;
    this.#look(search, Math.max(earliest, this.#realTime(sec + offsetSec)));
  }

  /** Asks the rule for the target at a header time, and when it changes next. */
  #look(search: Search, time: number): void {
    const { rule, parameters, history } = this.#plan;
    search.setTarget(rule.nextTarget(history, time, parameters));
    const nextTime = rule.nextChange!(history, time, parameters);
    search.nextTime = nextTime ?? Infinity;
    search.endSec = search.nextTime - search.offsetSec - this.#startTime;
  }

  /** Gives the block its time and puts it on the chain. */
  #publish(foundSec: number, { offsetSec, target }: Search): boolean {
    const { rule, history } = this.#plan;
    let sec = foundSec;
    let time = this.#realTime(sec + offsetSec);
    // Later than every recent block means later than their median; asking for it is dear.
    if (time <= this.#latestTime || rule.earliestTime !== undefined) {
      time = Math.max(time, this.#earliestTime());
      // A block from too far ahead is not accepted yet: its finder waits.
      if (time > this.#startTime + sec + this.#futureLimitSec) {
        sec = time - this.#futureLimitSec - this.#startTime;
      }
    }
    if (!(Math.max(time, this.#startTime + sec) <= LAST_TIME)) {
      this.isCutShort = true;
      return false;
    }
    if (time > this.#latestTime) this.#latestTime = time;
    this.nowSec = sec;
    this.blocks++;
    history.push(time, target);
    return true;
  }

  #count(hashes: number): void {
    const { hopperShare } = this.#plan.supply;
    this.hashes += hashes;
    this.hopperHashes += hashes * hopperShare;
    this.hopperBlocks += hopperShare;
  }

  #earliestTime(): number {
    const { rule, history, parameters } = this.#plan;
    const afterMedian = medianTimePast(history) + 1;
    return rule.earliestTime === undefined
      ? afterMedian
      : Math.max(afterMedian, rule.earliestTime(history, parameters));
  }

  #realTime(sec: number): number {
    return Math.floor(this.#startTime + sec);
  }
}

/** How far a header's time may lie ahead of real time, seconds: 2 h at 600 s a block, in proportion at others. */
export function futureLimitSec(parameters: RuleParameters): number {
  return FUTURE_LIMIT_BLOCKS * parameters.targetSpacingSec;
}

/** Expected hashes of a block at a target, as a double. */
export function proofOf(target: bigint): number {
  return TWO_POW_256 / (Number(target) + 1);
}

/** One kind of miner at work on the next block; kept and reused, so that mining allocates nothing. */
class Search {
  target = 0n;
  proof = 0;
  /** What is added to real time in the header, seconds. */
  offsetSec = 0;
  /** Header time of the target's next change. */
  nextTime = Infinity;
  /** Real time of it, seconds since the start. */
  endSec = Infinity;

  setTarget(target: bigint): void {
    if (target === this.target) return;
    this.target = target;
    this.proof = proofOf(target);
  }
}
