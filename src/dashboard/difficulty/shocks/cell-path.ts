// Lines of small pictures, as SVG paths in a box of 1000 by 1000: stretched to any size, on a screen or on a canvas.

import type { ThinnedTrack } from '../../../simulation/index.ts';
import type { BlockAxis } from '../settings.ts';
import type { PaceDomain } from './pace-domain.ts';

/** Side of the box. */
export const BOX = 1000;
/** How far out of the box a line that leaves it is followed. */
const BEYOND = 100;

/** The axes of a small picture. */
export interface CellAxes {
  readonly axis: BlockAxis;
  /** Blocks at the right end. */
  readonly blocks: number;
  readonly domain: PaceDomain;
}

/** The place of a number of blocks along the box, 0 at its left; logarithmic axes begin at block 1. */
export function acrossBox(block: number, { axis, blocks }: Pick<CellAxes, 'axis' | 'blocks'>): number {
  const part = axis === 'log' ? Math.log(Math.max(1, block)) / Math.log(blocks) : block / blocks;
  return part * BOX;
}

/** The place of a pace up the box, 0 at its top. */
export function downBox(pace: number, { min, max }: PaceDomain): number {
  const place = (1 - Math.log(pace / min) / Math.log(max / min)) * BOX;
  return Math.min(BOX + BEYOND, Math.max(-BEYOND, place));
}

/** The line of a run's expected intervals. */
export function cellPath({ blocks, expected }: ThinnedTrack, axes: CellAxes): string {
  const parts: string[] = [];
  for (const [index, block] of blocks.entries()) {
    const x = acrossBox(block, axes).toFixed(1);
    const y = downBox(expected.mean[index]!, axes.domain).toFixed(1);
    parts.push(`${index === 0 ? 'M' : 'L'}${x} ${y}`);
  }
  return parts.join('');
}
