/** Heights by hash: all that were added are found, nothing else is, also where the first words are the same. */
import { expect, it } from 'vitest';
import { HeightIndex } from '../../../src/chain/height-index.ts';
import { equalBytes, readU32LE } from '../../../src/primitives/bytes.ts';
import { Dice } from '../../../src/simulation/random.ts';

const indexOf = (hashes: readonly Uint8Array[]) => {
  const index = new HeightIndex({
    hashWordAt: (height) => readU32LE(hashes[height]!, 0),
    isHashAt: (height, hash) => equalBytes(hashes[height]!, hash),
  });
  for (const height of hashes.keys()) index.add(height);
  return index;
};

const dice = new Dice(3);
const randomHash = (range = 2 ** 32) =>
  Uint8Array.from({ length: 32 }, (_, i) => (i < 4 ? (dice.u32() % range) >>> (8 * i) : dice.u32() >>> 24));

it.each([
  ['random', 2 ** 32],
  ['with a hundred different first words', 100],
])('hashes %s: each is found at its height, others are not', (_, range) => {
  const hashes = Array.from({ length: 3000 }, () => randomHash(range));
  const index = indexOf(hashes);
  for (const [height, hash] of hashes.entries()) expect(index.find(hash)).toBe(height);
  for (let i = 0; i < 300; i++) expect(index.find(randomHash(range))).toBeUndefined();
});
