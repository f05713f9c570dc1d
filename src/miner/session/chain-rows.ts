// A block as lists and pictures show it.

import type { HeaderNode } from '../../chain/index.ts';
import {
  blockProof,
  difficultyFromTarget,
  displayHash,
  hashAsInteger,
  readU32LE,
} from '../../primitives/index.ts';
import { finderOf } from '../../source/index.ts';
import type { BlockRow } from './snapshot.ts';

/**
 * @param parentTime - Unix seconds.
 * @param engine - name of the engine that found it; null where it is not known.
 */
export function blockRow(node: HeaderNode, parentTime: number, engine: string | null): BlockRow {
  const { height, hash, header, time, nBits, target } = node;
  return {
    height,
    hash: displayHash(hash),
    time,
    intervalSec: time - parentTime,
    nBits,
    difficulty: difficultyFromTarget(target),
    nonce: readU32LE(header, 76),
    finder: finderOf(node),
    engine,
    margin: Number(target) / Math.max(1, Number(hashAsInteger(hash))),
    proof: Number(blockProof(target)),
  };
}
