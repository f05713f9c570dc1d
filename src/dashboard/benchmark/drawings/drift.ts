// Each row's rate over its own time, one strip per row: against its middle, with the trend through it and a verdict.

import { formatDuration, formatPercent } from '../../../primitives/index.ts';
import { axisTicks } from '../../charts/axis.ts';
import { acrossLine, type Drawing, lineShape, type Shape, textShape } from '../../charts/drawing/shapes.ts';
import { type DriftRow, roundText } from '../drift.ts';
import { emberOf } from '../points.ts';

const STACKED_BELOW = 760;
const LABELS_WIDTH = 200;
const VERDICT_WIDTH = 250;
const STRIP = 32;
/** Strips show at least so much up and down, so that a steady rate looks steady. */
const LEAST_REACH = 0.03;

/** Lays the strips out over one time axis; all have the same reach up and down. */
export function driftDrawing(rows: readonly DriftRow[], width: number): Drawing {
  const isStacked = width < STACKED_BELOW;
  const slot = isStacked ? STRIP + 24 : STRIP + 8;
  const left = isStacked ? 0 : LABELS_WIDTH;
  const right = isStacked ? width - 46 : width - VERDICT_WIDTH;
  const spanSec = Math.max(1, ...rows.map((row) => row.spanSec));
  const reach = reachOf(rows);
  const x = (sec: number): number => left + (sec / spanSec) * (right - left);
  const shapes: Shape[] = [];
  for (const [index, row] of rows.entries()) {
    const middle = index * slot + (isStacked ? 24 : 0) + STRIP / 2;
    const y = (part: number): number =>
      middle - (Math.max(-reach, Math.min(reach, part - 1)) / reach) * (STRIP / 2);
    const textY = isStacked ? index * slot + 14 : middle + 4.5;
    const verdictInk = row.isNotable ? 'ink' : 'ink-3';
    shapes.push(
      textShape(0, textY, row.label, 'ink'),
      isStacked
        ? textShape(width, textY, row.verdict, verdictInk, { anchor: 'end' })
        : textShape(right + 56, textY, row.verdict, verdictInk),
      ...[-1, 0, 1].map((side) =>
        acrossLine(middle - side * (STRIP / 2), left, right, side === 0 ? 'line-strong' : 'line'),
      ),
      ...(index === 0 ? reachLabels(right + 6, middle, reach) : []),
      ...segments(row).map((points) =>
        lineShape(
          points.map(([sec, part]) => [x(sec), y(part)] as const),
          `ember-${emberOf(row.id)}`,
          { width: 1.5 },
        ),
      ),
      ...trendLine(row, x, y),
    );
  }
  const bottom = rows.length * slot;
  const format = (sec: number) => (sec === 0 ? 'start' : roundText(formatDuration(sec)));
  const ticks = axisTicks(
    { scale: 'linear', format, isSeconds: true },
    { min: 0, max: spanSec },
    right - left,
    'across',
  );
  for (const { value, label } of ticks) {
    if (label === null) continue;
    const anchor = value === 0 ? 'start' : 'middle';
    shapes.push(textShape(x(value), bottom + 12, label, 'ink-3', { size: 12, isMono: true, anchor }));
  }
  return { width, height: bottom + 18, shapes };
}

/** The reach that holds all but the wildest hundredth of the points; whole per cents. */
function reachOf(rows: readonly DriftRow[]): number {
  const distances = rows
    .flatMap(({ points }) => points.flatMap(({ part }) => (part === null ? [] : [Math.abs(part - 1)])))
    .sort((a, b) => a - b);
  const most = distances[Math.ceil(distances.length * 0.99) - 1] ?? 0;
  return Math.ceil(Math.max(LEAST_REACH, most) * 100) / 100;
}

function reachLabels(x: number, middle: number, reach: number): readonly Shape[] {
  const look = { size: 11, isMono: true } as const;
  const text = roundText(formatPercent(reach, 2));
  return [
    textShape(x, middle - STRIP / 2 + 8, `+${text}`, 'ink-3', look),
    textShape(x, middle + STRIP / 2 + 1, `-${text}`, 'ink-3', look),
  ];
}

/** The points between gaps. */
function segments({ points }: DriftRow): readonly (readonly (readonly [number, number])[])[] {
  const found: [number, number][][] = [[]];
  for (const { sec, part } of points) {
    if (part === null) found.push([]);
    else found.at(-1)!.push([sec, part]);
  }
  return found.filter((points_) => points_.length > 1);
}

function trendLine(
  { trend, points, isNotable }: DriftRow,
  x: (sec: number) => number,
  y: (part: number) => number,
): readonly Shape[] {
  const first = points[0];
  const last = points.at(-1);
  if (trend === null || !isNotable || first === undefined || last === undefined) return [];
  // The line goes through the row's middle.
  const begin = 1 / (1 + trend.change / 2);
  return [
    lineShape(
      [
        [x(first.sec), y(begin)],
        [x(last.sec), y(begin * (1 + trend.change))],
      ],
      'ink',
      { width: 1.5, isDashed: true },
    ),
  ];
}
