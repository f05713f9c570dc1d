import { describe, expect, it } from 'vitest';
import { HashrateMeter, METER_WINDOWS_SEC } from '../../../src/miner/hashrate-meter.ts';

/** Adds `hashes` every `stepMs` up to and with `endMs`. */
function feed(meter: HashrateMeter, hashes: number, stepMs: number, fromMs: number, endMs: number): void {
  for (let atMs = fromMs + stepMs; atMs <= endMs; atMs += stepMs) meter.add(hashes, atMs);
}

describe('HashrateMeter', () => {
  it('reads a steady rate the same in every window and over the run', () => {
    const meter = new HashrateMeter(5000);
    feed(meter, 250, 250, 5000, 125_000);
    for (const windowSec of METER_WINDOWS_SEC) expect(meter.hashrateHps(windowSec, 125_000)).toBe(1000);
    expect(meter.wholeRunHps(125_000)).toBe(1000);
    expect(meter.hashCount).toBe(120_000);
  });

  it('shows a change in the short window first', () => {
    const meter = new HashrateMeter(0);
    feed(meter, 100, 100, 0, 60_000); // 1,000 H/s for a minute
    feed(meter, 300, 100, 60_000, 65_000); // 3,000 H/s for five seconds
    expect(meter.hashrateHps(1, 65_000)).toBe(3000);
    expect(meter.hashrateHps(10, 65_000)).toBe(2000);
    expect(meter.hashrateHps(60, 65_000)).toBeCloseTo((55 * 1000 + 5 * 3000) / 60, 9);
    expect(meter.wholeRunHps(65_000)).toBeCloseTo((60 * 1000 + 5 * 3000) / 65, 9);
  });

  it('divides by the run while that is shorter than the window', () => {
    const meter = new HashrateMeter(1000);
    meter.add(500, 1500);
    for (const windowSec of METER_WINDOWS_SEC) expect(meter.hashrateHps(windowSec, 1500)).toBe(1000);
    expect(meter.hashrateHps(1, 2000)).toBe(500);
  });

  it('leaves out what is as old as the window, and nothing younger', () => {
    const meter = new HashrateMeter(0);
    meter.add(700, 1000);
    expect(meter.hashrateHps(1, 1999)).toBe(700);
    expect(meter.hashrateHps(1, 2000)).toBe(0);
    expect(meter.hashrateHps(10, 10_999)).toBe(70);
    expect(meter.hashrateHps(10, 11_000)).toBe(0);
    meter.add(0, 60_999);
    expect(meter.hashrateHps(60, 60_999)).toBeCloseTo(700 / 60, 9);
    expect(meter.hashrateHps(60, 61_000)).toBe(0);
  });

  it('falls to zero when nothing comes, but counts the whole run for ever', () => {
    const meter = new HashrateMeter(0);
    feed(meter, 100, 100, 0, 10_000);
    for (const windowSec of METER_WINDOWS_SEC) expect(meter.hashrateHps(windowSec, 100_000)).toBe(0);
    expect(meter.wholeRunHps(100_000)).toBe(100);
    meter.add(50, 200_000);
    expect(meter.hashCount).toBe(10_050);
    expect(meter.hashrateHps(60, 200_000)).toBeCloseTo(50 / 60, 9);
  });

  it('is zero before any time has passed', () => {
    const meter = new HashrateMeter(7);
    meter.add(1000, 7);
    for (const windowSec of METER_WINDOWS_SEC) expect(meter.hashrateHps(windowSec, 7)).toBe(0);
    expect(meter.wholeRunHps(7)).toBe(0);
  });
});
