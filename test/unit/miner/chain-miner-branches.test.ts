// Shares, a simulated rival, rests, engines that come and go, and history that is rewritten: virtual time, real hashes.

import { describe, expect, it } from 'vitest';
import { coinbaseMessage, MemoryStore, type TipChange } from '../../../src/chain/index.ts';
import { startChainClock } from '../../../src/miner/chain-clock.ts';
import { ChainMiner, type ChainMinerParts, type MinedBlock } from '../../../src/miner/chain-miner.ts';
import { blockProof, hashAsInteger, readU32LE } from '../../../src/primitives/index.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { PrivateChain, proofTarget, rivalOf } from '../../../src/source/index.ts';
import { exactAnswer, FakeEngine, VirtualTime } from '../engine/support.ts';

const TIME = 1_700_000_000;
const HPS = 5_000;

async function setUp(
  parts: Partial<ChainMinerParts> = {},
  { rule = 'asert', spacingSec = 5, hps = HPS, withEngine = true } = {},
) {
  const time = new VirtualTime();
  const chain = await PrivateChain.create(
    { store: new MemoryStore() },
    {
      rule,
      targetSpacingSec: spacingSec,
      windowBlocks: 16,
      powLimit: REGTEST_POW_LIMIT,
      startTarget: 2n ** 256n / BigInt(hps * spacingSec) - 1n,
      time: TIME,
    },
  );
  const createEngine = (hashrateHps = HPS) => new FakeEngine({ time, hashrateHps, answer: exactAnswer });
  const engine = createEngine();
  const blocks: MinedBlock[] = [];
  const changes: TipChange[] = [];
  const refused: string[] = [];
  chain.onChange((change) => changes.push(change));
  const { events, ...others } = parts;
  const miner = new ChainMiner({
    chain,
    engines: withEngine ? [engine] : [],
    clock: time.clock,
    chainTime: startChainClock(TIME, time.clock),
    nowSec: startChainClock(TIME, time.clock),
    firstExtraNonce: 0n,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    events: {
      onBlock: (block) => void blocks.push(block),
      onRefused: ({ reason }) => refused.push(reason),
      ...events,
    },
    ...others,
  });
  return { time, chain, createEngine, engine, miner, blocks, changes, refused };
}

const versionOf = (header: Uint8Array) => readU32LE(header, 0) | 0;
const rivalOfBlock = ({ node }: MinedBlock) => rivalOf(versionOf(node.header));

describe('shares', { timeout: 30_000 }, () => {
  it('come about twice a second where blocks are seldom, and prove the rate', async () => {
    let proved = 0;
    let shares = 0;
    let expected = 0;
    let mostProof = 0;
    const { time, miner, blocks, chain } = await setUp(
      {
        sharesPerSec: 2,
        events: {
          onShare: (_share, _engine, proof) => {
            proved += proof;
            shares++;
            mostProof = Math.max(mostProof, proof);
          },
          onRange: ({ hashCount }, _engine, proof) => {
            expected += hashCount / proof;
          },
        },
      },
      { spacingSec: 120 },
    );
    await time.run(miner.run(300_000));
    expect(shares).toBeGreaterThan(450);
    expect(shares).toBeLessThan(750);
    // 600 shares: three standard deviations are 12 %.
    expect(proved / miner.hashCount).toBeGreaterThan(0.85);
    expect(proved / miner.hashCount).toBeLessThan(1.15);
    expect(expected / shares).toBeGreaterThan(0.85);
    expect(expected / shares).toBeLessThan(1.15);
    expect(chain.tip.height).toBeLessThan(12);
    expect(miner.counts[0]!.shares).toBe(shares);
    expect(mostProof).toBeLessThanOrEqual(HPS * 120 * 8);
    // A share is no block, and what is none is not stale either.
    expect(chain.tip.height).toBe(blocks.filter(({ finder }) => finder === 'you').length);
  });

  it('are never harder than a block: where blocks come often, each share is one', async () => {
    const proofs = new Set<number>();
    const { time, miner, chain } = await setUp(
      { sharesPerSec: 2, events: { onShare: (_share, _engine, proof) => proofs.add(proof) } },
      { rule: 'fixed', spacingSec: 1, hps: HPS / 20 },
    );
    time.at(2000, () => proofs.clear());
    await time.run(miner.run(20_000));
    expect(chain.tip.height).toBeGreaterThan(100);
    expect([...proofs]).toEqual([Number(blockProof(chain.tip.target))]);
  });

  it('are the blocks alone where none are asked for', async () => {
    let shares = 0;
    const { time, miner, chain } = await setUp({ events: { onShare: () => shares++ } });
    await time.run(miner.run(60_000));
    expect(shares).toBe(chain.tip.height);
  });
});

