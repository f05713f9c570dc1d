/** A header that has its place in the tree. */

/** Where the parent of a block is found that no longer holds it. */
export interface Ancestry {
  /** The block of the best chain at a height. */
  nodeAt(height: number): HeaderNode;
}

/** What a node is made of. */
export type HeaderNodeFields = Readonly<Omit<HeaderNode, 'parent' | 'letGoOfParent'>>;

/** One block of the tree. A node is no plain data: what crosses threads are its fields. */
export class HeaderNode {
  readonly height: number;
  /** 32 bytes, hashing order. */
  readonly hash: Uint8Array;
  /** 80 bytes as serialised. */
  readonly header: Uint8Array;
  /** Unix seconds as the header claims them. */
  readonly time: number;
  /** u32. */
  readonly nBits: number;
  readonly target: bigint;
  /** Sum of block proofs up to and including this block: the chain with most of it is the best. */
  readonly chainwork: bigint;
  #parent: HeaderNode | Ancestry | null;

  /** @param parent - Null for the first block; of a buried one, what knows it. */
  constructor(fields: HeaderNodeFields, parent: HeaderNode | Ancestry | null) {
    this.height = fields.height;
    this.hash = fields.hash;
    this.header = fields.header;
    this.time = fields.time;
    this.nBits = fields.nBits;
    this.target = fields.target;
    this.chainwork = fields.chainwork;
    this.#parent = parent;
  }

  /** Null for the first block. A buried one is decoded anew at each call: its hash tells it, not its identity. */
  get parent(): HeaderNode | null {
    const parent = this.#parent;
    return parent === null || parent instanceof HeaderNode ? parent : parent.nodeAt(this.height - 1);
  }

  /** Looks its parent up from now on: through nodes that hold their parents, each would keep its whole past alive. */
  letGoOfParent(ancestry: Ancestry): void {
    if (this.#parent !== null) this.#parent = ancestry;
  }
}

/** What changed when another block became the best. */
export interface TipChange {
  /** Blocks that are no longer on the best chain, newest first; empty where it only grew. */
  readonly left: readonly HeaderNode[];
  /** Blocks that are on it now, oldest first. */
  readonly came: readonly HeaderNode[];
}
