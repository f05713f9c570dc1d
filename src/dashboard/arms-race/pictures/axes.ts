// What all pictures of races share: the axis of years, marks on it, and the room beside.

import { formatDate } from '../../../primitives/index.ts';
import { DAY_SEC, type RaceEvent } from '../../../simulation/index.ts';
import type { ChartAxis, ChartMark, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';

/** Room for values at the left and for names at the right, px, so that a year stands at the same place in each. */
export const BESIDE: NonNullable<SeriesChartSpec['beside']> = { left: 66, right: 118 };

const yearStart = (year: number): number => Date.UTC(year, 0, 1) / 1000;
const yearOf = (sec: number): number => new Date(sec * 1000).getUTCFullYear();

/** Unix seconds of a day of a race. */
export function secOfDay({ facts }: ShownRace, day: number): number {
  return (facts.startDay + day) * DAY_SEC;
}

/** The years of a scene, from the earliest first day to the latest last one. */
export function yearsAxis({ races }: RaceScene): ChartAxis {
  const min = Math.min(...races.map((race) => secOfDay(race, 0)));
  const max = Math.max(...races.map((race) => secOfDay(race, race.facts.days)));
  const ticks: number[] = [];
  for (let year = yearOf(min) + 1; yearStart(year) <= max; year++) ticks.push(yearStart(year));
  return {
    scale: 'linear',
    min,
    max,
    ticks,
    format: (sec) => (yearStart(yearOf(sec)) === sec ? String(yearOf(sec)) : formatDate(sec)),
  };
}

/** Events that are drawn into every picture: what changes the race at a stroke. */
const STROKES: ReadonlySet<RaceEvent['kind']> = new Set(['halving', 'ban', 'price', 'energy-tax', 'speed']);

/**
 * Lines at events and at the day that is looked at.
 *
 * @param isNamed - Whether events are named.
 */
export function timeMarks({ races: [race], day }: RaceScene, isNamed: boolean): readonly ChartMark[] {
  const strokes = race.days.events.filter(({ kind }) => STROKES.has(kind));
  return [
    ...strokes.map(
      (event): ChartMark => ({
        axis: 'x',
        at: secOfDay(race, event.day),
        label: isNamed ? event.label : '',
        hue: 'line-strong',
        isDashed: true,
      }),
    ),
    // At the end of what is shown it would only double the picture's edge.
    ...(day < race.days.length - 1
      ? [{ axis: 'x', at: secOfDay(race, day), label: '', hue: 'ink' } as const]
      : []),
  ];
}

/** Ticks of decades are written short. */
export const tickDigits = (value: number): number => (Number.isInteger(Math.log10(Math.abs(value))) ? 1 : 3);

/** Name of the race compared with, as lines have it. */
export function comparedTitle({ races }: RaceScene): string {
  return races[1]?.facts.scenario.title ?? '';
}