describe('a simulated rival', { timeout: 60_000 }, () => {
  it('of three times the rate finds three blocks of four, each with its own proof', async () => {
    const { time, miner, blocks, chain, refused } = await setUp({ rival: 3 }, { rule: 'fixed' });
    await time.run(miner.run(500_000));
    expect(refused).toEqual([]);
    // One's own take 5 s on average, so all together come every 1.25 s.
    expect(blocks.length).toBeGreaterThan(330);
    expect(blocks.length).toBeLessThan(480);
    const own = blocks.filter(({ finder }) => finder === 'you').length;
    // 400 blocks, a quarter: three standard deviations are 26.
    expect(own / blocks.length).toBeGreaterThan(0.18);
    expect(own / blocks.length).toBeLessThan(0.32);
    for (const { node, finder } of blocks) {
      const version = versionOf(node.header);
      const hash = hashAsInteger(node.hash);
      expect(rivalOf(version)).toBe(3);
      expect(hash <= proofTarget(node.target, version)).toBe(true);
      expect(hash <= node.target).toBe(finder === 'you');
    }
    expect(chain.tip.height).toBe(blocks.length);
  });

  it('comes and goes, and the rule follows', async () => {
    const { time, miner, blocks } = await setUp();
    time.at(100_000, () => miner.setRival(4));
    time.at(400_000, () => miner.setRival(0));
    await time.run(miner.run(400_000));
    const proofs = blocks.map(({ node }) => 2 ** 256 / Number(node.target));
    const before = proofs[blocks.findLastIndex(({ atMs }) => atMs < 100_000)]!;
    const during = proofs.at(-1)!;
    expect(before / (HPS * 5)).toBeGreaterThan(0.4);
    expect(before / (HPS * 5)).toBeLessThan(2.5);
    expect(during / (HPS * 25)).toBeGreaterThan(0.4);
    expect(during / (HPS * 25)).toBeLessThan(2.5);
    expect(blocks.some(({ finder }) => finder === 'rival')).toBe(true);
    expect(blocks.filter(({ atMs }) => atMs < 100_000).every(({ finder }) => finder === 'you')).toBe(true);
  });
});

