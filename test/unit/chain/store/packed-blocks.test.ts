/** Packed blocks: read as they were pushed, whatever neighbours share, and small where they share much. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PackedBlocks } from '../../../../src/chain/store/packed-blocks.ts';
import type { StoredBlock } from '../../../../src/chain/store/store.ts';

/** Coinbases of few different bytes, so that neighbours share beginnings, ends, both, everything or nothing. */
const coinbases = fc.oneof(
  fc.uint8Array({ max: 1, minLength: 1, maxLength: 12 }),
  fc.uint8Array({ minLength: 1, maxLength: 40 }),
  fc.integer({ min: 200, max: 800 }).map((length) => new Uint8Array(length).fill(7)),
);
const headers = fc.uint8Array({ minLength: 80, maxLength: 80 });
const rows = fc.array(fc.record({ header: headers, coinbase: coinbases }), { maxLength: 40 });

it('gives back what was pushed, and the first of it', () => {
  fc.assert(
    fc.property(rows, fc.nat(40), (blocks, count) => {
      const packed = new PackedBlocks();
      for (const block of blocks) packed.push(block);
      expect(packed.count).toBe(blocks.length);
      expect([...packed.read(blocks.length)]).toEqual(blocks);
      expect([...packed.read(count)]).toEqual(blocks.slice(0, count));
    }),
    { seed: 11, numRuns: 300 },
  );
});

it('goes on in another row, however large a block is', () => {
  const blocks: StoredBlock[] = Array.from({ length: 2000 }, (_, i) => ({
    header: new Uint8Array(80).fill(i),
    coinbase: i === 700 ? new Uint8Array(300_000).fill(3) : Uint8Array.of(1, 2, i & 0xff, i >> 8, 5, 6),
  }));
  const packed = new PackedBlocks();
  for (const block of blocks) packed.push(block);
  expect([...packed.read(2000)]).toEqual(blocks);
});

it('holds no array that its caller may write into, and hands out none of its own', () => {
  const packed = new PackedBlocks();
  const block = { header: new Uint8Array(80).fill(1), coinbase: Uint8Array.of(1, 2, 3) };
  packed.push(block);
  block.coinbase.fill(9);
  packed.push({ ...block, coinbase: Uint8Array.of(1, 2, 4) });
  for (const read of packed.read(2)) {
    read.coinbase.fill(0);
    read.header.fill(0);
  }
  expect([...packed.read(2)].map(({ coinbase }) => [...coinbase])).toEqual([
    [1, 2, 3],
    [1, 2, 4],
  ]);
});
