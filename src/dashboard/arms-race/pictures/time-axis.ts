// The axis of time that all pictures of a race share.

import { formatDate } from '../../../primitives/index.ts';
import { DAY_SEC, dateOfDay, dayOfDate, yearOfDay } from '../../../simulation/index.ts';
import type { ChartAxis, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';

/** Room at both sides, px: a year stands at the same place in each picture. */
const BESIDE = { left: 64, right: 150 } as const;

/** The room beside a picture whose lines are named at their ends, or are not. */
export function besideOf(hasNames: boolean): SeriesChartSpec['beside'] & object {
  return hasNames ? BESIDE : { ...BESIDE, right: 0 };
}

/** A year is not named this near to an end, as a part of the axis: its word would stand over the edge. */
const EDGE_PART = 0.02;

const newYear = (year: number): number => dayOfDate(`${year}-01-01`);

/** From the first day of any race to the last that any will have, so that it stays while they run. */
export function timeAxis(races: readonly ShownRace[]): ChartAxis {
  const min = Math.min(...races.map(({ facts }) => facts.startDay));
  const max = Math.max(...races.map(({ facts }) => facts.startDay + facts.days));
  const ticks: number[] = [];
  const edge = (max - min) * EDGE_PART;
  for (let year = yearOfDay(min); newYear(year) <= max - edge; year++)
    if (newYear(year) >= min + edge) ticks.push(newYear(year));
  return {
    scale: 'linear',
    min,
    max,
    ticks,
    format: (day) => (newYear(yearOfDay(day)) === day ? String(yearOfDay(day)) : dayText(day)),
  };
}

/**
 * A day in words.
 *
 * @param day - Since 1970-01-01 (UTC).
 */
export function dayText(day: number): string {
  return formatDate(day * DAY_SEC);
}

/** The day that is looked at, in words. */
export function sceneDayText({ races, day }: RaceScene): string {
  return dayText(races[0].facts.startDay + day);
}

/** A day as files have it, YYYY-MM-DD. */
export const isoDay = (day: number): string => dateOfDay(day);
