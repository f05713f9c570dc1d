// Efficiency over the years: each machine a dot, the machines that run a line, and what just pays another.

import { formatEfficiency } from '../../../primitives/index.ts';
import { GENERATIONS, generationOf, type MachineModel } from '../../../simulation/index.ts';
import type { ChartSeries, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { BESIDE, comparedTitle, secOfDay, tickDigits, timeMarks, yearsAxis } from './axes.ts';
import { GENERATION_HUES } from './hashrate-spec.ts';
import { Stretches } from './stretches.ts';

/** The machines of one generation that have come by the last day shown, by release. */
export function machinesOf({ races: [race] }: RaceScene, generation: number): readonly MachineModel[] {
  const lastDay = race.facts.startDay + race.days.length - 1;
  return race.facts.machines.filter(
    ({ kind, efficiencyJPerTh, releaseDay }) =>
      releaseDay <= lastDay && generationOf(kind, efficiencyJPerTh) === generation,
  );
}

/** Series of dots are called so, with their generation's index behind. */
export const DOTS = 'machines-';

export function frontierSpec(scene: RaceScene): SeriesChartSpec {
  const [race, compared] = scene.races;
  const stretches = new Stretches(race);
  const line = (
    id: string,
    label: string,
    hue: ChartSeries['hue'],
    figure: 'fleetJPerTh' | 'breakEvenJPerTh',
    from: Stretches,
    isDashed: boolean,
  ): ChartSeries => ({ id, label, hue, kind: 'line', x: from.sec, y: from.mean(figure), isDashed });
  return {
    series: [
      ...GENERATIONS.flatMap(({ title }, generation): readonly ChartSeries[] => {
        const machines = machinesOf(scene, generation);
        if (machines.length === 0) return [];
        return [
          {
            id: `${DOTS}${generation}`,
            label: title,
            hue: generation === 0 || generation === 2 ? 'ember-2' : GENERATION_HUES[generation]!,
            kind: 'points',
            width: 3,
            x: machines.map(({ releaseDay }) => secOfDay(race, releaseDay - race.facts.startDay)),
            y: machines.map(({ efficiencyJPerTh }) => efficiencyJPerTh),
          },
        ];
      }),
      line('fleet', 'machines that run', 'ink', 'fleetJPerTh', stretches, false),
      line('break-even', 'just pays', 'ice-3', 'breakEvenJPerTh', stretches, false),
      ...(compared === undefined
        ? []
        : [line('compared', comparedTitle(scene), 'ink-3', 'fleetJPerTh', new Stretches(compared), true)]),
    ],
    x: yearsAxis(scene),
    y: { scale: 'log', format: (value) => formatEfficiency(value, tickDigits(value)) },
    marks: [
      ...timeMarks(scene, false),
      {
        axis: 'y',
        at: race.facts.landauerJPerTh,
        label: 'Landauer’s limit',
        hue: 'ice-3',
        isDashed: true,
      },
    ],
    height: 340,
    beside: BESIDE,
  };
}
