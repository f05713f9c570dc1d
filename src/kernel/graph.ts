// A dataflow graph over 32-bit words. Every word knows its binding time: constant, per job, or per nonce.
// The constructors fold constants, gather the parts of a sum that do not depend on the nonce, and share
// equal subterms; so what a kernel repeats per nonce is decided here, once, for every target.

import { assertU32, swapBytes32 } from '../primitives/index.ts';

/** When a word is known: at compile time, once per job, or only when the nonce is. Later is larger. */
export const BINDING = { constant: 0, job: 1, nonce: 2 } as const;
export type BindingTime = (typeof BINDING)[keyof typeof BINDING];

/** Functions of FIPS 180-4 section 4.1.2 and the word operations that they are made of. */
export type Operation =
  | 'constant'
  | 'input'
  | 'sum' // any number of terms, modulo 2^32
  | 'Sigma0' // capital sigma: the rounds' functions
  | 'Sigma1'
  | 'sigma0' // small sigma: the schedule's functions
  | 'sigma1'
  | 'ch'
  | 'maj'
  | 'swapBytes';

/** One word of the graph; made only by {@link Graph}. */
export interface Node {
  /** Order of creation: operands always have smaller ids. */
  readonly id: number;
  readonly operation: Operation;
  readonly operands: readonly Node[];
  readonly binding: BindingTime;
  /** The word itself for a constant, u32; 0 otherwise. */
  readonly value: number;
  /** The name of an input; empty otherwise. */
  readonly name: string;
}

const rotate = (x: number, n: number) => (x >>> n) | (x << (32 - n));

/** What each operation means, on 32-bit integers of either sign. */
const MEANING: Readonly<
  Record<Exclude<Operation, 'constant' | 'input'>, (words: readonly number[]) => number>
> = {
  sum: (words) => words.reduce((total, word) => (total + word) | 0, 0),
  Sigma0: ([x = 0]) => rotate(x, 2) ^ rotate(x, 13) ^ rotate(x, 22),
  Sigma1: ([x = 0]) => rotate(x, 6) ^ rotate(x, 11) ^ rotate(x, 25),
  sigma0: ([x = 0]) => rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3),
  sigma1: ([x = 0]) => rotate(x, 17) ^ rotate(x, 19) ^ (x >>> 10),
  ch: ([e = 0, f = 0, g = 0]) => (e & f) ^ (~e & g),
  maj: ([a = 0, b = 0, c = 0]) => (a & b) ^ (a & c) ^ (b & c),
  swapBytes: ([x = 0]) => swapBytes32(x),
};

/** Builds nodes, each distinct word once. */
export class Graph {
  readonly #nodes: Node[] = [];
  readonly #known = new Map<string, Node>();

  constant(value: number): Node {
    assertU32('value', value);
    return this.#intern('constant', [], BINDING.constant, value, '');
  }

  /** A word given from outside: a job's, or one that changes with the nonce. */
  input(name: string, binding: Exclude<BindingTime, 0>): Node {
    return this.#intern('input', [], binding, 0, name);
  }

  /**
   * Adds words modulo 2^32. Constant terms become one, and so do per-job terms, since a job's terms are
   * added up on the host: a per-nonce sum has at most one operand that is not per-nonce, its bias, which
   * stands first.
   */
  sum(...terms: readonly Node[]): Node {
    let constant = 0;
    const perJob: Node[] = [];
    const perNonce: Node[] = [];
    for (const term of terms) {
      if (term.binding === BINDING.constant) constant = (constant + term.value) >>> 0;
      else if (term.binding === BINDING.job) perJob.push(term);
      else perNonce.push(term);
    }
    if (perJob.length > 0) {
      if (constant !== 0) perJob.push(this.constant(constant));
      perNonce.unshift(perJob.length === 1 ? perJob[0]! : this.#apply('sum', perJob));
    } else if (constant !== 0 || perNonce.length === 0) {
      perNonce.unshift(this.constant(constant));
    }
    return perNonce.length === 1 ? perNonce[0]! : this.#apply('sum', perNonce);
  }

  Sigma0(x: Node): Node {
    return this.#apply('Sigma0', [x]);
  }

  Sigma1(x: Node): Node {
    return this.#apply('Sigma1', [x]);
  }

  sigma0(x: Node): Node {
    return this.#apply('sigma0', [x]);
  }

  sigma1(x: Node): Node {
    return this.#apply('sigma1', [x]);
  }

  /** Bits of `f` where `e` is set, of `g` elsewhere. */
  ch(e: Node, f: Node, g: Node): Node {
    return this.#apply('ch', [e, f, g]);
  }

  /** Bits set in at least two of the three. */
  maj(a: Node, b: Node, c: Node): Node {
    return this.#apply('maj', [a, b, c]);
  }

  swapBytes(x: Node): Node {
    return this.#apply('swapBytes', [x]);
  }

  #apply(operation: keyof typeof MEANING, operands: readonly Node[]): Node {
    const binding = Math.max(...operands.map((operand) => operand.binding)) as BindingTime;
    if (binding === BINDING.constant) {
      return this.constant(MEANING[operation](operands.map((operand) => operand.value)) >>> 0);
    }
    return this.#intern(operation, operands, binding, 0, '');
  }

  #intern(
    operation: Operation,
    operands: readonly Node[],
    binding: BindingTime,
    value: number,
    name: string,
  ): Node {
    const key = `${operation} ${binding} ${value} ${name} ${operands.map((operand) => operand.id).join()}`;
    let node = this.#known.get(key);
    if (node === undefined) {
      node = { id: this.#nodes.length, operation, operands, binding, value, name };
      this.#nodes.push(node);
      this.#known.set(key, node);
    }
    return node;
  }
}

/** The nodes that `roots` need, operands before users; what is not needed does not appear. */
export function reachable(roots: readonly Node[]): readonly Node[] {
  const seen = new Set<Node>();
  const open = [...roots];
  while (open.length > 0) {
    const node = open.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...node.operands);
  }
  return [...seen].sort((one, other) => one.id - other.id);
}

/**
 * Computes words from the values of their inputs: the graph's own meaning, against which emitted code
 * is tested, and the host's way to a job's words.
 *
 * @param inputs - u32 by input name.
 * @returns one u32 per root.
 * @throws {RangeError} if an input that is needed has no value.
 */
export function evaluate(roots: readonly Node[], inputs: Readonly<Record<string, number>>): Uint32Array {
  const words = new Map<Node, number>();
  for (const node of reachable(roots)) {
    if (node.operation === 'constant') {
      words.set(node, node.value);
    } else if (node.operation === 'input') {
      const word = inputs[node.name];
      if (word === undefined) throw new RangeError(`"inputs" expected a value for ${node.name}`);
      words.set(node, word);
    } else {
      words.set(node, MEANING[node.operation](node.operands.map((operand) => words.get(operand)!)));
    }
  }
  return Uint32Array.from(roots, (root) => words.get(root)!);
}
