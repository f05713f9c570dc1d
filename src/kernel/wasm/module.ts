// Assembles a kernel form into a WebAssembly module: `scan(start, count, targetTop)` tries the nonces, leaves
// the ones whose top word meets the target's in memory and returns how many.

import {
  CARRIED,
  type KernelForm,
  ROUND_CONSTANT_INPUTS,
  type RolledForm,
  TRIP_CONSTANTS,
  TRIPS,
} from '../forms.ts';
import { BINDING, type Node, reachable } from '../graph.ts';
import { NONCE_INPUT } from '../sha256d.ts';
import { assembleModule, FunctionBuilder } from './assembler.ts';
import { LocalPool, writeExpressions } from './expression.ts';
import { LANES, type WasmTarget, WORD_STRIDE } from './target.ts';

/** Most nonces that one call may try: the hit list has a place for each, so it cannot overflow. */
export const MAX_CALL_NONCES = 2 ** 16;

const PAGE_BYTES = 2 ** 16;
const [START, COUNT, TARGET_TOP] = [0, 1, 2];
const PARAMETER_COUNT = 3;

/** A module and where its memory holds what. Words stand little-endian, each `copies` times. */
export interface WasmKernel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lanes: number;
  /** Byte offset of the job's words and how often each is repeated. */
  readonly jobOffset: number;
  readonly copies: number;
  /** Byte offset of the list of hits: u32 nonces, ascending. */
  readonly hitsOffset: number;
}

/** Assembles `form` for one target. */
export function assembleKernel(form: KernelForm, target: WasmTarget): WasmKernel {
  const layout = layOut(form, target);
  const { stride, constants, tripsOffset, hitsOffset } = layout;
  const data = new Uint8Array(hitsOffset);
  const view = new DataView(data.buffer);
  const copies = LANES[target];
  const put = (offset: number, word: number) => {
    for (let lane = 0; lane < copies; lane++) view.setUint32(offset + lane * 4, word, true);
  };
  for (const [word, offset] of constants) put(offset, word);
  if (form.shape === 'rolled-16') {
    for (const [i, word] of TRIP_CONSTANTS.entries()) put(tripsOffset + i * stride, word);
  }
  const bytes = assembleModule({
    pages: Math.ceil((hitsOffset + MAX_CALL_NONCES * 4) / PAGE_BYTES),
    data: { offset: 0, bytes: data },
    parameterCount: PARAMETER_COUNT,
    function: new KernelWriter(form, target, layout).write(),
  });
  return { bytes, lanes: copies, jobOffset: 0, copies, hitsOffset };
}

interface Layout {
  readonly stride: number;
  /** Byte offset by constant word. Empty for scalar code, whose literals stand in the instructions. */
  readonly constants: ReadonlyMap<number, number>;
  readonly tripsOffset: number;
  readonly hitsOffset: number;
}

/** Memory in order: job words, constants, trip constants, hits. */
function layOut(form: KernelForm, target: WasmTarget): Layout {
  const stride = WORD_STRIDE[target];
  const constants = new Map<number, number>();
  let end = form.jobWords.length * stride;
  if (target === 'simd') {
    // A vector constant costs V8 three instructions each time; a load costs one.
    for (const node of reachable(rootsOf(form))) {
      if (node.binding !== BINDING.constant) continue;
      constants.set(node.value, end);
      end += stride;
    }
  }
  const tripsOffset = end;
  if (form.shape === 'rolled-16') end += TRIP_CONSTANTS.length * stride;
  return { stride, constants, tripsOffset, hitsOffset: Math.ceil(end / 16) * 16 };
}

function rootsOf(form: KernelForm): readonly Node[] {
  return form.shape === 'unrolled' ? [form.top] : [...form.first, ...form.body, ...form.bridge, form.top];
}

/** Writes the one function of a kernel. */
class KernelWriter {
  readonly #form: KernelForm;
  readonly #target: WasmTarget;
  readonly #layout: Layout;
  readonly #code = new FunctionBuilder(PARAMETER_COUNT);
  readonly #pool: LocalPool;
  /** Nonces done in this call, nonces of this step, hits so far, address of the trip's round constants. */
  readonly #done = this.#code.local('i32');
  readonly #hits = this.#code.local('i32');
  readonly #trip = this.#code.local('i32');
  readonly #mask = this.#code.local('i32');
  readonly #nonce: number;
  readonly #carried = new Map<string, number>();
  readonly #jobIndex: ReadonlyMap<Node, number>;

  constructor(form: KernelForm, target: WasmTarget, layout: Layout) {
    this.#form = form;
    this.#target = target;
    this.#layout = layout;
    this.#pool = new LocalPool(this.#code, target);
    this.#nonce = this.#pool.take();
    this.#jobIndex = new Map(form.jobWords.map((node, i) => [node, i]));
    if (form.shape === 'rolled-16') for (const name of CARRIED) this.#carried.set(name, this.#pool.take());
  }

