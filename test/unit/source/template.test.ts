/** Templates on any block: rewriting a chain's past, with a message and a rival; and what of it is in memory. */
import { describe, expect, it } from 'vitest';
import {
  checkContents,
  coinbaseAlone,
  coinbaseMessage,
  type HeaderNode,
  KEPT_BLOCKS,
  MemoryStore,
  type TipChange,
} from '../../../src/chain/index.ts';
import { parseHeader } from '../../../src/primitives/header.ts';
import { hashHeader } from '../../../src/primitives/sha256.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { COINBASES_KEPT } from '../../../src/source/index.ts';
import { PrivateChain } from '../../../src/source/private-chain/private-chain.ts';
import { rivalVersion } from '../../../src/source/private-chain/rival.ts';
import { create, grow, mineNext, optionsOf, TIME } from './support.ts';

async function grown(blocks: number, store = new MemoryStore()): Promise<PrivateChain> {
  const chain = await create(store, 'asert', 16);
  for (let i = 1; i <= blocks; i++) await grow(chain, TIME + 10 * i, { message: `block ${i}` });
  return chain;
}

describe('a template', () => {
  it('has the message and the rival that it was asked for, and none by itself', async () => {
    const chain = await grown(2);
    const plain = chain.template(TIME + 30);
    expect(plain).toMatchObject({ height: 3, version: rivalVersion(0), prevHash: chain.tip.hash });
    const asked = chain.template(TIME + 30, { message: 'hello', rival: 2.5 });
    expect(new TextDecoder().decode(asked.tag)).toBe('/Proofworks/hello/');
    expect(asked.version).toBe(rivalVersion(2.5));
    // A rival changes what is searched, not what the rule asks for.
    expect(asked.target).toBe(plain.target);
    expect(() => chain.template(TIME, { message: 'x'.repeat(74) })).toThrow(/at most 73 bytes/);
    expect(() => chain.template(TIME, { rival: 601 })).toThrow(/from 0 to 600/);
  });

  it('on an older block is what it was when that block was the tip', async () => {
    const store = new MemoryStore();
    const chain = await create(store);
    const templates = [chain.template(TIME + 10)];
    for (let i = 1; i <= 20; i++) {
      await grow(chain, TIME + 10 * i + (i % 3));
      templates.push(chain.template(TIME + 10 * (i + 1)));
    }
    for (const [height, template] of templates.entries()) {
      const parent = chain.at(height)!;
      expect(chain.template(TIME + 10 * (height + 1), { parent })).toEqual(template);
    }
  });

  it('on a block that is not known, or of another chain, is none', async () => {
    const chain = await grown(2);
    const other = await PrivateChain.create({ store: new MemoryStore() }, { ...optionsOf(), time: TIME + 1 });
    await grow(other, TIME + 10);
    expect(() => chain.template(TIME, { parent: other.tip })).toThrow(/known block that is not buried/);
  });

  it('on a block that is buried is none, and the lowest that is not has one', async () => {
    const options = { ...optionsOf('fixed', 2), startTarget: REGTEST_POW_LIMIT };
    const chain = await PrivateChain.create({ store: new MemoryStore() }, options);
    const blocks = KEPT_BLOCKS + 249;
    for (let i = 1; i <= blocks; i++) await grow(chain, TIME + 10 * i);
    const parentOf = (height: number) => ({ parent: chain.at(height)! });
    const lowest = blocks + 1 - KEPT_BLOCKS;
    expect(chain.template(TIME, parentOf(lowest)).height).toBe(lowest + 1);
    expect(() => chain.template(TIME, parentOf(lowest - 1))).toThrow(
      `known block that is not buried, got one of height ${lowest - 1}`,
    );
    expect(chain.history().timeAt(0)).toBe(TIME);
    expect(chain.coinbaseOf(chain.at(0)!)).toBeNull();
  });
});

describe('mining again', () => {
  it('rewrites a block and all after it, one more, and reorganises', async () => {
    const store = new MemoryStore();
    const chain = await grown(12, store);
    const old = Array.from({ length: 13 }, (_, height) => chain.at(height)!);
    const changes: TipChange[] = [];
    chain.onChange((change) => changes.push(change));
    let parent: HeaderNode = chain.at(8)!;
    let now = TIME + 130;
    while (changes.length === 0) {
      const message = parent.height === 8 ? 'rewritten' : '';
      const verdict = await chain.submit(mineNext(chain, now, 7n, { parent, message }), now);
      if (!verdict.ok) throw new Error(`${verdict.reason}: ${verdict.detail}`);
      expect(chain.isBest(verdict.node)).toBe(verdict.change !== null);
      parent = verdict.node;
      now += 10;
    }
    expect(changes[0]!.left.map(({ height }) => height)).toEqual([12, 11, 10, 9]);
    expect(changes[0]!.came[0]).toBe(chain.at(9));
    expect(chain.tip).toBe(parent);
    expect(chain.tip.chainwork).toBeGreaterThan(old[12]!.chainwork);
    expect(coinbaseMessage(chain.coinbaseOf(chain.at(9)!)!)).toBe('rewritten');
    expect(coinbaseMessage(chain.coinbaseOf(old[9]!)!)).toBe('block 9');
    expect(chain.find(old[9]!.hash)).toBe(old[9]);
    expect(chain.isBest(old[9]!)).toBe(false);
    expect(chain.isBest(old[8]!)).toBe(true);
    const again = await PrivateChain.open({ store });
    expect(again.tip.hash).toEqual(chain.tip.hash);
  });
});

describe('coinbases', () => {
  it('of the newest hundred are there, byte for byte; of older ones not', async () => {
    const blocks = COINBASES_KEPT + 5;
    const store = new MemoryStore();
    const chain = await grown(blocks, store);
    for (const one of [chain, await PrivateChain.open({ store })]) {
      for (let height = 0; height <= blocks; height++) {
        const node = one.at(height)!;
        const coinbase = one.coinbaseOf(node);
        expect(coinbase !== null, String(height)).toBe(height > blocks - COINBASES_KEPT);
        if (coinbase === null) continue;
        expect(coinbaseMessage(coinbase)).toBe(`block ${height}`);
        const { merkleRoot } = parseHeader(node.header);
        expect(
          checkContents(coinbaseAlone(coinbase), merkleRoot, height, {
            heightInCoinbaseFrom: 0,
            halvingIntervalBlocks: 210_000,
          }),
        ).toBeNull();
      }
    }
  });

  it('the first block’s is there as long as it is new, and what a caller does to its arrays changes nothing', async () => {
    const chain = await create(new MemoryStore());
    expect(coinbaseMessage(chain.coinbaseOf(chain.genesis)!)).toBeNull();
    const block = mineNext(chain, TIME + 10, 1n, { message: 'mine' });
    const taken = chain.submit(block, TIME + 10);
    block.coinbase.fill(0);
    block.header.fill(0);
    expect(await taken).toMatchObject({ ok: true });
    expect(coinbaseMessage(chain.coinbaseOf(chain.tip)!)).toBe('mine');
    expect(chain.tip.hash).toEqual(hashHeader(chain.tip.header));
  });
});
