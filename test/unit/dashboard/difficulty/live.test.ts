// The live controller: its errors, its band of chance, its next change, and what it says while nothing moves.

import { describe, expect, it } from 'vitest';
import {
  expectedPace,
  lastPace,
  nextChange,
  runningMean,
  wholePace,
} from '../../../../src/dashboard/difficulty/live/controller-facts.ts';
import {
  controllerSpec,
  intervalSpec,
  liveTable,
} from '../../../../src/dashboard/difficulty/live/live-specs.ts';
import {
  errorText,
  isSensitive,
  paceNote,
  stillness,
  whatIfRows,
  windowText,
} from '../../../../src/dashboard/difficulty/live/live-words.ts';
import type { SessionState } from '../../../../src/miner/index.ts';
import { Dice } from '../../../../src/simulation/index.ts';
import { chainOf, sessionOf } from './chain.ts';

describe('actual against wanted', () => {
  const chain = chainOf([10, 20, 30, 40]);

  it('is the mean of the newest blocks, as many as there are', () => {
    expect(lastPace(chain, 2)).toEqual({ meanSec: 35, count: 2, error: 2.5, chance: 1 / Math.SQRT2 });
    expect(lastPace(chain, 10)).toMatchObject({ meanSec: 25, count: 4, error: 1.5 });
    expect(wholePace(chain)).toMatchObject({ meanSec: 25, count: 4 });
    expect([lastPace(chainOf([]), 10), wholePace(chainOf([]))]).toEqual([null, null]);
  });

  it('names the spread that chance alone gives such a mean', () => {
    const dice = new Dice(3);
    const means = Array.from({ length: 4000 }, () => {
      const intervals = Array.from({ length: 20 }, () => 10 * dice.exponential());
      return lastPace(chainOf(intervals), 20)!.error;
    });
    const spread = Math.sqrt(means.reduce((sum, error) => sum + error ** 2, 0) / means.length);
    expect(spread / lastPace(chainOf(new Array(20).fill(10)), 20)!.chance).toBeCloseTo(1, 1);
  });

  it('is also what the hash rate makes one expect, the rival with it', () => {
    const difficulty = (10 * 1e6) / (2 ** 48 / 0xffff);
    const even = chainOf([10], { difficulty });
    expect(expectedPace(sessionOf(even), even)!.error).toBeCloseTo(0, 9);
    const { settings } = sessionOf(even);
    const rivalled = sessionOf(even, { settings: { ...settings, rival: 3 } });
    expect(expectedPace(rivalled, even)!.sec).toBeCloseTo(2.5, 9);
    expect(expectedPace(sessionOf(even, { hashrateHps: 0 }), even)).toBeNull();
  });

  it('is said in per cent, with its direction', () => {
    expect(errorText(0.059)).toBe('5.9 % too slow');
    expect(errorText(-0.5)).toBe('50 % too fast');
    expect(errorText(0.0004)).toBe('on time');
    expect(paceNote({ meanSec: 11, count: 25, error: 0.1, chance: 0.2 })).toBe(
      '10 % too slow; chance alone: ± 20 %',
    );
  });
});

describe('the next change', () => {
  const { rule } = chainOf([]);

  it('comes with the next block, with the next period, or never', () => {
    expect(nextChange({ rule }, 10)).toEqual({ blocks: 1, sec: 10 });
    expect(nextChange({ rule: { ...rule, period: { done: 17, of: 24 } } }, 10)).toEqual({
      blocks: 7,
      sec: 70,
    });
    expect(nextChange({ rule: { ...rule, period: { done: 0, of: 24 } } }, null)).toEqual({
      blocks: 24,
      sec: null,
    });
    expect(nextChange({ rule: { ...rule, name: 'fixed' } }, 10)).toBeNull();
  });

  it('depends on the next block, or does not', () => {
    expect(isSensitive(rule)).toBe(true);
    expect(isSensitive({ ...rule, whatIf: [{ intervalSec: 0, factor: 1 }] })).toBe(false);
    expect(whatIfRows(rule, 2)).toEqual([
      { interval: '0 s', difficulty: 2.18, change: '9.0 % harder' },
      { interval: '10 s', difficulty: 2, change: 'as hard as this one' },
      { interval: '1 min 20 s', difficulty: 1.09, change: expect.stringContaining('easier') },
    ]);
  });

  it('has its length in blocks, unless it is none', () => {
    expect(windowText(rule)).toBe('8 blocks');
    expect(windowText({ ...rule, windowMeaning: 'bound divisor', windowBlocks: 128 })).toBe('128');
  });
});

