// How a source's changes reach the engines, and what becomes of what they find.

import { describe, expect, it } from 'vitest';
import { headerWithNonce } from '../../../../src/chain/index.ts';
import type { FoundShare } from '../../../../src/miner/index.ts';
import { equalBytes, hashHeader, meetsTarget } from '../../../../src/primitives/index.ts';
import { exactAnswer, FakeEngine } from '../../engine/support.ts';
import { createMiner, deaf, never } from './support.ts';

const count = (found: readonly FoundShare[], of: (share: FoundShare) => boolean) => found.filter(of).length;

describe('a change of the source', () => {
  it('“replaced”: every engine is on new work in the same moment, and nothing of the old is tried again', async () => {
    const { source, engines, miner, tell, pass, end, time } = createMiner([{}, { hashrateHps: 1e3 }]);
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(1000);
    expect(new Set(engines.flatMap(({ asked }) => asked.map(({ work }) => work))).size).toBe(1);
    const before = engines.map(({ asked }) => asked.length);
    const cancels = engines.map((engine) => engine.cancels);
    tell('replaced');
    const atMs = time.nowMs;
    await pass(0);
    expect(time.nowMs).toBe(atMs);
    const newest = source.orders.at(-1)!;
    for (const [i, engine] of engines.entries()) {
      expect(engine.cancels - cancels[i]!, 'both ranges are broken off').toBe(2);
      const after = engine.asked.slice(before[i]);
      expect(after.length).toBe(2);
      for (const { work } of after) expect(equalBytes(work.header, newest.header)).toBe(true);
    }
    await end(running);
  });

  it('“renewed”: what is in hand is finished, the next range is of the new work', async () => {
    const { source, engines, miner, tell, pass, end } = createMiner([{}]);
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(1000);
    const before = engines[0]!.asked.length;
    tell('renewed');
    await pass(200);
    expect(engines[0]!.cancels).toBe(0);
    expect(source.orders.length).toBe(2);
    expect(equalBytes(engines[0]!.asked[before]!.work.header, source.orders[1]!.header)).toBe(true);
    await end(running);
  });

  it('“gone”: engines rest at once, nothing is asked for in a loop, and new work wakes them at once', async () => {
    const supply: boolean[] = [];
    const { source, engines, miner, tell, pass, end, time } = createMiner([{}], {
      onSupply: (has) => void supply.push(has),
    });
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(1000);
    tell('gone');
    await pass(0);
    expect(engines[0]!.cancels).toBe(2);
    const asked = engines[0]!.asked.length;
    const { asked: questions } = source;
    await pass(10_000);
    expect(engines[0]!.asked.length).toBe(asked);
    // Two lanes look ten times a second.
    expect(source.asked - questions).toBeLessThanOrEqual(2 * 101 + 2);
    expect(supply).toEqual([true, false]);
    await pass(37);
    tell('replaced');
    const atMs = time.nowMs;
    await pass(0);
    expect(engines[0]!.asked.length).toBe(asked + 2);
    expect(time.nowMs).toBe(atMs);
    expect(supply).toEqual([true, false, true]);
    await end(running);
  });

  it('no work at the start, then “renewed”: it wakes them, too', async () => {
    const { engines, source, miner, tell, pass, end } = createMiner([{}]);
    source.hasWork = false;
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(1030);
    expect(engines[0]!.asked).toEqual([]);
    tell('renewed');
    await pass(0);
    expect(engines[0]!.asked.length).toBe(2);
    await end(running);
  });

  it('a source that runs dry in silence (its last header is used up): engines rest, and go on when it has some', async () => {
    const supply: boolean[] = [];
    const { source, engines, miner, tell, pass, end } = createMiner([{ hashrateHps: 2 ** 32 }], {
      onSupply: (has) => void supply.push(has),
    });
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(100);
    source.hasWork = false;
    await pass(5000);
    const hashes = engines[0]!.answered.reduce((sum, { range }) => sum + range.count, 0);
    expect(hashes, 'each nonce of the one header once').toBe(2 ** 32);
    expect(supply).toEqual([true, false]);
    source.hasWork = true;
    await pass(150);
    expect(supply).toEqual([true, false, true]);
    await end(running);
  });

  it('a storm, one each millisecond for a second: work goes on, and nothing grows', async () => {
    const { engines, miner, tell, pass, end, time } = createMiner([{}]);
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(1000);
    const [engine] = engines as [FakeEngine];
    const before = { cancels: engine.cancels, asked: engine.asked.length, answered: engine.answered.length };
    for (let i = 0; i < 1000; i++) {
      tell('replaced');
      await pass(1);
    }
    // Two ranges are broken off at most once in 30 ms.
    expect(engine.cancels - before.cancels).toBeLessThanOrEqual(2 * (1000 / 30 + 1));
    expect(engine.answered.length - before.answered).toBeGreaterThan(30);
    await pass(40);
    const last = engine.asked.at(-1)!.work;
    const sleepers = engine.asked.length;
    await pass(1000);
    expect(engine.asked.at(-1)!.work).toBe(last);
    expect(engine.asked.length - sleepers).toBeLessThan(60);
    expect(time.nowMs).toBeLessThan(4000);
    await end(running);
  });

  it('two changes in a row: the second is heard within 30 ms', async () => {
    const { engines, miner, tell, pass, end, source } = createMiner([{ hashrateHps: 1e4 }]);
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(5000);
    tell('replaced');
    await pass(2);
    tell('replaced');
    await pass(28);
    const newest = source.orders.at(-1)!;
    expect(engines[0]!.asked.slice(-2).every(({ work }) => equalBytes(work.header, newest.header))).toBe(
      true,
    );
    await end(running);
  });
});