  write(): FunctionBuilder {
    const code = this.#code;
    code.open('block').get(COUNT!).i32(0).op('i32Eq').br('brIf', 0);
    code.open('loop');
    this.#writeNonce();
    if (this.#form.shape === 'rolled-16') this.#writeTrips(this.#form);
    this.#words([this.#form.top]);
    this.#writeReport();
    code.get(this.#done).i32(LANES[this.#target]).op('i32Add').tee(this.#done);
    code.get(COUNT!).op('i32LtU').br('brIf', 0);
    code.end().end().get(this.#hits);
    return code;
  }

  #writeNonce(): void {
    const code = this.#code;
    code.get(START!).get(this.#done).op('i32Add');
    if (this.#target === 'simd') {
      const offsets = [0, 1, 2, 3].flatMap((lane) => [lane, 0, 0, 0]);
      code.op('i32x4Splat').bytes16('v128Const', offsets).op('i32x4Add');
    }
    code.set(this.#nonce);
  }

  #writeTrips(form: RolledForm): void {
    const code = this.#code;
    const { tripsOffset, stride } = this.#layout;
    const tripBytes = 16 * stride;
    this.#carry(form.first);
    code.i32(tripsOffset).set(this.#trip);
    code.open('loop');
    this.#carry(form.body);
    code.get(this.#trip).i32(tripBytes).op('i32Add').tee(this.#trip);
    code
      .i32(tripsOffset + TRIPS.beforeBridge * tripBytes)
      .op('i32Eq')
      .open('if');
    this.#carry(form.bridge);
    code.end();
    code
      .get(this.#trip)
      .i32(tripsOffset + TRIPS.total * tripBytes)
      .op('i32Ne')
      .br('brIf', 0);
    code.end();
  }

  /** Computes all carried words before the first is stored: a store must not change what a later one reads. */
  #carry(roots: readonly Node[]): void {
    const changed = CARRIED.map((name, i) => ({ name, root: roots[i]! })).filter(
      ({ name, root }) => root.operation !== 'input' || root.name !== name,
    );
    this.#words(changed.map(({ root }) => root));
    for (const { name } of changed.toReversed()) this.#code.set(this.#carried.get(name)!);
  }

  #words(roots: readonly Node[]): void {
    writeExpressions(this.#target, this.#code, this.#pool, roots, (node) => this.#leaf(node));
  }

  #leaf(node: Node): (() => void) | null {
    const code = this.#code;
    const load = (offset: number) => () => {
      code.i32(0).memory(this.#target === 'simd' ? 'v128Load' : 'i32Load', offset);
    };
    if (node.binding === BINDING.constant) {
      return this.#target === 'simd'
        ? load(this.#layout.constants.get(node.value)!)
        : () => code.i32(node.value);
    }
    if (node.binding === BINDING.job) return load(this.#jobIndex.get(node)! * this.#layout.stride);
    if (node.operation !== 'input') return null;
    if (node.name === NONCE_INPUT) return () => code.get(this.#nonce);
    const carried = this.#carried.get(node.name);
    if (carried !== undefined) return () => code.get(carried);
    const constant = ROUND_CONSTANT_INPUTS.indexOf(node.name);
    return () => {
      code.get(this.#trip);
      code.memory(this.#target === 'simd' ? 'v128Load' : 'i32Load', constant * this.#layout.stride);
    };
  }

  /** Takes the top word from the stack and lists the nonces that meet the target. */
  #writeReport(): void {
    const code = this.#code;
    const store = (lane: number) => {
      code.get(this.#hits).i32(2).op('i32Shl');
      code.get(START!).get(this.#done).op('i32Add').i32(lane).op('i32Add');
      code.memory('i32Store', this.#layout.hitsOffset);
      code.get(this.#hits).i32(1).op('i32Add').set(this.#hits);
    };
    if (this.#target === 'scalar') {
      code.get(TARGET_TOP!).op('i32LeU').open('if');
      store(0);
      code.end();
      return;
    }
    code.get(TARGET_TOP!).op('i32x4Splat').op('i32x4LeU').op('i32x4Bitmask').tee(this.#mask).open('if');
    for (let lane = 0; lane < LANES.simd; lane++) {
      // The last step may reach past the range.
      code
        .get(this.#mask)
        .i32(1 << lane)
        .op('i32And')
        .open('if');
      code.get(this.#done).i32(lane).op('i32Add').get(COUNT!).op('i32LtU').open('if');
      store(lane);
      code.end().end();
    }
    code.end();
  }
}
