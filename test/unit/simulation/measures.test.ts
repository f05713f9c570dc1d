// Measures on tracks whose answers are plain to see.

import { describe, expect, it } from 'vitest';
import { IntervalMoments, measureSettling } from '../../../src/simulation/index.ts';

const track = (...parts: [value: number, count: number][]) =>
  Float64Array.from(parts.flatMap(([value, count]) => Array.from({ length: count }, () => value)));
const settle = (...parts: [number, number][]) => {
  const own = track(...parts);
  return measureSettling(
    own.map((value) => value * 600),
    new Float64Array(own.length).fill(600),
    own.length,
  );
};

describe('settling', () => {
  it('is when the ratio to the twin comes within 10 % and stays', () => {
    expect(settle([0.1, 30], [0.95, 70])).toEqual({
      reachedBlocks: 30,
      settledBlocks: 30,
      overshootFactor: 1,
    });
  });

  it('tells the first arrival from the last, and how far past the goal it went', () => {
    expect(settle([0.1, 30], [0.95, 5], [1.5, 10], [1, 55])).toEqual({
      reachedBlocks: 30,
      settledBlocks: 45,
      overshootFactor: 1.5,
    });
    expect(settle([10, 30], [1.05, 5], [0.5, 10], [1, 55])).toEqual({
      reachedBlocks: 30,
      settledBlocks: 45,
      overshootFactor: 2,
    });
  });

  it('both sides of 10 %', () => {
    expect(settle([2, 10], [1.099, 90]).settledBlocks).toBe(10);
    expect(settle([2, 10], [1.101, 90]).settledBlocks).toBeNull();
    expect(settle([0.5, 10], [0.901, 90]).settledBlocks).toBe(10);
    expect(settle([0.5, 10], [0.899, 90]).settledBlocks).toBeNull();
  });

  it('never happens where too little of the run is left to believe it', () => {
    expect(settle([2, 90], [1, 10]).settledBlocks).toBe(90);
    expect(settle([2, 91], [1, 9])).toMatchObject({ reachedBlocks: 91, settledBlocks: null });
    expect(settle([2, 100])).toEqual({ reachedBlocks: null, settledBlocks: null, overshootFactor: null });
  });

  it('is there from the start where nothing was felt, and waits for a departure that comes late', () => {
    expect(settle([1, 100])).toEqual({ reachedBlocks: 0, settledBlocks: 0, overshootFactor: 1 });
    expect(settle([1, 10], [3, 20], [1, 70])).toEqual({
      reachedBlocks: 30,
      settledBlocks: 30,
      overshootFactor: 1,
    });
  });

  it('is blind to luck that both runs share', () => {
    const luck = Float64Array.from({ length: 100 }, (_, i) => 600 * (i % 2 === 0 ? 0.5 : 2));
    expect(measureSettling(luck, luck, 100).settledBlocks).toBe(0);
    expect(measureSettling(luck, new Float64Array(100).fill(600), 100).settledBlocks).toBeNull();
  });
});

describe('moments', () => {
  it('has mean, sample deviation over mean, and the longest', () => {
    const moments = new IntervalMoments();
    for (const sec of [2, 4, 4, 4, 5, 5, 7, 9]) moments.add(sec);
    expect(moments.meanSec).toBeCloseTo(5, 12);
    expect(moments.sdOverMean).toBeCloseTo(Math.sqrt(32 / 7) / 5, 12);
    expect(moments).toMatchObject({ count: 8, longestSec: 9 });
  });
});