describe('ranges', () => {
  it('are short after a change and grow to a tenth of a second, so that shares are told soon', async () => {
    const { engines, miner, tell, pass, end } = createMiner([{ hashrateHps: 1e6 }]);
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(3000);
    const [engine] = engines as [FakeEngine];
    expect(Math.max(...engine.answered.slice(-10).map(({ tookMs }) => tookMs))).toBeCloseTo(50, 0);
    const before = engine.asked.length;
    tell('replaced');
    await pass(500);
    const sizes = engine.asked.slice(before).map(({ range }) => range.count);
    expect(sizes[0]! / 1e6).toBeLessThan(0.006);
    expect(Math.max(...sizes) / 1e6).toBeCloseTo(0.05, 2);
    await end(running);
  });

  it('hold few shares of an easy target, and a small part of an easy block', async () => {
    const { source, engines, miner, tell, pass, end } = createMiner([{ hashrateHps: 1e6 }]);
    const largest = () => Math.max(...engines[0]!.asked.splice(0).map(({ range }) => range.count));
    source.shareTarget = 2n ** 248n - 1n; // a share in 256 hashes
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(500);
    expect(largest()).toBe(16 * 256);
    source.blockTarget = 2n ** 240n - 1n; // a block in 65,536
    tell('replaced');
    await pass(0);
    engines[0]!.asked.length = 0;
    await pass(500);
    expect(largest()).toBe(655);
    await end(running);
  });
});

