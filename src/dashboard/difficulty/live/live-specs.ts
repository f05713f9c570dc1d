// The live controller's two pictures, one above the other over the same heights.

import type { ChainSnapshot, SessionEvent } from '../../../miner/index.ts';
import { formatCount, formatNumber, formatWholeSeconds } from '../../../primitives/index.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import { difficultySpec } from '../../mine/difficulty-spec.ts';
import { runningMean } from './controller-facts.ts';

/** Room beside both plots, so that a height stands at the same place in both. */
const BESIDE = { left: 76, right: 150 } as const;

/** Difficulty by height, and the one that would keep the pace at the hash rate of that time. */
export function controllerSpec(
  chain: ChainSnapshot,
  events: readonly SessionEvent[],
): SeriesChartSpec | null {
  const spec = difficultySpec(chain, events);
  return spec === null ? null : { ...spec, beside: BESIDE };
}

/** Longer than so many spacings is 1 block in 55; an axis that held the longest would press all others together. */
const TALL_SPACINGS = 4;
/** Part of the axis at which a block stands that took longer than the axis is high. */
const EDGE = 0.985;

/** Intervals by height: each block (or the mean of a few, on a long chain), and the mean of the last ones. */
export function intervalSpec(
  chain: ChainSnapshot,
  events: readonly SessionEvent[],
  lastBlocks: number,
): SeriesChartSpec | null {
  const { difficulties, intervals, spacingSec } = chain;
  const { heights } = difficulties;
  if (heights.length < 2) return null;
  const slot = heights[0]!;
  const ends = [slot, heights.at(-1)!] as const;
  const means = runningMean(heights, intervals, lastBlocks);
  const top = Math.max(TALL_SPACINGS * spacingSec, 1.25 * greatest(means));
  const chance = spacingSec / Math.sqrt(lastBlocks);
  return {
    x: { scale: 'linear', min: ends[0], max: ends[1], format: formatCount, title: 'height' },
    y: { scale: 'linear', min: 0, max: top, format: intervalText },
    beside: BESIDE,
    marks: events
      .filter(({ height }) => height > slot)
      .slice(-5)
      .map(({ height }) => ({ axis: 'x', at: height + 1, label: '', hue: 'ink-3', isDashed: true })),
    series: [
      {
        id: 'target',
        label: 'target ± chance',
        hue: 'ink-3',
        kind: 'line',
        width: 1.25,
        x: ends,
        y: [spacingSec, spacingSec],
        low: [Math.max(0, spacingSec - chance), Math.max(0, spacingSec - chance)],
        high: [spacingSec + chance, spacingSec + chance],
      },
      {
        id: 'interval',
        label: slot === 1 ? 'each block' : `means of ${formatCount(slot)}`,
        hue: 'ice-2',
        kind: 'points',
        width: 2,
        direct: 'end',
        x: heights,
        y: intervals.map((sec) => Math.min(sec, top * EDGE)),
      },
      {
        id: 'mean',
        label: `mean of ${formatCount(lastBlocks)}`,
        hue: 'ice-3',
        kind: 'line',
        x: heights,
        y: means,
      },
    ],
  };
}

const intervalText = (sec: number): string =>
  sec < 10 ? `${formatNumber(sec, 2)} s` : formatWholeSeconds(sec);

const greatest = (values: Float64Array): number =>
  values.reduce((most, value) => (value > most ? value : most), 0);

/** Both pictures' values. */
export function liveTable(
  { difficulties, intervals, networkHps }: ChainSnapshot,
  lastBlocks: number,
): TableData {
  const { heights, values } = difficulties;
  const means = runningMean(heights, intervals, lastBlocks);
  return {
    columns: [
      { id: 'height', label: 'Height', isNumber: true },
      { id: 'difficulty', label: 'Difficulty', isNumber: true },
      { id: 'interval_s', label: 'Interval', note: 's', isNumber: true },
      { id: 'mean_interval_s', label: `Mean of ${lastBlocks}`, note: 's', isNumber: true },
      { id: 'hashrate_hps', label: 'Hash rate', note: 'H/s', isNumber: true },
    ],
    rows: Array.from(heights, (height, index) => ({
      height,
      difficulty: values[index]!,
      interval_s: finite(intervals[index]),
      mean_interval_s: finite(means[index]),
      hashrate_hps: finite(networkHps[index]),
    })).reverse(),
  };
}

const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;
