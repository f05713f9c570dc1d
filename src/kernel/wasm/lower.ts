// Breaks the graph's operations into the instructions that WebAssembly has, sharing what becomes equal:
// the majority function's exclusive-or is its neighbouring round's too.

import type { Node } from '../graph.ts';

/** What the emitter writes; `rotate` only where the target has it. */
export type Instruction = 'leaf' | 'add' | 'xor' | 'and' | 'shl' | 'shr' | 'rotate' | 'select' | 'swapBytes';

/** One word made by one instruction, or given (`leaf`). */
export interface LoweredNode {
  readonly id: number;
  readonly instruction: Instruction;
  readonly operands: readonly LoweredNode[];
  /** Shift amount, bits; 0 otherwise. */
  readonly amount: number;
  /** The graph's node, for a leaf. */
  readonly leaf: Node | null;
}

/** What the target can do in one instruction. */
export interface TargetTraits {
  readonly hasRotate: boolean;
  /** Whether bits can be chosen by a mask, as `v128.bitselect` does. */
  readonly hasSelect: boolean;
}

/** Lowers graphs for one target; equal words are made once for all roots lowered by the same instance. */
export class Lowering {
  readonly #traits: TargetTraits;
  readonly #known = new Map<string, LoweredNode>();
  readonly #lowered = new Map<Node, LoweredNode>();

  constructor(traits: TargetTraits) {
    this.#traits = traits;
  }

  /** @param isLeaf - whether a node is given rather than computed here. */
  lower(node: Node, isLeaf: (node: Node) => boolean): LoweredNode {
    const known = this.#lowered.get(node);
    if (known !== undefined) return known;
    const lowered = isLeaf(node)
      ? this.#make('leaf', [], 0, node)
      : this.#expand(
          node,
          node.operands.map((operand) => this.lower(operand, isLeaf)),
        );
    this.#lowered.set(node, lowered);
    return lowered;
  }

  #expand(node: Node, operands: readonly LoweredNode[]): LoweredNode {
    const [x, y, z] = operands as [LoweredNode, LoweredNode, LoweredNode];
    switch (node.operation) {
      case 'sum':
        // What is known first comes first: the newest word joins last, and little waits for it.
        return this.#chain(
          'add',
          operands.toSorted((one, other) => one.id - other.id),
        );
      case 'Sigma0':
        return this.#chain('xor', this.#rotations(x, [2, 13, 22]));
      case 'Sigma1':
        return this.#chain('xor', this.#rotations(x, [6, 11, 25]));
      case 'sigma0':
        return this.#chain('xor', [...this.#rotations(x, [7, 18]), this.#make('shr', [x], 3)]);
      case 'sigma1':
        return this.#chain('xor', [...this.#rotations(x, [17, 19]), this.#make('shr', [x], 10)]);
      case 'ch':
        return this.#traits.hasSelect
          ? this.#make('select', [x, y, z])
          : this.#xor(z, this.#make('and', [x, this.#xor(y, z)]));
      case 'maj':
        return this.#xor(y, this.#make('and', [this.#xor(x, y), this.#xor(y, z)]));
      case 'swapBytes':
        return this.#make('swapBytes', [x]);
      case 'constant':
      case 'input':
        throw new TypeError(`${node.operation} must be a leaf`);
      default:
        return node.operation satisfies never;
    }
  }

  /**
   * One operation over many words, as a chain rather than a tree. V8 orders instructions by how far they are from
   * where they are needed: the leaves of a tree would all come at once, and fill the registers.
   */
  #chain(instruction: 'add' | 'xor', words: readonly LoweredNode[]): LoweredNode {
    return words.slice(1).reduce((result, word) => this.#make(instruction, [result, word]), words[0]!);
  }

  #xor(x: LoweredNode, y: LoweredNode): LoweredNode {
    return this.#make('xor', x.id < y.id ? [x, y] : [y, x]);
  }

  /** Words whose exclusive-or is that of the rotations: without a rotate, its two shifted halves. */
  #rotations(x: LoweredNode, amounts: readonly number[]): LoweredNode[] {
    return amounts.flatMap((amount) =>
      this.#traits.hasRotate
        ? [this.#make('rotate', [x], amount)]
        : [this.#make('shr', [x], amount), this.#make('shl', [x], 32 - amount)],
    );
  }

  #make(
    instruction: Instruction,
    operands: readonly LoweredNode[],
    amount = 0,
    leaf: Node | null = null,
  ): LoweredNode {
    const key = `${instruction} ${amount} ${leaf?.id ?? ''} ${operands.map((operand) => operand.id).join()}`;
    let node = this.#known.get(key);
    if (node === undefined) {
      node = { id: this.#known.size, instruction, operands, amount, leaf };
      this.#known.set(key, node);
    }
    return node;
  }
}