describe('the running mean', () => {
  const heights = (count: number, slot = 1) => Float64Array.from({ length: count }, (_, i) => (i + 1) * slot);

  it('begins once there are blocks enough, and has none for the block that is searched', () => {
    const means = runningMean(heights(5), Float64Array.of(1, 2, 3, 4, Number.NaN), 2);
    expect([...means]).toEqual([Number.NaN, 1.5, 2.5, 3.5, Number.NaN]);
  });

  it('weighs slots by their blocks, and leaves slots alone that are wider than it', () => {
    const ends = Float64Array.of(4, 8, 10);
    expect([...runningMean(ends, Float64Array.of(1, 2, 4), 6)]).toEqual([Number.NaN, 2, (2 * 4 + 4 * 2) / 6]);
    expect([...runningMean(heights(3, 50), Float64Array.of(1, 2, 3), 20)]).toEqual([1, 2, 3]);
  });
});

describe('pictures', () => {
  const chain = chainOf([10, 10, 100, 5, 20, 10, 10, 10, 10, 10, 10, 10]);
  const events = [
    { atSec: 0, height: 0, text: 'from before' },
    { atSec: 9, height: 4, text: 'intensity 50 %' },
  ];

  it('stand over the same heights with the same room beside them, and mark the same events', () => {
    const [difficulty, intervals] = [controllerSpec(chain, events)!, intervalSpec(chain, events, 10)!];
    expect([difficulty.x.min, difficulty.x.max]).toEqual([intervals.x.min, intervals.x.max]);
    expect(difficulty.beside).toEqual(intervals.beside);
    const upright = [difficulty, intervals].map(({ marks }) => marks!.map(({ at }) => at));
    expect(upright).toEqual([[5], [5]]);
  });

  it('put blocks that took longer than the picture at its edge, and none aside', () => {
    const { series, y } = intervalSpec(chain, [], 10)!;
    const points = Array.from(series.find(({ id }) => id === 'interval')!.y);
    expect(points).toHaveLength(13);
    expect(y.max).toBe(40);
    expect(points[2]).toBeGreaterThan(38);
    expect(points[2]).toBeLessThan(40);
    expect(points[4]).toBe(20);
  });

  it('have a band in which chance alone keeps the mean two times in three', () => {
    const target = intervalSpec(chain, [], 100)!.series.find(({ id }) => id === 'target')!;
    expect([...Array.from(target.low!), ...Array.from(target.high!)]).toEqual([9, 9, 11, 11]);
  });

  it('wait for two heights', () => {
    expect(controllerSpec(chainOf([]), [])).toBeNull();
    expect(intervalSpec(chainOf([]), [], 10)).toBeNull();
    expect(intervalSpec(chainOf([10]), [], 10)).not.toBeNull();
  });

  it('have a table, newest first', () => {
    const { rows } = liveTable(chain, 10);
    expect(rows).toHaveLength(13);
    expect(rows[0]).toMatchObject({ height: 13, interval_s: null, mean_interval_s: null, hashrate_hps: 1e6 });
    expect(rows.at(-1)).toMatchObject({ height: 1, interval_s: 10, mean_interval_s: null });
  });
});

describe('while nothing moves', () => {
  const chain = chainOf([10, 10]);

  it('says why, and what is shown', () => {
    expect(stillness(sessionOf(chain))).toBeNull();
    const states: readonly SessionState[] = [
      'opening',
      'ready',
      'starting',
      'paused',
      'waiting',
      'stopping',
      'failed',
    ];
    for (const state of states)
      expect(stillness(sessionOf(chain, { state }))?.heading).toMatch(/^[A-Z].*[a-z]$/u);
    expect(stillness(sessionOf(chain, { state: 'ready' }))!.text).toContain(
      'the stored chain, 2 blocks high',
    );
    expect(stillness(sessionOf(null, { state: 'ready' }))!.text).toContain('no chain yet');
    expect(stillness(sessionOf(chain, { state: 'paused', pausedBy: 'battery' }))!.text).toContain(
      'paused to spare the battery.',
    );
  });
});
