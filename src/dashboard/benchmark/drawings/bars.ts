// Hash rates as lying bars: measured ones filled, with a whisker for the interval; published ones hollow; those of a
// software adapter hatched in grey.

import { formatHashrate } from '../../../primitives/index.ts';
import {
  acrossLine,
  boxShape,
  type Drawing,
  type Shape,
  textShape,
  uprightLine,
  whisker,
} from '../../charts/drawing/shapes.ts';
import { type BarRow, decadeTicks, logDomain } from '../points.ts';

/** Narrower than this a name stands above its bar, px. */
const STACKED_BELOW = 620;
const LABELS_WIDTH = 236;
const VALUE_WIDTH = 86;
const AXIS_HEIGHT = 30;

/** Lays the bars out on a logarithmic axis; figures say how much, bars how far apart. */
export function barsDrawing(rows: readonly BarRow[], width: number): Drawing {
  const isStacked = width < STACKED_BELOW;
  const slot = isStacked ? 46 : 34;
  const thickness = isStacked ? 12 : 14;
  const left = isStacked ? 0 : LABELS_WIDTH;
  const length = width - left - VALUE_WIDTH;
  const domain = logDomain(rows.map(({ hps }) => hps));
  const at = (hps: number): number =>
    left + (Math.log(hps / domain.min) / Math.log(domain.max / domain.min)) * length;
  const bottom = rows.length * slot;
  // Lines at the labelled decades alone: values stand over them.
  const shapes: Shape[] = decadeTicks(domain, length).flatMap(({ value, label }) =>
    label === null
      ? []
      : [
          uprightLine(at(value), 0, bottom, 'line'),
          textShape(at(value), bottom + 20, label, 'ink-3', {
            size: 12,
            isMono: true,
            anchor: value === domain.min && isStacked ? 'start' : 'middle',
          }),
        ],
  );
  for (const [index, row] of rows.entries()) {
    const y = index * slot + (isStacked ? 32 : slot / 2);
    const isPublished = row.kind === 'published';
    if (isPublished && rows[index - 1]?.kind !== 'published') {
      shapes.push(...separation(index * slot, width, isStacked, index > 0));
    }
    const nameY = isStacked ? y - 12 : y + 4.5;
    const tail = row.note === '' ? null : ({ text: row.note, ink: 'ink-3' } as const);
    shapes.push(textShape(0, nameY, row.label, isPublished ? 'ink-2' : 'ink', { tail }));
    const fill = isPublished ? null : row.kind === 'software' ? 'hatching' : (`ember-${row.ember}` as const);
    const edge = isPublished ? 'line-strong' : row.kind === 'software' ? 'ink-3' : null;
    shapes.push(boxShape(left, y - thickness / 2, Math.max(1, at(row.hps) - left), thickness, fill, edge));
    if (row.interval !== null) shapes.push(...whisker(at(row.interval.low), at(row.interval.high), y, 'ink'));
    const end = Math.max(at(row.hps), at(row.interval?.high ?? row.hps));
    const ink = row.kind === 'measured' ? 'spend-ink' : 'ink-2';
    const look = { size: 12.5, weight: isPublished ? 400 : 550, isMono: true };
    shapes.push(textShape(end + 8, y + 4.5, formatHashrate(row.hps), ink, look));
  }
  return { width, height: bottom + AXIS_HEIGHT, shapes };
}

/** Between what was measured and what was published. */
function separation(y: number, width: number, isStacked: boolean, hasLine: boolean): readonly Shape[] {
  const text = isStacked ? 'published' : 'published, for scale';
  return [
    ...(hasLine ? [acrossLine(y, 0, width, 'line-strong')] : []),
    textShape(width, y + 15, text, 'ink-3', { size: 12, anchor: 'end' }),
  ];
}
