// Where it happens: each region's part of the hash rate.

import { formatPercent } from '../../../primitives/index.ts';
import type { ChartSeries, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';
import { cutDays, meanOf } from './day-cut.ts';
import { eventMarks } from './event-marks.ts';
import { regionHue } from './hues.ts';
import { besideOf, isoDay, timeAxis } from './time-axis.ts';

/** Parts of the whole, by region; 0 while nobody hashes. */
export function regionParts(race: ShownRace): readonly Float64Array[] {
  const cut = cutDays(race.facts, race.days.length);
  const columns = race.days.hashrateByRegion.map((column) => meanOf(column, cut));
  return columns.map((column) =>
    column.map((hps, i) => {
      const whole = columns.reduce((sum, other) => sum + other[i]!, 0);
      return whole > 0 ? hps / whole : 0;
    }),
  );
}

/** One picture for each race. */
export function regionSpecs(scene: RaceScene, width: number): readonly SeriesChartSpec[] {
  return scene.races.map((race) => {
    const { x } = cutDays(race.facts, race.days.length);
    const parts = regionParts(race);
    return {
      height: scene.races.length > 1 ? 200 : 260,
      beside: besideOf(true),
      x: timeAxis(scene.races),
      y: {
        scale: 'linear',
        min: 0,
        max: 1,
        ticks: [0, 0.25, 0.5, 0.75, 1],
        format: (part) => formatPercent(part, 2),
      },
      marks: eventMarks(scene, { width, rows: 0 }, race),
      series: race.facts.regions.map(
        (label, region): ChartSeries => ({
          id: `region-${region}`,
          label,
          hue: regionHue(region),
          kind: 'area',
          isStacked: true,
          opacity: 0.85,
          width: 1,
          direct: 'end',
          x,
          y: parts[region]!,
        }),
      ),
    };
  });
}

/** A race's regions as a table. */
export function regionTable(race: ShownRace): TableData {
  const { x } = cutDays(race.facts, race.days.length);
  const parts = regionParts(race);
  const idOf = (region: string) => `${region.toLowerCase().replaceAll(/[^a-z]+/gu, '_')}_part`;
  return {
    columns: [
      { id: 'day', label: 'Day' },
      ...race.facts.regions.map((label) => ({
        id: idOf(label),
        label,
        isNumber: true,
        format: (part: number) => formatPercent(part),
      })),
    ],
    rows: x.map((day, i) => ({
      day: isoDay(day),
      ...Object.fromEntries(race.facts.regions.map((region, at) => [idOf(region), parts[at]![i]!])),
    })),
  };
}
