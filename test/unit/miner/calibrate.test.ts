// A calibration finds the hash rate that engines have, together and throttled; a target follows from it.

import { describe, expect, it } from 'vitest';
import { calibrate, targetForRate } from '../../../src/miner/calibrate.ts';
import { isTooFarAhead, startChainClock } from '../../../src/miner/chain-clock.ts';
import { blockProof } from '../../../src/primitives/difficulty.ts';
import { FakeEngine, VirtualTime } from '../engine/support.ts';

describe('calibrate', () => {
  it('adds up what two engines do', async () => {
    const time = new VirtualTime();
    const engines = [3e6, 1e6].map((hashrateHps) => new FakeEngine({ time, hashrateHps }));
    const timers = { sleep: (ms: number, signal?: AbortSignal) => time.sleep(ms, signal) };
    const hps = await time.run(calibrate({ engines, clock: time.clock, timers }));
    expect(hps / 4e6).toBeGreaterThan(0.97);
    expect(hps / 4e6).toBeLessThan(1.03);
    expect(time.nowMs).toBeLessThan(2600);
  });

  it('ends on abort', async () => {
    const time = new VirtualTime();
    const engines = [new FakeEngine({ time, hashrateHps: 1e6 })];
    const stop = new AbortController();
    time.at(500, () => stop.abort(new Error('enough')));
    const calibration = calibrate({ engines, clock: time.clock, signal: stop.signal });
    await expect(time.run(calibration)).rejects.toThrow('enough');
  });
});

describe('targetForRate', () => {
  it.each([
    [1, 1],
    [250, 5],
    [6.7e6, 600],
    [1e21, 600],
  ])('%d H/s and %d s: as many hashes are expected', (hps, spacingSec) => {
    const proof = Number(blockProof(targetForRate(hps, spacingSec)));
    expect(proof / (hps * spacingSec)).toBeCloseTo(1, 6);
  });

  it('never asks for less than one hash, nor for a target of 0', () => {
    expect(blockProof(targetForRate(0.001, 1))).toBe(1n);
    expect(targetForRate(1e80, 600)).toBe(1n);
  });
});

describe("the chain's clock", () => {
  it('goes on from the last block, by the clock that only counts', () => {
    let nowMs = 5000;
    const chainTime = startChainClock(1_700_000_000, () => nowMs);
    expect(chainTime()).toBe(1_700_000_000);
    nowMs += 2500;
    expect(chainTime()).toBe(1_700_000_002.5);
  });

  it('is too far ahead two hours after the wall clock', () => {
    expect(isTooFarAhead(10_000, 10_000 - 7200)).toBe(false);
    expect(isTooFarAhead(10_001, 10_000 - 7200)).toBe(true);
  });
});
