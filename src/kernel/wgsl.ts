// Prints a kernel form as a WGSL function for the frame in shaders/search.wgsl.

import {
  type KernelForm,
  ROUND_CONSTANTS,
  type RolledForm,
  TRIPS,
  type UnrolledForm,
  VARIABLES,
  WINDOW,
} from './forms.ts';
import { BINDING, type Node, reachable } from './graph.ts';
import { NONCE_INPUT } from './sha256d.ts';

/** The shapes that suit a GPU: split-8 is for targets that keep the schedule in memory. */
export const GPU_SHAPES = ['unrolled', 'rolled-16'] as const satisfies readonly KernelForm['shape'][];
export type GpuShape = (typeof GPU_SHAPES)[number];

/** Nonces that one invocation tries side by side: 1 is `u32`, 2 and 4 are vectors. */
export type LaneCount = 1 | 2 | 4;

const LANE_NAMES = ['x', 'y', 'z', 'w'] as const;

/**
 * Prints what the frame expects: `Word`, `LANE_COUNT`, `LANE_OFFSETS`, `Job`, `topWord` and `reportLanes`.
 *
 * @returns WGSL text; line breaks and names depend on the form and the lanes alone.
 */
export function printWgsl(form: KernelForm & { shape: GpuShape }, lanes: LaneCount): string {
  const word = lanes === 1 ? 'u32' : `vec${lanes}<u32>`;
  const offsets = Array.from({ length: lanes }, (_, lane) => `${lane}u`).join(', ');
  return [
    `alias Word = ${word};`,
    `const LANE_COUNT = ${lanes}u;`,
    `const LANE_OFFSETS = Word(${offsets});`,
    '',
    'struct Job {',
    ...form.jobWords.map((_, i) => `  j${i}: u32,`),
    '}',
    '',
    ...(form.shape === 'unrolled' ? printUnrolled(form, lanes) : printRolled(form, lanes)),
    '',
    'fn reportLanes(index: u32, nonce: Word, top: Word) {',
    ...(lanes === 1
      ? ['  report(index, nonce, top);']
      : LANE_NAMES.slice(0, lanes).map((lane, i) => `  report(index + ${i}u, nonce.${lane}, top.${lane});`)),
    '}',
    '',
  ].join('\n');
}

function printUnrolled(form: UnrolledForm, lanes: LaneCount): string[] {
  const printer = new Printer(form.jobWords, lanes, '  ');
  const [top] = printer.print([form.top]);
  return ['fn topWord(nonce: Word) -> Word {', ...printer.lines, `  return ${top};`, '}'];
}

function printRolled(form: RolledForm, lanes: LaneCount): string[] {
  const part = (roots: readonly Node[], indent: string, prefix = 'x') => {
    const printer = new Printer(form.jobWords, lanes, indent, prefix);
    const values = printer.print(roots);
    return { lines: printer.lines, values };
  };
  const names = [...VARIABLES, ...WINDOW];
  // All new values are named before the first is stored: a store must not change what a later one reads.
  const carry = (lines: readonly string[], values: readonly string[], indent: string) => [
    ...lines,
    ...names.map((name, i) => `${indent}let new_${name} = ${values[i]};`),
    ...names.map((name) => `${indent}${name} = new_${name};`),
  ];
  const first = part([...form.first.variables, ...form.first.window], '  ');
  const body = part([...form.body.variables, ...form.body.words], '    ');
  const bridge = part([...form.bridge.variables, ...form.bridge.window], '      ');
  // In the same scope as the first part: its words need names of their own.
  const finish = part([form.top], '  ', 'y');
  const splat = lanes === 1 ? (text: string) => text : (text: string) => `Word(${text})`;
  return [
    'fn topWord(nonce: Word) -> Word {',
    ...first.lines,
    ...names.map((name, i) => `  var ${name}: Word = ${first.values[i]};`),
    '  var round = 0u;',
    `  for (var trip = 0u; trip < ${TRIPS.total}u; trip++) {`,
    `    if (trip == ${TRIPS.beforeBridge}u) {`,
    ...carry(bridge.lines, bridge.values, '      '),
    '      round = 0u;',
    '    }',
    ...[0, 1, 2, 3].map((i) => `    let constants${i} = trips.words[round + ${i}u];`),
    ...ROUND_CONSTANTS.map(
      (name, i) => `    let ${name} = ${splat(`constants${i >> 2}.${LANE_NAMES[i & 3]}`)};`,
    ),
    ...carry(body.lines, body.values, '    '),
    `    round += 4u;`,
    '  }',
    ...finish.lines,
    `  return ${finish.values[0]};`,
    '}',
  ];
}

