// Whether two templates stand for the same block, whatever the node's clock says: what is wrong with the one is wrong with
// the other.

import { equalBytes } from '../../primitives/index.ts';
import type { NodeTemplate } from './block-template.ts';

/** Whether a node would judge the blocks of both alike, their time aside. */
export function isSameBlock(one: NodeTemplate, other: NodeTemplate): boolean {
  return (
    one.previousBlock === other.previousBlock &&
    one.height === other.height &&
    one.version === other.version &&
    one.nBits === other.nBits &&
    one.coinbaseValueSats === other.coinbaseValueSats &&
    one.rules.join() === other.rules.join() &&
    areSame(one.coinbaseAux, other.coinbaseAux) &&
    // A witness may be another one although the id is not.
    areSame(
      one.transactions.map(({ wtxid }) => wtxid),
      other.transactions.map(({ wtxid }) => wtxid),
    )
  );
}

function areSame(some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean {
  return some.length === others.length && some.every((bytes, i) => equalBytes(bytes, others[i]!));
}
