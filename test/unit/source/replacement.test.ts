/** Another chain in one's place: judged first, stored in one step; and until then nothing is lost. */
import { describe, expect, it } from 'vitest';
import {
  type ChainFile,
  ChainStoreError,
  MemoryStore,
  readChainFile,
  type StoredBlock,
  writeChainFile,
} from '../../../src/chain/index.ts';
import { describePrivateChain } from '../../../src/source/private-chain/genesis.ts';
import { PrivateChain } from '../../../src/source/private-chain/private-chain.ts';
import { blocksOf } from '../chain/store/support.ts';
import { create, grow, mineNext, optionsOf, TIME } from './support.ts';

async function fileOf(blocks: number): Promise<ChainFile> {
  const store = new MemoryStore();
  const chain = await create(store, 'wtema', 8);
  for (let i = 1; i <= blocks; i++) await grow(chain, TIME + 10 * i);
  return readChainFile(writeChainFile(chain.description, await blocksOf(store)));
}

async function opened() {
  const store = new MemoryStore();
  const chain = await create(store);
  for (let i = 1; i <= 3; i++) await grow(chain, TIME + 10 * i);
  return { store, chain };
}

describe('a chain that another takes the place of', () => {
  it('is a new one: the store begins again, and the old one takes nothing more', async () => {
    const { store, chain } = await opened();
    const next = mineNext(chain, TIME + 40);
    const fresh = await chain.replaceWith({
      description: describePrivateChain({ ...optionsOf('lwma-1', 30), time: TIME + 100 }),
      blocks: [],
    });
    expect(fresh.rule.name).toBe('lwma-1');
    expect(fresh.tip).toBe(fresh.genesis);
    expect(fresh.tip.time).toBe(TIME + 100);
    expect(store.blockCount).toBe(0);
    await expect(chain.submit(next, TIME + 40)).rejects.toThrow(/another chain has taken this one’s place/);
    await expect(chain.replaceWith(await fileOf(1))).rejects.toThrow(/another chain has taken/);
    await grow(fresh, TIME + 110);
    // The old one's end leaves the store to the new one.
    await chain.close();
    await grow(fresh, TIME + 120);
    expect((await PrivateChain.open({ store })).tip.hash).toEqual(fresh.tip.hash);
    await fresh.close();
    await expect(store.append(next)).rejects.toThrow(/is closed/);
  });

  it('is one from a file, and it says how far it is', async () => {
    const { store, chain } = await opened();
    const file = await fileOf(250);
    const steps: number[] = [];
    const next = await chain.replaceWith(file, async (blocks) => {
      await Promise.resolve();
      steps.push(blocks);
    });
    expect(steps).toEqual([100, 200]);
    expect(next.tip.height).toBe(250);
    expect(next.description).toEqual(file.description);
    expect(await blocksOf(store)).toEqual(file.blocks);
    await grow(next, TIME + 2600);
    const again: number[] = [];
    await PrivateChain.open({ store, progress: (blocks) => void again.push(blocks) });
    expect(again).toEqual([100, 200]);
  });

  it('first takes the blocks that were handed in before', async () => {
    const { chain, store } = await opened();
    const file = await fileOf(2);
    const taken = chain.submit(mineNext(chain, TIME + 40), TIME + 40);
    const next = await chain.replaceWith(file);
    expect(await taken).toMatchObject({ ok: true });
    expect(store.blockCount).toBe(2);
    expect(next.tip.height).toBe(2);
  });
});

describe('a file that is refused', () => {
  it('leaves the chain as it was, which goes on', async () => {
    const { store, chain } = await opened();
    const { description, blocks } = await fileOf(4);
    const before = await blocksOf(store);
    for (const [wrong, words] of [
      [
        { description, blocks: blocks.toSpliced(1, 1) },
        /^block 2 of the chain file is refused \(prev-blk-not-found: /,
      ],
      [{ description: { ...description, rule: 'guess' }, blocks }, /^the chain cannot be used: .*guess/],
      [
        { description, blocks: [blocks[0]!, blocks[0]!] },
        /^block 2 of the chain file is refused \(duplicate: /,
      ],
    ] as const) {
      await expect(chain.replaceWith(wrong)).rejects.toThrow(words);
      await expect(PrivateChain.replace({ store }, wrong)).rejects.toThrow(ChainStoreError);
    }
    expect(await blocksOf(store)).toEqual(before);
    await grow(chain, TIME + 40);
    expect(chain.tip.height).toBe(4);
  });

  it('as is one that the store cannot keep', async () => {
    class FullStore extends MemoryStore {
      override async replace(): Promise<void> {
        throw new ChainStoreError('the disk is full');
      }
    }
    const store = new FullStore();
    const chain = await create(store);
    await expect(chain.replaceWith(await fileOf(2))).rejects.toThrow('the disk is full');
    await grow(chain, TIME + 10);
    expect(store.blockCount).toBe(1);
  });
});

describe('a store whose chain cannot be opened', () => {
  it('takes another, and so does one that is new', async () => {
    const { store } = await opened();
    const blocks: StoredBlock[] = await blocksOf(store);
    const damaged = new MemoryStore({ description: store.description!, blocks: blocks.toSpliced(0, 1) });
    await expect(PrivateChain.open({ store: damaged })).rejects.toThrow(/stored block 1 is refused/);
    const file = await fileOf(3);
    for (const one of [damaged, new MemoryStore()]) {
      const chain = await PrivateChain.replace({ store: one }, file);
      expect(chain.tip.height).toBe(3);
      expect(one.blockCount).toBe(3);
      await grow(chain, TIME + 40);
    }
  });
});
