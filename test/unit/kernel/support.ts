// What the kernel's tests share: random jobs from a seed, the slow hash beside them, and random expressions.

import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { BINDING, Graph, type KernelForm, type Node, reachable } from '../../../src/kernel/index.ts';
import { midstateOfHeader, tailOfHeader } from '../../../src/primitives/index.ts';

/** One seed for all properties of this room: a failure comes back on every run. */
export const SEED = 20_090_103;

export const u32 = (): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1), fc.nat(2 ** 32 - 1));

export const header = (): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: 80, maxLength: 80 });

/** A kernel's inputs for a header and a nonce, by the names that sha256d.ts gives them. */
export function inputsOf(bytes: Uint8Array, nonce: number): Record<string, number> {
  const inputs: Record<string, number> = { nonce };
  midstateOfHeader(bytes).forEach((word, i) => {
    inputs[`m${i}`] = word;
  });
  tailOfHeader(bytes).forEach((word, i) => {
    inputs[`t${i}`] = word;
  });
  return inputs;
}

/** The most significant word of the header's hash as an integer, by the reference hash: bytes 28..31, little-endian. */
export function topWordByReference(bytes: Uint8Array, nonce: number): number {
  const whole = bytes.slice();
  new DataView(whole.buffer).setUint32(76, nonce, true);
  const hash = sha256(sha256(whole));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(28, true);
}

/** How an expression's leaves are bound; `constant` bakes the values in. */
export type LeafBinding = 'constant' | 'job' | 'nonce';

/** An expression over the leaves x0..x3, apart from any graph, so that it can be built with any binding. */
export type Expression =
  | { readonly leaf: 0 | 1 | 2 | 3 }
  | { readonly literal: number }
  | { readonly operation: 'sum'; readonly operands: readonly Expression[] }
  | {
      readonly operation: 'Sigma0' | 'Sigma1' | 'sigma0' | 'sigma1' | 'swapBytes';
      readonly operands: readonly [Expression];
    }
  | { readonly operation: 'ch' | 'maj'; readonly operands: readonly [Expression, Expression, Expression] };

export const expression = (): fc.Arbitrary<Expression> =>
  fc.letrec<{ tree: Expression }>((tie) => {
    const tree = tie('tree');
    return {
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.record({ leaf: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const) }),
        fc.record({ literal: u32() }),
        fc.record({
          operation: fc.constant('sum' as const),
          operands: fc.array(tree, { minLength: 1, maxLength: 5 }),
        }),
        fc.record({
          operation: fc.constantFrom('Sigma0', 'Sigma1', 'sigma0', 'sigma1', 'swapBytes' as const),
          operands: fc.tuple(tree),
        }),
        fc.record({
          operation: fc.constantFrom('ch' as const, 'maj' as const),
          operands: fc.tuple(tree, tree, tree),
        }),
      ),
    };
  }).tree;

/** States an expression in a graph. */
export function build(graph: Graph, tree: Expression, leaf: (index: 0 | 1 | 2 | 3) => Node): Node {
  if ('leaf' in tree) return leaf(tree.leaf);
  if ('literal' in tree) return graph.constant(tree.literal);
  const operands = tree.operands.map((operand) => build(graph, operand, leaf));
  const [x, y, z] = operands as [Node, Node, Node];
  switch (tree.operation) {
    case 'sum':
      return graph.sum(...operands);
    case 'ch':
    case 'maj':
      return graph[tree.operation](x, y, z);
    default:
      return graph[tree.operation](x);
  }
}

const MASK = 0xffff_ffffn;

/** What an expression means, in integers of any size and bit by bit: nothing in common with the graph's code. */
export function meaning(tree: Expression, leaves: readonly number[]): bigint {
  if ('leaf' in tree) return BigInt(leaves[tree.leaf]!);
  if ('literal' in tree) return BigInt(tree.literal);
  const words = tree.operands.map((operand) => meaning(operand, leaves));
  const [x = 0n, y = 0n, z = 0n] = words;
  const right = (n: bigint) => x >> n;
  const rotated = (n: bigint) => ((x >> n) | (x << (32n - n))) & MASK;
  switch (tree.operation) {
    case 'sum':
      return words.reduce((total, word) => total + word, 0n) & MASK;
    case 'Sigma0':
      return rotated(2n) ^ rotated(13n) ^ rotated(22n);
    case 'Sigma1':
      return rotated(6n) ^ rotated(11n) ^ rotated(25n);
    case 'sigma0':
      return rotated(7n) ^ rotated(18n) ^ right(3n);
    case 'sigma1':
      return rotated(17n) ^ rotated(19n) ^ right(10n);
    case 'ch':
      return bitwise((i) => (bit(x, i) === 1n ? bit(y, i) : bit(z, i)));
    case 'maj':
      return bitwise((i) => (bit(x, i) + bit(y, i) + bit(z, i) >= 2n ? 1n : 0n));
    case 'swapBytes':
      return ((x & 0xffn) << 24n) | ((x & 0xff00n) << 8n) | ((x >> 8n) & 0xff00n) | (x >> 24n);
    default:
      return tree satisfies never;
  }
}

