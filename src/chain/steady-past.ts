/**
 * An imagined past before a chain's first block: blocks exactly at the target spacing, at the first block's target.
 *
 * Retarget rules answer with the easiest target while their window is not full. A chain that begins at a calibrated
 * target would lose it at once; with this past the rule starts as if the chain had always kept its pace. Everything in
 * it follows from the first block, so every reader of the chain agrees on it.
 */
import { blockProof } from '../primitives/index.ts';
import { type HeaderHistory, missing } from './history.ts';

/** A chain seen with `pastBlocks` more blocks below it: its height h is this history's h + `pastBlocks`. */
export class SteadyPast implements HeaderHistory {
  readonly tipHeight: number;
  readonly #history: HeaderHistory;
  readonly #pastBlocks: number;
  readonly #spacingSec: number;
  readonly #proof: bigint;

  /**
   * @param pastBlocks - Imagined blocks, whole, from 0.
   * @param spacingSec - Seconds between them.
   */
  constructor(history: HeaderHistory, pastBlocks: number, spacingSec: number) {
    this.#history = history;
    this.#pastBlocks = pastBlocks;
    this.#spacingSec = spacingSec;
    this.#proof = blockProof(history.targetAt(0));
    this.tipHeight = history.tipHeight + pastBlocks;
  }

  timeAt(height: number): number {
    const above = this.#place(height);
    return above >= 0 ? this.#history.timeAt(above) : this.#history.timeAt(0) + above * this.#spacingSec;
  }

  targetAt(height: number): bigint {
    return this.#history.targetAt(Math.max(0, this.#place(height)));
  }

  targetNumberAt(height: number): number {
    return this.#history.targetNumberAt(Math.max(0, this.#place(height)));
  }

  chainworkAt(height: number): bigint {
    const above = this.#place(height);
    return above >= 0
      ? this.#history.chainworkAt(above) + this.#proof * BigInt(this.#pastBlocks)
      : this.#proof * BigInt(height + 1);
  }

  #place(height: number): number {
    if (height < 0) missing(height, this.tipHeight);
    return height - this.#pastBlocks;
  }
}
