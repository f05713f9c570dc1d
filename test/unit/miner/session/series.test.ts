// Thinned series keep their totals to the last hash, however often slots join; a ring forgets only what is too old.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecondRing } from '../../../../src/miner/session/second-ring.ts';
import { SlotSeries } from '../../../../src/miner/session/slot-series.ts';
import { spread } from '../../../../src/miner/session/spread.ts';

const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

describe('spread', () => {
  const parts = (from: number, to: number, amount: number, slotSec: number) => {
    const put: [number, number][] = [];
    spread(from, to, amount, slotSec, (slot, part) => put.push([slot, part]));
    return put;
  };

  it.each([
    [
      0,
      2,
      10,
      1,
      [
        [0, 5],
        [1, 5],
      ],
    ],
    [0.5, 1, 7, 1, [[0, 7]]],
    [3, 3, 7, 1, [[2, 7]]],
    [0, 0, 7, 1, [[0, 7]]],
    [
      1.75,
      2.25,
      9,
      1,
      [
        [1, 4],
        [2, 5],
      ],
    ],
    [
      0,
      8,
      4,
      4,
      [
        [0, 2],
        [1, 2],
      ],
    ],
    [
      0.5,
      1.5,
      0.5,
      1,
      [
        [0, 0.25],
        [1, 0.25],
      ],
    ],
  ])('from %d to %d: %d into slots of %d s', (from, to, amount, slotSec, expected) => {
    expect(parts(from, to, amount, slotSec)).toEqual(expected);
  });

  it('divides whole amounts into whole parts that add up exactly', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 50 }),
        fc.constantFrom(1, 2, 64),
        (from, lengthSec, amount, slotSec) => {
          const put = parts(from, from + lengthSec, amount, slotSec);
          expect(put.every(([, part]) => Number.isInteger(part) && part >= 0)).toBe(true);
          expect(total(put.map(([, part]) => part))).toBe(amount);
        },
      ),
      { seed: 7 },
    );
  });
});

describe('a slot series', () => {
  it('joins neighbours when it is full, and so reaches as far as wanted', () => {
    const series = new SlotSeries(4);
    for (let second = 0; second < 4; second++) series.add('a', second, second + 1, 10 + second);
    expect([...series.totals('a')]).toEqual([10, 11, 12, 13]);
    series.add('a', 4, 5, 14);
    expect(series.slotSec).toBe(2);
    expect([...series.totals('a')]).toEqual([21, 25, 14]);
    series.reach(9);
    expect(series.slotSec).toBe(4);
    expect([...series.totals('a')]).toEqual([46, 14, 0]);
  });

  it('keeps every total exactly, whatever comes when', () => {
    const range = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      waitSec: fc.double({ min: 0, max: 40, noNaN: true }),
      lengthSec: fc.double({ min: 0, max: 3, noNaN: true }),
      amount: fc.integer({ min: 0, max: 2 ** 40 }),
    });
    fc.assert(
      fc.property(fc.array(range, { maxLength: 300 }), (ranges) => {
        const series = new SlotSeries(16);
        let nowSec = 0;
        for (const { name, waitSec, lengthSec, amount } of ranges) {
          nowSec += waitSec;
          series.add(name, nowSec - lengthSec, nowSec, amount);
        }
        for (const name of ['a', 'b', 'c']) {
          const expected = total(ranges.filter((one) => one.name === name).map(({ amount }) => amount));
          expect(total(series.totals(name))).toBe(expected);
        }
        expect(series.length).toBeLessThanOrEqual(16);
        expect(series.length * series.slotSec).toBeGreaterThanOrEqual(nowSec);
        expect(nowSec <= 16 || series.length > 8).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('puts a row into another', () => {
    const series = new SlotSeries(4);
    series.add('a', 0, 1, 1);
    series.add('b', 1, 2, 2);
    series.merge('a', 'others');
    series.merge('b', 'others');
    series.merge('nothing', 'others');
    expect(series.names).toEqual(['others']);
    expect([...series.totals('others')]).toEqual([1, 2]);
  });

  it.each([0, 3, -2, 2.5])('refuses %d slots', (capacity) => {
    expect(() => new SlotSeries(capacity)).toThrow(RangeError);
  });
});

describe('a second ring', () => {
  it('sums any window of the seconds it holds, as a plain list would', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, fc.nat(60), fc.nat(60), (seconds, one, other) => {
        const ring = new SecondRing(20);
        for (const [second, amount] of seconds.entries()) ring.add('a', second, second + 0.5, amount);
        const oldest = Math.max(0, seconds.length - 20);
        const from = Math.min(one, other);
        const to = Math.min(Math.max(one, other), seconds.length);
        const expected = total(seconds.slice(Math.max(from, oldest), Math.max(to, oldest)));
        expect(ring.sum('a', from, to)).toBe(expected);
        const count = seconds.length - oldest;
        expect([...ring.totals('a', oldest, count)]).toEqual(seconds.slice(oldest));
      }),
      { seed: 7 },
    );
  });

  it('takes seconds that a window touches in part in proportion', () => {
    const ring = new SecondRing(10);
    ring.add('a', 0, 3, 300);
    expect(ring.sum('a', 0.5, 2.25)).toBeCloseTo(175, 9);
    expect(ring.sum('none', 0, 3)).toBe(0);
  });

  it('forgets a long silence at once, and rows that hold nothing', () => {
    const ring = new SecondRing(10);
    ring.add('a', 0, 10, 100);
    ring.add('b', 1e6, 1e6, 5);
    expect(ring.sum('a', 0, 2e6)).toBe(0);
    expect(ring.sum('b', 0, 2e6)).toBe(5);
    ring.prune((name) => name === 'kept');
    expect(ring.names).toEqual(['b']);
  });

  it('gives what lies before it to its oldest second: nothing is lost', () => {
    const ring = new SecondRing(5);
    ring.reach(100);
    ring.add('a', 50, 100, 77);
    expect(ring.sum('a', 0, 101)).toBe(77);
    ring.add('b', 20, 20, 5);
    expect([...ring.totals('b', 96, 5)]).toEqual([5, 0, 0, 0, 0]);
  });
});
