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
  /** Sentences on points and marks there. */
  readonly notes: readonly string[];
}

/** A note is said within this part of the axis: about the width of a pointer's aim. */
const NOTE_PART = 0.004;
/** Most notes at one place; what is more is counted. */
const MOST_NOTES = 4;

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

/** A point with a note, as a pointer finds it. */
export interface AimedPoint {
  readonly x: number;
  readonly note: string;
}

/**
 * Reads the chart at the point nearest to `wanted`; null where there is none.
 *
 * @param wanted - On the x axis.
 * @param aim - The point whose note is said, or null for none; left out: all that are at the place.
 */
export function readOutAt(model: ChartModel, wanted: number, aim?: AimedPoint | null): ReadOut | null {
  const { axis, domain } = model.x;
  const part = (x: number): number => axisPart(x, domain, axis.scale);
  let x = Number.NaN;
  for (const one of model.series) {
    const found = one.series.x[nearestIndex(one.series.x, wanted, isSorted(one))] ?? Number.NaN;
    if (!(found >= domain.min && found <= domain.max)) continue;
    if (Number.isNaN(x) || Math.abs(part(found) - part(wanted)) < Math.abs(part(x) - part(wanted))) x = found;
  }
  if (Number.isNaN(x)) return null;
  const rows = model.series.flatMap((one) => (one.series.notes === undefined ? rowAt(one, x, part) : []));
  const notes = notesAt(model, (at) => Math.abs(part(at) - part(x)) <= NOTE_PART, aim);
  return rows.length + notes.length === 0 ? null : { x, rows, notes };
}

/** A series says something at `x` if it has a point within a fiftieth of the axis. */
function rowAt(one: SeriesModel, x: number, part: (x: number) => number): readonly ReadOutRow[] {
  const { id, label, hue, x: xs, y } = one.series;
  const index = nearestIndex(xs, x, isSorted(one));
  const value = y[index] ?? Number.NaN;
  if (!Number.isFinite(value) || Math.abs(part(xs[index]!) - part(x)) > 0.02) return [];
  return [{ id, label, hue, index, value, level: one.top[index]! }];
}

/** What points and marks say that are at the place. */
function notesAt(
  { spec, series }: ChartModel,
  isThere: (x: number) => boolean,
  aim: AimedPoint | null | undefined,
): readonly string[] {
  const points =
    aim === undefined
      ? series.flatMap(({ series: { notes = [], x } }) => notes.filter((_, index) => isThere(x[index]!)))
      : aim === null
        ? []
        : [aim.note];
  const marks = (spec.marks ?? []).flatMap(({ axis, at, text }) =>
    axis === 'x' && text !== undefined && isThere(at) ? [text] : [],
  );
  const all = [...points, ...marks];
  const over = all.length - MOST_NOTES;
  return over > 0 ? [...all.slice(0, MOST_NOTES), `And ${over} more.`] : all;
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
export function readOutText({ x, rows, notes }: ReadOut, { x: across, y: up }: ChartModel): string {
  const values = rows.map(({ label, value }) => `${label} ${up.axis.format(value)}`).join(', ');
  const said = values === '' ? notes : [notes.length === 0 ? values : `${values}.`, ...notes];
  return `${across.axis.format(x)}: ${said.join(' ')}`;
}
