// How much the largest hold, and the line at which they decide alone.

import { formatCount, formatNumber, formatPercent } from '../../../primitives/index.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RaceScene } from '../shown-race.ts';
import { eventMarks } from './event-marks.ts';
import { figureTable } from './figure-table.ts';
import { figureLines } from './race-lines.ts';
import { besideOf, timeAxis } from './time-axis.ts';

/** Parts of the largest miner, pool, region and maker. */
export function concentrationSpec(scene: RaceScene, width: number): SeriesChartSpec {
  return {
    height: 280,
    beside: besideOf(true),
    x: timeAxis(scene.races),
    y: {
      scale: 'linear',
      min: 0,
      max: 1,
      ticks: [0, 0.25, 0.5, 0.75, 1],
      format: (part) => formatPercent(part, 2),
    },
    marks: [
      { axis: 'y', at: 0.5, label: 'half: enough to decide', hue: 'ink-2', isDashed: true },
      ...eventMarks(scene, { width, rows: 0 }),
    ],
    series: figureLines(
      scene,
      [
        { metric: 'largestVendorPart', label: 'maker of machines', hue: 'ink-3', isFlow: true },
        { metric: 'largestRegionPart', label: 'region', hue: 'heat-3', isFlow: true },
        { metric: 'largestPoolPart', label: 'pool', hue: 'heat-6', isFlow: true },
        { metric: 'largestMinerPart', label: 'miner', hue: 'heat-9', isFlow: true },
      ],
      'linear',
    ),
  };
}

/** All measures. */
export function concentrationTable(scene: RaceScene): TableData {
  const part = (metric: Parameters<typeof figureTable>[1][number]['metric']) =>
    ({ metric, isFlow: true, format: (value: number) => formatPercent(value) }) as const;
  return figureTable(scene, [
    part('largestMinerPart'),
    part('largestPoolPart'),
    part('largestRegionPart'),
    part('largestVendorPart'),
    { metric: 'hhi', isFlow: false, format: (value) => formatNumber(value) },
    { metric: 'gini', isFlow: false, format: (value) => formatNumber(value) },
    { metric: 'nakamotoMiners', isFlow: false, format: formatCount },
    { metric: 'nakamotoPools', isFlow: false, format: formatCount },
  ]);
}
