// Kernel forms as bars from zero, each engine's against its fastest: differences here are of parts, not of powers.

import { formatHashrate, formatPercent } from '../../../primitives/index.ts';
import { boxShape, type Drawing, type Shape, textShape, whisker } from '../../charts/drawing/shapes.ts';
import type { FormGroup } from '../forms.ts';

const STACKED_BELOW = 560;
const LABELS_WIDTH = 196;
const VALUES_WIDTH = 150;
const HEAD = 26;
const BAR = 12;

/** Lays the groups out one under the other. */
export function formsDrawing(groups: readonly FormGroup[], width: number): Drawing {
  const isStacked = width < STACKED_BELOW;
  const slot = isStacked ? 42 : 28;
  const left = isStacked ? 0 : LABELS_WIDTH;
  const length = width - left - VALUES_WIDTH;
  const shapes: Shape[] = [];
  let top = 0;
  for (const { title, rows } of groups) {
    shapes.push(textShape(0, top + 14, title, 'ink-3'));
    top += HEAD;
    const most = Math.max(...rows.map(({ interval }) => interval.high));
    const at = (hps: number): number => left + (hps / most) * length;
    for (const [index, row] of rows.entries()) {
      const y = top + (isStacked ? 30 : slot / 2);
      const isBest = index === 0;
      shapes.push(textShape(0, isStacked ? y - 11 : y + 4.5, row.form, isBest ? 'ink' : 'ink-2'));
      const fill = row.isSoftware ? 'hatching' : isBest ? 'ember-4' : 'ember-2';
      const edge = row.isSoftware ? 'ink-3' : null;
      shapes.push(boxShape(left, y - BAR / 2, at(row.hps) - left, BAR, fill, edge));
      shapes.push(...whisker(at(row.interval.low), at(row.interval.high), y, 'ink'));
      const x = at(Math.max(row.hps, row.interval.high)) + 8;
      const mono = { size: 12.5, isMono: true } as const;
      const ink = row.isSoftware || !isBest ? 'ink-2' : 'spend-ink';
      shapes.push(
        textShape(x, y + 4.5, formatHashrate(row.hps), ink, { ...mono, weight: isBest ? 550 : 400 }),
      );
      shapes.push(
        textShape(width, y + 4.5, isBest ? 'best' : formatPercent(row.ofBest, 3), 'ink-3', {
          ...mono,
          anchor: 'end',
        }),
      );
      top += slot;
    }
    top += 14;
  }
  return { width, height: Math.max(0, top - 10), shapes };
}
