// A chain's blocks as the ruler takes them.

import type { BlockRow, ChainSnapshot, RemineSnapshot, SearchSnapshot } from '../../miner/index.ts';
import { formatWholeSeconds } from '../../primitives/index.ts';
import type { RulerBlock } from '../charts/block-ruler/layout.ts';
import { engineLabel } from './engine-words.ts';

/** A block that does not prove its own work (a rival's, whose target is easier) has no luck to show. */
function luckOf({ margin }: BlockRow): number {
  return Math.max(0, Math.log2(margin));
}

/** Rows as bars. */
export function rulerBlocks(blocks: readonly BlockRow[]): readonly RulerBlock[] {
  return blocks.map((block) => ({
    height: block.height,
    timeSec: block.time,
    luck: luckOf(block),
    kind: block.finder === 'you' ? 'own' : 'other',
  }));
}

/** The blocks re-mined so far, each where the one stands that it would replace. */
export function remineBranch(
  remine: RemineSnapshot | null,
  blocks: readonly BlockRow[],
  nowSec: number,
): readonly RulerBlock[] {
  if (remine === null) return [];
  const { fromHeight, branchBlocks } = remine;
  return Array.from({ length: branchBlocks }, (_, i) => {
    const height = fromHeight + i;
    const replaced = blocks.find((block) => block.height === height);
    return { height, timeSec: replaced?.time ?? nowSec, luck: 2, kind: 'own' };
  });
}

/** The end of the ruler: the chain's clock now, seconds. */
export function rulerNow(blocks: readonly BlockRow[], search: SearchSnapshot | null): number {
  const tip = blocks.at(-1)?.time ?? 0;
  return Math.max(search?.time ?? 0, tip + (search?.waitedSec ?? 0));
}

/** A choice of how far back to look. */
export interface RulerSpan {
  readonly value: string;
  readonly label: string;
  readonly sec: number;
}

/** Spans that hold at least a dozen blocks, and everything. */
export function rulerSpans(spacingSec: number): readonly [RulerSpan, RulerSpan, RulerSpan] {
  const short = Math.max(120, 12 * spacingSec);
  const long = Math.max(600, 60 * spacingSec);
  return [
    { value: 'short', label: formatWholeSeconds(short), sec: short },
    { value: 'long', label: formatWholeSeconds(long), sec: long },
    { value: 'all', label: 'all', sec: Number.POSITIVE_INFINITY },
  ];
}

/** The newest blocks' table: newest first. */
export function blockRows({ blocks }: ChainSnapshot): readonly Record<string, string | number>[] {
  return blocks
    .map(({ height, time, intervalSec, finder, engine, nonce, margin, difficulty, hash }) => ({
      height,
      time,
      interval_s: intervalSec,
      finder: finder === 'rival' ? 'rival' : engine === null ? 'you' : engineLabel(engine),
      nonce,
      below_target: margin,
      difficulty,
      hash,
    }))
    .reverse();
}
