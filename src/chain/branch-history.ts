/** The past of any block in the tree: its own branch down to the best chain, and the best chain from there. */

import type { HeaderNode } from './header-node.ts';
import { type HeaderHistory, missing } from './history.ts';

/** A view that holds until the best chain changes. */
export class BranchHistory implements HeaderHistory {
  readonly tipHeight: number;
  readonly #best: readonly HeaderNode[];
  /** Blocks above the best chain, newest first. */
  readonly #branch: readonly HeaderNode[];

  /**
   * @param tip - Newest block of the view.
   * @param best - The best chain by height.
   */
  constructor(tip: HeaderNode, best: readonly HeaderNode[]) {
    this.tipHeight = tip.height;
    this.#best = best;
    this.#branch = branchAbove(tip, best);
  }

  /** @throws {RangeError} if there is no such height. */
  nodeAt(height: number): HeaderNode {
    const above = this.tipHeight - height;
    if (above < 0) missing(height, this.tipHeight);
    return this.#branch[above] ?? this.#best[height] ?? missing(height, this.tipHeight);
  }

  timeAt(height: number): number {
    return this.nodeAt(height).time;
  }

  targetAt(height: number): bigint {
    return this.nodeAt(height).target;
  }

  targetNumberAt(height: number): number {
    return Number(this.nodeAt(height).target);
  }

  chainworkAt(height: number): bigint {
    return this.nodeAt(height).chainwork;
  }
}

const NONE: readonly HeaderNode[] = [];

/**
 * Lists the blocks from `tip` down to, and without, the first that is on the best chain.
 *
 * @returns Newest first.
 */
export function branchAbove(tip: HeaderNode, best: readonly HeaderNode[]): readonly HeaderNode[] {
  if (best[tip.height] === tip) return NONE;
  const branch: HeaderNode[] = [];
  for (let node: HeaderNode | null = tip; node !== null && best[node.height] !== node; node = node.parent) {
    branch.push(node);
  }
  return branch;
}
