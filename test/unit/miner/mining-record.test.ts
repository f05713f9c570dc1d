// A run's record: sums that can be checked by hand, and settling that counts from each change of hash rate.

import { describe, expect, it } from 'vitest';
import type { HeaderNode } from '../../../src/chain/index.ts';
import type { MinedBlock } from '../../../src/miner/chain-miner.ts';
import { MiningRecord } from '../../../src/miner/mining-record.ts';
import { FakeEngine, VirtualTime } from '../engine/support.ts';

/** A target that asks for this many hashes. */
const targetFor = (hashes: number) => 2n ** 256n / BigInt(hashes) - 1n;
const engine = new FakeEngine({ time: new VirtualTime(), hashrateHps: 1 });

function block(intervalSec: number, atMs: number, hashCount: number, expectedHashes: number): MinedBlock {
  const node = { height: 1, target: targetFor(expectedHashes) } as HeaderNode;
  return { node, extraNonce: 0n, engine, finder: 'you', atMs, intervalSec, hashCount };
}

describe('a mining record', () => {
  it('is empty at first, with nothing divided by nothing', () => {
    const record = new MiningRecord(5, 1000);
    expect(record.summary(1000, 0)).toMatchObject({
      blocks: 0,
      hashrateHps: 0,
      meanIntervalSec: null,
      sdOverMean: null,
      luck: null,
    });
    expect(record.summary(3000, 500).hashrateHps).toBe(250);
  });

  it('means, spread and luck', () => {
    const record = new MiningRecord(5, 0);
    record.addBlock(block(2, 2000, 100, 200), targetFor(200), 100);
    record.addBlock(block(6, 8000, 300, 200), targetFor(200), 400);
    const run = record.summary(8000, 400);
    expect(run.meanIntervalSec).toBe(4);
    expect(run.sdOverMean).toBeCloseTo(Math.sqrt(8) / 4, 12);
    // 400 hashes were expected for two blocks, and 400 were counted.
    expect(run.luck).toBe(1);
  });

  it('settles when the next block is expected within 15 % of the spacing, not before', () => {
    const record = new MiningRecord(10, 0);
    // 100 H/s and 10 s ask for 1,000 hashes.
    record.addBlock(block(10, 10_000, 1000, 1000), targetFor(1000), 1000);
    expect(record.summary(10_000, 1000).changes[0]).toMatchObject({ settledBlocks: 1, settledSec: 10 });
    record.addChange('half', 10_000, 1000);
    // 50 H/s from here on: 500 hashes are wanted.
    record.addBlock(block(20, 30_000, 1000, 1000), targetFor(800), 2000);
    record.addBlock(block(16, 46_000, 800, 800), targetFor(600), 2800);
    expect(record.summary(46_000, 2800).changes[1]).toMatchObject({
      what: 'half',
      afterBlocks: 1,
      beforeHps: 100,
      afterHps: 50,
      settledBlocks: null,
      settledSec: null,
    });
    record.addBlock(block(12, 58_000, 600, 600), targetFor(570), 3400);
    // What comes later does not change when it settled.
    record.addBlock(block(11, 69_400, 570, 570), targetFor(900), 3970);
    expect(record.summary(69_400, 3970).changes[1]).toMatchObject({ settledBlocks: 3, settledSec: 48 });
  });

  it('keeps the rate of each stretch when another begins', () => {
    const record = new MiningRecord(10, 0);
    record.addChange('more', 10_000, 1000);
    record.addChange('less', 20_000, 11_000);
    const { changes } = record.summary(30_000, 11_010);
    expect(changes.map(({ afterHps }) => afterHps)).toEqual([100, 1000, 1]);
    expect(changes.map(({ beforeHps }) => beforeHps)).toEqual([null, 100, 1000]);
  });
});