describe('history', { timeout: 60_000 }, () => {
  it('is rewritten from a block on: the branch has its message, more work, and then is the chain', async () => {
    const { time, miner, blocks, chain, changes, refused } = await setUp();
    let old: Uint8Array[] = [];
    time.at(60_000, () => {
      const { height } = chain.tip;
      old = Array.from({ length: 4 }, (_, i) => chain.at(height - 3 + i)!.hash);
      miner.remine({ parent: chain.at(height - 4)!, message: 'it was otherwise' });
      expect(miner.remining).toMatchObject({ tip: chain.at(height - 4), message: 'it was otherwise' });
      // The branch's clock begins where its parent's stood.
      expect(miner.timeSec).toBe(chain.at(height - 4)!.time);
    });
    await time.run(miner.run(200_000));
    expect(refused).toEqual([]);
    const [rewriting] = changes.filter(({ left }) => left.length > 0);
    expect(changes.filter(({ left }) => left.length > 0)).toHaveLength(1);
    expect(rewriting!.left.map(({ hash }) => hash).toReversed()).toEqual(old);
    const [first, second] = rewriting!.came;
    expect(coinbaseMessage(chain.coinbaseOf(first!)!)).toBe('it was otherwise');
    expect(coinbaseMessage(chain.coinbaseOf(second!)!)).toBeNull();
    expect(miner.remining).toBeNull();
    // It goes on at the new tip.
    expect(chain.tip.height).toBeGreaterThan(rewriting!.came.at(-1)!.height + 5);
    const branch = blocks.filter(({ node }) => rewriting!.came.includes(node));
    expect(branch).toHaveLength(rewriting!.came.length);
    expect(chain.isBest(blocks.at(-1)!.node)).toBe(true);
    // Times go on from the branch's, without a leap.
    const times = Array.from({ length: chain.tip.height + 1 }, (_, height) => chain.at(height)!.time);
    const longest = Math.max(...times.slice(1).map((one, i) => one - times[i]!));
    expect(longest).toBeLessThan(60);
  });

  it('stays where the branch is given up, and its clock goes on where it stood', async () => {
    const { time, miner, chain, changes } = await setUp();
    let tip = chain.tip;
    let timeSec = 0;
    time.at(60_000, () => {
      tip = chain.tip;
      timeSec = miner.timeSec;
      miner.remine({ parent: chain.at(1)!, message: '' });
    });
    time.at(80_000, () => {
      expect(chain.tip).toBe(tip);
      miner.cancelRemine();
      expect(miner.timeSec).toBeCloseTo(timeSec, 6);
      expect(miner.remining).toBeNull();
    });
    await time.run(miner.run(140_000));
    expect(changes.every(({ left }) => left.length === 0)).toBe(true);
    expect(chain.tip.height).toBeGreaterThan(tip.height + 4);
  });

  it('is rewritten at the newest block alone, also where a branch from there was given up before', async () => {
    const { time, miner, chain, changes } = await setUp({}, { rule: 'fixed' });
    let tip = chain.tip;
    const rewrite = (message: string) => miner.remine({ parent: chain.at(tip.height - 1)!, message });
    time.at(60_000, () => {
      tip = chain.tip;
      rewrite('given up');
    });
    let hadBlock = false;
    const endLooks = time.every(100, () => {
      if (miner.remining?.tip.height !== tip.height) return;
      hadBlock = true;
      endLooks();
      miner.cancelRemine();
      rewrite('it was otherwise');
    });
    await time.run(miner.run(200_000));
    expect(hadBlock).toBe(true);
    expect(miner.remining).toBeNull();
    const rewritings = changes.filter(({ left }) => left.length > 0);
    expect(rewritings.map(({ left }) => left)).toEqual([[tip]]);
    expect(coinbaseMessage(chain.coinbaseOf(chain.at(tip.height)!)!)).toBe('it was otherwise');
    expect(chain.tip.height).toBeGreaterThan(tip.height + 5);
  });

  it('is rewritten without a rival’s help', async () => {
    const { time, miner, blocks, chain } = await setUp({ rival: 2 }, { rule: 'fixed' });
    let fork = 0;
    time.at(60_000, () => {
      fork = chain.tip.height - 2;
      miner.remine({ parent: chain.at(fork - 1)!, message: '' });
    });
    await time.run(miner.run(160_000));
    expect(miner.remining).toBeNull();
    const branch = blocks.filter(({ atMs, node }) => atMs > 60_000 && node.height < fork + 4);
    expect(branch.slice(0, 4).map(({ finder }) => finder)).toEqual(['you', 'you', 'you', 'you']);
    expect(rivalOfBlock(blocks.at(-1)!)).toBe(2);
    expect(branch.slice(0, 4).map(rivalOfBlock)).toEqual([0, 0, 0, 0]);
  });
});

describe('a first range', () => {
  it('is as short as the others: a slow engine does not search for blocks in one', async () => {
    const { time, miner, engine } = await setUp();
    await time.run(miner.run(1000));
    expect(Math.max(...engine.asked.map(({ range }) => range.count))).toBeLessThanOrEqual((HPS * 5) / 100);
  });
});

describe('a rest', () => {
  it('is at once, and nothing is lost by it', async () => {
    const { time, miner, engine, blocks } = await setUp();
    let asked = 0;
    time.at(20_000, () => miner.pause());
    time.at(20_100, () => {
      asked = engine.asked.length;
      expect(engine.cancels).toBe(2);
    });
    time.at(60_000, () => {
      expect(engine.asked).toHaveLength(asked);
      miner.resume();
    });
    await time.run(miner.run(120_000));
    expect(blocks.some(({ atMs }) => atMs > 20_100 && atMs < 60_000)).toBe(false);
    expect(blocks.filter(({ atMs }) => atMs > 60_000).length).toBeGreaterThan(4);
  });
});

describe('engines', { timeout: 30_000 }, () => {
  it('come and go; the count of hashes keeps those of the ones that went', async () => {
    const { time, miner, createEngine, blocks } = await setUp(
      { waitsForEngines: true },
      { withEngine: false },
    );
    const first = createEngine();
    const second = createEngine(HPS * 2);
    time.at(10_000, () => miner.addEngine(first));
    time.at(40_000, () => miner.addEngine(second));
    let before = 0;
    time.at(70_000, () => {
      before = miner.hashCount;
      miner.removeEngine(first);
      expect(miner.hashCount).toBe(before);
    });
    await time.run(miner.run(100_000));
    const answered = [first, second].flatMap((engine) => engine.answered);
    expect(miner.hashCount).toBe(answered.reduce((sum, { range }) => sum + range.count, 0));
    expect(miner.counts.map((count) => count.engine)).toEqual([second]);
    expect(new Set(blocks.map(({ engine }) => engine))).toEqual(new Set([first, second]));
    expect(blocks[0]!.atMs).toBeGreaterThan(10_000);
  });
});
