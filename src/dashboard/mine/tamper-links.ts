// A chain with one block changed: which links hold, and which hash where.

import type { BlockRow, ChainSnapshot, TamperResult } from '../../miner/index.ts';
import { formatCount } from '../../primitives/index.ts';

/** A block of the row that is drawn. */
export interface TamperLink {
  readonly height: number;
  /** As it is on the chain; null where the snapshot no longer has it. */
  readonly hash: string | null;
  /** After the change; null where nothing was changed before it. */
  readonly changed: string | null;
  /** Whether it still proves its work. */
  readonly isBroken: boolean;
  /** The block whose contents were changed. */
  readonly isChanged: boolean;
}

/** Blocks kept before the changed one, to show that they hold. */
const BEFORE = 2;
/** Blocks that can be changed: the newest of the chain. */
export const TAMPER_BLOCKS = 100;

/** Heights that may be changed. */
export function tamperRange({ height }: Pick<ChainSnapshot, 'height'>): {
  readonly min: number;
  readonly max: number;
} {
  return { min: Math.max(1, height - TAMPER_BLOCKS + 1), max: height };
}

/** The row: a few blocks before the changed one, and all after it. */
export function tamperLinks(
  blocks: readonly BlockRow[],
  height: number,
  result: TamperResult | null,
): readonly TamperLink[] {
  const changes = new Map(result?.blocks.map((block) => [block.height, block]));
  return blocks
    .filter((block) => block.height >= height - BEFORE)
    .map((block) => {
      const change = changes.get(block.height);
      return {
        height: block.height,
        hash: block.hash,
        changed: change?.hash ?? null,
        isBroken: change?.verdict === 'high-hash',
        isChanged: change !== undefined && block.height === height,
      };
    });
}

/** What became of a rewriting, by the hash that its first block had: words for people. */
export function remineOutcome(
  before: { readonly fromHeight: number; readonly hash: string; readonly tipHeight: number },
  { blocks, height }: Pick<ChainSnapshot, 'blocks' | 'height'>,
): string {
  const now = blocks.find((block) => block.height === before.fromHeight)?.hash;
  if (now === undefined || now === before.hash) {
    return 'The chain stayed as it was: the new branch did not get ahead of it.';
  }
  const replaced = Math.min(before.tipHeight, height) - before.fromHeight + 1;
  return `History is rewritten: ${formatCount(replaced)} block${replaced === 1 ? ' was' : 's were'} replaced from height ${formatCount(before.fromHeight)} on, because the new branch has more work.`;
}
