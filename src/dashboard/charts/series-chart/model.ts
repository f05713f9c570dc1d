// From a chart's spec to what is drawn: stacked values, ends of the axes, ticks, margins. No canvas in sight.

import {
  type AxisTick,
  axisPart,
  axisTicks,
  type Domain,
  linearDomain,
  logDomain,
  steadyDomain,
} from '../axis.ts';
import { flowWords, type PlacedWord, placeWords } from './labels.ts';
import type { ChartAxis, ChartSeries, SeriesChartSpec } from './spec.ts';

/** A point as Chart.js takes it. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** A series with its stack resolved. */
export interface SeriesModel {
  readonly series: ChartSeries;
  /** Upper edge: the values themselves, or their sum with those below. */
  readonly top: ArrayLike<number>;
  /** Lower edge of a stacked series; null: the foot of the chart. */
  readonly base: ArrayLike<number> | null;
  /** What Chart.js draws, ascending in x; nothing for bars. */
  readonly points: readonly ChartPoint[];
  /** Where the label is written. */
  readonly direct: 'start' | 'end' | 'none';
}

/** One axis, ready to draw. */
export interface AxisModel {
  readonly axis: ChartAxis;
  readonly domain: Domain;
  readonly ticks: readonly AxisTick[];
}

/** A chart, ready to draw. */
export interface ChartModel {
  readonly spec: SeriesChartSpec;
  readonly width: number;
  readonly height: number;
  readonly x: AxisModel;
  readonly y: AxisModel;
  readonly series: readonly SeriesModel[];
  readonly margins: ChartMargins;
}

/** Room for words around the plot, px. Above it, from the top: the y axis's title, keys, words at marks. */
export interface ChartMargins {
  /** For labels at lines' ends; 0 where keys above the plot stand for them. */
  readonly end: number;
  /** Where each label that would stand at an end is instead, as rows from `keysTop`; empty where there is room at the end. */
  readonly keys: readonly PlacedWord[];
  readonly keysTop: number;
  readonly marksTop: number;
  readonly markRows: number;
  /** All room above the plot. */
  readonly top: number;
}

/** Drawings narrower than this have keys above the plot, px. */
const KEYS_BELOW = 460;
/** Largest part of the width that labels at the end may take. */
const END_PART = 0.3;
/** From a line's end to its label, key included, px. */
export const END_GAP = 22;
/** A key, and the gap to its label, px. */
export const KEY_PX = 14;
/** Height of a row of words, px. */
export const ROW_PX = 17;
/** Part of the axis left free beside the outermost points. */
const POINTS_AIR = 0.03;
/** Most rows of words at marks. */
const MARK_ROWS = 3;
/** Room that an axis of values takes at most at the left, roughly, px. */
const LEFT_PX = 56;
const BOTTOM_PX = 28;

/**
 * Prepares a chart.
 *
 * @param size - Of the drawing, px.
 * @param before - The last model of the same chart, so that its axes stay still; null for none.
 * @param measure - Width of a label, px.
 */
export function chartModel(
  spec: SeriesChartSpec,
  size: { readonly width: number; readonly height: number },
  before: ChartModel | null,
  measure: (text: string) => number,
): ChartModel {
  const { width, height } = size;
  const stacked = stack(spec.series);
  const xDomain = acrossDomain(spec);
  const margins = marginsOf(spec, stacked, xDomain, width, measure);
  const yExtent = upExtent(spec, stacked);
  const round = spec.y.scale === 'log' ? logDomain(yExtent) : linearDomain(yExtent);
  const steady = steadyDomain(before?.y.domain ?? null, round, yExtent, spec.y.scale);
  const yDomain = { min: spec.y.min ?? steady.min, max: spec.y.max ?? steady.max };
  return {
    spec,
    width,
    height,
    x: {
      axis: spec.x,
      domain: xDomain,
      ticks: axisTicks(spec.x, xDomain, width - LEFT_PX - margins.end, 'across'),
    },
    y: {
      axis: spec.y,
      domain: yDomain,
      ticks: axisTicks(spec.y, yDomain, height - BOTTOM_PX - margins.top, 'up'),
    },
    series: stacked,
    margins,
  };
}

