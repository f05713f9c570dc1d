// Rate against workers with the line that perfect scaling would follow, and under it what each worker keeps of its rate.

import { formatCount, formatHashrate, formatPercent } from '../../../primitives/index.ts';
import { axisPart, axisTicks, linearDomain } from '../../charts/axis.ts';
import {
  acrossLine,
  type Drawing,
  dotShape,
  lineShape,
  type Shape,
  textShape,
  textWidth,
  uprightLine,
} from '../../charts/drawing/shapes.ts';
import type { ScalingCurve, ScalingPoint } from '../scaling.ts';

/** Above the rates, px. */
const TOP = 22;
const RATE_HEIGHT = 230;
/** Where numbers of workers are written, and the lower picture begins. */
const WORKERS_Y = TOP + RATE_HEIGHT + 22;
const PART_TOP = WORKERS_Y + 26;
const PART_HEIGHT = 64;
const LEFT = 76;
const RIGHT = 84;

/** Lays the curve out. */
export function scalingDrawing({ points }: ScalingCurve, width: number): Drawing {
  const last = points.at(-1)!;
  const domain = linearDomain({
    min: 0,
    max: Math.max(last.idealHps, ...points.map(({ interval }) => interval.high)),
  });
  const right = width - RIGHT;
  const x = (workers: number): number => LEFT + ((workers - 0.5) / (last.workers - 0.5)) * (right - LEFT);
  const rateY = (hps: number): number => TOP + RATE_HEIGHT * (1 - axisPart(hps, domain, 'linear'));
  const partY = (part: number): number => PART_TOP + PART_HEIGHT * (1 - Math.min(part, 1.1) / 1.1);
  const format = (hps: number) => formatHashrate(hps, 2);
  const ticks = axisTicks({ scale: 'linear', format }, domain, RATE_HEIGHT, 'up').flatMap(
    ({ value, label }) => [
      acrossLine(rateY(value), LEFT, right, value === 0 ? 'line-strong' : 'line'),
      ...(label === null ? [] : [small(LEFT - 10, rateY(value) + 4, label, 'end')]),
    ],
  );
  const shownX = points.filter(spaced((point) => x(point.workers), formatCountOf));
  const shapes: Shape[] = [
    ...ticks,
    lineShape(
      [
        [x(points[0]!.workers), rateY(points[0]!.idealHps)],
        [x(last.workers), rateY(last.idealHps)],
      ],
      'ink-3',
      { width: 1.5, isDashed: true },
    ),
    textShape(x(last.workers), rateY(last.idealHps) - 9, 'if none stood in another’s way', 'ink-3', {
      size: 12,
      anchor: 'end',
    }),
    lineShape(
      points.map(({ workers, hps }) => [x(workers), rateY(hps)] as const),
      'ember-4',
      { width: 2 },
    ),
    ...points.flatMap((point) => marks(point, x(point.workers), rateY)),
    small(LEFT - 10, WORKERS_Y, 'workers', 'end'),
    ...shownX.map(({ workers }) => small(x(workers), WORKERS_Y, formatCount(workers), 'middle')),
    ...[0, 1].flatMap((part) => [
      acrossLine(partY(part), LEFT, right, part === 0 ? 'line-strong' : 'line'),
      small(LEFT - 10, partY(part) + 4, formatPercent(part), 'end'),
    ]),
    lineShape(
      points.map(({ workers, efficiency }) => [x(workers), partY(efficiency)] as const),
      'ember-2',
      { width: 1.5 },
    ),
    ...points.map(({ workers, efficiency }) => dotShape(x(workers), partY(efficiency), 3, 'ember-2')),
    ...points
      .filter(
        spaced(
          (point) => x(point.workers),
          () => '100 %',
        ),
      )
      .map(({ workers, efficiency }) =>
        small(x(workers), partY(efficiency) + 18, formatPercent(efficiency, 2), 'middle'),
      ),
  ];
  return { width, height: PART_TOP + PART_HEIGHT + 8, shapes };
}

const formatCountOf = ({ workers }: ScalingPoint): string => formatCount(workers);

/** Keeps points from the last one back as long as their labels do not touch. */
function spaced(
  at: (point: ScalingPoint) => number,
  textOf: (point: ScalingPoint) => string,
): (point: ScalingPoint, index: number, all: readonly ScalingPoint[]) => boolean {
  return (point, _, all) => {
    let free = Number.POSITIVE_INFINITY;
    for (const other of all.toReversed()) {
      const half = textWidth(textOf(other), 12, true) / 2;
      const fits = at(other) + half + 8 <= free;
      if (other === point) return fits;
      if (fits) free = at(other) - half;
    }
    return false;
  };
}

function marks({ hps, interval }: ScalingPoint, x: number, y: (hps: number) => number): readonly Shape[] {
  const [low, high] = [y(interval.low), y(interval.high)];
  const bar = low - high < 10 ? [] : [uprightLine(x, low, high, 'ink')];
  return [...bar, dotShape(x, y(hps), 4, 'ember-4'), label(hps, x, y(hps))];
}

function label(hps: number, x: number, y: number): Shape {
  return textShape(x + 9, y + 16, formatHashrate(hps), 'spend-ink', {
    size: 12.5,
    weight: 550,
    isMono: true,
  });
}

function small(x: number, y: number, text: string, anchor: 'middle' | 'end'): Shape {
  return textShape(x, y, text, 'ink-3', { size: 12, isMono: true, anchor });
}
