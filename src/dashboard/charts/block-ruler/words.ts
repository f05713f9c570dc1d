// The ruler in words: what a pointed block is, and what the whole picture says.

import {
  formatCount,
  formatDuration,
  formatNumber,
  formatRatio,
  formatWholeSeconds,
} from '../../../primitives/index.ts';
import type { RulerBlock, RulerLayout } from './layout.ts';

/** How far below the target a hash lies, for example `12 × below the target`. */
export function luckWords(luck: number): string {
  return luck < 0.01 ? 'just below the target' : `${formatRatio(2 ** luck)} below the target`;
}

/** A block in a few words; `before` is the one before it, where it is known. */
export function blockWords(block: RulerBlock, before: RulerBlock | undefined, otherWord: string): string {
  const parts = [`block ${formatCount(block.height)}`];
  if (before !== undefined)
    parts.push(`${formatWholeSeconds(block.timeSec - before.timeSec)} after its parent`);
  if (block.kind === 'other') parts.push(otherWord);
  parts.push(luckWords(block.luck));
  return parts.join(', ');
}

/** What the ruler asked for and what came, in one sentence; empty before the first block. */
export function ruledWords({ count, due }: Pick<RulerLayout, 'count' | 'due'>, spanSec: number): string {
  if (due < 0.5) return '';
  const asked = due < 10 ? formatNumber(due, 2) : formatCount(due);
  const span = Number.isFinite(spanSec)
    ? ` in these ${formatDuration(spanSec).replace(/\.0+(?= )/u, '')}`
    : '';
  return `The ruler asked for ${asked.replace(/\.0$/u, '')} block${asked === '1.0' ? '' : 's'}${span}; chance delivered ${formatCount(count)}.`;
}