function marginsOf(
  { x, y, marks = [], beside }: SeriesChartSpec,
  series: readonly SeriesModel[],
  domain: Domain,
  width: number,
  measure: (text: string) => number,
): ChartMargins {
  const labels = series.filter(({ direct }) => direct === 'end').map((one) => measure(one.series.label));
  const isNarrow = width < KEYS_BELOW;
  const hasKeys = isNarrow && labels.length > 0;
  const wanted = Math.max(beside?.right ?? 0, ...labels.map((label) => label + END_GAP));
  const end = isNarrow ? 0 : Math.min(width * END_PART, wanted);
  const keys = hasKeys
    ? flowWords(
        labels.map((label) => label + KEY_PX),
        width,
        ROW_PX,
      )
    : [];
  const plot = { from: LEFT_PX, to: width - end };
  const words = marks
    .filter(({ axis, label }) => axis === 'x' && label !== '')
    .map(({ at, label }) => ({
      at: plot.from + axisPart(at, domain, x.scale) * (plot.to - plot.from),
      width: measure(label),
    }))
    .filter(({ at }) => at >= plot.from && at <= plot.to);
  const rows = (places: readonly (PlacedWord | null)[]): number =>
    1 + Math.max(-1, ...places.map((place) => place?.row ?? -1));
  const keysTop = (y.title ?? '') === '' ? 0 : 20;
  const marksTop = keysTop + rows(keys) * ROW_PX;
  const markRows = rows(placeWords(words, { ...plot, rows: MARK_ROWS }));
  return { end, keys, keysTop, marksTop, markRows, top: Math.max(8, marksTop + markRows * ROW_PX + 8) };
}

/** What makes a drawing another one rather than the same with new values. */
export function chartForm({ series, x, y }: SeriesChartSpec): string {
  const parts = series.map(({ id, kind, hue, isDashed, width }) =>
    [id, kind, hue, isDashed, width].join(':'),
  );
  return [x.scale, y.scale, x.title, y.title, ...parts].join('|');
}

function stack(series: readonly ChartSeries[]): readonly SeriesModel[] {
  let below: Float64Array | null = null;
  return series.map((one): SeriesModel => {
    const direct =
      one.direct ?? (series.length > 1 && /^(?:line|area|step)$/u.test(one.kind) ? 'end' : 'none');
    if (one.isStacked !== true)
      return { series: one, top: one.y, base: null, points: pointsOf(one, one.y), direct };
    const base = below;
    // A gap adds nothing to those above it.
    const top = Float64Array.from(one.y, (value, index) => value + (base?.[index] ?? 0));
    below = Float64Array.from(top, (value, index) => (Number.isNaN(value) ? (base?.[index] ?? 0) : value));
    return { series: one, top, base, points: pointsOf(one, top), direct };
  });
}

function pointsOf({ kind, x }: ChartSeries, y: ArrayLike<number>): readonly ChartPoint[] {
  if (kind === 'bars') return [];
  const points = Array.from(y, (value, index): ChartPoint => ({ x: x[index] ?? Number.NaN, y: value }));
  // Chart.js looks for what is in sight by bisection.
  return kind === 'points' ? points.toSorted((a, b) => a.x - b.x) : points;
}

function acrossDomain({ series, x }: SeriesChartSpec): Domain {
  const extent = extentOf(
    series.flatMap(({ x: values, kind }) => {
      const half = kind === 'bars' ? barSpacing(values) / 2 : 0;
      const own = extentOf([values], x.scale);
      return own === null ? [] : [[own.min - half, own.max + half]];
    }),
    x.scale,
  );
  const min = x.min ?? extent?.min ?? (x.scale === 'log' ? 1 : 0);
  const max = x.max ?? extent?.max ?? (x.scale === 'log' ? 10 : 1);
  if (!(max > min)) return x.scale === 'log' ? { min: min / 2, max: min * 2 } : { min, max: min + 1 };
  // A point at the very end would be cut in half.
  const air = series.some(({ kind }) => kind === 'points') ? POINTS_AIR : 0;
  const factor = (max / min) ** air;
  const way = (max - min) * air;
  return {
    min: x.min ?? (x.scale === 'log' ? min / factor : min - way),
    max: x.max ?? (x.scale === 'log' ? max * factor : max + way),
  };
}

function upExtent({ y, marks = [] }: SeriesChartSpec, stacked: readonly SeriesModel[]): Domain | null {
  const levels = marks.filter(({ axis }) => axis === 'y').map(({ at }) => at);
  const values = stacked.flatMap(({ top, series }) => [top, series.low ?? [], series.high ?? []]);
  return extentOf([...values, levels], y.scale);
}

/** Distance of neighbouring bars; 1 for a single one. */
export function barSpacing(x: ArrayLike<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < x.length; index++) least = Math.min(least, x[index]! - x[index - 1]!);
  return Number.isFinite(least) && least > 0 ? least : 1;
}

/** Least and largest of all finite values, on a logarithmic scale of all positive ones; null without any. */
export function extentOf(lists: readonly ArrayLike<number>[], scale: 'linear' | 'log'): Domain | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (let index = 0; index < list.length; index++) {
      const value = list[index]!;
      if (!Number.isFinite(value) || (scale === 'log' && value <= 0)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : null;
}
