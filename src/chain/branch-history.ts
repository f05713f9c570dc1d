/** The past of any block in the tree: its own branch down to the best chain, and the best chain from there. */

import type { BestChain } from './best-chain.ts';
import type { HeaderNode } from './header-node.ts';
import { type HeaderHistory, missing } from './history.ts';

/** A view that holds until the best chain changes. */
export class BranchHistory implements HeaderHistory {
  readonly tipHeight: number;
  readonly #best: BestChain;
  /** Blocks above the best chain, newest first. */
  readonly #branch: readonly HeaderNode[];

  /**
   * @param tip - Newest block of the view.
   * @param best - The best chain.
   */
  constructor(tip: HeaderNode, best: BestChain) {
    this.tipHeight = tip.height;
    this.#best = best;
    this.#branch = branchAbove(tip, best);
  }

  timeAt(height: number): number {
    return this.#nodeAt(height)?.time ?? this.#best.buried.timeAt(height);
  }

  targetAt(height: number): bigint {
    return this.#nodeAt(height)?.target ?? this.#best.buried.targetAt(height);
  }

  targetNumberAt(height: number): number {
    const node = this.#nodeAt(height);
    return node === undefined ? this.#best.buried.targetNumberAt(height) : Number(node.target);
  }

  chainworkAt(height: number): bigint {
    return this.#nodeAt(height)?.chainwork ?? this.#best.buried.chainworkAt(height);
  }

  /**
   * @returns undefined for a buried block.
   * @throws {RangeError} if there is no such height.
   */
  #nodeAt(height: number): HeaderNode | undefined {
    const above = this.tipHeight - height;
    if (above < 0) missing(height, this.tipHeight);
    const node = this.#branch[above] ?? this.#best.keptAt(height);
    if (node === undefined && !(Number.isInteger(height) && height >= 0)) missing(height, this.tipHeight);
    return node;
  }
}

const NONE: readonly HeaderNode[] = [];

/**
 * Lists the blocks from `tip` down to, and without, the first that is on the best chain.
 *
 * @returns Newest first.
 */
export function branchAbove(tip: HeaderNode, best: BestChain): readonly HeaderNode[] {
  if (best.has(tip)) return NONE;
  const branch: HeaderNode[] = [];
  for (let node: HeaderNode | null = tip; node !== null && !best.has(node); node = node.parent) {
    branch.push(node);
  }
  return branch;
}
