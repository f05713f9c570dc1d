// Mining a chain: virtual time and speed, real hashes. What is found is stored and builds on what was found before.

import { describe, expect, it } from 'vitest';
import { ChainStoreError } from '../../../src/chain/index.ts';
import { DeviceLostError } from '../../../src/engine/index.ts';
import { startChainClock } from '../../../src/miner/chain-clock.ts';
import { ChainMiner, type ChainMinerParts, type MinedBlock } from '../../../src/miner/chain-miner.ts';
import { hashHeader } from '../../../src/primitives/sha256.ts';
import { meetsTarget } from '../../../src/primitives/target.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { PrivateChain } from '../../../src/source/index.ts';
import { exactAnswer, FakeEngine, type FakeOptions, VirtualTime } from '../engine/support.ts';
import { FailingStore } from '../source/failing-store.ts';

const TIME = 1_700_000_000;
const HPS = 20_000;

async function setUp(
  options: readonly Partial<FakeOptions>[] = [{}],
  spacingSec = 5,
  parts: Partial<ChainMinerParts> = {},
) {
  const time = new VirtualTime();
  const store = new FailingStore();
  const chain = await PrivateChain.create(
    { store },
    {
      rule: 'asert',
      targetSpacingSec: spacingSec,
      windowBlocks: 16,
      powLimit: REGTEST_POW_LIMIT,
      startTarget: 2n ** 256n / BigInt(HPS * spacingSec) - 1n,
      time: TIME,
    },
  );
  const engines = options.map(
    (own) => new FakeEngine({ time, hashrateHps: HPS, answer: exactAnswer, ...own }),
  );
  const blocks: MinedBlock[] = [];
  let stale = 0;
  const miner = new ChainMiner({
    chain,
    engines,
    clock: time.clock,
    chainTime: startChainClock(TIME, time.clock),
    nowSec: startChainClock(TIME, time.clock),
    firstExtraNonce: 0n,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    events: {
      onBlock: (block) => {
        blocks.push(block);
      },
      onStale: () => stale++,
    },
    ...parts,
  });
  return { time, store, chain, engines, miner, blocks, staleCount: () => stale };
}

