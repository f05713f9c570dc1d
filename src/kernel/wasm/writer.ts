// Writes the one function of a kernel: the loop over nonces, the parts of the form, and the list of hits.

import {
  type KernelForm,
  ROUND_CONSTANTS,
  type RolledForm,
  type SplitForm,
  VARIABLES,
  WINDOW,
} from '../forms.ts';
import { BINDING, type Node } from '../graph.ts';
import { NONCE_INPUT } from '../sha256d.ts';
import { FunctionBuilder } from './assembler.ts';
import { type Address, Pool, type Storage, writeExpressions } from './expression.ts';
import { arrayWords, type Block, type Layout } from './layout.ts';
import { LANES, type WasmTarget } from './target.ts';

const [START, COUNT, TARGET_TOP] = [0, 1, 2] as const;

/** Parameters of `scan`: first nonce, number of nonces, the target's top word. */
export const PARAMETER_COUNT = 3;

/** Writes the function once. */
export class KernelWriter {
  readonly #form: KernelForm;
  readonly #target: WasmTarget;
  readonly #layout: Layout;
  readonly #code = new FunctionBuilder(PARAMETER_COUNT);
  /** Nonces done in this call. */
  readonly #done = this.#code.local('i32');
  readonly #hits = this.#code.local('i32');
  /** Offset of the trip's first round in the two blocks' arrays. */
  readonly #trip = this.#code.local('i32');
  readonly #mask = this.#code.local('i32');
  readonly #nonce: number;
  /** Locals of the working variables by name. The schedule has memory. */
  readonly #variables = new Map<string, number>();
  readonly #jobIndex: ReadonlyMap<Node, number>;
  readonly #storage: Storage;

  constructor(form: KernelForm, target: WasmTarget, layout: Layout) {
    this.#form = form;
    this.#target = target;
    this.#layout = layout;
    let slots = 0;
    this.#storage = {
      locals: new Pool(() => this.#code.local(target === 'simd' ? 'v128' : 'i32')),
      slots: new Pool(() => {
        if (slots === layout.slotCount) throw new RangeError(`more than ${slots} words wait in memory`);
        return { base: 'memory', offset: layout.slots + slots++ * layout.stride };
      }),
      writeLeaf: (node) => this.#leaf(node),
      writeLoad: (address) => this.#load(address),
      writeStore: (address, value) => this.#store(address, value),
    };
    this.#nonce = this.#storage.locals.take();
    this.#jobIndex = new Map(form.jobWords.map((node, i) => [node, i]));
    if (form.shape !== 'unrolled') {
      for (const name of VARIABLES) this.#variables.set(name, this.#storage.locals.take());
    }
  }

