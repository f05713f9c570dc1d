// What a chart says at one place: the values of all series at an x.

import { axisPart } from '../axis.ts';
import type { ChartModel, SeriesModel } from './model.ts';
import type { Hue } from './spec.ts';

/** One series at the place. */
export interface ReadOutRow {
  readonly id: string;
  readonly label: string;
  readonly hue: Hue;
  /** Index of the point. */
  readonly index: number;
  /** Its own value, not the stacked one. */
  readonly value: number;
  /** Where it stands on the y axis. */
  readonly level: number;
}

/** All series at one place. */
export interface ReadOut {
  readonly x: number;
  readonly rows: readonly ReadOutRow[];
}

/** Index of the value nearest to `wanted`; -1 of none. */
export function nearestIndex(values: ArrayLike<number>, wanted: number, isSorted: boolean): number {
  if (!isSorted) {
    let best = -1;
    for (let index = 0; index < values.length; index++) {
      const distance = Math.abs(values[index]! - wanted);
      if (best < 0 || distance < Math.abs(values[best]! - wanted)) best = index;
    }
    return best;
  }
  let low = 0;
  let high = values.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= wanted) low = middle;
    else high = middle;
  }
  if (high < 0) return -1;
  return Math.abs(values[high]! - wanted) < Math.abs(values[low]! - wanted) ? high : low;
}

const isSorted = ({ series }: SeriesModel): boolean => series.kind !== 'points';

/**
 * Reads the chart at the point nearest to `wanted`; null where there is none.
 *
 * @param wanted - On the x axis.
 */
export function readOutAt(model: ChartModel, wanted: number): ReadOut | null {
  const { axis, domain } = model.x;
  const part = (x: number): number => axisPart(x, domain, axis.scale);
  let x = Number.NaN;
  for (const one of model.series) {
    const found = one.series.x[nearestIndex(one.series.x, wanted, isSorted(one))] ?? Number.NaN;
    if (!(found >= domain.min && found <= domain.max)) continue;
    if (Number.isNaN(x) || Math.abs(part(found) - part(wanted)) < Math.abs(part(x) - part(wanted))) x = found;
  }
  if (Number.isNaN(x)) return null;
  const rows = model.series.flatMap((one) => rowAt(one, x, part));
  return rows.length === 0 ? null : { x, rows };
}

/** A series says something at `x` if it has a point within a fiftieth of the axis. */
function rowAt(one: SeriesModel, x: number, part: (x: number) => number): readonly ReadOutRow[] {
  const { id, label, hue, x: xs, y } = one.series;
  const index = nearestIndex(xs, x, isSorted(one));
  const value = y[index] ?? Number.NaN;
  if (!Number.isFinite(value) || Math.abs(part(xs[index]!) - part(x)) > 0.02) return [];
  return [{ id, label, hue, index, value, level: one.top[index]! }];
}

/** The next place in a direction: the least x above, or the largest below; the same where there is none. */
export function nextPlace(model: ChartModel, x: number, direction: 1 | -1, count = 1): number {
  const { min, max } = model.x.domain;
  const xs = model.series
    .flatMap(({ series }) => Array.from(series.x))
    .filter((one) => one >= min && one <= max && (direction > 0 ? one > x : one < x))
    .toSorted((a, b) => (a - b) * direction);
  const places = [...new Set(xs)];
  return places[Math.min(count, places.length) - 1] ?? x;
}

/** The place in words, as a screen reader says it. */
export function readOutText({ x, rows }: ReadOut, { x: across, y: up }: ChartModel): string {
  return `${across.axis.format(x)}: ${rows.map(({ label, value }) => `${label} ${up.axis.format(value)}`).join(', ')}`;
}
