import { describe, expect, it } from 'vitest';
import {
  barSpacing,
  chartForm,
  chartModel,
  extentOf,
} from '../../../../../src/dashboard/charts/series-chart/model.ts';
import type { ChartSeries, SeriesChartSpec } from '../../../../../src/dashboard/charts/series-chart/spec.ts';

const SIZE = { width: 600, height: 240 };
const measure = (text: string): number => text.length * 6;
const axis = { scale: 'linear', format: String } as const;
const line = (change: Partial<ChartSeries> = {}): ChartSeries => ({
  id: 'a',
  label: 'first',
  hue: 'ember-3',
  kind: 'line',
  x: [0, 1, 2],
  y: [1, 2, 3],
  ...change,
});
const spec = (series: readonly ChartSeries[], change: Partial<SeriesChartSpec> = {}): SeriesChartSpec => ({
  series,
  x: axis,
  y: axis,
  ...change,
});
const model = (one: SeriesChartSpec, size = SIZE) => chartModel(one, size, null, measure);

describe('stacked series', () => {
  const { series, y } = model(
    spec([
      line({ kind: 'area', isStacked: true, y: [1, Number.NaN, 3] }),
      line({ id: 'alone', y: [9, 9, 9] }),
      line({ id: 'b', kind: 'area', isStacked: true, y: [10, 20, 30] }),
    ]),
  );

  it('stand on those before them; a gap adds nothing', () => {
    expect(series[0]?.base).toBeNull();
    expect(series[2]?.base).toEqual(Float64Array.of(1, 0, 3));
    expect(series[2]?.top).toEqual(Float64Array.of(11, 20, 33));
  });

  it('leave others where they are, and reach into the axis', () => {
    expect(series[1]?.top).toEqual([9, 9, 9]);
    expect(y.domain).toEqual({ min: 0, max: 40 });
  });
});

describe('axes', () => {
  it('hold bands and levels, and x from the first to the last value', () => {
    const { x, y } = model(
      spec([line({ low: [0, 1, 2], high: [2, 3, 48] })], {
        marks: [{ axis: 'y', at: 90, label: 'level', hue: 'ink' }],
      }),
    );
    expect(x.domain).toEqual({ min: 0, max: 2 });
    expect(y.domain).toEqual({ min: 0, max: 100 });
  });

  it('are where the spec says', () => {
    const { x, y } = model(
      spec([line()], { x: { ...axis, min: -5, max: 5 }, y: { ...axis, min: 1, max: 2 } }),
    );
    expect([x.domain, y.domain]).toEqual([
      { min: -5, max: 5 },
      { min: 1, max: 2 },
    ]);
  });

  it('leave room for half a bar and for points at the ends', () => {
    expect(model(spec([line({ kind: 'bars', x: [1, 3, 5] })])).x.domain).toEqual({ min: 0, max: 6 });
    const { min, max } = model(spec([line({ kind: 'points', x: [0, 50, 100] })])).x.domain;
    expect([min, max]).toEqual([-3, 103]);
  });

  it('are there without any value', () => {
    const { x, y } = model(spec([line({ x: [], y: [] })], { y: { ...axis, scale: 'log' } }));
    expect([x.domain, y.domain]).toEqual([
      { min: 0, max: 1 },
      { min: 1, max: 10 },
    ]);
  });

  it('stay still from one model to the next', () => {
    const first = model(spec([line({ y: [0, 0, 1990] })]));
    const next = chartModel(spec([line({ y: [0, 0, 1490] })]), SIZE, first, measure);
    expect(next.y.domain).toEqual({ min: 0, max: 2000 });
    expect(model(next.spec).y.domain).toEqual({ min: 0, max: 1500 });
  });
});

describe('room for words', () => {
  const two = spec([line(), line({ id: 'b', label: 'a longer name' })]);

  it('is at the right for lines’ ends where there are several', () => {
    expect(model(two).margins).toMatchObject({ end: 13 * 6 + 22, keys: [] });
    expect(model(spec([line()])).margins.end).toBe(0);
    expect(model(spec([line({ direct: 'end' })])).margins.end).toBeGreaterThan(0);
  });

  it('is as wide as a chart above or below it wants, as long as the drawing is not narrow', () => {
    const beside = { left: 60, right: 120 };
    expect(model(spec([line()], { beside })).margins.end).toBe(120);
    expect(model({ ...two, beside: { left: 0, right: 20 } }).margins.end).toBe(13 * 6 + 22);
    expect(model(spec([line()], { beside }), { width: 300, height: 240 }).margins.end).toBe(0);
  });

  it('is above the plot where the drawing is narrow', () => {
    const { margins } = model(two, { width: 300, height: 240 });
    expect(margins.end).toBe(0);
    expect(margins.keys.map(({ row }) => row)).toEqual([0, 0]);
    expect(model(two, { width: 120, height: 240 }).margins.keys.map(({ row }) => row)).toEqual([0, 1]);
  });

  it('grows with marks that stand close', () => {
    const marks = [0.9, 1, 1.1].map((at) => ({ axis: 'x', at, label: 'a long event', hue: 'ink' }) as const);
    expect(model(spec([line()], { marks })).margins.markRows).toBe(3);
    expect(model(spec([line()], { marks: marks.slice(1, 2) })).margins.markRows).toBe(1);
    expect(model(spec([line()])).margins.markRows).toBe(0);
  });
});

describe('a chart’s form', () => {
  it('is the same for other values, and another for other series', () => {
    expect(chartForm(spec([line()]))).toBe(chartForm(spec([line({ y: [4, 5, 6] })])));
    expect(chartForm(spec([line()]))).not.toBe(chartForm(spec([line({ hue: 'ice-3' })])));
    expect(chartForm(spec([line()]))).not.toBe(chartForm(spec([line(), line({ id: 'b' })])));
  });
});

describe('extents', () => {
  it('ignore gaps, and what a logarithmic scale has no place for', () => {
    expect(extentOf([[3, Number.NaN], Float64Array.of(1)], 'linear')).toEqual({ min: 1, max: 3 });
    expect(extentOf([[0, -5, 2]], 'log')).toEqual({ min: 2, max: 2 });
    expect(extentOf([[], [Number.NaN]], 'linear')).toBeNull();
  });

  it('of bars are as wide as the closest two stand apart', () => {
    expect(barSpacing([0, 5, 7])).toBe(2);
    expect(barSpacing([3])).toBe(1);
  });
});
