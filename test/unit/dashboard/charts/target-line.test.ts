// Places on the line from easy to hard.

import { describe, expect, it } from 'vitest';
import {
  decadeLabels,
  type LineMark,
  lineDecades,
  lineX,
  placeLineMarks,
  waitTicks,
} from '../../../../src/dashboard/charts/target-line/layout.ts';

const mark = (label: string, hashes: number, note = ''): LineMark => ({ label, note, hashes, kind: 'place' });

const marks = [
  mark('this chain', 1e10, '1 hash in 10 billion'),
  mark('best share', 1e12),
  mark('difficulty 1', 4.3e9, 'Bitcoin in 2009'),
  mark('Bitcoin today', 5.4e23),
];

describe('the line', () => {
  it('runs from one hash to beyond everything on it', () => {
    expect(lineDecades(marks)).toBe(25);
    expect(lineDecades([mark('far', 1e27)])).toBe(28);
    expect(lineX(1, 25, 1000)).toBe(0);
    expect(lineX(0.1, 25, 1000)).toBe(0);
    expect(lineX(1e5, 25, 1000)).toBe(200);
    expect(lineX(1e30, 25, 1000)).toBe(1000);
  });

  it.each([320, 700, 1180])('lets no labels touch at %i px', (width) => {
    const placed = placeLineMarks(marks, 25, width);
    expect(placed.map(({ mark: { label } }) => label).sort()).toEqual(marks.map(({ label }) => label).sort());
    const boxes = placed.map(({ mark: { label, note }, x, row, anchor }) => {
      const length = Math.max(label.length, note.length) * 6.9;
      return { row, from: anchor === 'end' ? x - length : x, to: anchor === 'end' ? x : x + length };
    });
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        expect(a.row !== b.row || a.to <= b.from || b.to <= a.from).toBe(true);
      }
    }
    const last = placed.find(({ mark: { label } }) => label === 'Bitcoin today');
    expect(last?.anchor).toBe('end');
  });

  it('is labelled every third decade, or sixth', () => {
    expect(decadeLabels(25, 1200).map(({ exponent }) => exponent)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
    expect(decadeLabels(25, 340).map(({ exponent }) => exponent)).toEqual([0, 6, 12, 18, 24]);
  });
});

describe('the line as time', () => {
  it('has its waits where the rate puts them', () => {
    const ticks = waitTicks(1e9, 25, 1200);
    expect(ticks[0]).toEqual({ x: (9 / 25) * 1200, label: '1 s' });
    expect(ticks.map(({ label }) => label)).toEqual(expect.arrayContaining(['1 d', '1 year']));
    expect(ticks.map(({ label }) => label)).toContain('1 million years');
    expect(ticks.every(({ x }, i) => i === 0 || x > ticks[i - 1]!.x)).toBe(true);
  });

  it('says nothing without a rate', () => {
    expect(waitTicks(0, 25, 1200)).toEqual([]);
    expect(waitTicks(Number.NaN, 25, 1200)).toEqual([]);
  });
});
