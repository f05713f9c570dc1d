// The real chain's pictures as charts' specs: four over one axis of time.

import {
  difficultyFromTarget,
  formatDate,
  formatDifficulty,
  formatHashrate,
  formatNumber,
  targetFromCompact,
} from '../../../primitives/index.ts';
import type {
  ChartAxis,
  ChartMark,
  ChartSeries,
  Hue,
  SeriesChartSpec,
} from '../../charts/series-chart/spec.ts';
import type { RealHistory, ReplayedChain } from '../worker/protocol.ts';
import { epochTimes, type Landmark, landmarks, periodIntervals, SPACING_SEC } from './history-facts.ts';

/** A replayed chain with its name. */
export interface NamedReplay {
  readonly title: string;
  readonly chain: ReplayedChain;
}

/** A stretch of years, both ends in Unix seconds. */
export interface Span {
  readonly id: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

const HEIGHT = 240;

/** Room for the values at the left, px. */
const LEFT = 62;
/** Room for the name of a line at its end, px: its key, and about this much for each character. */
const KEY = 24;
const CHARACTER = 6.8;

/** The same room beside all pictures, so that a year stands at the same place in each. */
function besideFor(replays: readonly NamedReplay[]): SeriesChartSpec['beside'] & object {
  const longest = Math.max(...replays.map(({ title }) => title.length));
  return { left: LEFT, right: replays.length === 0 ? 0 : KEY + longest * CHARACTER };
}

/** Round values are written short. */
const tickDigits = (value: number): number => (Number.isInteger(Math.log10(value)) ? 1 : 3);
const YEARS_PER_SPAN = 4;

const yearStart = (year: number): number => Date.UTC(year, 0, 1) / 1000;
const yearOf = (sec: number): number => new Date(sec * 1000).getUTCFullYear();

/** All years, and each four of them. */
export function spansOf(history: RealHistory): readonly Span[] {
  const times = epochTimes(history.epochs);
  const from = times[0]?.time ?? 0;
  const to = times.at(-1)?.time ?? from + 1;
  const spans: Span[] = [{ id: 'all', label: 'All years', from, to }];
  for (let year = yearOf(from); year <= yearOf(to); year += YEARS_PER_SPAN) {
    const last = Math.min(year + YEARS_PER_SPAN - 1, yearOf(to));
    const label = last === year ? String(year) : `${year} to ${last}`;
    spans.push({
      id: String(year),
      label,
      from: Math.max(from, yearStart(year)),
      to: Math.min(to, yearStart(last + 1)),
    });
  }
  return spans;
}

function timeAxis({ from, to }: Span): ChartAxis {
  const ticks: number[] = [];
  for (let year = yearOf(from) + 1; yearStart(year) <= to; year++) ticks.push(yearStart(year));
  return {
    scale: 'linear',
    min: from,
    max: to,
    ticks,
    format: (sec) => (yearStart(yearOf(sec)) === sec ? String(yearOf(sec)) : formatDate(sec)),
  };
}

/** Points of a series, as a picture of a span wants them: one more on either side, so that lines reach its ends. */
function within<T extends { readonly time: number }>(points: readonly T[], { from, to }: Span): readonly T[] {
  const first = points.findLastIndex(({ time }) => time <= from);
  const last = points.findIndex(({ time }) => time >= to);
  return points.slice(Math.max(0, first), last < 0 ? points.length : last + 1);
}

/** What stands on every picture of the history. */
function timeMarks({ limited, fall }: ReturnType<typeof landmarks>, isNamed: boolean): readonly ChartMark[] {
  const mark = ({ time, label }: Landmark): ChartMark => ({
    axis: 'x',
    at: time,
    label: isNamed ? label : '',
    hue: 'ink-3',
    isDashed: true,
  });
  return [...limited.map(mark), ...(fall === null ? [] : [mark(fall)])];
}

/** Replays are what might have been: grey, told apart by dashes and their names. */
const REPLAY_LINES: readonly { readonly hue: Hue; readonly isDashed?: true }[] = [
  { hue: 'ink' },
  { hue: 'ink-2', isDashed: true },
  { hue: 'ink-3' },
];

function replayLines(
  { past }: RealHistory,
  replays: readonly NamedReplay[],
  span: Span,
  value: 'mean' | 'meanIntervalSec',
): readonly ChartSeries[] {
  return replays.map(({ title, chain }, index): ChartSeries => {
    // A point stands where its 2,016 blocks began, as the real chain's do.
    const points = chain.periods.map((period, at) => ({
      time: past.genesisTime + (chain.periods[at - 1]?.endSec ?? 0),
      value: period[value],
    }));
    const shown = within(points, span);
    return {
      id: `replay-${index}`,
      label: title,
      kind: 'step',
      width: 1.5,
      x: shown.map(({ time }) => time),
      y: shown.map((point) => point.value),
      ...REPLAY_LINES[index % REPLAY_LINES.length]!,
    };
  });
}

/** Difficulty over the years. */
export function difficultySpec(
  history: RealHistory,
  replays: readonly NamedReplay[],
  span: Span,
): SeriesChartSpec {
  const times = epochTimes(history.epochs);
  const points = history.epochs.map(({ nBits }, index) => ({
    ...times[index]!,
    value: difficultyFromTarget(targetFromCompact(nBits)),
  }));
  const known = within(
    points.filter(({ isReckoned }) => !isReckoned),
    span,
  );
  // It begins where the known ones end.
  const firstReckoned = points.findIndex(({ isReckoned }) => isReckoned);
  const reckoned = firstReckoned < 0 ? [] : within(points.slice(Math.max(0, firstReckoned - 1)), span);
  const line = { kind: 'step', hue: 'ice-3' } as const;
  return {
    height: HEIGHT + 60,
    beside: besideFor(replays),
    x: timeAxis(span),
    y: { scale: 'log', format: (value) => formatDifficulty(value, tickDigits(value)) },
    marks: timeMarks(landmarks(history), true),
    series: [
      {
        id: 'real',
        label: 'real',
        ...line,
        direct: replays.length > 0 ? 'end' : 'none',
        x: known.map(({ time }) => time),
        y: known.map(({ value }) => value),
      },
      {
        id: 'reckoned',
        label: 'real, times reckoned',
        ...line,
        isDashed: true,
        direct: 'none',
        x: reckoned.map(({ time }) => time),
        y: reckoned.map(({ value }) => value),
      },
      ...replayLines(history, replays, span, 'mean'),
    ],
  };
}

const factorText = (value: number): string => String(Number(value.toPrecision(3)));

/** What each retarget did. */
export function factorSpec(
  history: RealHistory,
  replays: readonly NamedReplay[],
  span: Span,
): SeriesChartSpec {
  const times = epochTimes(history.epochs);
  const points = within(
    history.retargets.map((retarget, index) => ({ time: times[index + 1]!.time, retarget })),
    span,
  );
  const { limited, fall } = landmarks(history);
  const special = [...limited, ...(fall === null ? [] : [fall])].filter(
    ({ time }) => time >= span.from && time <= span.to,
  );
  return {
    height: HEIGHT,
    beside: besideFor(replays),
    x: timeAxis(span),
    y: { scale: 'log', min: 0.2, max: 5, ticks: [0.25, 0.5, 1, 2, 4], format: factorText },
    marks: [
      ...timeMarks({ limited, fall }, true),
      { axis: 'y', at: 4, label: 'no more than 4', hue: 'line-strong', isDashed: true },
      { axis: 'y', at: 0.25, label: 'no less than a quarter', hue: 'line-strong', isDashed: true },
      { axis: 'y', at: 1, label: '', hue: 'line-strong' },
    ],
    series: [
      {
        id: 'factor',
        label: 'new / old difficulty',
        hue: 'ice-3',
        kind: 'points',
        width: span.id === 'all' ? 1.75 : 2.5,
        x: points.map(({ time }) => time),
        y: points.map(({ retarget }) => retarget.factor),
      },
      {
        id: 'special',
        label: 'the limit, and the largest fall',
        hue: 'ink',
        kind: 'points',
        width: 4,
        x: special.map(({ time }) => time),
        y: special.map(({ retarget }) => retarget.factor),
      },
    ],
  };
}

/** How long blocks took, on the mean of each period. */
export function intervalSpec(
  history: RealHistory,
  replays: readonly NamedReplay[],
  span: Span,
): SeriesChartSpec {
  const points = within(periodIntervals(history), span);
  return {
    height: HEIGHT,
    beside: besideFor(replays),
    x: timeAxis(span),
    y: { scale: 'linear', min: 0, format: (value) => formatNumber(value, 3) },
    marks: [
      ...timeMarks(landmarks(history), false),
      { axis: 'y', at: SPACING_SEC, label: 'ten minutes', hue: 'line-strong' },
    ],
    series: [
      {
        id: 'real',
        label: 'real',
        hue: 'ice-3',
        kind: 'step',
        direct: replays.length > 0 ? 'end' : 'none',
        x: points.map(({ time }) => time),
        y: points.map(({ meanSec }) => meanSec),
      },
      ...replayLines(history, replays, span, 'meanIntervalSec'),
    ],
  };
}

/** What the network spent: its hash rate, as difficulty and pace tell it. */
export function hashrateSpec(
  history: RealHistory,
  replays: readonly NamedReplay[],
  span: Span,
): SeriesChartSpec {
  const { genesisTime, startsSec, hps } = history.past;
  const points = within(
    startsSec.map((startSec, index) => ({ time: genesisTime + startSec, value: hps[index]! })),
    span,
  );
  return {
    height: HEIGHT,
    beside: besideFor(replays),
    x: timeAxis(span),
    y: { scale: 'log', format: (value) => formatHashrate(value, tickDigits(value)) },
    marks: timeMarks(landmarks(history), false),
    series: [
      {
        id: 'hashrate',
        label: 'hash rate',
        hue: 'ember-3',
        kind: 'step',
        x: points.map(({ time }) => time),
        y: points.map(({ value }) => value),
      },
    ],
  };
}
