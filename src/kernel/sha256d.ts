// Double SHA-256 of an 80-byte header, stated in the graph round by round as FIPS 180-4 reads.
// Nothing is optimised here: what is constant, per job or not needed falls away in the graph.

import { SHA256_INITIAL, SHA256_ROUND_CONSTANTS } from '../primitives/index.ts';
import { BINDING, type Graph, type Node } from './graph.ts';

/** Inputs of a kernel by name: the midstate's words, the header's words 16..18, and the nonce. */
export const MIDSTATE_INPUTS = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'] as const;
export const TAIL_INPUTS = ['t0', 't1', 't2'] as const;
export const NONCE_INPUT = 'nonce';

/** The working variables a..h. */
export type State = readonly Node[];
/** The last sixteen words of a message schedule; word t stands at t mod 16. */
export type Window = readonly Node[];

/** Where a compression stands: its working variables and its schedule. */
export interface Progress {
  readonly state: State;
  readonly window: Window;
}

/** Round constants, given as nodes so that a shared body may read them from memory. */
export type RoundConstants = (round: number) => Node;

/** The standard's constants as graph constants. */
export function standardConstants(graph: Graph): RoundConstants {
  return (round) => graph.constant(SHA256_ROUND_CONSTANTS[round]!);
}

/** The initial hash value as graph constants. */
export function initialState(graph: Graph): State {
  return Array.from(SHA256_INITIAL, (word) => graph.constant(word));
}

/** The midstate's eight words, per job. */
export function midstateInputs(graph: Graph): State {
  return MIDSTATE_INPUTS.map((name) => graph.input(name, BINDING.job));
}

/**
 * The first sixteen schedule words of the header's second block: words 16..18 of the header, the nonce
 * (stored little-endian, read big-endian), and the padding of an 80-byte message.
 */
export function headerTailBlock(graph: Graph): Window {
  const tail = TAIL_INPUTS.map((name) => graph.input(name, BINDING.job));
  const nonce = graph.swapBytes(graph.input(NONCE_INPUT, BINDING.nonce));
  return padded(graph, [...tail, nonce], 640);
}

/** The first sixteen schedule words of the second hash: a 32-byte digest and its padding. */
export function digestBlock(graph: Graph, digest: State): Window {
  return padded(graph, digest, 256);
}

/** Section 5.1.1: one set bit, zeros, and the length in bits. */
function padded(graph: Graph, words: readonly Node[], bitLength: number): Window {
  const zeros = Array.from({ length: 14 - words.length }, () => graph.constant(0));
  return [...words, graph.constant(0x8000_0000), ...zeros, graph.constant(bitLength)];
}

/** Section 6.2.2 step 1 for one word: word t of the schedule, from the sixteen before it. */
function scheduleWord(graph: Graph, window: Window, t: number): Node {
  return graph.sum(
    window[t % 16]!,
    graph.sigma0(window[(t - 15) % 16]!),
    window[(t - 7) % 16]!,
    graph.sigma1(window[(t - 2) % 16]!),
  );
}

/** Schedule words 16..31 from words 0..15. */
export function nextWords(graph: Graph, block: Window): Window {
  const window = [...block];
  for (let t = 16; t < 32; t++) window[t % 16] = scheduleWord(graph, window, t);
  return window;
}

/**
 * Section 6.2.2 steps 1 and 3 for rounds `first` up to but not including `end`. A schedule word past 15 is
 * made in the round that uses it, so that emitted code keeps few words alive.
 */
export function rounds(
  graph: Graph,
  start: Progress,
  first: number,
  end: number,
  constants: RoundConstants = standardConstants(graph),
): Progress {
  const window = [...start.window];
  let [a, b, c, d, e, f, g, h] = start.state as [Node, Node, Node, Node, Node, Node, Node, Node];
  for (let t = first; t < end; t++) {
    if (t >= 16) window[t % 16] = scheduleWord(graph, window, t);
    const t1 = graph.sum(constants(t), h, window[t % 16]!, graph.ch(e, f, g), graph.Sigma1(e));
    const t2 = [graph.maj(a, b, c), graph.Sigma0(a)];
    [a, b, c, d, e, f, g, h] = [graph.sum(t1, ...t2), a, b, c, graph.sum(d, t1), e, f, g];
  }
  return { state: [a, b, c, d, e, f, g, h], window };
}

/** Section 6.2.2 step 4: the working variables are added to the state that the block began with. */
export function feedForward(graph: Graph, before: State, after: State): State {
  return before.map((word, i) => graph.sum(word, after[i]!));
}

/**
 * The word that decides: the most significant of the hash read as a little-endian integer, that is
 * the byte-swapped last word of the digest.
 */
export function testedWord(graph: Graph, lastVariable: Node): Node {
  return graph.swapBytes(graph.sum(lastVariable, graph.constant(SHA256_INITIAL[7]!)));
}
