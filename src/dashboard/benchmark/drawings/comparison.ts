// Ratios of two benchmarks around 1 on a logarithmic axis: a dot for the ratio, a line for its interval.

import { formatNumber } from '../../../primitives/index.ts';
import {
  type Drawing,
  dotShape,
  type Shape,
  textShape,
  uprightLine,
  whisker,
} from '../../charts/drawing/shapes.ts';
import type { ComparisonRow } from '../comparison.ts';

const STACKED_BELOW = 640;
const LABELS_WIDTH = 210;
const FIGURES_WIDTH = 170;
const VERDICT_WIDTH = 84;
const HEAD = 28;
/** The axis reaches at least so far to either side: five per cent. */
const LEAST_REACH = Math.log(1.05);
const VERDICTS = { faster: 'A faster', slower: 'A slower', 'cannot tell': 'cannot tell' } as const;
/** Ends of the axis, whichever are just wide enough, and a round value on the way there. */
const ENDS = [
  [1.05, 1.02],
  [1.1, 1.05],
  [1.2, 1.1],
  [1.5, 1.2],
  [2, 1.5],
  [5, 2],
  [10, 3],
  [100, 10],
  [1000, 30],
] as const;

/** Lays the rows out: to the right of 1, A is faster. */
export function comparisonDrawing(rows: readonly ComparisonRow[], width: number): Drawing {
  const isStacked = width < STACKED_BELOW;
  const slot = isStacked ? 50 : 32;
  const left = isStacked ? 0 : LABELS_WIDTH;
  const right = isStacked ? width : width - FIGURES_WIDTH;
  const widest = Math.max(
    LEAST_REACH,
    ...rows.flatMap(({ ratio, interval }) =>
      [ratio, interval?.low ?? ratio, interval?.high ?? ratio].map((value) => Math.abs(Math.log(value))),
    ),
  );
  const [end, middle] = ENDS.find(([value]) => Math.log(value) >= widest * 0.999) ?? ENDS[ENDS.length - 1]!;
  const reach = Math.log(end);
  const x = (ratio: number): number => {
    const part = Math.max(-reach, Math.min(reach, Math.log(ratio))) / reach;
    return left + 12 + ((part + 1) / 2) * (right - left - 24);
  };
  const bottom = HEAD + rows.length * slot;
  const ticks = isStacked ? [1 / end, 1, end] : [1 / end, 1 / middle, 1, middle, end];
  const shapes: Shape[] = ticks.flatMap((value) => {
    return [
      // Names stand in the drawing where it is narrow: lines would run through them.
      ...(isStacked ? [] : [uprightLine(x(value), HEAD - 4, bottom, value === 1 ? 'line-strong' : 'line')]),
      textShape(x(value), bottom + 18, `${formatNumber(value, value < 1 ? 2 : 3)} ×`, 'ink-3', {
        size: 12,
        isMono: true,
        anchor: isStacked && value === ticks[0] ? 'start' : isStacked && value === end ? 'end' : 'middle',
      }),
    ];
  });
  shapes.push(
    textShape(x(1) - 10, 14, 'A slower', 'ink-3', { size: 12, anchor: 'end' }),
    textShape(x(1) + 10, 14, 'A faster', 'ink-3', { size: 12 }),
  );
  for (const [index, row] of rows.entries()) {
    const y = HEAD + index * slot + (isStacked ? 34 : slot / 2);
    const textY = isStacked ? y - 14 : y + 4.5;
    const isOpen = row.verdict === 'cannot tell';
    shapes.push(
      ...(isStacked ? [uprightLine(x(1), y - 9, y + 9, 'line-strong')] : []),
      textShape(0, textY, row.label, 'ink'),
      ...figures(row, width, textY, isStacked),
      ...(row.interval === null
        ? []
        : whisker(x(row.interval.low), x(row.interval.high), y, isOpen ? 'ink-3' : 'ember-3')),
      dotShape(x(row.ratio), y, 4.5, isOpen ? 'ink-3' : 'ember-4'),
    );
  }
  return { width, height: bottom + 26, shapes };
}

/** Ratio and verdict; where it is narrow the one that says more. */
function figures(
  { ratio, verdict }: ComparisonRow,
  right: number,
  y: number,
  isStacked: boolean,
): readonly Shape[] {
  const isOpen = verdict === 'cannot tell';
  const ink = isOpen ? 'ink-3' : 'ink';
  const words = textShape(right, y, VERDICTS[verdict], ink, { anchor: 'end' });
  const figure = (x: number) =>
    textShape(x, y, `${formatNumber(ratio)} ×`, ink, { size: 12.5, isMono: true, anchor: 'end' });
  if (isStacked) return [isOpen ? words : figure(right)];
  return [figure(right - VERDICT_WIDTH), words];
}
