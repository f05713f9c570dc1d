/** One changed block on a chain that was really mined: who is broken, what it takes, and nothing where nothing changed. */
import { describe, expect, it } from 'vitest';
import { checkContents, coinbaseAlone } from '../../../src/chain/check-contents.ts';
import { coinbaseMessage, coinbaseWithMessage } from '../../../src/chain/coinbase-message.ts';
import { MemoryStore } from '../../../src/chain/store/memory-store.ts';
import { tamper } from '../../../src/chain/tamper.ts';
import { blockProof } from '../../../src/primitives/difficulty.ts';
import { parseHeader } from '../../../src/primitives/header.ts';
import { hashHeader } from '../../../src/primitives/sha256.ts';
import { hashAsInteger, meetsTarget } from '../../../src/primitives/target.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { proofTarget } from '../../../src/source/index.ts';
import { PrivateChain } from '../../../src/source/private-chain/private-chain.ts';
import { create, grow, optionsOf, TIME } from '../source/support.ts';

const BLOCKS = 20;

async function mined(rival = 0): Promise<PrivateChain> {
  const chain = await create(new MemoryStore());
  // Uneven, so that targets differ.
  for (let i = 1; i <= BLOCKS; i++)
    await grow(chain, TIME + 10 * i + (i % 4) * 2, { message: `pays ${i}`, rival });
  return chain;
}

const from = (chain: PrivateChain, height: number) =>
  Array.from({ length: chain.tip.height - height + 1 }, (_, i) => chain.at(height + i)!);

describe('an unchanged block', () => {
  it('leaves every hash as it is, and nothing to be done', async () => {
    const chain = await mined();
    for (const height of [1, 7, BLOCKS]) {
      const nodes = from(chain, height);
      const { blocks, work } = tamper(nodes, chain.coinbaseOf(nodes[0]!)!);
      expect(blocks.map(({ hash }) => hash)).toEqual(nodes.map(({ hash }) => hash));
      expect(blocks.map(({ header }) => header)).toEqual(nodes.map(({ header }) => header));
      expect(blocks.every(({ verdict }) => verdict === 'valid')).toBe(true);
      expect(work).toBe(0n);
    }
  });

  it('of a chain with a rival too, if it is judged by that chain’s rule', async () => {
    const chain = await mined(4);
    const nodes = from(chain, 1);
    const coinbase = chain.coinbaseOf(nodes[0]!)!;
    expect(tamper(nodes, coinbase, { proofTarget }).blocks.every(({ verdict }) => verdict === 'valid')).toBe(
      true,
    );
    // The control: four in five were the rival's.
    expect(tamper(nodes, coinbase).blocks.some(({ verdict }) => verdict === 'high-hash')).toBe(true);
  });
});

describe('a changed block', () => {
  it('has another root, and each after it another parent; nothing else differs', async () => {
    const chain = await mined();
    const nodes = from(chain, 5);
    const coinbase = coinbaseWithMessage(chain.coinbaseOf(nodes[0]!)!, 'pays 5000');
    expect(coinbaseMessage(coinbase)).toBe('pays 5000');
    const { blocks } = tamper(nodes, coinbase);
    expect(blocks).toHaveLength(BLOCKS - 4);
    for (const [i, block] of blocks.entries()) {
      const [now, before] = [parseHeader(block.header), parseHeader(nodes[i]!.header)];
      expect(block.height).toBe(5 + i);
      expect(block.hash).toEqual(hashHeader(block.header));
      expect(block.target).toBe(nodes[i]!.target);
      expect(block.verdict).toBe(meetsTarget(block.hash, block.target) ? 'valid' : 'high-hash');
      expect(now).toEqual(
        i === 0 ? { ...before, merkleRoot: now.merkleRoot } : { ...before, prevHash: blocks[i - 1]!.hash },
      );
    }
    const { merkleRoot } = parseHeader(blocks[0]!.header);
    const parameters = { heightInCoinbaseFrom: 0, halvingIntervalBlocks: 210_000 };
    expect(checkContents(coinbaseAlone(coinbase), merkleRoot, 5, parameters)).toBeNull();
    // A luck of one in sixty-four each: sixteen blocks are not all valid.
    expect(blocks.some(({ verdict }) => verdict === 'high-hash')).toBe(true);
  });

  it('costs the work from the first block without proof to the tip, and one block', async () => {
    const chain = await mined();
    for (const height of [1, 9, BLOCKS]) {
      const nodes = from(chain, height);
      const { blocks, work } = tamper(nodes, coinbaseWithMessage(chain.coinbaseOf(nodes[0]!)!, 'mine'));
      const broken = blocks.findIndex(({ verdict }) => verdict === 'high-hash');
      const again = nodes.slice(broken).map(({ target }) => blockProof(target));
      expect(broken).toBeGreaterThanOrEqual(0);
      expect(work).toBe(again.reduce((sum, proof) => sum + proof, 0n) + blockProof(chain.tip.target));
      // More than the chain's difference of work alone.
      if (broken === 0) expect(work).toBeGreaterThan(chain.tip.chainwork - chain.at(height - 1)!.chainwork);
    }
  });

  it('that meets its target by luck stays valid', async () => {
    // Every second hash is a block.
    const options = { ...optionsOf('fixed', 2), startTarget: REGTEST_POW_LIMIT };
    const chain = await PrivateChain.create({ store: new MemoryStore() }, options);
    await grow(chain, TIME + 10, { message: 'first' });
    const nodes = from(chain, 1);
    const verdicts = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const coinbase = coinbaseWithMessage(chain.coinbaseOf(nodes[0]!)!, `try ${i}`);
      const { blocks, work } = tamper(nodes, coinbase);
      const isValid = hashAsInteger(blocks[0]!.hash) <= REGTEST_POW_LIMIT;
      expect(blocks[0]!.verdict).toBe(isValid ? 'valid' : 'high-hash');
      expect(work).toBe(isValid ? 2n : 4n);
      verdicts.add(blocks[0]!.verdict);
    }
    expect(verdicts.size).toBe(2);
  });
});

it('refuses no blocks, blocks that do not follow each other, and no coinbase', async () => {
  const chain = await mined();
  const coinbase = chain.coinbaseOf(chain.at(3)!)!;
  expect(() => tamper([], coinbase)).toThrow(/at least one block/);
  expect(() => tamper([chain.at(3)!, chain.at(5)!], coinbase)).toThrow(/follow each other/);
  expect(() => tamper(from(chain, 3), Uint8Array.of(1))).toThrow(RangeError);
});