describe('shares', () => {
  it('are those of the order that they were found for, verified, each told once', async () => {
    const found: FoundShare[] = [];
    let expected = 0;
    const { source, miner, tell, pass, end } = createMiner([{ hashrateHps: 1e5, answer: exactAnswer }], {
      onShare: (share) => void found.push(share),
      onRange: ({ hashCount }, _engine, proof) => {
        expected += hashCount / proof;
      },
    });
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(2000);
    await end(running);
    expect(found.length).toBeGreaterThan(20);
    expect(found.length).toBe(source.submitted.length);
    expect(expected).toBeGreaterThan(25);
    expect(new Set(source.submitted.map(({ nonce }) => nonce)).size).toBe(found.length);
    for (const { order, nonce, hash } of source.submitted) {
      expect(hash).toEqual(hashHeader(headerWithNonce(order.header, nonce)));
      expect(meetsTarget(hash, order.shareTarget)).toBe(true);
    }
    expect(found.every(({ proof }) => proof === 4096)).toBe(true);
    expect(count(found, ({ isLate, isBlock }) => isLate || isBlock)).toBe(0);
  });

  it('of an engine that is deaf to aborts: late, and handed on all the same', async () => {
    const found: FoundShare[] = [];
    const { source, miner, tell, pass, end, time } = createMiner([], {
      onShare: (share) => void found.push(share),
    });
    miner.addEngine(deaf(new FakeEngine({ time, hashrateHps: 2e4, answer: exactAnswer })));
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(5000);
    expect(count(found, ({ isLate }) => isLate)).toBe(0);
    const before = found.length;
    for (let i = 0; i < 100; i++) {
      tell('replaced');
      await pass(100);
    }
    const late = count(found.slice(before), ({ isLate }) => isLate);
    expect(late).toBeGreaterThan(10);
    expect(source.submitted.length).toBe(found.length);
    await end(running);
  });

  it('that meet the network’s target are blocks; both sides of the boundary', async () => {
    const found: FoundShare[] = [];
    const { source, miner, tell, pass, end } = createMiner([{ hashrateHps: 1e5, answer: exactAnswer }], {
      onShare: (share) => void found.push(share),
    });
    source.blockTarget = 2n ** 243n - 1n; // every second share
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(3000);
    await end(running);
    const blocks = count(found, ({ isBlock }) => isBlock);
    expect(blocks).toBeGreaterThan(10);
    expect(found.length - blocks).toBeGreaterThan(10);
    for (const { share, isBlock } of found) {
      expect(isBlock).toBe(meetsTarget(share.hash, source.blockTarget));
    }
  });

  it('a candidate that the reference hash refuses is none, and never sent', async () => {
    let errors = 0;
    const { source, miner, tell, pass, end } = createMiner([{ answer: (_work, { start }) => [start] }], {
      onHardwareError: () => void errors++,
    });
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(1000);
    await end(running);
    expect(errors).toBeGreaterThan(5);
    expect(source.submitted.length).toBeLessThanOrEqual(1);
  });

  it('that nobody judges: engines rest before they flood anyone, and go on when verdicts come', async () => {
    const { source, engines, miner, tell, pass, end, time } = createMiner([
      { hashrateHps: 1e5, answer: exactAnswer },
    ]);
    const answers: (() => void)[] = [];
    source.shareTarget = 2n ** 252n - 1n; // one hash in 16
    source.verdict = () => new Promise((resolve) => answers.push(() => resolve({ kind: 'accepted' })));
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(20_000);
    // What two ranges may hold comes on top.
    expect(source.submitted.length).toBeGreaterThanOrEqual(512);
    expect(source.submitted.length).toBeLessThan(512 + 100);
    const { length } = engines[0]!.asked;
    const atMs = time.nowMs;
    for (const answer of answers.splice(0)) answer();
    await pass(150);
    expect(engines[0]!.asked.length).toBeGreaterThan(length);
    expect(time.nowMs - atMs).toBe(150);
    await end(running);
  });
});

describe('pausing', () => {
  it('rests at once and goes on at once; ranges that were broken off are searched again', async () => {
    const { engines, miner, tell, pass, end } = createMiner([{}]);
    tell('replaced');
    const running = miner.run(Number.POSITIVE_INFINITY);
    await pass(1000);
    miner.pause();
    await pass(0);
    const [engine] = engines as [FakeEngine];
    expect(engine.cancels).toBe(2);
    const asked = engine.asked.length;
    const broken = engine.asked.slice(-2).map(({ range }) => range.start);
    await pass(5000);
    expect(engine.asked.length).toBe(asked);
    miner.resume();
    await pass(0);
    expect(engine.asked.length).toBe(asked + 2);
    await pass(300);
    const again = engine.asked.slice(asked).map(({ range }) => range.start);
    for (const start of broken) expect(again).toContain(start);
    await end(running);
  });

  it('while there is no work: work that comes does not end it', async () => {
    const { engines, miner, tell, pass, end } = createMiner([{}]);
    tell('gone');
    const running = miner.run(Number.POSITIVE_INFINITY);
    miner.pause();
    await pass(300);
    tell('replaced');
    await pass(1000);
    expect(engines[0]!.asked).toEqual([]);
    expect(miner.hasWork).toBe(true);
    miner.resume();
    await pass(0);
    expect(engines[0]!.asked.length).toBe(2);
    await end(running);
  });

  it('a run ends when its time is over, and leaves no timer that would keep a process', async () => {
    const { miner, tell, time } = createMiner([{}]);
    tell('replaced');
    await time.run(miner.run(1000));
    expect(time.nowMs).toBeLessThan(1200);
    await expect(time.run(never)).rejects.toThrow('everybody waits and nobody sleeps');
  });
});
