// The shapes in which the one search is printed. Unrolled is straight-line code. Rolled-16 prints the rounds that
// specialise well and runs the others through one shared body of sixteen rounds: much smaller code, a few more
// operations. Split-8 is for targets whose schedule lies in memory: it also prints the schedule words that
// specialise well, and runs their rounds through a second body that has no schedule.

import { SHA256_ROUND_CONSTANTS } from '../primitives/index.ts';
import { BINDING, Graph, type Node, reachable } from './graph.ts';
import {
  digestBlock,
  feedForward,
  headerTailBlock,
  initialState,
  midstateInputs,
  nextWords,
  type Progress,
  rounds,
  standardConstants,
  testedWord,
  type Window,
} from './sha256d.ts';

/** Straight-line code from the nonce to the tested word. */
export interface UnrolledForm {
  readonly shape: 'unrolled';
  /** Words computed once per job, in the order in which a kernel is given them. */
  readonly jobWords: readonly Node[];
  /** Most significant word of the hash. */
  readonly top: Node;
}

/** The words carried from part to part: the working variables a..h, and sixteen schedule words, oldest first. */
export interface Carried {
  readonly variables: readonly Node[];
  readonly window: readonly Node[];
}

/** A loop over one shared body, between straight parts. */
export interface RolledForm {
  readonly shape: 'rolled-16';
  readonly jobWords: readonly Node[];
  /** What is carried after round 15 of the first block. */
  readonly first: Carried;
  /** What a trip makes of {@link VARIABLES}, {@link WINDOW} and {@link ROUND_CONSTANTS}: variables and new words. */
  readonly body: { readonly variables: readonly Node[]; readonly words: readonly Node[] };
  /** What is carried after round 15 of the second block, from the variables at the end of the first. */
  readonly bridge: Carried;
  /** Most significant word of the hash, from what is carried before the second block's round 48. */
  readonly top: Node;
}

/** Two loops over two bodies of eight rounds, between straight parts. */
export interface SplitForm {
  readonly shape: 'split-8';
  readonly jobWords: readonly Node[];
  /** What is carried after round 7 of the first block. */
  readonly first: SplitCarried;
  /** The variables after eight rounds, from {@link VARIABLES} and {@link ADDENDS}. */
  readonly rounds: readonly Node[];
  /** What a trip makes of {@link VARIABLES}, {@link WINDOW} and {@link ADDENDS}: variables and new words. */
  readonly body: { readonly variables: readonly Node[]; readonly words: readonly Node[] };
  /** The same before round 0 of the second block, from the variables at the end of the first. */
  readonly bridge: SplitCarried;
  /** Most significant word of the hash, from what is carried before the second block's round 56. */
  readonly top: Node;
}

/** What a split form carries into the rounds up to 31. */
export interface SplitCarried {
  readonly variables: readonly Node[];
  /** Schedule words 16..31. */
  readonly words: readonly Node[];
  /** Round constant plus schedule word of the rounds to come, up to 31. */
  readonly addends: readonly Node[];
}

export type KernelForm = UnrolledForm | RolledForm | SplitForm;
export type KernelShape = KernelForm['shape'];
export const KERNEL_SHAPES = ['unrolled', 'rolled-16', 'split-8'] as const satisfies readonly KernelShape[];

/** Names of the working variables between the parts of a rolled kernel. */
export const VARIABLES = Array.from({ length: 8 }, (_, i) => `v${i}`);

/** Names of the schedule window's words there, oldest first. */
export const WINDOW = Array.from({ length: 16 }, (_, i) => `w${i}`);

/** Names of the round constants that a trip reads. */
export const ROUND_CONSTANTS = Array.from({ length: 16 }, (_, i) => `k${i}`);

/** Names of what a split trip reads: the round constants, with the schedule word added where it is known. */
export const ADDENDS = ROUND_CONSTANTS.slice(0, 8);

/** Trips through the rolled body before the bridge (rounds 16..63) and in all: after it the last is straight. */
export const TRIPS = { beforeBridge: 3, total: 5 } as const;

/**
 * Trips through each of the split form's bodies: without schedule rounds 8..31 and 0..31, with schedule 32..63 and
 * 32..55.
 */
export const SPLIT_TRIPS = 7;

/** What the trips read in order before the bridge, and again from the beginning after it: rounds 16..63. */
export const TRIP_CONSTANTS: Uint32Array = SHA256_ROUND_CONSTANTS.slice(16);

const FORMS = { unrolled: unrolledForm, 'rolled-16': rolledForm, 'split-8': splitForm } as const;

