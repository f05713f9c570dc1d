// Rests follow from work done and time gone; coarse timers are made good, long sleeps are not.

import { describe, expect, it } from 'vitest';
import { DutyCycle } from '../../../src/miner/duty-cycle.ts';

describe('a duty cycle', () => {
  it.each([
    [0.5, 100, 100],
    [0.25, 100, 300],
    [0.05, 12.5, 237.5],
    [1, 100, 0],
  ])('at %d, %d ms of work ask for %d ms of rest', (duty, workMs, restMs) => {
    const cycle = new DutyCycle();
    cycle.restart(duty, 5000, 700);
    expect(cycle.restMs(5000 + workMs, 700 + workMs)).toBeCloseTo(restMs, 9);
    expect(cycle.restMs(5000 + workMs + restMs, 700 + workMs)).toBeCloseTo(0, 9);
  });

  it('makes a rest that came too long good', () => {
    const cycle = new DutyCycle();
    cycle.restart(0.5, 0, 0);
    expect(cycle.restMs(1500, 100)).toBe(-1300);
    expect(cycle.restMs(2800, 1400)).toBe(0);
  });

  it('does not make an hour’s sleep good', () => {
    const cycle = new DutyCycle();
    cycle.restart(0.5, 0, 0);
    expect(cycle.restMs(3_600_000, 100)).toBe(-2000);
    expect(cycle.restMs(3_602_000, 2100)).toBe(0);
  });
});
