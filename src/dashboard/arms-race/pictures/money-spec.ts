// Money in and out, by day.

import { formatRoughMoney } from '../../../primitives/index.ts';
import type { MetricId } from '../../../simulation/index.ts';
import type { ChartSeries, Hue, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { BESIDE, comparedTitle, timeMarks, yearsAxis } from './axes.ts';
import { Stretches } from './stretches.ts';

const LINES: readonly { readonly id: MetricId; readonly label: string; readonly hue: Hue }[] = [
  { id: 'revenueUsd', label: 'revenue', hue: 'ice-3' },
  { id: 'electricityUsd', label: 'electricity', hue: 'ember-3' },
  { id: 'depreciationUsd', label: 'wear', hue: 'ember-5' },
];

export function moneySpec(scene: RaceScene): SeriesChartSpec {
  const [race, compared] = scene.races;
  const stretches = new Stretches(race);
  const other = compared === undefined ? null : new Stretches(compared);
  return {
    series: [
      ...LINES.map(
        ({ id, label, hue }): ChartSeries => ({
          id,
          label,
          hue,
          kind: 'line',
          x: stretches.sec,
          y: stretches.mean(id),
        }),
      ),
      ...(other === null
        ? []
        : [
            {
              id: 'compared',
              label: comparedTitle(scene),
              hue: 'ink',
              kind: 'line',
              x: other.sec,
              y: other.mean('electricityUsd'),
              isDashed: true,
            } as const,
          ]),
    ],
    x: yearsAxis(scene),
    y: { scale: 'log', format: (usd) => formatRoughMoney(usd, 'USD') },
    marks: timeMarks(scene, false),
    height: 260,
    beside: { ...BESIDE, left: 100 },
  };
}
