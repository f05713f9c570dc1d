// Who hashes: the hash rate by generation of machines.

import { formatHashrate } from '../../../primitives/index.ts';
import { GENERATIONS } from '../../../simulation/index.ts';
import type { ChartSeries, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';
import { cutDays, lastOf } from './day-cut.ts';
import { eventMarks } from './event-marks.ts';
import { generationHue } from './hues.ts';
import { besideOf, isoDay, timeAxis } from './time-axis.ts';

/** How a picture of the hash rate is drawn. */
export interface HashrateWishes {
  readonly scale: 'linear' | 'log';
  /** Of the plot, px. */
  readonly width: number;
}

/** Round values are written short. */
export const tickDigits = (value: number): number => (Number.isInteger(Math.log10(value)) ? 1 : 3);

/** Bands from the oldest generation at the foot to the newest; one that has no machine running is a gap. */
export function generationBands(race: ShownRace): readonly ChartSeries[] {
  const cut = cutDays(race.facts, race.days.length);
  return GENERATIONS.flatMap(({ id, title }, index): readonly ChartSeries[] => {
    const hps = lastOf(race.days.hashrateByGeneration[index]!, cut);
    if (!hps.some((value) => value > 0)) return [];
    return [
      {
        id,
        label: title,
        hue: generationHue(index),
        kind: 'area',
        isStacked: true,
        opacity: 0.85,
        width: 1,
        direct: 'none',
        x: cut.x,
        // A band that ends goes down to the foot; a gap would leave a slit in the bands above it.
        y: hps.map((value, i) => (value > 0 || hps[i - 1]! > 0 || hps[i + 1]! > 0 ? value : Number.NaN)),
      },
    ];
  });
}

/** One picture for each race, one below the other on one scale. */
export function hashrateSpecs(
  scene: RaceScene,
  { scale, width }: HashrateWishes,
): readonly SeriesChartSpec[] {
  const all = scene.races.map(({ days }) => days.figures.hashrateHps);
  const ends = hashrateEnds(all, scale);
  return scene.races.map((race, index) => ({
    height: scene.races.length > 1 ? 250 : 460,
    beside: besideOf(false),
    x: timeAxis(scene.races),
    y: { scale, ...ends, format: (value) => formatHashrate(value, tickDigits(value)) },
    marks: eventMarks(scene, { width, rows: index === 0 ? 2 : 1 }, race),
    series: generationBands(race),
  }));
}

/** From a round value below the least that was ever hashed to one above the most. */
function hashrateEnds(
  columns: readonly Float64Array[],
  scale: 'linear' | 'log',
): { readonly min: number; readonly max: number } {
  let least = Infinity;
  let most = 0;
  for (const column of columns) {
    for (const value of column) {
      if (value > 0 && value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (most === 0) return { min: scale === 'log' ? 1 : 0, max: 10 };
  const power = (value: number): number => 10 ** Math.floor(Math.log10(value));
  if (scale === 'log') return { min: power(least), max: 10 * power(most) };
  const step = power(most);
  return { min: 0, max: Math.ceil(most / step) * step };
}

/** The same as a table, by generation. */
export function hashrateTable(race: ShownRace): TableData {
  const cut = cutDays(race.facts, race.days.length);
  const columns = race.days.hashrateByGeneration.map((column) => lastOf(column, cut));
  return {
    columns: [
      { id: 'day', label: 'Day' },
      ...GENERATIONS.map(({ id, title }) => ({
        id: `${id.replaceAll('-', '_')}_hps`,
        label: title,
        isNumber: true,
        format: (value: number) => formatHashrate(value),
      })),
    ],
    rows: cut.x.map((day, index) => ({
      day: isoDay(day),
      ...Object.fromEntries(
        GENERATIONS.map(({ id }, at) => [`${id.replaceAll('-', '_')}_hps`, columns[at]![index]!]),
      ),
    })),
  };
}
