// Writes the words that a piece of a kernel needs. A word used once stays on the stack; used more often it gets
// a local; and where a use is far from where the word was made, it is read back from memory. Engines' register
// allocators are hasty: with more words alive than there are registers they move and spill in the wrong
// places, and code that says itself what waits in memory is faster.

import type { Node } from '../graph.ts';
import type { FunctionBuilder } from './assembler.ts';
import { type LoweredNode, Lowering } from './lower.ts';
import { TRAITS, type WasmTarget, writeInstruction } from './target.ts';

/** Locals or memory slots for words in flight, handed out again once their word is no longer needed. */
export class Pool<T> {
  readonly #make: () => T;
  readonly #free: T[] = [];

  constructor(make: () => T) {
    this.#make = make;
  }

  take(): T {
    return this.#free.pop() ?? this.#make();
  }

  give(item: T): void {
    this.#free.push(item);
  }
}

/** A word's place in memory, bytes: from the beginning, or from the trip's pointer. */
export interface Address {
  readonly base: 'memory' | 'trip';
  readonly offset: number;
}

/** Where words live, and how those that are given are read. */
export interface Storage {
  readonly locals: Pool<number>;
  readonly slots: Pool<Address>;
  /** Writes the load of a node that is given; null where it must be computed. */
  readonly writeLeaf: (node: Node) => (() => void) | null;
  readonly writeLoad: (address: Address) => void;
  /** Writes a store around the code of its value. */
  readonly writeStore: (address: Address, value: () => void) => void;
}

/** What a piece of a kernel leaves behind. */
export interface Results {
  /** Words left on the stack, in order. */
  readonly onStack: readonly Node[];
  /** Words stored in memory, none of them given; each store happens when its word is made. */
  readonly inMemory: ReadonlyMap<Node, Address>;
}

/**
 * A use this many instructions after its word was made reads it from memory. Between the reach of a working
 * variable (four rounds) and that of a schedule word (sixteen).
 */
const FAR = 190;

/** A given word that was read at most so many instructions ago is still at hand: the reach of one function. */
const NEAR = 40;

/** Writes code that computes `results`. */
export function writeExpressions(
  target: WasmTarget,
  code: FunctionBuilder,
  storage: Storage,
  { onStack, inMemory }: Results,
): void {
  const lowering = new Lowering(TRAITS[target]);
  const lower = (node: Node) => lowering.lower(node, (given) => storage.writeLeaf(given) !== null);
  const stackRoots = onStack.map(lower);
  const homes = new Map([...inMemory].map(([node, address]) => [lower(node), address]));
  const plan = planUses([...stackRoots, ...homes.keys()], stackRoots);
  new Writer(target, code, storage, plan, homes).write(stackRoots);
}

interface Plan {
  /** Operands before users. */
  readonly order: readonly LoweredNode[];
  readonly uses: ReadonlyMap<LoweredNode, number>;
  /** Place of a word's first need, counted in instructions. */
  readonly place: ReadonlyMap<LoweredNode, number>;
  /** Place of its last use. */
  readonly lastUse: ReadonlyMap<LoweredNode, number>;
}

function planUses(roots: readonly LoweredNode[], stackRoots: readonly LoweredNode[]): Plan {
  const seen = new Set<LoweredNode>();
  const open = [...roots];
  while (open.length > 0) {
    const node = open.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...node.operands);
  }
  const order = [...seen].sort((one, other) => one.id - other.id);
  const place = new Map(order.map((node, i) => [node, i]));
  const uses = new Map<LoweredNode, number>();
  const lastUse = new Map<LoweredNode, number>();
  const use = (node: LoweredNode, at: number) => {
    uses.set(node, (uses.get(node) ?? 0) + 1);
    lastUse.set(node, at);
  };
  for (const node of order) {
    for (const operand of node.operands) {
      use(operand, place.get(node)!);
      if (node.instruction === 'swapBytes') use(operand, place.get(node)!); // written twice
    }
  }
  for (const root of stackRoots) use(root, order.length);
  return { order, uses, place, lastUse };
}

