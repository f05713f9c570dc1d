// Lines of figures, for one race or for two.

import type { MetricId } from '../../../simulation/index.ts';
import type { ChartSeries, Hue } from '../../charts/series-chart/spec.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';
import { cutDays, type DayCut, lastOf, meanOf } from './day-cut.ts';

/** One figure as a line. */
export interface FigureLine {
  readonly metric: MetricId;
  readonly label: string;
  readonly hue: Hue;
  /** Whether a point is the mean of its days, as for flows, or what holds at their end. */
  readonly isFlow: boolean;
  readonly isDashed?: boolean;
}

/** A race and its stretches of days. */
export interface CutRace {
  readonly race: ShownRace;
  readonly cut: DayCut;
}

/** Cuts all races of a scene. */
export function cutRaces({ races }: RaceScene): readonly CutRace[] {
  return races.map((race) => ({ race, cut: cutDays(race.facts, race.days.length) }));
}

/** Values of a figure at a cut's points; what a logarithmic axis cannot have is a gap there. */
export function figureAt({ race, cut }: CutRace, metric: MetricId, isFlow: boolean): Float64Array {
  const column = race.days.figures[metric];
  return isFlow ? meanOf(column, cut) : lastOf(column, cut);
}

/** Lines of figures; the second race's are dashed and have no names of their own. */
export function figureLines(
  scene: RaceScene,
  lines: readonly FigureLine[],
  scale: 'linear' | 'log',
): readonly ChartSeries[] {
  return cutRaces(scene).flatMap((one, index) =>
    lines.map(({ metric, label, hue, isFlow, isDashed }): ChartSeries => {
      const y = figureAt(one, metric, isFlow);
      return {
        id: index === 0 ? metric : `other-${metric}`,
        label: index === 0 ? label : `${label}, compared`,
        hue,
        kind: 'line',
        isDashed: index > 0 || isDashed === true,
        width: index === 0 ? 2 : 1.5,
        direct: index === 0 && lines.length > 1 ? 'end' : 'none',
        x: one.cut.x,
        y: scale === 'log' ? y.map((value) => (value > 0 ? value : Number.NaN)) : y,
      };
    }),
  );
}
