/**
 * The past of one chain as retarget rules and time limits look at it: heights, times, targets and chainwork, without
 * hashes. A header tree gives it for any branch; a simulation keeps one in plain arrays.
 */
import { blockProof } from '../primitives/index.ts';

/** One chain from height 0 to its tip. Heights outside [0, tipHeight] throw a `RangeError`. */
export interface HeaderHistory {
  /** Height of the newest block, from 0. */
  readonly tipHeight: number;
  /** Unix seconds as the block claims them. */
  timeAt(height: number): number;
  /** The threshold that the block's hash met, in (0, 2^256). */
  targetAt(height: number): bigint;
  /** The same as a double: exact for a compact target, and a hundred times cheaper to add up. */
  targetNumberAt(height: number): number;
  /** Sum of block proofs from height 0 up to and including this block. */
  chainworkAt(height: number): bigint;
}

/** Room for so many blocks at first; it doubles. */
const FIRST_ROOM = 1024;

/**
 * A history in columns, for simulations and tests: it grows at the tip and is never judged. Each target that lasts for
 * some blocks is kept once.
 */
export class ArrayHistory implements HeaderHistory {
  #length = 0;
  #times = new Float64Array(FIRST_ROOM);
  /** By block: which of the targets is its own. */
  #targetOf = new Int32Array(FIRST_ROOM);
  readonly #targets: bigint[] = [];
  readonly #targetNumbers: number[] = [];
  /** As far as it has been asked for: few rules do, and it is a third of the cost of a block. */
  readonly #chainwork: bigint[] = [];
  #lastTarget = -1n;
  #countedTarget = -1n;
  #countedProof = 0n;

  get tipHeight(): number {
    return this.#length - 1;
  }

  /**
   * Adds a block at the tip.
   *
   * @param time - Unix seconds, whole.
   * @param target - In (0, 2^256).
   */
  push(time: number, target: bigint): void {
    if (target !== this.#lastTarget) {
      this.#lastTarget = target;
      this.#targets.push(target);
      this.#targetNumbers.push(Number(target));
    }
    if (this.#length === this.#times.length) this.#makeRoom();
    this.#times[this.#length] = time;
    this.#targetOf[this.#length] = this.#targets.length - 1;
    this.#length++;
  }

  timeAt(height: number): number {
    return height < this.#length ? (this.#times[height] ?? this.#missing(height)) : this.#missing(height);
  }

  targetAt(height: number): bigint {
    return this.#targets[this.#targetIndex(height)]!;
  }

  targetNumberAt(height: number): number {
    return this.#targetNumbers[this.#targetIndex(height)]!;
  }

  chainworkAt(height: number): bigint {
    if (!(height < this.#length)) this.#missing(height);
    for (let next = this.#chainwork.length; next <= height; next++) {
      const target = this.targetAt(next);
      if (target !== this.#countedTarget) {
        this.#countedTarget = target;
        this.#countedProof = blockProof(target);
      }
      this.#chainwork.push((this.#chainwork[next - 1] ?? 0n) + this.#countedProof);
    }
    return this.#chainwork[height] ?? this.#missing(height);
  }

  #targetIndex(height: number): number {
    return height < this.#length ? (this.#targetOf[height] ?? this.#missing(height)) : this.#missing(height);
  }

  #missing(height: number): never {
    return missing(height, this.tipHeight);
  }

  #makeRoom(): void {
    const times = new Float64Array(2 * this.#length);
    times.set(this.#times);
    this.#times = times;
    const targetOf = new Int32Array(2 * this.#length);
    targetOf.set(this.#targetOf);
    this.#targetOf = targetOf;
  }
}

/** @throws {RangeError} always: the history has no such height. */
export function missing(height: number, tipHeight: number): never {
  throw new RangeError(`"height" expected a whole number from 0 to ${tipHeight}, got ${height}`);
}
