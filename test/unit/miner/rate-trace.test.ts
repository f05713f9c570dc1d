import { describe, expect, it } from 'vitest';
import { RateTraceRecorder, TRACE_SLOTS } from '../../../src/miner/rate-trace.ts';

/** Runs of `runMs` one after the other at `hps`, answered every `answerMs`, looked at every 200 ms. */
function record(runs: readonly number[], hpsAt: (sec: number) => number, answerMs = 125, pauseMs = 0) {
  const recorder = new RateTraceRecorder();
  let nowMs = 5000;
  const originMs = nowMs;
  for (const runMs of runs) {
    recorder.begin(nowMs);
    let hashCount = 0;
    let busyMs = 0;
    let looked = 0;
    while (busyMs < runMs) {
      busyMs += answerMs;
      hashCount += (hpsAt((nowMs - originMs + busyMs - answerMs / 2) / 1000) * answerMs) / 1000;
      if (busyMs - looked >= 200) {
        recorder.take([{ hashCount, busyMs }]);
        looked = busyMs;
      }
    }
    recorder.take([{ hashCount, busyMs }]);
    nowMs += busyMs + pauseMs;
  }
  return recorder.trace();
}

describe('a rate trace', () => {
  it('of a steady rate is flat, however its answers come', () => {
    for (const answerMs of [40, 125, 250, 333]) {
      const { slotSec, hps } = record([2000, 2000], () => 1e6, answerMs);
      expect(slotSec).toBe(0.25);
      expect(hps.length).toBeGreaterThanOrEqual(15);
      for (const rate of hps) expect(rate).toBeCloseTo(1e6, -2);
    }
  });

  it('follows a rate that falls', () => {
    const { hps, slotSec } = record([10_000], (sec) => 1e6 - 2e4 * sec);
    expect(hps[0]).toBeCloseTo(1e6 - 2e4 * (slotSec / 2), -3);
    expect(hps.at(-1)).toBeCloseTo(8e5, -4);
  });

  it('keeps a bounded number of slots, each twice as long when they are full', () => {
    for (const seconds of [30, 31, 600, 36_000]) {
      const { hps, slotSec } = record([seconds * 1000], () => 3e5, 250);
      expect(hps.length).toBeLessThanOrEqual(TRACE_SLOTS);
      expect(hps.length).toBeGreaterThanOrEqual(TRACE_SLOTS / 2);
      expect(Math.log2(slotSec / 0.25) % 1).toBe(0);
      for (const rate of hps) expect(rate).toBeCloseTo(3e5, -1);
    }
  });

  it('leaves a pause between runs empty, and does not count it as slow', () => {
    const { hps } = record([1000, 1000], () => 1e6, 125, 1000);
    expect(hps.slice(0, 4)).toEqual([1e6, 1e6, 1e6, 1e6]);
    expect(hps.slice(4, 8)).toEqual([null, null, null, null]);
    expect(hps[8]).toBe(1e6);
  });

  it('adds engines up, each over its own time', () => {
    const recorder = new RateTraceRecorder();
    recorder.begin(0);
    recorder.take([
      { hashCount: 1000, busyMs: 1000 },
      { hashCount: 250, busyMs: 500 },
    ]);
    recorder.take([
      { hashCount: 1000, busyMs: 1000 },
      { hashCount: 500, busyMs: 1000 },
    ]);
    expect(recorder.trace().hps).toEqual([1500, 1500, 1500, 1500]);
  });

  it('is empty before anything answered', () => {
    expect(new RateTraceRecorder().trace().hps).toEqual([]);
  });
});
