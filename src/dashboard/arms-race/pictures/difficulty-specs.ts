// What the hashes buy: difficulty, and ten minutes all along.

import { formatDifficulty, formatDuration, formatWholeSeconds } from '../../../primitives/index.ts';
import type { ChartSeries, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { BESIDE, comparedTitle, tickDigits, timeMarks, yearsAxis } from './axes.ts';
import { Stretches } from './stretches.ts';

/** Intervals are drawn within these multiples of the target; in 2009 they were longer. */
const PACE = { least: 0.5, most: 2 } as const;

export function difficultySpec(scene: RaceScene): SeriesChartSpec {
  return {
    series: lines(scene, 'difficulty', 'ice-3', (stretches) => stretches.mean('difficulty')),
    x: yearsAxis(scene),
    y: { scale: 'log', format: (value) => formatDifficulty(value, tickDigits(value)) },
    marks: timeMarks(scene, false),
    height: 220,
    beside: BESIDE,
  };
}

export function intervalSpec(scene: RaceScene): SeriesChartSpec {
  const { spacingSec } = scene.races[0].facts.scenario.difficulty;
  const [low, high] = [PACE.least * spacingSec, PACE.most * spacingSec];
  return {
    series: lines(scene, 'interval', 'ice-3', (stretches) =>
      stretches.intervalSec().map((sec) => Math.min(high, Math.max(low, sec))),
    ),
    x: yearsAxis(scene),
    y: {
      scale: 'linear',
      min: low,
      max: high,
      ticks: [low, spacingSec, 1.5 * spacingSec, high],
      format: (sec) => (sec % 60 === 0 ? formatWholeSeconds(sec) : formatDuration(sec)),
    },
    marks: [
      { axis: 'y', at: spacingSec, label: 'target', hue: 'ice-4', isDashed: true },
      ...timeMarks(scene, false),
    ],
    height: 180,
    beside: BESIDE,
  };
}

function lines(
  scene: RaceScene,
  id: string,
  hue: ChartSeries['hue'],
  values: (stretches: Stretches) => Float64Array,
): readonly ChartSeries[] {
  return scene.races.map((race, i): ChartSeries => {
    const stretches = new Stretches(race);
    return {
      id: i === 0 ? id : 'compared',
      label: i === 0 ? 'this race' : comparedTitle(scene),
      hue: i === 0 ? hue : 'ink',
      kind: 'line',
      x: stretches.sec,
      y: values(stretches),
      isDashed: i > 0,
      direct: scene.races.length > 1 ? 'end' : 'none',
    };
  });
}