describe('a chain miner', { timeout: 30_000 }, () => {
  it('mines block on block, each proved, each stored, at about the spacing', async () => {
    const { time, store, chain, miner, blocks } = await setUp();
    await time.run(miner.run(600_000));
    expect(blocks.length).toBeGreaterThan(90);
    expect(blocks.length).toBeLessThan(150);
    expect(chain.tip.height).toBe(blocks.length);
    expect(store.blockCount).toBe(blocks.length);
    for (const { node } of blocks) expect(meetsTarget(hashHeader(node.header), node.target)).toBe(true);
    // Header times follow the time at which blocks were found; the header was begun at most a second and a range before.
    for (const { node, atMs } of blocks) {
      expect(TIME + atMs / 1000 - node.time).toBeLessThan(2.5);
      expect(node.time - TIME - atMs / 1000).toBeLessThan(8);
    }
    const again = await PrivateChain.open({ store });
    expect(again.tip.hash).toEqual(chain.tip.hash);
  });

  it('adds up: intervals to the time of the last block, hashes to those counted', async () => {
    const { time, miner, blocks, engines } = await setUp([{}, { hashrateHps: HPS / 2 }]);
    await time.run(miner.run(100_000));
    const seconds = blocks.reduce((sum, { intervalSec }) => sum + intervalSec, 0);
    expect(seconds).toBeCloseTo(blocks.at(-1)!.atMs / 1000, 6);
    const answered = engines.flatMap((engine) => engine.answered);
    expect(miner.hashCount).toBe(answered.reduce((sum, { range }) => sum + range.count, 0));
    expect(blocks.reduce((sum, { hashCount }) => sum + hashCount, 0)).toBeLessThanOrEqual(miner.hashCount);
    expect(new Set(blocks.map(({ engine }) => engine)).size).toBe(2);
  });

  it('searches little in vain: luck is about one also where blocks are far too easy', async () => {
    const time = new VirtualTime();
    const chain = await PrivateChain.create(
      { store: new FailingStore() },
      {
        rule: 'fixed',
        targetSpacingSec: 60,
        windowBlocks: 2,
        powLimit: REGTEST_POW_LIMIT,
        // A fifth of a second at this rate.
        startTarget: 2n ** 256n / 200_000n - 1n,
        time: TIME,
      },
    );
    let blocks = 0;
    const miner = new ChainMiner({
      chain,
      engines: [new FakeEngine({ time, hashrateHps: 1e6, answer: exactAnswer })],
      clock: time.clock,
      chainTime: startChainClock(TIME, time.clock),
      nowSec: startChainClock(TIME, time.clock),
      firstExtraNonce: 0n,
      timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
      events: { onBlock: () => blocks++ },
    });
    await time.run(miner.run(60_000));
    const luck = (blocks * 200_000) / miner.hashCount;
    // 300 blocks: three standard deviations are 17 %.
    expect(luck).toBeGreaterThan(0.82);
    expect(luck).toBeLessThan(1.18);
  }, 60_000);

  it('each run searches headers of its own: stopped again and again, it still finds', async () => {
    const searched = async (firstExtraNonce: bigint) => {
      const { time, miner, engines } = await setUp([{ answer: () => [] }], 5, { firstExtraNonce });
      await time.run(miner.run(3000));
      return engines[0]!.asked.map(({ work }) => String(work.header.slice(36, 68)));
    };
    const first = new Set(await searched(7n << 32n));
    expect((await searched(8n << 32n)).filter((root) => first.has(root))).toEqual([]);
    // The control: from the same one it is the same search.
    expect((await searched(7n << 32n)).every((root) => first.has(root))).toBe(true);
  });

  it('rests while the next block would be too new for others, and goes on after', async () => {
    const waits: number[] = [];
    const refused: string[] = [];
    let lag = 0;
    const { time, miner, blocks } = await setUp([{}], 5, {
      nowSec: () => TIME + lag,
      events: {
        onBlock: (block) => void blocks.push(block),
        onWait: (sec) => waits.push(sec),
        onRefused: ({ reason }) => refused.push(reason),
      },
    });
    // Others' clock stands so far behind that the chain's second minute is out of bounds: blocks of the latest time that
    // is allowed may follow until the median has reached it.
    lag = 60 - 7200;
    time.at(300_000, () => {
      lag = 600;
    });
    await time.run(miner.run(600_000));
    expect(refused).toEqual([]);
    expect(waits).toHaveLength(1);
    const between = blocks.filter(({ atMs }) => atMs > 62_000 && atMs < 300_000);
    expect(between.length).toBeLessThanOrEqual(6);
    expect(new Set(between.map(({ node }) => node.time))).toEqual(new Set([TIME + 60]));
    expect(between.at(-1)!.atMs).toBeLessThan(150_000);
    expect(blocks.filter(({ atMs }) => atMs <= 62_000).length).toBeGreaterThan(3);
    expect(blocks.filter(({ atMs }) => atMs > 300_000).length).toBeGreaterThan(3);
  });

  it('stops when it is told, at once', async () => {
    const { time, miner, blocks } = await setUp();
    time.at(50_000, () => miner.stop());
    await time.run(miner.run(Number.POSITIVE_INFINITY));
    expect(time.nowMs).toBe(50_000);
    expect(blocks.length).toBeGreaterThan(2);
  });

  it('an abort is a clean end too', async () => {
    const { time, miner } = await setUp();
    const stop = new AbortController();
    time.at(20_000, () => stop.abort(new Error('interrupted')));
    await expect(time.run(miner.run(Number.POSITIVE_INFINITY, stop.signal))).resolves.toBeUndefined();
    expect(time.nowMs).toBe(20_000);
  });

  it('ends with the store’s own sentence when a block cannot be kept', async () => {
    const { time, store, miner, chain } = await setUp();
    store.failure = new ChainStoreError('the disk is full');
    await expect(time.run(miner.run(600_000))).rejects.toThrow('the disk is full');
    expect(chain.tip.height).toBe(0);
  });

  it('goes on with what is left when an engine fails, and ends when none is', async () => {
    const failing = (after: number): Partial<FakeOptions> => ({
      failure: (engine) => (engine.answered.length >= after ? new DeviceLostError('the GPU is gone') : null),
    });
    const one = await setUp([failing(20), {}]);
    await one.time.run(one.miner.run(60_000));
    expect(one.blocks.at(-1)!.atMs).toBeGreaterThan(40_000);
    expect(one.miner.counts.map(({ lost }) => lost?.message ?? null)).toEqual(['the GPU is gone', null]);
    const none = await setUp([failing(20)]);
    await expect(none.time.run(none.miner.run(60_000))).rejects.toThrow('the GPU is gone');
  });

  it('counts as stale what comes after another block of its height', async () => {
    // Targets so easy that a range holds many winners.
    const { time, chain, store, miner, blocks, staleCount } = await setUp([{}, {}], 1);
    miner.setDuty(miner.counts[0]!.engine, 1);
    await time.run(miner.run(30_000));
    expect(store.blockCount).toBe(blocks.length);
    expect(chain.tip.height).toBe(blocks.length);
    const shares = miner.counts.reduce((sum, count) => sum + count.shares, 0);
    expect(shares).toBe(blocks.length + staleCount());
  });

  it('the rule follows when an engine of ten times the speed goes off', async () => {
    const { time, miner, blocks, engines } = await setUp([{}, { hashrateHps: HPS / 10 }]);
    time.at(150_000, () => miner.setDuty(engines[0]!, 0));
    await time.run(miner.run(900_000));
    const proofs = blocks.map(({ node }) => 2 ** 256 / Number(node.target));
    const before = proofs[blocks.findLastIndex(({ atMs }) => atMs < 150_000)]!;
    const after = proofs.at(-1)!;
    const wanted = HPS * 5;
    expect(before / wanted).toBeGreaterThan(0.5);
    expect(after / (wanted / 10)).toBeGreaterThan(0.4);
    expect(after / (wanted / 10)).toBeLessThan(2.5);
  }, 30_000);
});
