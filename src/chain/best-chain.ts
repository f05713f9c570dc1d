/** The best chain by height: its newest blocks as nodes, those below as columns. */
import { BuriedBlocks } from './buried-blocks.ts';
import type { HeaderNode } from './header-node.ts';

/** Grows and is cut at the tip, and is buried from below. */
export class BestChain {
  /** Blocks below the kept ones: final. */
  readonly buried = new BuriedBlocks();
  /** From the root to the tip; never empty. */
  #kept: HeaderNode[];

  /** @param first - The first block. */
  constructor(first: HeaderNode) {
    this.#kept = [first];
  }

  get tip(): HeaderNode {
    return this.#kept.at(-1)!;
  }

  /** The lowest block that is kept as a node: nothing at or below it changes any more. */
  get root(): HeaderNode {
    return this.#kept[0]!;
  }

  /** Blocks that are kept as nodes. */
  get keptCount(): number {
    return this.#kept.length;
  }

  /** The block at a height, unless it is buried. */
  keptAt(height: number): HeaderNode | undefined {
    const place = height - this.buried.count;
    // A negative place would be looked up as a property's name, slowly.
    return place >= 0 ? this.#kept[place] : undefined;
  }

  /** The block at a height; decoded anew at each call where it is buried. */
  at(height: number): HeaderNode | undefined {
    if (height >= this.buried.count) return this.keptAt(height);
    return Number.isInteger(height) && height >= 0 ? this.buried.nodeAt(height) : undefined;
  }

  has(node: HeaderNode): boolean {
    return node.height < this.buried.count
      ? this.buried.isHashAt(node.height, node.hash)
      : this.keptAt(node.height) === node;
  }

  /** Adds a child of the tip. */
  push(node: HeaderNode): void {
    this.#kept.push(node);
  }

  /**
   * Cuts what is above a kept block.
   *
   * @returns the blocks that were cut off, newest first.
   */
  cutAbove(height: number): HeaderNode[] {
    return this.#kept.splice(height + 1 - this.buried.count).reverse();
  }

  /**
   * Buries the lowest kept blocks.
   *
   * @param count - Fewer than are kept.
   * @returns the nodes that they were.
   */
  bury(count: number): readonly HeaderNode[] {
    const nodes = this.#kept.slice(0, count);
    // A copy: what is taken out of an array's front may stay in its memory.
    this.#kept = this.#kept.slice(count);
    for (const node of nodes) this.buried.push(node);
    for (const node of [...nodes, this.root]) node.letGoOfParent(this.buried);
    return nodes;
  }
}
