// The rate while it is measured, as a chart and as a table: one line per row, over the whole of the plan, so that the
// picture fills as time passes.

import type { BenchmarkProgress } from '../../../miner/index.ts';
import { formatDuration, formatHashrate } from '../../../primitives/index.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import { emberOf } from '../points.ts';

/** What the live chart keeps of a progress report. */
export type LiveSample = Pick<BenchmarkProgress, 'engine' | 'elapsedMs' | 'hashrateHps'>;

/** More points than a wide screen shows would only cost time. */
const MOST_SAMPLES = 1000;

/**
 * The samples with one more, unless it comes too soon after the last to be told apart.
 *
 * @param totalMs - Length of the whole benchmark.
 */
export function withSample(
  samples: readonly LiveSample[],
  { engine, elapsedMs, hashrateHps }: LiveSample,
  totalMs: number,
): readonly LiveSample[] {
  const last = samples.at(-1);
  const isSoon = last?.engine === engine && elapsedMs - last.elapsedMs < totalMs / MOST_SAMPLES;
  return isSoon ? samples : [...samples, { engine, elapsedMs, hashrateHps }];
}

/** The live rate over one entry. */
export interface LiveSeries {
  readonly engine: string;
  /** Seconds since Start; samples with no rate yet are left out. */
  readonly sec: readonly number[];
  /** Hashes per second. */
  readonly hps: readonly number[];
}

/** Cuts the samples into one series per entry, in order. */
export function liveSeries(samples: readonly LiveSample[]): readonly LiveSeries[] {
  const series: { engine: string; sec: number[]; hps: number[] }[] = [];
  for (const { engine, elapsedMs, hashrateHps } of samples) {
    let last = series.at(-1);
    if (last?.engine !== engine) series.push((last = { engine, sec: [], hps: [] }));
    if (hashrateHps > 0) {
      last.sec.push(elapsedMs / 1000);
      last.hps.push(hashrateHps);
    }
  }
  return series;
}

/** The chart of these series. @param totalSec - End of the time axis. */
export function liveSpec(
  series: readonly LiveSeries[],
  totalSec: number,
  labelOf: (engine: string) => string,
): SeriesChartSpec {
  return {
    series: series.map(({ engine, sec, hps }, index) => ({
      id: engine,
      label: labelOf(engine),
      hue: `ember-${emberOf(engine)}`,
      kind: 'line',
      x: sec,
      y: hps,
      direct: index === series.length - 1 ? 'end' : 'none',
    })),
    x: {
      scale: 'linear',
      isSeconds: true,
      min: 0,
      max: Math.max(1, Math.ceil(totalSec)),
      format: (sec) => formatDuration(sec).replace(/\.0+ /u, ' '),
    },
    y: { scale: 'log', format: (hps) => formatHashrate(hps, 1) },
  };
}

/** The same in numbers. */
export function liveTable(series: readonly LiveSeries[], labelOf: (engine: string) => string): TableData {
  const rate = { isNumber: true, format: (hps: number) => formatHashrate(hps) };
  return {
    columns: [
      { id: 'row', label: 'Row' },
      { id: 'lowest_hps', label: 'Lowest', ...rate },
      { id: 'highest_hps', label: 'Highest', ...rate },
      { id: 'last_hps', label: 'Last', ...rate },
    ],
    rows: series
      .filter(({ hps }) => hps.length > 0)
      .map(({ engine, hps }) => ({
        row: labelOf(engine),
        lowest_hps: Math.min(...hps),
        highest_hps: Math.max(...hps),
        last_hps: hps.at(-1)!,
      })),
  };
}
