import { describe, expect, it } from 'vitest';
import { DispatchSizer } from '../../../src/engine/gpu/sizing.ts';

const FIRST = 2 ** 12;

describe('DispatchSizer', () => {
  it('begins with few nonces, whatever is wanted', () => {
    expect(new DispatchSizer(1).nonces).toBe(FIRST);
    expect(new DispatchSizer(100).nonces).toBe(FIRST);
  });

  it.each([1, 50, 100])('takes %d ms', (wantedMs) => {
    expect(() => new DispatchSizer(wantedMs)).not.toThrow();
  });

  it.each([0, 0.999, 100.001, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d ms', (wantedMs) => {
    expect(() => new DispatchSizer(wantedMs)).toThrow(
      new RangeError(`"dispatchMs" expected 1 to 100, got ${wantedMs}`),
    );
  });

  it('at most doubles, then holds what the rate asks for', () => {
    const sizer = new DispatchSizer(50);
    const rate = 2 ** 20; // nonces per millisecond
    let nowMs = 0;
    const sizes: number[] = [];
    for (let i = 0; i < 20; i++) {
      const { nonces } = sizer;
      sizes.push(nonces);
      sizer.learn(nonces, nowMs, (nowMs += nonces / rate));
    }
    for (const [i, size] of sizes.entries()) {
      // The first ones are too short to be timed exactly.
      expect(size / Math.min(FIRST * 2 ** i, 50 * rate)).toBeCloseTo(1, 3);
    }
  });

  it('shrinks at once when a dispatch took too long', () => {
    const sizer = new DispatchSizer(50);
    sizer.learn(FIRST, 0, 500);
    expect(sizer.nonces).toBe(Math.floor(FIRST / 10));
  });

  it('never asks for less than one nonce or more than 2^31', () => {
    const slow = new DispatchSizer(1);
    slow.learn(FIRST, 0, 1e9);
    expect(slow.nonces).toBe(1);
    slow.learn(1, 1e9, 2e9);
    expect(slow.nonces).toBe(1);
    const fast = new DispatchSizer(100);
    for (let i = 0; i < 40; i++) fast.learn(fast.nonces, i, i);
    expect(fast.nonces).toBe(2 ** 31);
  });

  it('learns nothing from a remainder, and something from half', () => {
    const sizer = new DispatchSizer(50);
    sizer.learn(FIRST, 0, 50);
    expect(sizer.nonces).toBe(FIRST);
    sizer.learn(FIRST / 2 - 1, 50, 1000);
    expect(sizer.nonces).toBe(FIRST);
    sizer.learn(FIRST / 2, 1000, 1050);
    expect(sizer.nonces).toBe(FIRST / 2);
  });

  it('times a dispatch from the end of the one before it, when they wait for each other', () => {
    const sizer = new DispatchSizer(50);
    // Handed over together; the device does one after the other, 50 ms each.
    sizer.learn(FIRST, 0, 50);
    sizer.learn(FIRST, 0, 100);
    sizer.learn(FIRST, 0, 150);
    expect(sizer.nonces).toBe(FIRST);
    // Control: after a pause the time counts from the handing over.
    sizer.learn(FIRST, 1000, 1100);
    expect(sizer.nonces).toBe(FIRST / 2);
  });

  it('takes the end of a remainder into account for the next one', () => {
    const sizer = new DispatchSizer(50);
    sizer.learn(10, 0, 100);
    sizer.learn(FIRST, 0, 150);
    expect(sizer.nonces).toBe(FIRST);
  });

  it('does not grow by answers that were heard late and all at once', () => {
    const sizer = new DispatchSizer(50);
    for (let i = 1; i <= 20; i++) sizer.learn(FIRST, 0, 50 * i);
    expect(sizer.nonces).toBe(FIRST);
    // Three more of 50 ms each, of which the host hears 150 ms later.
    for (let i = 0; i < 3; i++) {
      sizer.learn(FIRST, 0, 1150);
      expect(sizer.nonces).toBeLessThan(1.1 * FIRST);
    }
    expect(sizer.nonces).toBeGreaterThan(0.9 * FIRST);
    // Control: a device that is really twice as fast is believed.
    for (let i = 1; i <= 40; i++) sizer.learn(FIRST, 0, 1150 + 25 * i);
    expect(sizer.nonces / FIRST).toBeCloseTo(2, 1);
  });
});