/** Writes one piece. */
class Writer {
  readonly #target: WasmTarget;
  readonly #code: FunctionBuilder;
  readonly #storage: Storage;
  readonly #plan: Plan;
  readonly #homes: ReadonlyMap<LoweredNode, Address>;
  readonly #remaining: Map<LoweredNode, number>;
  readonly #local = new Map<LoweredNode, number>();
  readonly #slot = new Map<LoweredNode, Address>();
  /** Given words that were read into a local, and when. */
  readonly #read = new Map<LoweredNode, { readonly local: number; readonly at: number }>();
  #now = 0;

  constructor(
    target: WasmTarget,
    code: FunctionBuilder,
    storage: Storage,
    plan: Plan,
    homes: ReadonlyMap<LoweredNode, Address>,
  ) {
    this.#target = target;
    this.#code = code;
    this.#storage = storage;
    this.#plan = plan;
    this.#homes = homes;
    this.#remaining = new Map(plan.uses);
  }

  write(stackRoots: readonly LoweredNode[]): void {
    const { order, uses, place } = this.#plan;
    for (const node of order) {
      const isNamed = this.#homes.has(node) || (uses.get(node) ?? 0) > 1;
      if (node.instruction === 'leaf' || !isNamed) continue;
      this.#now = place.get(node)!;
      this.#name(node);
    }
    this.#now = order.length;
    for (const root of stackRoots) this.#write(root);
  }

  /** Computes a word and keeps it: in a local, in memory, or both. */
  #name(node: LoweredNode): void {
    const { locals, slots, writeStore } = this.#storage;
    const home = this.#homes.get(node);
    const isFar = this.#isFar(node, this.#plan.lastUse.get(node) ?? 0);
    const slot = home ?? (isFar ? slots.take() : undefined);
    const uses = this.#plan.uses.get(node) ?? 0;
    if (uses === 0) {
      writeStore(slot!, () => this.#compute(node));
      return;
    }
    const local = locals.take();
    this.#local.set(node, local);
    if (slot === undefined) {
      this.#compute(node);
      this.#code.set(local);
    } else {
      this.#slot.set(node, slot);
      writeStore(slot, () => {
        this.#compute(node);
        this.#code.tee(local);
      });
    }
  }

  #isFar(node: LoweredNode, use: number): boolean {
    return use - this.#plan.place.get(node)! > FAR;
  }

  #write(node: LoweredNode): void {
    if (node.leaf !== null) {
      this.#writeGiven(node, this.#storage.writeLeaf(node.leaf)!);
      return;
    }
    const local = this.#local.get(node);
    if (local === undefined) {
      this.#compute(node);
      return;
    }
    const slot = this.#slot.get(node);
    if (slot !== undefined && this.#isFar(node, this.#now)) this.#storage.writeLoad(slot);
    else this.#code.get(local);
    const left = this.#remaining.get(node)! - 1;
    this.#remaining.set(node, left);
    if (left > 0) return;
    this.#storage.locals.give(local);
    if (slot !== undefined && !this.#homes.has(node)) this.#storage.slots.give(slot);
  }

  /** Reads a given word: from a local if it was read a moment ago, else anew. */
  #writeGiven(node: LoweredNode, writeLeaf: () => void): void {
    const uses = this.#plan.uses.get(node)!;
    const read = this.#read.get(node);
    if (uses === 1) {
      writeLeaf();
    } else if (read !== undefined && this.#now - read.at <= NEAR) {
      this.#code.get(read.local);
    } else {
      const local = read?.local ?? this.#storage.locals.take();
      writeLeaf();
      this.#code.tee(local);
      this.#read.set(node, { local, at: this.#now });
    }
    const left = this.#remaining.get(node)! - 1;
    this.#remaining.set(node, left);
    const kept = this.#read.get(node);
    if (left === 0 && kept !== undefined) this.#storage.locals.give(kept.local);
  }

  #compute(node: LoweredNode): void {
    if (node.instruction === 'leaf') throw new TypeError('a leaf is given, not computed');
    writeInstruction(
      this.#target,
      this.#code,
      node.instruction,
      node.amount,
      node.operands.map((operand) => () => this.#write(operand)),
    );
  }
}
