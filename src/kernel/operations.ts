// How many operations a nonce costs: the first of the two numbers that decide speed.

import { type KernelForm, SPLIT_TRIPS, TRIPS } from './forms.ts';
import { BINDING, type Node, reachable } from './graph.ts';

/** Operations of an instruction set that has three-input logic, three-input adds and rotates, as GPUs do. */
function threeInputCost(node: Node): number {
  switch (node.operation) {
    case 'constant':
    case 'input':
      return 0;
    case 'sum':
      return Math.ceil((node.operands.length - 1) / 2);
    case 'Sigma0':
    case 'Sigma1':
    case 'sigma0':
    case 'sigma1':
      return 4; // three rotates or shifts, one three-input exclusive-or
    case 'ch':
    case 'maj':
    case 'swapBytes':
      return 1;
    default:
      return node.operation satisfies never;
  }
}

function cost(roots: readonly Node[]): number {
  return reachable(roots)
    .filter((node) => node.binding === BINDING.nonce)
    .reduce((total, node) => total + threeInputCost(node), 0);
}

/** Per-nonce operations of a kernel form; three-input logic and three-input adds count as one. */
export function operationsPerNonce(form: KernelForm): number {
  if (form.shape === 'unrolled') return cost([form.top]);
  const body = cost([...form.body.variables, ...form.body.words]);
  if (form.shape === 'rolled-16') {
    const { first, bridge, top } = form;
    const ends = [first, bridge].map(({ variables, window }) => cost([...variables, ...window]));
    return ends[0]! + TRIPS.total * body + ends[1]! + cost([top]);
  }
  const { first, bridge, rounds, top } = form;
  const ends = [first, bridge].map(({ variables, words, addends }) =>
    cost([...variables, ...words, ...addends]),
  );
  return ends[0]! + ends[1]! + SPLIT_TRIPS * (cost(rounds) + body) + cost([top]);
}

/** Per-nonce nodes of each kind, for the record of where the operations are. */
export function operationProfile(roots: readonly Node[]): Readonly<Record<string, number>> {
  const profile: Record<string, number> = {};
  for (const node of reachable(roots)) {
    if (node.binding !== BINDING.nonce || node.operation === 'input') continue;
    profile[node.operation] = (profile[node.operation] ?? 0) + 1;
  }
  return profile;
}