/** States the search in the given shape. */
export function kernelForm<S extends KernelShape>(shape: S): Extract<KernelForm, { shape: S }> {
  return FORMS[shape]() as Extract<KernelForm, { shape: S }>;
}

/** All words that per-nonce code computes. */
export function rootsOf(form: KernelForm): readonly Node[] {
  if (form.shape === 'unrolled') return [form.top];
  const body = [...form.body.variables, ...form.body.words];
  if (form.shape === 'rolled-16') {
    const ends = [form.first, form.bridge].flatMap(({ variables, window }) => [...variables, ...window]);
    return [...ends, ...body, form.top];
  }
  const { first, bridge, rounds: plain, top } = form;
  const ends = [first, bridge].flatMap(({ variables, words, addends }) => [
    ...variables,
    ...words,
    ...addends,
  ]);
  return [...ends, ...plain, ...body, top];
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

/** What is carried into round `begin`, as inputs. `rounds` keeps word t at t mod 16; the window is oldest first. */
function carriedInputs(graph: Graph, begin: number): Progress {
  const window = inputs(graph, WINDOW);
  return { state: inputs(graph, VARIABLES), window: window.map((_, i) => window[(i - begin + 64) % 16]!) };
}

function inputs(graph: Graph, names: readonly string[]): Node[] {
  return names.map((name) => graph.input(name, BINDING.nonce));
}

function rolledForm(): RolledForm {
  const graph = new Graph();
  const midstate = midstateInputs(graph);
  const carried = ({ state, window }: Progress): Carried => ({ variables: state, window });
  const constants = inputs(graph, ROUND_CONSTANTS);
  const first = rounds(graph, { state: midstate, window: headerTailBlock(graph) }, 0, 16);
  const body = rounds(graph, carriedInputs(graph, 16), 16, 32, (round) => constants[round - 16]!);
  const digest = feedForward(graph, midstate, inputs(graph, VARIABLES));
  const bridge = rounds(graph, { state: initialState(graph), window: digestBlock(graph, digest) }, 0, 16);
  const last = rounds(graph, carriedInputs(graph, 48), 48, 64);
  const form = {
    shape: 'rolled-16',
    first: carried(first),
    body: { variables: body.state, words: body.window },
    bridge: carried(bridge),
    top: testedWord(graph, last.state[7]!),
  } as const;
  return { ...form, jobWords: jobWordsOf(rootsOf({ ...form, jobWords: [] })) };
}

function splitForm(): SplitForm {
  const graph = new Graph();
  const midstate = midstateInputs(graph);
  const addends = inputs(graph, ADDENDS);
  const addend = (round: number) => addends[round % 8]!;
  const zeros: Progress = {
    state: inputs(graph, VARIABLES),
    window: Array.from({ length: 16 }, () => graph.constant(0)),
  };
  const header = headerTailBlock(graph);
  const digest = feedForward(graph, midstate, inputs(graph, VARIABLES));
  const body = rounds(graph, carriedInputs(graph, 32), 32, 40, addend);
  const last = rounds(graph, carriedInputs(graph, 56), 56, 64);
  const second = digestBlock(graph, digest);
  const form = {
    shape: 'split-8',
    first: {
      variables: rounds(graph, { state: midstate, window: header }, 0, 8).state,
      ...upTo31(graph, header, 8),
    },
    // The addend holds the schedule word already.
    rounds: rounds(graph, zeros, 0, 8, addend).state,
    body: { variables: body.state, words: body.window.slice(0, 8) },
    bridge: { variables: initialState(graph), ...upTo31(graph, second, 0) },
    top: testedWord(graph, last.state[7]!),
  } as const;
  return { ...form, jobWords: jobWordsOf(rootsOf({ ...form, jobWords: [] })) };
}

/** Schedule words 16..31 of a block, and the addends of rounds `begin` to 31. */
function upTo31(graph: Graph, block: Window, begin: number): Pick<SplitCarried, 'words' | 'addends'> {
  const words = nextWords(graph, block);
  const constants = standardConstants(graph);
  const addends = [...block, ...words].map((word, t) => graph.sum(constants(t), word));
  return { words, addends: addends.slice(begin) };
}

/** The per-job words that per-nonce code reads or hands on; the words behind them stay on the host. */
function jobWordsOf(roots: readonly Node[]): readonly Node[] {
  const needed = new Set<Node>(roots.filter((root) => root.binding === BINDING.job));
  for (const node of reachable(roots)) {
    if (node.binding !== BINDING.nonce) continue;
    for (const operand of node.operands) if (operand.binding === BINDING.job) needed.add(operand);
  }
  return [...needed].sort((one, other) => one.id - other.id);
}
