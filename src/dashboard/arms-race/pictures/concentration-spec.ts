// How much the largest hold, and the line at which they decide alone.

import { formatPercent } from '../../../primitives/index.ts';
import type { MetricId } from '../../../simulation/index.ts';
import type { ChartSeries, Hue, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { BESIDE, comparedTitle, timeMarks, yearsAxis } from './axes.ts';
import { Stretches } from './stretches.ts';

const LINES: readonly {
  readonly id: MetricId;
  readonly label: string;
  readonly hue: Hue;
  readonly isDashed?: true;
}[] = [
  { id: 'largestVendorPart', label: 'maker', hue: 'ember-2', isDashed: true },
  { id: 'largestRegionPart', label: 'region', hue: 'ember-4' },
  { id: 'largestPoolPart', label: 'pool', hue: 'ember-3' },
  { id: 'largestMinerPart', label: 'miner', hue: 'ember-5' },
];

export function concentrationSpec(scene: RaceScene): SeriesChartSpec {
  const [race, compared] = scene.races;
  const stretches = new Stretches(race);
  const other = compared === undefined ? null : new Stretches(compared);
  return {
    series: [
      ...LINES.map(
        ({ id, label, hue, isDashed }): ChartSeries => ({
          id,
          label,
          hue,
          kind: 'line',
          x: stretches.sec,
          y: stretches.mean(id),
          ...(isDashed === true ? { isDashed } : {}),
        }),
      ),
      ...(other === null
        ? []
        : [
            {
              id: 'compared',
              label: `pool, ${comparedTitle(scene)}`,
              hue: 'ink',
              kind: 'line',
              x: other.sec,
              y: other.mean('largestPoolPart'),
              isDashed: true,
            } as const,
          ]),
    ],
    x: yearsAxis(scene),
    y: {
      scale: 'linear',
      min: 0,
      max: 1,
      ticks: [0, 0.25, 0.5, 0.75, 1],
      format: (part) => formatPercent(part, 2),
    },
    marks: [
      { axis: 'y', at: 0.5, label: 'a cartel decides', hue: 'ink-2', isDashed: true },
      ...timeMarks(scene, false),
    ],
    height: 260,
    beside: BESIDE,
  };
}
