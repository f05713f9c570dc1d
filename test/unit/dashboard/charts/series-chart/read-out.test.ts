import { describe, expect, it } from 'vitest';
import { chartModel } from '../../../../../src/dashboard/charts/series-chart/model.ts';
import {
  nearestIndex,
  nextPlace,
  readOutAt,
  readOutText,
} from '../../../../../src/dashboard/charts/series-chart/read-out.ts';
import type { ChartSeries } from '../../../../../src/dashboard/charts/series-chart/spec.ts';

const series = (id: string, x: number[], y: number[], kind: ChartSeries['kind'] = 'line'): ChartSeries => ({
  id,
  label: id.toUpperCase(),
  hue: 'ember-3',
  kind,
  x,
  y,
});
const format = (value: number) => `${value}`;
const model = chartModel(
  {
    series: [
      series('a', [0, 50, 100], [1, 2, 3]),
      series('b', [0, 51, 100], [10, Number.NaN, 30]),
      series('c', [100, 20], [7, 8], 'points'),
    ],
    x: { scale: 'linear', format: (value) => `${value} s` },
    y: { scale: 'linear', format },
  },
  { width: 600, height: 240 },
  null,
  (text) => text.length,
);

describe('the values at a place', () => {
  it('are those of every series that has a point there', () => {
    expect(readOutAt(model, 97)).toEqual({
      x: 100,
      rows: [
        { id: 'a', label: 'A', hue: 'ember-3', index: 2, value: 3, level: 3 },
        { id: 'b', label: 'B', hue: 'ember-3', index: 2, value: 30, level: 30 },
        { id: 'c', label: 'C', hue: 'ember-3', index: 0, value: 7, level: 7 },
      ],
      notes: [],
    });
  });

  it('leave out gaps and series that are elsewhere', () => {
    expect(readOutAt(model, 49)?.rows.map(({ id }) => id)).toEqual(['a']);
    expect(readOutAt(model, 21)?.rows.map(({ id }) => id)).toEqual(['c']);
  });

  it('are said in words', () => {
    expect(readOutText(readOutAt(model, 0)!, model)).toBe('0 s: A 1, B 10');
  });
});

describe('the next place', () => {
  it('is the next value of any series, each once', () => {
    expect([nextPlace(model, 0, 1), nextPlace(model, 20, 1), nextPlace(model, 100, -1)]).toEqual([
      20, 50, 51,
    ]);
    expect(nextPlace(model, 0, 1, 2)).toBe(50);
    expect(nextPlace(model, 0, 1, 99)).toBe(100);
    expect(nextPlace(model, 100, 1)).toBe(100);
  });
});

describe('the nearest value', () => {
  it.each([
    [[], 5, -1],
    [[1], 5, 0],
    [[0, 10], 4, 0],
    [[0, 10], 6, 1],
    [[0, 1, 2, 3, 4, 5], 3.4, 3],
  ])('in %j of %d is at %d, sorted or not', (values, wanted, index) => {
    expect(nearestIndex(values, wanted, true)).toBe(index);
    expect(nearestIndex(values, wanted, false)).toBe(index);
  });
});

describe('notes', () => {
  const noted = chartModel(
    {
      series: [
        series('line', [0, 10, 100, 1000], [1, 2, 3, 4]),
        {
          ...series('machines', [100, 100, 700], [5, 6, 7], 'points'),
          notes: ['First.', 'Second.', 'Third.'],
        },
      ],
      x: { scale: 'linear', format, min: 0, max: 1000 },
      y: { scale: 'linear', format },
      marks: [
        { axis: 'x', at: 103, label: '', hue: 'ink', text: 'A ban.' },
        { axis: 'x', at: 110, label: '', hue: 'ink', text: 'Too far to be meant.' },
        { axis: 'y', at: 103, label: '', hue: 'ink', text: 'Of the other axis.' },
      ],
    },
    { width: 600, height: 240 },
    null,
    (text) => text.length,
  );

  it('of all points and marks at a place are said, and stand for the points’ values', () => {
    const read = readOutAt(noted, 101);
    expect(read?.notes).toEqual(['First.', 'Second.', 'A ban.']);
    expect(read?.rows.map(({ id }) => id)).toEqual(['line']);
    expect(readOutText(read!, noted)).toBe('100: LINE 3. First. Second. A ban.');
  });

  it('of one point are said where a pointer is on it, of none where it is on none', () => {
    expect(readOutAt(noted, 100, { x: 100, note: 'Second.' })?.notes).toEqual(['Second.', 'A ban.']);
    expect(readOutAt(noted, 100, null)?.notes).toEqual(['A ban.']);
  });

  it('are places of their own, also where no line is', () => {
    expect(nextPlace(noted, 100, 1)).toBe(700);
    expect(readOutText(readOutAt(noted, 700)!, noted)).toBe('700: Third.');
  });

  it('are counted where there are too many', () => {
    const many = Array.from({ length: 7 }, (_, index) => `Machine ${index}.`);
    const crowd = chartModel(
      {
        ...noted.spec,
        series: [{ ...series('crowd', Array(7).fill(5), Array(7).fill(1), 'points'), notes: many }],
      },
      { width: 600, height: 240 },
      null,
      (text) => text.length,
    );
    expect(readOutAt(crowd, 5)?.notes).toEqual([...many.slice(0, 4), 'And 3 more.']);
  });
});
