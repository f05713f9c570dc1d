// What it costs in watts, with bounds.

import { formatPower } from '../../../primitives/index.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { BESIDE, comparedTitle, tickDigits, timeMarks, yearsAxis } from './axes.ts';
import { Stretches } from './stretches.ts';

export function powerSpec(scene: RaceScene, scale: 'log' | 'linear'): SeriesChartSpec {
  const [race, compared] = scene.races;
  const stretches = new Stretches(race);
  const other = compared === undefined ? null : new Stretches(compared);
  return {
    series: [
      {
        id: 'power',
        label: 'best guess',
        hue: 'ember-3',
        kind: 'line',
        x: stretches.sec,
        y: stretches.mean('powerGuessW'),
        low: stretches.mean('powerLowW'),
        high: stretches.mean('powerHighW'),
      },
      ...(other === null
        ? []
        : [
            {
              id: 'compared',
              label: comparedTitle(scene),
              hue: 'ink',
              kind: 'line',
              x: other.sec,
              y: other.mean('powerGuessW'),
              isDashed: true,
            } as const,
          ]),
    ],
    x: yearsAxis(scene),
    y: { scale, format: (value) => formatPower(value, scale === 'log' ? tickDigits(value) : 3) },
    marks: timeMarks(scene, false),
    height: 260,
    beside: BESIDE,
  };
}
