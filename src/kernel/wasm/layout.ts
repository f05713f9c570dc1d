// What lies where in a kernel's memory. In SIMD every word is stored four times, ready to load.

import { SHA256_ROUND_CONSTANTS } from '../../primitives/index.ts';
import { type KernelForm, type RolledForm, rootsOf, type SplitForm } from '../forms.ts';
import { BINDING, type Node, reachable } from '../graph.ts';
import type { Address } from './expression.ts';
import { LANES, type WasmTarget, WORD_STRIDE } from './target.ts';

/** Words of a message schedule. */
const SCHEDULE_WORDS = 64;
/** Words that may wait for a far use. */
const SLOTS = 64;

/** Offsets in bytes. A trip's pointer is the offset of its first round's word within the two blocks' arrays. */
export interface Layout {
  readonly stride: number;
  /** Offset by constant word. Empty for scalar code, whose literals stand in the instructions. */
  readonly constants: ReadonlyMap<number, number>;
  /** The two blocks' schedules, one after the other. */
  readonly schedules: number;
  /** What each round adds: its constant, and its schedule word where the form has it added. Two blocks again. */
  readonly addends: number;
  /** From one block to the next. */
  readonly blockBytes: number;
  readonly slots: number;
  readonly slotCount: number;
  readonly hits: number;
}

/** Lays out: job words, constants, schedules, addends, waiting words, hits. */
export function layOut(form: KernelForm, target: WasmTarget): Layout {
  const stride = WORD_STRIDE[target];
  const constants = new Map<number, number>();
  let end = form.jobWords.length * stride;
  const take = (bytes: number) => {
    const begin = end;
    end += bytes;
    return begin;
  };
  if (target === 'simd') {
    // A vector constant costs V8 three instructions each time; a load costs one.
    for (const node of reachable(rootsOf(form))) {
      if (node.binding === BINDING.constant) constants.set(node.value, take(stride));
    }
  }
  const blockBytes = SCHEDULE_WORDS * stride;
  const arrayBytes = form.shape === 'unrolled' ? 0 : 2 * blockBytes;
  // A trip reads sixteen words back from its pointer: offsets in instructions cannot be negative.
  end = Math.max(end, 16 * stride);
  const schedules = take(arrayBytes);
  const addends = take(arrayBytes);
  const slots = take(SLOTS * stride);
  return { stride, constants, schedules, addends, blockBytes, slots, slotCount: SLOTS, hits: end };
}

export type Block = 0 | 1;

/** Where word t of a block's array stands. */
export function arrayAddress(
  layout: Layout,
  array: 'schedules' | 'addends',
  block: Block,
  t: number,
): Address {
  return { base: 'memory', offset: layout[array] + block * layout.blockBytes + t * layout.stride };
}

/** A word of an array that a form's straight part fills. */
export interface ArrayWord {
  readonly node: Node;
  readonly address: Address;
}

/** The words with which a form's straight part before a block's trips fills the arrays. */
export function arrayWords(form: RolledForm | SplitForm, layout: Layout, block: Block): readonly ArrayWord[] {
  const words = (array: 'schedules' | 'addends', nodes: readonly Node[], begin: number) =>
    nodes.map((node, i) => ({ node, address: arrayAddress(layout, array, block, begin + i) }));
  if (form.shape === 'rolled-16') return words('schedules', [form.first, form.bridge][block]!.window, 0);
  const carried = [form.first, form.bridge][block]!;
  return [
    ...words('schedules', carried.words, 16),
    ...words('addends', carried.addends, 32 - carried.addends.length),
  ];
}

/** Offsets at which each job word is to stand: its own, and those array words that are job words. */
export function jobPlaces(form: KernelForm, layout: Layout): readonly (readonly number[])[] {
  const places = form.jobWords.map((_, i) => [i * layout.stride]);
  for (const { node, address } of knownArrayWords(form, layout)) {
    if (node.binding === BINDING.job) places[form.jobWords.indexOf(node)]!.push(address.offset);
  }
  return places;
}

/** The memory before the hits as it is when nothing has run: constants where they belong, zeros elsewhere. */
export function initialMemory(form: KernelForm, target: WasmTarget, layout: Layout): Uint8Array {
  const bytes = new Uint8Array(layout.hits);
  const view = new DataView(bytes.buffer);
  const put = (offset: number, word: number) => {
    for (let lane = 0; lane < LANES[target]; lane++) view.setUint32(offset + lane * 4, word, true);
  };
  for (const [word, offset] of layout.constants) put(offset, word);
  if (form.shape === 'unrolled') return bytes;
  for (const block of [0, 1] as const) {
    for (const [t, word] of SHA256_ROUND_CONSTANTS.entries()) {
      put(arrayAddress(layout, 'addends', block, t).offset, word);
    }
  }
  for (const { node, address } of knownArrayWords(form, layout)) {
    if (node.binding === BINDING.constant) put(address.offset, node.value);
  }
  return bytes;
}

/** Array words known before the nonce: they are put in place once and never stored again. */
function knownArrayWords(form: KernelForm, layout: Layout): readonly ArrayWord[] {
  if (form.shape === 'unrolled') return [];
  return ([0, 1] as const)
    .flatMap((block) => arrayWords(form, layout, block))
    .filter(({ node }) => node.binding !== BINDING.nonce);
}
