// The hash rate over time: what each engine counted, stacked, and what their shares prove.

import type { MiningSnapshot, RateSeries } from '../../miner/index.ts';
import { formatHashrate, formatNumber, formatWholeSeconds, hashrateUnit } from '../../primitives/index.ts';
import type { ChartMark, Hue, SeriesChartSpec } from '../charts/series-chart/spec.ts';
import { engineLabel } from './engine-words.ts';

/** Spans by name, seconds. */
export const RATE_SPANS = { '1min': 60, '10min': 600, all: Number.POSITIVE_INFINITY } as const;
export type RateSpan = keyof typeof RATE_SPANS;

/** What of a snapshot the chart shows. */
export type RateSource = Pick<MiningSnapshot, 'recent' | 'whole' | 'events' | 'engines' | 'minedSec'>;

/** Marks more than these would lie on each other. */
const MAX_MARKS = 6;
/** Two shares a second say little about a second: their line is the mean of so many seconds before. */
const SMOOTH_SEC = { '1min': 20, '10min': 60, all: 60 } as const satisfies Record<RateSpan, number>;
const CPU_HUES: readonly Hue[] = ['ember-2', 'ember-1', 'ember-4'];

/** A chart with its unit. */
export interface RateChart {
  readonly spec: SeriesChartSpec;
  readonly unit: string;
}

/** The chart of a span; null before the first second. */
export function rateChart(source: RateSource, span: RateSpan): RateChart | null {
  const spanSec = RATE_SPANS[span];
  const series = span === 'all' ? source.whole : source.recent;
  const from = firstWithin(series, source.minedSec - spanSec);
  const atSec = series.atSec.subarray(from);
  if (atSec.length === 0) return null;
  const agoSec = atSec.map((at) => Math.min(0, at - source.minedSec));
  const total = new Float64Array(atSec.length);
  for (const { hps } of series.byEngine) {
    for (let i = 0; i < total.length; i++) total[i]! += Number.isFinite(hps[from + i]!) ? hps[from + i]! : 0;
  }
  const { unit, hps: unitHps } = hashrateUnit(total.reduce((most, value) => Math.max(most, value), 0));
  let cpus = 0;
  return {
    unit,
    spec: {
      series: [
        ...series.byEngine.map(({ id, hps }) => ({
          id,
          label: `${engineLabel(id)} ${formatHashrate(nowOf(source, id))}`,
          hue: id.startsWith('gpu') ? 'ember-3' : (CPU_HUES[cpus++ % CPU_HUES.length] ?? 'ember-2'),
          kind: 'area' as const,
          x: agoSec,
          y: hps.subarray(from),
          isStacked: true,
        })),
        {
          id: 'effective',
          label: 'proved by shares',
          hue: 'ice-3',
          kind: 'line',
          x: agoSec,
          width: 1.5,
          y: trailingMean(series.effectiveHps, SMOOTH_SEC[span] / series.slotSec).subarray(from),
        },
      ],
      x: {
        scale: 'linear',
        isSeconds: true,
        // A young session does not leave most of the picture empty.
        min: -Math.min(spanSec, Math.max(60, source.minedSec)),
        max: 0,
        format: (sec) => (sec === 0 ? 'now' : formatWholeSeconds(sec)),
      },
      y: { scale: 'linear', min: 0, format: (hps) => formatNumber(hps / unitHps, 2) },
      marks: eventMarks(source, spanSec),
    },
  };
}

/** The same figures as a table: newest first, at most `most` rows. */
export function rateRows(source: RateSource, span: RateSpan, most = 60): readonly Record<string, number>[] {
  const series = span === 'all' ? source.whole : source.recent;
  const from = Math.max(firstWithin(series, source.minedSec - RATE_SPANS[span]), 0);
  const rows: Record<string, number>[] = [];
  const step = Math.max(1, Math.ceil((series.atSec.length - from) / most));
  for (let i = series.atSec.length - 1; i >= from; i -= step) {
    const row: Record<string, number> = { at: series.atSec[i]!, effective: series.effectiveHps[i]! };
    for (const { id, hps } of series.byEngine) row[id] = hps[i]!;
    rows.push(row);
  }
  return rows;
}

function firstWithin({ atSec }: RateSeries, fromSec: number): number {
  const index = atSec.findIndex((at) => at >= fromSec);
  return index < 0 ? atSec.length : index;
}

/** Means of each value and those before it, `count` in all; gaps are left out. */
function trailingMean(values: Float64Array, count: number): Float64Array {
  const width = Math.max(1, Math.round(count));
  return values.map((_, i) => {
    let sum = 0;
    let found = 0;
    for (let at = Math.max(0, i - width + 1); at <= i; at++) {
      const value = values[at]!;
      if (!Number.isNaN(value)) {
        sum += value;
        found++;
      }
    }
    return found === 0 ? Number.NaN : sum / found;
  });
}

function nowOf({ engines }: RateSource, id: string): number {
  return engines.find((engine) => engine.id === id)?.hashrateHps ?? 0;
}

function eventMarks({ events, minedSec }: RateSource, spanSec: number): readonly ChartMark[] {
  return events
    .filter(({ atSec }) => atSec >= minedSec - spanSec)
    .slice(-MAX_MARKS)
    .map(({ atSec, text }) => ({
      axis: 'x',
      at: atSec - minedSec,
      label: text,
      hue: 'ink-3',
      isDashed: true,
    }));
}
