// What a series chart shows, as plain data. Pages make it by pure functions; the element draws it.

import type { TickedAxis } from '../axis.ts';

/** A colour by its meaning: ember is spent, ice is bought with it, ink is neither; heat is ember in finer steps. */
export type Hue =
  | 'ember-1'
  | 'ember-2'
  | 'ember-3'
  | 'ember-4'
  | 'ember-5'
  | `heat-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'ice-1'
  | 'ice-2'
  | 'ice-3'
  | 'ice-4'
  | 'ink'
  | 'ink-2'
  | 'ink-3'
  | 'line-strong';

/** One line, area, row of bars or cloud of points. */
export interface ChartSeries {
  /** Stable while the series is; goes out in `point-select`. */
  readonly id: string;
  readonly label: string;
  readonly hue: Hue;
  /** `step` holds each value until the next x; `bars` stand with their middle at x. */
  readonly kind: 'line' | 'area' | 'step' | 'bars' | 'points';
  /** Ascending, save for `points`. */
  readonly x: ArrayLike<number>;
  /** As long as `x`; NaN leaves a gap. */
  readonly y: ArrayLike<number>;
  readonly isDashed?: boolean;
  /** Of the line or the points, px; 2 and 4 by default. */
  readonly width?: number;
  /** A band around a line, or an interval at each point or bar; NaN for none there. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  /** Where its label is written: by default at the end of lines and areas where there are several series, else nowhere. */
  readonly direct?: 'start' | 'end' | 'none';
  /** Whether it stands on the stacked series before it; those share their x. */
  readonly isStacked?: boolean;
  /** How much of its ground an area covers, 0 to 1; 0.16, stacked 0.5, by default. */
  readonly opacity?: number;
  /** Points are rings. */
  readonly isHollow?: boolean;
  /** A sentence for each point, said when it is looked at, instead of its value among the others'. */
  readonly notes?: readonly string[];
}

/** An axis. Without `min` and `max` it holds all values: a linear y axis from 0, a logarithmic one between round values. */
export interface ChartAxis extends TickedAxis {
  readonly min?: number;
  readonly max?: number;
  /** Written at the axis; empty or missing for nothing. */
  readonly title?: string;
}

/** A straight line across the chart, with a word on it. */
export interface ChartMark {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly label: string;
  readonly hue: Hue;
  readonly isDashed?: boolean;
  /** Across the foot of the plot alone, where there are too many for lines. */
  readonly isTick?: boolean;
  /** Sentences that explain a mark on the x axis, said when it is looked at. */
  readonly text?: string;
}

/** A chart. */
export interface SeriesChartSpec {
  readonly series: readonly ChartSeries[];
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly marks?: readonly ChartMark[];
  /** Of the whole drawing, px; 240 by default. */
  readonly height?: number;
  /** Room beside the plot, px, at least: charts that stand above each other share their x axis by it. */
  readonly beside?: { readonly left: number; readonly right: number };
}

/** Height of a chart that names none, px. */
const CHART_HEIGHT = 240;

/** Height that a spec wants, px. */
export function chartHeight(spec: SeriesChartSpec | null): number {
  return spec?.height ?? CHART_HEIGHT;
}
