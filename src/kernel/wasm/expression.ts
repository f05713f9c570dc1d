// Writes the words that a piece of a kernel needs: used once, they stay on the stack; used more, they get a local.

import type { Node } from '../graph.ts';
import type { FunctionBuilder } from './assembler.ts';
import { type LoweredNode, Lowering } from './lower.ts';
import { TRAITS, type WasmTarget, writeInstruction } from './target.ts';

/** Locals for words in flight, handed out again once their word is no longer needed. */
export class LocalPool {
  readonly #code: FunctionBuilder;
  readonly #target: WasmTarget;
  readonly #free: number[] = [];

  constructor(code: FunctionBuilder, target: WasmTarget) {
    this.#code = code;
    this.#target = target;
  }

  take(): number {
    return this.#free.pop() ?? this.#code.local(this.#target === 'simd' ? 'v128' : 'i32');
  }

  give(local: number): void {
    this.#free.push(local);
  }
}

/**
 * Writes code that leaves the words of `roots` on the stack, in order.
 *
 * @param writeLeaf - writes the load of a node that is given, or returns false where it must be computed.
 */
export function writeExpressions(
  target: WasmTarget,
  code: FunctionBuilder,
  locals: LocalPool,
  roots: readonly Node[],
  writeLeaf: (node: Node) => (() => void) | null,
): void {
  const lowering = new Lowering(TRAITS[target]);
  const lowered = roots.map((root) => lowering.lower(root, (node) => writeLeaf(node) !== null));
  const order = inOrder(lowered);
  const uses = countUses(order, lowered);

  // A word with a local is computed when its turn comes; the others where they are used.
  const named = order.filter((node) => node.instruction !== 'leaf' && uses.get(node)! > 1);
  const remaining = new Map(uses);
  const localOf = new Map<LoweredNode, number>();

  const write = (node: LoweredNode): void => {
    const local = localOf.get(node);
    if (local !== undefined) {
      code.get(local);
      const left = remaining.get(node)! - 1;
      remaining.set(node, left);
      if (left === 0) locals.give(local);
    } else if (node.leaf !== null) {
      writeLeaf(node.leaf)!();
    } else {
      compute(node);
    }
  };
  const compute = (node: LoweredNode): void => {
    if (node.instruction === 'leaf') throw new TypeError('a leaf is given, not computed');
    writeInstruction(
      target,
      code,
      node.instruction,
      node.amount,
      node.operands.map((operand) => () => write(operand)),
    );
  };

  for (const node of named) {
    compute(node);
    const local = locals.take();
    code.set(local);
    localOf.set(node, local);
  }
  for (const root of lowered) write(root);
}

/** The nodes that `roots` need, operands before users. */
function inOrder(roots: readonly LoweredNode[]): readonly LoweredNode[] {
  const seen = new Set<LoweredNode>();
  const open = [...roots];
  while (open.length > 0) {
    const node = open.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...node.operands);
  }
  return [...seen].sort((one, other) => one.id - other.id);
}

/** How often each word is written; swapping bytes writes its operand twice. */
function countUses(order: readonly LoweredNode[], roots: readonly LoweredNode[]): Map<LoweredNode, number> {
  const uses = new Map<LoweredNode, number>();
  const use = (node: LoweredNode, times: number) => uses.set(node, (uses.get(node) ?? 0) + times);
  for (const node of order) {
    for (const operand of node.operands) use(operand, node.instruction === 'swapBytes' ? 2 : 1);
  }
  for (const root of roots) use(root, 1);
  return uses;
}
