/** Merkle roots: two real blocks, the shape of odd levels, and branches against an independent recursion. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, concatBytes, reverseBytes } from '../../../src/primitives/bytes.ts';
import { merkleBranch, merkleRoot, merkleRootFromBranch } from '../../../src/primitives/merkle.ts';
import { displayHash, sha256d } from '../../../src/primitives/sha256.ts';

const SEEDED = { seed: 20090103, numRuns: 50 };
const txid = fc.uint8Array({ minLength: 32, maxLength: 32 });
const txids = fc.array(txid, { minLength: 1, maxLength: 20 });
const fromDisplay = (hex: string): Uint8Array => reverseBytes(bytesFromHex(hex));

/** The tree from the root down: a subtree of a power of two leaves, missing ones standing for the last present. */
function rootByRecursion(leaves: readonly Uint8Array[], height: number): Uint8Array {
  if (height === 0) return leaves[0]!;
  const half = 2 ** (height - 1);
  const left = rootByRecursion(leaves.slice(0, half), height - 1);
  const right = leaves.length > half ? rootByRecursion(leaves.slice(half), height - 1) : left;
  return sha256d(concatBytes(left, right));
}

// Transaction ids as block explorers show them; the roots stand in the blocks' headers.
const BLOCK_170 = {
  root: '7dac2c5666815c17a3b36427de37bb9d2e2c5ccec3f8633eb91a4205cb4c10ff',
  txids: [
    'b1fea52486ce0c62bb442b530a3f0132b826c74e473d1f2c220bfa78111c5082',
    'f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16',
  ],
};
const BLOCK_100000 = {
  root: 'f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766',
  txids: [
    '8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87',
    'fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4',
    '6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4',
    'e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d',
  ],
};

describe('merkleRoot', () => {
  it.each([BLOCK_170, BLOCK_100000])('gives the root $root', (block) => {
    expect(displayHash(merkleRoot(block.txids.map(fromDisplay)))).toBe(block.root);
  });

  it('is the txid itself for one transaction', () => {
    const only = new Uint8Array(32).fill(3);
    expect(merkleRoot([only])).toEqual(only);
    expect(merkleBranch([only])).toEqual([]);
  });

  it('pairs an odd last node with itself', () => {
    const [a, b, c] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    expect(merkleRoot([a, b, c])).toEqual(merkleRoot([a, b, c, c]));
    expect(merkleRoot([a, b, c])).not.toEqual(merkleRoot([a, b, c, a]));
  });

  it('agrees with a recursion from the root down', () => {
    fc.assert(
      fc.property(txids, (leaves) => {
        const height = Math.ceil(Math.log2(leaves.length));
        expect(merkleRoot(leaves)).toEqual(Uint8Array.from(rootByRecursion(leaves, height)));
      }),
      SEEDED,
    );
  });

  it('refuses an empty list and a hash of the wrong length', () => {
    const empty = new RangeError('"txids" expected at least 1 hash, got 0');
    expect(() => merkleRoot([])).toThrow(empty);
    expect(() => merkleBranch([])).toThrow(empty);
    expect(() => merkleRoot([new Uint8Array(31)])).toThrow(
      new RangeError('"txid" expected 32 bytes, got 31'),
    );
    expect(merkleRoot([new Uint8Array(32)])).toHaveLength(32);
  });
});

describe('merkleBranch', () => {
  it('leads every leaf to the root', () => {
    fc.assert(
      fc.property(txids, (leaves) => {
        const root = merkleRoot(leaves);
        leaves.forEach((leaf, index) => {
          expect(merkleRootFromBranch(leaf, merkleBranch(leaves, index), index)).toEqual(root);
        });
      }),
      SEEDED,
    );
  });

  it('does not change with the coinbase', () => {
    fc.assert(
      fc.property(txids, txid, (leaves, other) => {
        const changed = [other, ...leaves.slice(1)];
        expect(merkleBranch(changed)).toEqual(merkleBranch(leaves));
        expect(merkleRootFromBranch(other, merkleBranch(leaves))).toEqual(merkleRoot(changed));
      }),
      SEEDED,
    );
  });

  it('refuses an index that is not there', () => {
    const leaves = [new Uint8Array(32), new Uint8Array(32)];
    const branch = merkleBranch(leaves);
    for (const index of [2, -1, 0.5]) {
      expect(() => merkleBranch(leaves, index)).toThrow(RangeError);
      expect(() => merkleRootFromBranch(new Uint8Array(32), branch, index)).toThrow(RangeError);
    }
    expect(merkleBranch(leaves, 1)).toHaveLength(1);
    expect(merkleRootFromBranch(new Uint8Array(32), branch, 1)).toHaveLength(32);
  });

  it('refuses a partner of the wrong length', () => {
    expect(() => merkleRootFromBranch(new Uint8Array(32), [new Uint8Array(33)])).toThrow(RangeError);
    expect(() => merkleRootFromBranch(new Uint8Array(33), [])).toThrow(RangeError);
  });
});