/** How often each operand stands in the text of an operation: twice or more needs a name. */
const TEXT_USES: Readonly<Record<string, readonly number[]>> = {
  Sigma0: [3],
  Sigma1: [3],
  sigma0: [3],
  sigma1: [3],
  ch: [1, 1, 2],
  maj: [2, 1, 2],
};

/** Prints expressions in the order in which the graph was built, naming each word used more than once. */
class Printer {
  readonly lines: string[] = [];
  readonly #jobIndex: ReadonlyMap<Node, number>;
  readonly #lanes: LaneCount;
  readonly #indent: string;
  readonly #prefix: string;

  /** @param prefix - what the names of words begin with; distinct for printers that share a scope. */
  constructor(jobWords: readonly Node[], lanes: LaneCount, indent: string, prefix = 'x') {
    this.#jobIndex = new Map(jobWords.map((node, i) => [node, i]));
    this.#lanes = lanes;
    this.#indent = indent;
    this.#prefix = prefix;
  }

  /** Appends the statements that `roots` need and returns an expression for each. */
  print(roots: readonly Node[]): string[] {
    const nodes = reachable(roots).filter((node) => node.binding === BINDING.nonce);
    const uses = new Map<Node, number>();
    for (const node of nodes) {
      for (const [i, operand] of node.operands.entries()) {
        uses.set(operand, (uses.get(operand) ?? 0) + (TEXT_USES[node.operation]?.[i] ?? 1));
      }
    }
    for (const root of roots) uses.set(root, (uses.get(root) ?? 0) + 1);

    const texts = new Map<Node, string>();
    const text = (node: Node) => texts.get(node) ?? this.#leaf(node);
    let named = 0;
    for (const node of nodes) {
      if (node.operation === 'input') {
        texts.set(node, node.name === NONCE_INPUT ? 'nonce' : node.name);
        continue;
      }
      const expression = this.#expression(node, node.operands.map(text));
      if ((uses.get(node) ?? 0) > 1) {
        const name = `${this.#prefix}${named++}`;
        this.lines.push(`${this.#indent}let ${name} = ${expression};`);
        texts.set(node, name);
      } else {
        texts.set(node, `(${expression})`);
      }
    }
    return roots.map(text);
  }

  /** A word that is known before the nonce: a literal or a member of the job. */
  #leaf(node: Node): string {
    if (node.binding === BINDING.constant) return this.#literal(node.value);
    const member = `job.j${this.#jobIndex.get(node)}`;
    return this.#lanes === 1 ? member : `Word(${member})`;
  }

  #literal(value: number): string {
    const digits = `0x${value.toString(16).padStart(8, '0')}u`;
    return this.#lanes === 1 ? digits : `Word(${digits})`;
  }

  #amount(bits: number): string {
    return this.#lanes === 1 ? `${bits}u` : `Word(${bits}u)`;
  }

  /** Literal amounts, halves joined with `|`: the form that drivers' compilers turn into one rotate. */
  #rotate(x: string, bits: number): string {
    return `((${x} >> ${this.#amount(bits)}) | (${x} << ${this.#amount(32 - bits)}))`;
  }

  #expression(node: Node, operands: readonly string[]): string {
    const [x = '', y = '', z = ''] = operands;
    switch (node.operation) {
      case 'sum':
        return operands.join(' + ');
      case 'Sigma0':
        return `${this.#rotate(x, 2)} ^ ${this.#rotate(x, 13)} ^ ${this.#rotate(x, 22)}`;
      case 'Sigma1':
        return `${this.#rotate(x, 6)} ^ ${this.#rotate(x, 11)} ^ ${this.#rotate(x, 25)}`;
      case 'sigma0':
        return `${this.#rotate(x, 7)} ^ ${this.#rotate(x, 18)} ^ (${x} >> ${this.#amount(3)})`;
      case 'sigma1':
        return `${this.#rotate(x, 17)} ^ ${this.#rotate(x, 19)} ^ (${x} >> ${this.#amount(10)})`;
      // The two forms that compilers match to bit-select and three-input logic.
      case 'ch':
        return `${z} ^ (${x} & (${y} ^ ${z}))`;
      case 'maj':
        return `(${x} & ${z}) | (${y} & (${x} | ${z}))`;
      case 'swapBytes':
        return `swapBytes(${x})`;
      case 'constant':
      case 'input':
        throw new TypeError(`${node.operation} has no expression of its own`);
      default:
        return node.operation satisfies never;
    }
  }
}
