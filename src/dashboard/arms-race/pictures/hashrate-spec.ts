// Hash rate by generation: each stands on the ones before it.

import { formatHashrate } from '../../../primitives/index.ts';
import { GENERATIONS } from '../../../simulation/index.ts';
import type { ChartSeries, Hue, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { BESIDE, comparedTitle, tickDigits, timeMarks, yearsAxis } from './axes.ts';
import { Stretches } from './stretches.ts';

/** Hues along the ember scale, oldest first: five hues for nine generations, neighbours always apart. */
export const GENERATION_HUES: readonly Hue[] = [
  'ember-1',
  'ember-2',
  'ember-1',
  'ember-2',
  'ember-3',
  'ember-2',
  'ember-3',
  'ember-4',
  'ember-5',
];

/** Below this part of the whole a generation is not named in the picture. */
const NAMED_PART = 0.02;

/**
 * @param scale - On a logarithmic scale the height of a band says by what factor the hash rate is more than without it.
 */
export function hashrateSpec(scene: RaceScene, scale: 'log' | 'linear'): SeriesChartSpec {
  const [race, compared] = scene.races;
  const stretches = new Stretches(race);
  const columns = race.days.hashrateByGeneration.map((column) => stretches.meanOf(column));
  const last = Math.max(0, stretches.sec.length - 1);
  const whole = columns.reduce((sum, column) => sum + column[last]!, 0);
  const series = columns.flatMap((y, generation): readonly ChartSeries[] =>
    y.every((value) => value === 0)
      ? []
      : [
          {
            id: GENERATIONS[generation]!.id,
            label: GENERATIONS[generation]!.title,
            hue: GENERATION_HUES[generation]!,
            kind: 'area',
            x: stretches.sec,
            y,
            isStacked: true,
            direct: y[last]! >= NAMED_PART * whole ? 'end' : 'none',
          },
        ],
  );
  const other = compared === undefined ? null : new Stretches(compared);
  return {
    series: [
      ...series,
      ...(other === null
        ? []
        : [
            {
              id: 'compared',
              label: comparedTitle(scene),
              hue: 'ink',
              kind: 'line',
              x: other.sec,
              y: other.mean('hashrateHps'),
              isDashed: true,
            } as const,
          ]),
    ],
    x: yearsAxis(scene),
    y: { scale, format: (value) => formatHashrate(value, tickDigits(value)) },
    marks: timeMarks(scene, true),
    height: 340,
    beside: BESIDE,
  };
}
