// Where it happens: parts of the hash rate by region.

import { formatPercent } from '../../../primitives/index.ts';
import type { ChartSeries, Hue, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { BESIDE, timeMarks, yearsAxis } from './axes.ts';
import { Stretches } from './stretches.ts';

const HUES: readonly Hue[] = ['ember-3', 'ember-1', 'ember-4', 'ember-2', 'ember-5'];
/** Below this part a region is not named in the picture. */
const NAMED_PART = 0.04;

export function regionSpec(scene: RaceScene): SeriesChartSpec {
  const [race] = scene.races;
  const stretches = new Stretches(race);
  const whole = stretches.mean('hashrateHps');
  const last = Math.max(0, stretches.sec.length - 1);
  return {
    series: race.facts.regions.map((name, region): ChartSeries => {
      const own = stretches.meanOf(race.days.hashrateByRegion[region]!);
      const y = own.map((hps, i) => (whole[i]! > 0 ? hps / whole[i]! : 0));
      return {
        id: `region-${region}`,
        label: name,
        hue: HUES[region % HUES.length]!,
        kind: 'area',
        x: stretches.sec,
        y,
        isStacked: true,
        direct: y[last]! >= NAMED_PART ? 'end' : 'none',
      };
    }),
    x: yearsAxis(scene),
    y: {
      scale: 'linear',
      min: 0,
      max: 1,
      ticks: [0, 0.25, 0.5, 0.75, 1],
      format: (part) => formatPercent(part, 2),
    },
    marks: timeMarks(scene, false),
    height: 260,
    beside: { ...BESIDE, right: 150 },
  };
}
