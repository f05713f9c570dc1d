// Figures of all races of a scene as a table: what a picture shows, and what its file holds.

import { METRICS, type MetricId } from '../../../simulation/index.ts';
import type { TableColumn, TableData } from '../../elements/table-data.ts';
import type { RaceScene } from '../shown-race.ts';
import { cutRaces, figureAt } from './race-lines.ts';
import { isoDay } from './time-axis.ts';

/** One figure of a table. */
export interface FigureColumn {
  readonly metric: MetricId;
  /** Whether a row is the mean of its days, as for flows, or what holds at their end. */
  readonly isFlow: boolean;
  readonly format: (value: number) => string;
}

/** Rows by race and day; the race is named where there are two. */
export function figureTable(scene: RaceScene, figures: readonly FigureColumn[]): TableData {
  const isCompared = scene.races.length > 1;
  return {
    columns: [
      ...(isCompared ? [{ id: 'race', label: 'Race' }] : []),
      { id: 'day', label: 'Day' },
      ...figures.map(({ metric, format }): TableColumn => {
        const { title, unit } = METRICS.find(({ id }) => id === metric)!;
        return { id: metric, label: title, note: unit, isNumber: true, format };
      }),
    ],
    rows: cutRaces(scene).flatMap((one) => {
      const columns = figures.map(({ metric, isFlow }) => figureAt(one, metric, isFlow));
      return one.cut.x.map((day, index) => ({
        ...(isCompared ? { race: one.race.facts.scenario.title } : {}),
        day: isoDay(day),
        ...Object.fromEntries(figures.map(({ metric }, at) => [metric, columns[at]![index]!])),
      }));
    }),
  };
}
