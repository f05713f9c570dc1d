/** What a block costs once it is buried: a chain that is mined for days must stay small. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { HeaderTree } from '../../../src/chain/header-tree.ts';
import { EASY, GENESIS, mineHeader, START_TIME } from './support.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Heap and array buffers together. */
function usedBytes(): number {
  for (let i = 0; i < 3; i++) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Bytes a block, from the moment on when a tree keeps as many nodes as it ever will. */
function bytesPerBlock(blocks: number, keptBlocks?: number): number {
  const tree = new HeaderTree({
    parameters: EASY,
    genesis: GENESIS,
    ...(keptBlocks === undefined ? {} : { keptBlocks }),
  });
  const growTo = (height: number) => {
    while (tree.tip.height < height) {
      const { tip } = tree;
      tree.accept(mineHeader(tip.header, { time: tip.time + 2, label: tip.height }), START_TIME + 1e7);
    }
  };
  const settled = 2000;
  growTo(settled);
  const before = usedBytes();
  growTo(settled + blocks);
  const after = usedBytes();
  // Read afterwards, so that the tree is alive until here.
  expect(tree.at(1)!.parent).not.toBeNull();
  expect(tree.tip.height).toBe(settled + blocks);
  return (after - before) / blocks;
}

it('a buried block costs about a hundred bytes, heap and buffers together', { timeout: 60_000 }, () => {
  // 80 bytes of header, a slot of the index and a part of a sum; the bound leaves room for what the runtime does meanwhile.
  expect(bytesPerBlock(20_000)).toBeLessThan(130);
  // The control: a node costs many times as much.
  expect(bytesPerBlock(5000, Number.POSITIVE_INFINITY)).toBeGreaterThan(600);
});
