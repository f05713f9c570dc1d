// What happened in a race, as marks on a picture's axis of time.

import type { RaceEvent } from '../../../simulation/index.ts';
import { placeWords } from '../../charts/series-chart/labels.ts';
import type { ChartMark } from '../../charts/series-chart/spec.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';
import { timeAxis } from './time-axis.ts';

/** By how much a mark matters: those in front are named first. Releases are many, and only ticks. */
const WEIGHTS: readonly RaceEvent['kind'][] = [
  'ban',
  'energy-tax',
  'speed',
  'price',
  'halving',
  'generation',
  'retreat',
  'release',
];

/** Where events have no names, those that change nothing at a stroke are only ticks: lines everywhere would hide the curves. */
const LINES: ReadonlySet<RaceEvent['kind']> = new Set(['ban', 'energy-tax', 'speed', 'price', 'halving']);

/** Width of a letter in a mark's word, px; a little more than it is. */
const LETTER_PX = 6.8;

/** How events are marked. */
export interface MarkWishes {
  /** Width of the plot, px. */
  readonly width: number;
  /** Rows of words above the plot; 0 for lines alone. */
  readonly rows: number;
}

/** The events of a scene's race as marks, the first's by default, and a line at the day that is looked at. */
export function eventMarks(
  scene: RaceScene,
  { width, rows }: MarkWishes,
  { facts, days }: ShownRace = scene.races[0],
): readonly ChartMark[] {
  const { min = 0, max = 1 } = timeAxis(scene.races);
  const weighed = days.events.toSorted((a, b) => WEIGHTS.indexOf(a.kind) - WEIGHTS.indexOf(b.kind));
  const named = rows === 0 ? [] : weighed.filter(({ kind }) => kind !== 'release');
  const places = placeWords(
    named.map(({ day, label }) => ({
      at: ((facts.startDay + day - min) / (max - min)) * width,
      width: label.length * LETTER_PX,
    })),
    { from: 0, to: width, rows },
  );
  const isNamed = new Set(named.filter((_, index) => places[index] !== null));
  const marks = weighed.map(
    (event): ChartMark => ({
      axis: 'x',
      at: facts.startDay + event.day,
      label: isNamed.has(event) ? event.label : '',
      hue: event.kind === 'release' ? 'ink-3' : 'line-strong',
      isDashed: event.kind !== 'release',
      isTick: event.kind === 'release' || event.kind === 'retreat' || (rows === 0 && !LINES.has(event.kind)),
      text: event.text,
    }),
  );
  return [...marks, { axis: 'x', at: scene.races[0].facts.startDay + scene.day, label: '', hue: 'ink' }];
}
