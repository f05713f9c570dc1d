// The counted rates against what the found shares prove: a band of ice for the shares' interval, an ember line for the
// counted rate.

import { formatPercent } from '../../../primitives/index.ts';
import {
  acrossLine,
  boxShape,
  type Drawing,
  type Shape,
  textShape,
  uprightLine,
} from '../../charts/drawing/shapes.ts';
import type { ProofRow } from '../rows.ts';

const STACKED_BELOW = 420;
const LABELS_WIDTH = 200;
const TOP = 24;
const BAND = 12;

/** Lays the rows out; 0 is full agreement. */
export function proofDrawing(rows: readonly ProofRow[], width: number): Drawing {
  const isStacked = width < STACKED_BELOW;
  const left = isStacked ? 0 : LABELS_WIDTH;
  const slot = isStacked ? 44 : 30;
  const farthest = Math.max(
    0.02,
    ...rows.map(({ interval }) => Math.max(1 - interval.low, interval.high - 1)),
  );
  const shown = Math.min(farthest * 1.05, 1);
  const x = (part: number): number =>
    left + ((Math.max(-shown, Math.min(shown, part - 1)) + shown) / (2 * shown)) * (width - left);
  const bottom = TOP + rows.length * slot;
  const shapes: Shape[] = [textShape(x(1), 12, 'counted', 'spend-ink', { anchor: 'middle' })];
  for (const [index, { label, proved, interval, verdict }] of rows.entries()) {
    const y = TOP + index * slot + (isStacked ? 30 : slot / 2);
    const from = x(interval.low);
    const isRight = verdict === 'consistent';
    shapes.push(
      textShape(0, isStacked ? y - 13 : y + 4.5, label, 'ink-2'),
      boxShape(
        from,
        y - BAND / 2,
        Math.max(2, x(interval.high) - from),
        BAND,
        isRight ? 'ice-2' : null,
        isRight ? null : 'bad',
      ),
      boxShape(x(proved) - 1, y - BAND / 2, 2, BAND, 'ice-4'),
      // Where names stand above the bands, the counted rate is drawn at the bands alone.
      ...(isStacked ? [uprightLine(x(1), y - BAND + 2, y + BAND - 2, 'spend-ink', { width: 2 })] : []),
    );
  }
  shapes.push(
    ...(isStacked ? [] : [uprightLine(x(1), 18, bottom, 'spend-ink', { width: 2 })]),
    acrossLine(bottom, left, width, 'line-strong'),
    ...([-shown, 0, shown] as const).map((part, index) =>
      textShape(x(1 + part), bottom + 18, `${part > 0 ? '+' : ''}${formatPercent(part, 2)}`, 'ink-3', {
        size: 12,
        isMono: true,
        anchor: (['start', 'middle', 'end'] as const)[index]!,
      }),
    ),
  );
  return { width, height: bottom + 26, shapes };
}