const bit = (word: bigint, i: number): bigint => (word >> BigInt(i)) & 1n;

function bitwise(of: (i: number) => bigint): bigint {
  let word = 0n;
  for (let i = 0; i < 32; i++) word |= of(i) << BigInt(i);
  return word;
}

/** An unrolled form whose top word is an expression of the nonce (x0), two job words (x1, x2) and the nonce again (x3). */
export function formOf(tree: Expression): KernelForm & { readonly shape: 'unrolled' } {
  const graph = new Graph();
  const jobWords = [graph.input('x1', BINDING.job), graph.input('x2', BINDING.job)] as const;
  const nonce = graph.input('nonce', BINDING.nonce);
  const top = build(graph, tree, (index) => (index === 1 || index === 2 ? jobWords[index - 1]! : nonce));
  return { shape: 'unrolled', jobWords: jobWordsOf(top), top };
}

/** The per-job words that per-nonce code reads, as forms.ts collects them. */
function jobWordsOf(top: Node): readonly Node[] {
  const needed = new Set<Node>(top.binding === BINDING.job ? [top] : []);
  for (const node of reachable([top])) {
    if (node.binding !== BINDING.nonce) continue;
    for (const operand of node.operands) if (operand.binding === BINDING.job) needed.add(operand);
  }
  return [...needed];
}

/** One step of a program: an operation on words made before, counted back from the last one. */
interface Step {
  readonly operation: Exclude<Expression, { leaf: unknown } | { literal: unknown }>['operation'];
  readonly back: readonly [number, number, number];
}

/** Long straight-line programs: most words are used soon, some far from where they were made, some often. */
export const program = (steps: number): fc.Arbitrary<readonly Step[]> => {
  const back = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: steps }) },
  );
  const operation = fc.constantFrom(
    ...(['sum', 'Sigma0', 'Sigma1', 'sigma0', 'sigma1', 'ch', 'maj', 'swapBytes'] as const),
  );
  return fc.array(fc.record({ operation, back: fc.tuple(back, back, back) }), {
    minLength: steps,
    maxLength: steps,
  });
};

/** An unrolled form whose top word is the sum of a program's last words; it begins with the nonce and two job words. */
export function formOfProgram(steps: readonly Step[]): KernelForm & { readonly shape: 'unrolled' } {
  const graph = new Graph();
  const nonce = graph.input('nonce', BINDING.nonce);
  const nodes = [graph.input('x1', BINDING.job), graph.input('x2', BINDING.job), nonce];
  for (const { operation, back } of steps) {
    const [x, y, z] = back.map((distance) => nodes[Math.max(0, nodes.length - distance)]!) as [
      Node,
      Node,
      Node,
    ];
    if (operation === 'sum') nodes.push(graph.sum(x, y, z));
    else if (operation === 'ch' || operation === 'maj') nodes.push(graph[operation](x, y, z));
    else nodes.push(graph[operation](x));
  }
  const top = graph.sum(...nodes.slice(-8), nonce);
  return { shape: 'unrolled', jobWords: jobWordsOf(top), top };
}

/** What a program means. */
export function programMeaning(steps: readonly Step[], nonce: number, j1: number, j2: number): number {
  const words = [j1, j2, nonce];
  for (const { operation, back } of steps) {
    const literals = back.map((distance) => ({ literal: words[Math.max(0, words.length - distance)]! }));
    const isUnary = operation !== 'sum' && operation !== 'ch' && operation !== 'maj';
    const operands = isUnary ? literals.slice(0, 1) : literals;
    words.push(Number(meaning({ operation, operands } as unknown as Expression, [])));
  }
  return [...words.slice(-8), nonce].reduce((total, word) => (total + word) % 2 ** 32, 0);
}
