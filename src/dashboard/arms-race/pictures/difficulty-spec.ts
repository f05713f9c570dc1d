// What the hashes buy: a difficulty that follows, and blocks that keep their time.

import {
  formatCount,
  formatDifficulty,
  formatDuration,
  formatNumber,
  formatWholeSeconds,
} from '../../../primitives/index.ts';
import type { ChartSeries, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RaceScene } from '../shown-race.ts';
import { intervalOf } from './day-cut.ts';
import { eventMarks } from './event-marks.ts';
import { figureTable } from './figure-table.ts';
import { tickDigits } from './hashrate-spec.ts';
import { cutRaces, figureLines } from './race-lines.ts';
import { besideOf, timeAxis } from './time-axis.ts';

/** An interval is the mean of so many days: one day's 144 blocks are off by 8 % by luck alone. */
const INTERVAL_DAYS = 30;
/** The picture ends at this multiple of the target: before there were enough machines blocks took longer. */
const HIGHEST = 2;

/** Difficulty over the years. */
export function difficultySpec(scene: RaceScene, width: number): SeriesChartSpec {
  return {
    height: 230,
    beside: besideOf(false),
    x: timeAxis(scene.races),
    y: { scale: 'log', format: (value) => formatDifficulty(value, tickDigits(value)) },
    marks: eventMarks(scene, { width, rows: 0 }),
    series: figureLines(
      scene,
      [{ metric: 'difficulty', label: 'difficulty', hue: 'ice-3', isFlow: false }],
      'log',
    ),
  };
}

/** Mean intervals against the target. */
export function intervalSpec(scene: RaceScene, width: number): SeriesChartSpec {
  const { spacingSec } = scene.races[0].facts.scenario.difficulty;
  const high = HIGHEST * spacingSec;
  return {
    height: 180,
    beside: besideOf(false),
    x: timeAxis(scene.races),
    y: {
      scale: 'linear',
      min: 0,
      max: high,
      ticks: [0, spacingSec, high],
      format: (sec) => (sec === Math.round(sec) ? formatWholeSeconds(sec) : formatDuration(sec)),
    },
    marks: [
      { axis: 'y', at: spacingSec, label: '', hue: 'ice-4', isDashed: true },
      ...eventMarks(scene, { width, rows: 0 }),
    ],
    series: cutRaces(scene).map(
      ({ race, cut }, index): ChartSeries => ({
        id: index === 0 ? 'interval' : 'other-interval',
        label: index === 0 ? 'mean interval' : 'mean interval, compared',
        hue: 'ice-3',
        kind: 'line',
        isDashed: index > 0,
        width: index === 0 ? 2 : 1.5,
        direct: 'none',
        x: cut.x,
        y: intervalOf(race.days.figures.blocks, cut, INTERVAL_DAYS),
      }),
    ),
  };
}

/** The same as a table. */
export function difficultyTable(scene: RaceScene): TableData {
  return figureTable(scene, [
    { metric: 'difficulty', isFlow: false, format: (value) => formatDifficulty(value) },
    { metric: 'meanIntervalSec', isFlow: true, format: (sec) => formatNumber(sec) },
    { metric: 'blocks', isFlow: true, format: (blocks) => formatNumber(blocks) },
    { metric: 'height', isFlow: false, format: formatCount },
  ]);
}