  write(): FunctionBuilder {
    const code = this.#code;
    code.open('block').get(COUNT).i32(0).op('i32Eq').br('brIf', 0);
    code.open('loop');
    this.#writeNonce();
    if (this.#form.shape === 'rolled-16') this.#writeRolledTrips(this.#form);
    if (this.#form.shape === 'split-8') this.#writeSplitTrips(this.#form);
    this.#words([this.#form.top], new Map());
    this.#writeReport();
    code.get(this.#done).i32(LANES[this.#target]).op('i32Add').tee(this.#done);
    code.get(COUNT).op('i32LtU').br('brIf', 0);
    code.end().end().get(this.#hits);
    return code;
  }

  #writeNonce(): void {
    const code = this.#code;
    code.get(START).get(this.#done).op('i32Add');
    if (this.#target === 'simd') {
      const offsets = [0, 1, 2, 3].flatMap((lane) => [lane, 0, 0, 0]);
      code.op('i32x4Splat').bytes16('v128Const', offsets).op('i32x4Add');
    }
    code.set(this.#nonce);
  }

  /** Rounds 16..63 of the first block and 16..47 of the second through one body. */
  #writeRolledTrips(form: RolledForm): void {
    const code = this.#code;
    const { stride, blockBytes } = this.#layout;
    this.#carry(form, 0);
    code.i32(16 * stride).set(this.#trip);
    code.open('loop');
    this.#writeBody(form);
    this.#advance(16 * stride);
    code.i32(blockBytes).op('i32Eq').open('if');
    this.#carry(form, 1);
    code.i32(blockBytes + 16 * stride).set(this.#trip);
    code.end();
    code.get(this.#trip).i32(blockBytes + 48 * stride);
    code.op('i32Ne').br('brIf', 0).end();
  }

  /** Rounds 8..31 and 32..63 of the first block, 0..31 and 32..55 of the second, through two bodies. */
  #writeSplitTrips(form: SplitForm): void {
    const code = this.#code;
    const { stride, blockBytes } = this.#layout;
    const tripBytes = 8 * stride;
    this.#carry(form, 0);
    code.i32(tripBytes).set(this.#trip);
    code.open('loop');
    code.open('loop');
    this.#words(form.rounds, new Map());
    this.#setVariables();
    this.#advance(tripBytes);
    code.i32(blockBytes - 1).op('i32And');
    code
      .i32(32 * stride)
      .op('i32Ne')
      .br('brIf', 0)
      .end();
    code.open('loop');
    this.#writeBody(form);
    this.#advance(tripBytes);
    code.i32(blockBytes).op('i32Eq').open('if');
    this.#carry(form, 1);
    code.br('br', 2).end();
    code.get(this.#trip).i32(blockBytes + 56 * stride);
    code.op('i32Ne').br('brIf', 0).end();
    code.end();
  }

  /** Moves the trip's pointer on and leaves it on the stack. */
  #advance(bytes: number): void {
    this.#code.get(this.#trip).i32(bytes).op('i32Add').tee(this.#trip);
  }

  #writeBody({ body }: RolledForm | SplitForm): void {
    const { schedules, stride } = this.#layout;
    const homes = body.words.map((node, i): [Node, Address] => [
      node,
      { base: 'trip', offset: schedules + i * stride },
    ]);
    this.#words(body.variables, new Map(homes));
    this.#setVariables();
  }

  /** Sets all working variables and stores those array words that depend on the nonce. */
  #carry(form: RolledForm | SplitForm, block: Block): void {
    const homes = arrayWords(form, this.#layout, block)
      .filter(({ node }) => node.binding === BINDING.nonce)
      .map(({ node, address }): [Node, Address] => [node, address]);
    this.#words([form.first, form.bridge][block]!.variables, new Map(homes));
    this.#setVariables();
  }

  /** Takes the variables from the stack: all are computed before the first is set. */
  #setVariables(): void {
    for (const name of VARIABLES.toReversed()) this.#code.set(this.#variables.get(name)!);
  }

  #words(onStack: readonly Node[], inMemory: ReadonlyMap<Node, Address>): void {
    writeExpressions(this.#target, this.#code, this.#storage, { onStack, inMemory });
  }

  #load({ base, offset }: Address): void {
    if (base === 'trip') this.#code.get(this.#trip);
    else this.#code.i32(0);
    this.#code.memory(this.#target === 'simd' ? 'v128Load' : 'i32Load', offset);
  }

  #store({ base, offset }: Address, value: () => void): void {
    if (base === 'trip') this.#code.get(this.#trip);
    else this.#code.i32(0);
    value();
    this.#code.memory(this.#target === 'simd' ? 'v128Store' : 'i32Store', offset);
  }

  /** How a given word is read; null for one that must be computed. */
  #leaf(node: Node): (() => void) | null {
    const code = this.#code;
    const { constants, stride, schedules, addends } = this.#layout;
    const from = (base: Address['base'], offset: number) => () => this.#load({ base, offset });
    if (node.binding === BINDING.constant) {
      const offset = constants.get(node.value);
      return offset === undefined ? () => void code.i32(node.value) : from('memory', offset);
    }
    if (node.binding === BINDING.job) return from('memory', this.#jobIndex.get(node)! * stride);
    if (node.operation !== 'input') return null;
    if (node.name === NONCE_INPUT) return () => void code.get(this.#nonce);
    const variable = this.#variables.get(node.name);
    if (variable !== undefined) return () => void code.get(variable);
    const word = WINDOW.indexOf(node.name);
    if (word >= 0) return from('trip', schedules + (word - WINDOW.length) * stride);
    return from('trip', addends + ROUND_CONSTANTS.indexOf(node.name) * stride);
  }

  /** Takes the top word from the stack and lists the nonces that meet the target. */
  #writeReport(): void {
    const code = this.#code;
    const list = (lane: number) => {
      code.get(this.#hits).i32(2).op('i32Shl');
      code.get(START).get(this.#done).op('i32Add').i32(lane).op('i32Add');
      code.memory('i32Store', this.#layout.hits);
      code.get(this.#hits).i32(1).op('i32Add').set(this.#hits);
    };
    if (this.#target === 'scalar') {
      code.get(TARGET_TOP).op('i32LeU').open('if');
      list(0);
      code.end();
      return;
    }
    code.get(TARGET_TOP).op('i32x4Splat').op('i32x4LeU').op('i32x4Bitmask').tee(this.#mask).open('if');
    for (let lane = 0; lane < LANES.simd; lane++) {
      // The last step may reach past the range.
      const bit = 1 << lane;
      code.get(this.#mask).i32(bit).op('i32And').open('if');
      code.get(this.#done).i32(lane).op('i32Add').get(COUNT).op('i32LtU').open('if');
      list(lane);
      code.end().end();
    }
    code.end();
  }
}
