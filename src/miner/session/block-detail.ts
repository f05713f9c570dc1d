// One block byte for byte, and what another text in it would do to those after it.

import { coinbaseMessage, coinbaseWithMessage, type HeaderNode, tamper } from '../../chain/index.ts';
import { displayHash, formatCount } from '../../primitives/index.ts';
import { COINBASES_KEPT, type PrivateChain, proofTarget } from '../../source/index.ts';
import { blockRow } from './chain-rows.ts';
import { sentence } from './sentence.ts';
import type { BlockDetail, BlockRow, TamperResult } from './snapshot.ts';

/**
 * Reads a block of the best chain.
 *
 * @param rows - those that are known already: they say which engine found a block.
 * @returns null where there is none of this height.
 */
export function readBlock(
  chain: PrivateChain,
  height: number,
  rows: readonly BlockRow[],
): BlockDetail | null {
  const node = chain.at(height);
  if (node === undefined) return null;
  const { header, hash, target } = node;
  const coinbase = chain.coinbaseOf(node);
  const known = rows.find((row) => row.height === height);
  const parentTime = node.parent?.time ?? node.time;
  return {
    row: known ?? blockRow(node, parentTime, null),
    header,
    hash,
    target,
    coinbase,
    message: coinbase === null ? null : coinbaseMessage(coinbase),
  };
}

/**
 * Works out what another text in a block would do.
 *
 * @param hps - hashes per second that could be spent on rewriting; 0 where none.
 * @throws {Error} with one sentence where the block is too old, or the text does not fit.
 */
export function tamperWith(chain: PrivateChain, height: number, message: string, hps: number): TamperResult {
  const nodes = nodesFrom(chain, height);
  const coinbase = chain.coinbaseOf(nodes[0]!)!;
  let tampered: ReturnType<typeof tamper>;
  try {
    tampered = tamper(nodes, coinbaseWithMessage(coinbase, message), { proofTarget });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error(sentence(error.message), { cause: error });
  }
  const work = Number(tampered.work);
  return {
    blocks: tampered.blocks.map(({ height: at, header, hash, target, verdict }) => ({
      height: at,
      header,
      hash: displayHash(hash),
      verdict,
      margin: Number(target) / 2 ** 256,
    })),
    work,
    expectedSec: hps > 0 ? work / hps : null,
  };
}

function nodesFrom(chain: PrivateChain, height: number): HeaderNode[] {
  const { height: tipHeight } = chain.tip;
  const oldest = Math.max(1, tipHeight - COINBASES_KEPT + 1);
  if (!Number.isInteger(height) || height < oldest || height > tipHeight) {
    throw new Error(
      tipHeight === 0
        ? 'There is no block yet that could be changed.'
        : `The blocks from ${formatCount(oldest)} to ${formatCount(tipHeight)} can be changed, but there is no such block ${height}.`,
    );
  }
  return Array.from({ length: tipHeight - height + 1 }, (_, i) => chain.at(height + i)!);
}
