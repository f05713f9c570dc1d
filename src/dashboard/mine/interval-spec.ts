// Intervals as they came, against the law that they should follow.

import type { IntervalStatistics } from '../../miner/index.ts';
import { formatCount, formatDuration, formatPlain } from '../../primitives/index.ts';
import type { ChartMark, SeriesChartSpec } from '../charts/series-chart/spec.ts';
import { expectedBins, furtherWaitSec } from './interval-law.ts';

/** One bar: [fromSec, toSec), `toSec` infinite for the last. */
export interface IntervalBin {
  readonly fromSec: number;
  readonly toSec: number;
  readonly count: number;
  readonly expected: number;
}

/** The bins with what the exact law expects in them; empty before the first interval. */
export function intervalBins({ bins, binSec, count, meanSec }: IntervalStatistics): readonly IntervalBin[] {
  if (meanSec === null || !(meanSec > 0)) return [];
  const expected = expectedBins(bins.length, binSec, meanSec, count);
  return bins.map((seen, i) => ({
    fromSec: i * binSec,
    toSec: i === bins.length - 1 ? Number.POSITIVE_INFINITY : (i + 1) * binSec,
    count: seen,
    expected: expected[i]!,
  }));
}

/** The histogram; null before the first interval. */
export function intervalSpec(statistics: IntervalStatistics, spacingSec: number): SeriesChartSpec | null {
  const { binSec, meanSec } = statistics;
  const bins = intervalBins(statistics);
  if (bins.length === 0 || meanSec === null) return null;
  const x = bins.map(({ fromSec }) => fromSec + binSec / 2);
  const marks: ChartMark[] = [
    { axis: 'x', at: meanSec, label: `mean ${formatDuration(meanSec)}`, hue: 'ink-2', isDashed: true },
  ];
  // Two words on one spot could not be read.
  if (Math.abs(meanSec / spacingSec - 1) > 0.3) {
    marks.push({ axis: 'x', at: spacingSec, label: 'wanted', hue: 'ice-3', isDashed: true });
  }
  return {
    series: [
      { id: 'blocks', label: 'blocks', hue: 'ice-2', kind: 'bars', x, y: bins.map(({ count }) => count) },
      {
        id: 'expected',
        label: 'expected',
        hue: 'ink',
        kind: 'line',
        width: 1.5,
        x,
        y: bins.map(({ expected }) => expected),
        direct: 'none',
      },
    ],
    x: {
      scale: 'linear',
      min: 0,
      max: bins.length * binSec,
      format: (sec) => formatPlain(sec),
    },
    y: { scale: 'linear', min: 0, format: formatCount },
    marks,
    height: 220,
  };
}

/** A row of the chain's own evidence that waiting has no memory. */
export interface FurtherWait {
  readonly waitedSec: number;
  readonly count: number;
  readonly meanSec: number;
  /** The mean's 95 % interval. */
  readonly lowSec: number;
  readonly highSec: number;
  /** What the law says. */
  readonly expectedSec: number;
}

/** Fewer intervals say nothing about a mean. */
const LEAST_COUNT = 3;

/** How long blocks still took after a wait, for waits with enough intervals that were longer. */
export function furtherWaits({ furtherWait, meanSec }: IntervalStatistics): readonly FurtherWait[] {
  if (meanSec === null || !(meanSec > 0)) return [];
  return furtherWait.flatMap(({ waitedSec, count, meanSec: further }) => {
    if (count < LEAST_COUNT || further === null) return [];
    // An exponential's standard deviation is its mean.
    const reach = (1.96 * further) / Math.sqrt(count);
    return {
      waitedSec,
      count,
      meanSec: further,
      lowSec: Math.max(0, further - reach),
      highSec: further + reach,
      expectedSec: furtherWaitSec(waitedSec, meanSec),
    };
  });
}

/** The same as a chart: points that should lie on one level; null before there are two of them. */
export function furtherWaitSpec(waits: readonly FurtherWait[]): SeriesChartSpec | null {
  if (waits.length < 2) return null;
  const x = waits.map(({ waitedSec }) => waitedSec);
  return {
    series: [
      {
        id: 'expected',
        label: 'without memory',
        hue: 'ink-3',
        kind: 'line',
        isDashed: true,
        x,
        y: waits.map(({ expectedSec }) => expectedSec),
      },
      {
        id: 'further',
        label: 'still to wait',
        hue: 'ice-3',
        kind: 'points',
        width: 6,
        x,
        y: waits.map(({ meanSec }) => meanSec),
        low: waits.map(({ lowSec }) => lowSec),
        high: waits.map(({ highSec }) => highSec),
      },
    ],
    x: {
      scale: 'linear',
      min: 0,
      format: (sec) => formatPlain(sec),
      title: 'waited so far, s',
    },
    y: { scale: 'linear', min: 0, format: (sec) => formatPlain(sec) },
    height: 200,
  };
}
