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

/** A history in arrays, for simulations and tests: it grows at the tip and is never judged. */
export class ArrayHistory implements HeaderHistory {
  readonly #times: number[] = [];
  readonly #targets: bigint[] = [];
  readonly #targetNumbers: number[] = [];
  /** As far as it has been asked for: few rules do, and it is a third of the cost of a block. */
  readonly #chainwork: bigint[] = [];
  #lastTarget = -1n;
  #lastNumber = 0;
  #countedTarget = -1n;
  #countedProof = 0n;

  get tipHeight(): number {
    return this.#times.length - 1;
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
      this.#lastNumber = Number(target);
    }
    this.#times.push(time);
    this.#targets.push(target);
    this.#targetNumbers.push(this.#lastNumber);
  }

  timeAt(height: number): number {
    return this.#times[height] ?? missing(height, this.tipHeight);
  }

  targetAt(height: number): bigint {
    return this.#targets[height] ?? missing(height, this.tipHeight);
  }

  targetNumberAt(height: number): number {
    return this.#targetNumbers[height] ?? missing(height, this.tipHeight);
  }

  chainworkAt(height: number): bigint {
    if (!(height <= this.tipHeight)) missing(height, this.tipHeight);
    for (let next = this.#chainwork.length; next <= height; next++) {
      const target = this.#targets[next]!;
      if (target !== this.#countedTarget) {
        this.#countedTarget = target;
        this.#countedProof = blockProof(target);
      }
      this.#chainwork.push((this.#chainwork[next - 1] ?? 0n) + this.#countedProof);
    }
    return this.#chainwork[height] ?? missing(height, this.tipHeight);
  }
}

/** @throws {RangeError} always: the history has no such height. */
export function missing(height: number, tipHeight: number): never {
  throw new RangeError(`"height" expected a whole number from 0 to ${tipHeight}, got ${height}`);
}
