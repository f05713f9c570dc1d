// The shapes in which the one search is printed. Unrolled is straight-line code. Rolled-16 prints the rounds
// that specialise well and runs the others through one shared body of sixteen rounds: much smaller code, a
// few more operations.

import { SHA256_ROUND_CONSTANTS } from '../primitives/index.ts';
import { BINDING, Graph, type Node, reachable } from './graph.ts';
import {
  digestBlock,
  feedForward,
  headerTailBlock,
  initialState,
  midstateInputs,
  type Progress,
  rounds,
  testedWord,
} from './sha256d.ts';

/** Straight-line code from the nonce to the tested word. */
export interface UnrolledForm {
  readonly shape: 'unrolled';
  /** Words computed once per job, in the order in which a kernel is given them. */
  readonly jobWords: readonly Node[];
  /** Most significant word of the hash. */
  readonly top: Node;
}

/** A loop over one shared body, between straight parts. */
export interface RolledForm {
  readonly shape: 'rolled-16';
  readonly jobWords: readonly Node[];
  /** The 24 carried words (a..h and sixteen schedule words) after round 15 of the first block. */
  readonly first: readonly Node[];
  /** The carried words after sixteen more rounds, from {@link CARRIED} and {@link ROUND_CONSTANT_INPUTS}. */
  readonly body: readonly Node[];
  /** The carried words after round 15 of the second block, from those at the end of the first. */
  readonly bridge: readonly Node[];
  /** Most significant word of the hash, from the carried words after round 47 of the second block. */
  readonly top: Node;
}

export type KernelForm = UnrolledForm | RolledForm;
export type KernelShape = KernelForm['shape'];

/** Names of the carried words: the working variables, then the schedule window. */
export const CARRIED = [
  ...Array.from({ length: 8 }, (_, i) => `v${i}`),
  ...Array.from({ length: 16 }, (_, i) => `w${i}`),
] as const;

/** Names of the round constants that a trip through the shared body reads. */
export const ROUND_CONSTANT_INPUTS = Array.from({ length: 16 }, (_, i) => `k${i}`);

/** Trips through the shared body before the bridge (rounds 16..63), and in all (then 16..47). */
export const TRIPS = { beforeBridge: 3, total: 5 } as const;

/** Round constants trip by trip, sixteen words each, as a rolled kernel reads them. */
export const TRIP_CONSTANTS: Uint32Array = Uint32Array.from({ length: TRIPS.total * 16 }, (_, i) => {
  const trip = Math.floor(i / 16) % TRIPS.beforeBridge;
  return SHA256_ROUND_CONSTANTS[16 + trip * 16 + (i % 16)]!;
});

/** States the search in the given shape. */
export function kernelForm(shape: KernelShape): KernelForm {
  return shape === 'unrolled' ? unrolledForm() : rolledForm();
}

function unrolledForm(): UnrolledForm {
  const graph = new Graph();
  const midstate = midstateInputs(graph);
  const once = rounds(graph, { state: midstate, window: headerTailBlock(graph) }, 0, 64);
  const digest = feedForward(graph, midstate, once.state);
  const twice = rounds(graph, { state: initialState(graph), window: digestBlock(graph, digest) }, 0, 64);
  const top = testedWord(graph, twice.state[7]!);
  return { shape: 'unrolled', jobWords: jobWordsOf([top]), top };
}

function rolledForm(): RolledForm {
  const graph = new Graph();
  const midstate = midstateInputs(graph);
  const carriedInputs = CARRIED.map((name) => graph.input(name, BINDING.nonce));
  const carried: Progress = { state: carriedInputs.slice(0, 8), window: carriedInputs.slice(8) };
  const constant = (round: number) => graph.input(ROUND_CONSTANT_INPUTS[round % 16]!, BINDING.nonce);

  const first = rounds(graph, { state: midstate, window: headerTailBlock(graph) }, 0, 16);
  const body = rounds(graph, carried, 16, 32, constant);
  const digest = feedForward(graph, midstate, carried.state);
  const bridge = rounds(graph, { state: initialState(graph), window: digestBlock(graph, digest) }, 0, 16);
  const last = rounds(graph, carried, 48, 64);

  const flat = ({ state, window }: Progress) => [...state, ...window];
  const form = { first: flat(first), body: flat(body), bridge: flat(bridge) };
  const top = testedWord(graph, last.state[7]!);
  const jobWords = jobWordsOf([...form.first, ...form.body, ...form.bridge, top]);
  return { shape: 'rolled-16', jobWords, ...form, top };
}

/** The per-job words that per-nonce code reads; the words behind them stay on the host. */
function jobWordsOf(roots: readonly Node[]): readonly Node[] {
  const needed = new Set<Node>(roots.filter((root) => root.binding === BINDING.job));
  for (const node of reachable(roots)) {
    if (node.binding !== BINDING.nonce) continue;
    for (const operand of node.operands) if (operand.binding === BINDING.job) needed.add(operand);
  }
  return [...needed].sort((one, other) => one.id - other.id);
}
