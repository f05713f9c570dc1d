/** A header that has its place in the tree. */

/** One block of the tree. */
export interface HeaderNode {
  readonly height: number;
  /** 32 bytes, hashing order. */
  readonly hash: Uint8Array;
  /** 80 bytes as serialised. */
  readonly header: Uint8Array;
  /** Null for the first block. */
  readonly parent: HeaderNode | null;
  /** Unix seconds as the header claims them. */
  readonly time: number;
  /** u32. */
  readonly nBits: number;
  readonly target: bigint;
  /** Sum of block proofs up to and including this block: the chain with most of it is the best. */
  readonly chainwork: bigint;
}

/** What changed when another block became the best. */
export interface TipChange {
  /** Blocks that are no longer on the best chain, newest first; empty where it only grew. */
  readonly left: readonly HeaderNode[];
  /** Blocks that are on it now, oldest first. */
  readonly came: readonly HeaderNode[];
}
