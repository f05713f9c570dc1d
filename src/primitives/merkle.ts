/**
 * The merkle tree over a block's transactions, and the branch that lets a miner change the coinbase alone.
 *
 * All hashes are 32 bytes in hashing order. A level with an odd number of nodes pairs its last node with itself
 * (Bitcoin Core, `consensus/merkle.cpp`).
 */
import { assertByteLength, concatBytes } from './bytes.ts';
import { sha256d } from './sha256.ts';

function assertTxids(txids: readonly Uint8Array[]): void {
  if (txids.length === 0) throw new RangeError('"txids" expected at least 1 hash, got 0');
  for (const txid of txids) assertByteLength('txid', txid, 32);
}

function assertIndex(index: number, limit: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= limit) {
    throw new RangeError(`"index" expected integer in [0, ${limit}), got ${String(index)}`);
  }
}

/** Hashes the pairs of one level into the next; an odd last node is its own partner. */
function nextLevel(level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i]!;
    parents.push(sha256d(concatBytes(left, level[i + 1] ?? left)));
  }
  return parents;
}

/**
 * Computes the merkle root of a block.
 *
 * @param txids - One hash per transaction, coinbase first; not changed.
 * @returns 32 bytes in hashing order; for one transaction its own txid.
 * @throws {RangeError} if there is no transaction, or a hash is not 32 bytes.
 * @see Bitcoin Core, `ComputeMerkleRoot`
 */
export function merkleRoot(txids: readonly Uint8Array[]): Uint8Array {
  assertTxids(txids);
  let level: readonly Uint8Array[] = txids;
  while (level.length > 1) level = nextLevel(level);
  return Uint8Array.from(level[0]!);
}

/**
 * Lists the partners that a leaf meets on its way to the root.
 *
 * For the coinbase (index 0) no partner depends on the leaf itself unless it is alone at some level, and then the
 * tree has ended: so a miner keeps the branch while the extra nonce changes.
 *
 * @param txids - One hash per transaction, coinbase first; not changed.
 * @param index - Which transaction.
 * @returns One hash of 32 bytes per level, leaves first; empty for one transaction.
 * @throws {RangeError} if there is no transaction, a hash is not 32 bytes, or the index is outside the list.
 * @see Bitcoin Core, `TransactionMerklePath`
 */
export function merkleBranch(txids: readonly Uint8Array[], index = 0): Uint8Array[] {
  assertTxids(txids);
  assertIndex(index, txids.length);
  const branch: Uint8Array[] = [];
  let level: readonly Uint8Array[] = txids;
  for (let position = index; level.length > 1; position >>>= 1) {
    branch.push(Uint8Array.from(level[position ^ 1] ?? level[position]!));
    level = nextLevel(level);
  }
  return branch;
}

/**
 * Computes the merkle root from one leaf and its branch.
 *
 * @param leaf - 32 bytes in hashing order.
 * @param branch - Partners, leaves first.
 * @param index - The leaf's place among the transactions.
 * @returns 32 bytes in hashing order.
 * @throws {RangeError} if a hash is not 32 bytes, or the index does not fit the branch's height.
 * @see Bitcoin Core, `ComputeMerkleRootFromBranch` (tests)
 */
export function merkleRootFromBranch(leaf: Uint8Array, branch: readonly Uint8Array[], index = 0): Uint8Array {
  assertByteLength('leaf', leaf, 32);
  assertIndex(index, 2 ** branch.length);
  let node = Uint8Array.from(leaf);
  let position = index;
  for (const partner of branch) {
    assertByteLength('branch', partner, 32);
    node = Uint8Array.from(
      sha256d(position % 2 === 0 ? concatBytes(node, partner) : concatBytes(partner, node)),
    );
    position = Math.floor(position / 2);
  }
  return node;
}
