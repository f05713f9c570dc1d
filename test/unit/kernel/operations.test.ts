// How many operations a nonce costs. The bounds may only go down: raising one is a slower kernel.

import { describe, expect, it } from 'vitest';
import {
  BINDING,
  Graph,
  KERNEL_SHAPES,
  type KernelForm,
  kernelForm,
  type Node,
  operationProfile,
  operationsPerNonce,
} from '../../../src/kernel/index.ts';
import { digestBlock, feedForward, initialState, rounds, testedWord } from '../../../src/kernel/sha256d.ts';

/** The bound of each form, and the part of it that decides: what is printed is its profile. */
const MOST = { unrolled: 2450, 'rolled-16': 2600, 'split-8': 2550 } as const;

const formOf = (top: Node): KernelForm => ({ shape: 'unrolled', jobWords: [], top });

describe('operations per nonce', () => {
  it.each(KERNEL_SHAPES)('%s keeps to its bound', (shape) => {
    const form = kernelForm(shape);
    const operations = operationsPerNonce(form);
    const [part, roots] =
      form.shape === 'unrolled'
        ? ['in all', [form.top]]
        : ['in one trip through the body', [...form.body.variables, ...form.body.words]];
    console.info(`${shape}: ${operations} operations per nonce; ${part}:`, operationProfile(roots));
    expect(operations).toBeLessThanOrEqual(MOST[shape]);
  });

  it('would be far more with every header word unknown until the nonce is', () => {
    // Three compressions, no midstate, the same rounds: the bounds above mean something.
    const graph = new Graph();
    const words = Array.from({ length: 32 }, (_, i) => graph.input(`w${i}`, BINDING.nonce));
    let state = initialState(graph);
    for (const block of [words.slice(0, 16), words.slice(16)]) {
      state = feedForward(graph, state, rounds(graph, { state, window: block }, 0, 64).state);
    }
    const twice = rounds(graph, { state: initialState(graph), window: digestBlock(graph, state) }, 0, 64);
    expect(operationsPerNonce(formOf(testedWord(graph, twice.state[7]!)))).toBeGreaterThan(3800);
  });

  it('counts three-input logic and adds as one, a sigma as four, and what a job alone decides as nothing', () => {
    const graph = new Graph();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => graph.input(name, BINDING.nonce)) as [
      Node,
      Node,
      Node,
      Node,
    ];
    const [j, k] = [graph.input('j', BINDING.job), graph.input('k', BINDING.job)];
    const cost = (top: Node) => operationsPerNonce(formOf(top));
    expect(cost(a)).toBe(0);
    expect(cost(graph.constant(5))).toBe(0);
    expect(cost(graph.Sigma0(graph.sum(j, k)))).toBe(0);
    expect(cost(graph.sum(a, b))).toBe(1);
    expect(cost(graph.sum(a, b, c))).toBe(1);
    expect(cost(graph.sum(a, b, c, d))).toBe(2);
    expect(cost(graph.sum(a, b, j, k, graph.constant(9)))).toBe(1);
    expect(cost(graph.ch(a, b, c))).toBe(1);
    expect(cost(graph.maj(a, j, graph.constant(1)))).toBe(1);
    expect(cost(graph.swapBytes(a))).toBe(1);
    for (const sigma of ['Sigma0', 'Sigma1', 'sigma0', 'sigma1'] as const)
      expect(cost(graph[sigma](a))).toBe(4);
    // A shared word is computed once.
    expect(cost(graph.sum(graph.Sigma0(a), graph.ch(graph.Sigma0(a), b, c)))).toBe(4 + 1 + 1);
  });

  it('counts the shared body once per trip', () => {
    const graph = new Graph();
    const a = graph.input('a', BINDING.nonce);
    const form: KernelForm = {
      shape: 'rolled-16',
      jobWords: [],
      first: { variables: [graph.swapBytes(a)], window: [a] },
      body: { variables: [graph.Sigma0(a)], words: [graph.ch(a, a, graph.Sigma0(a))] },
      bridge: { variables: [graph.sum(a, graph.Sigma1(a))], window: [a] },
      top: a,
    };
    expect(operationsPerNonce(form)).toBe(1 + 5 * (4 + 1) + 5);
  });
});

describe('operationProfile', () => {
  it('counts per-nonce nodes by kind, inputs aside', () => {
    const graph = new Graph();
    const [a, j] = [graph.input('a', BINDING.nonce), graph.input('j', BINDING.job)];
    const top = graph.sum(graph.Sigma0(a), graph.Sigma0(graph.swapBytes(a)), graph.Sigma1(j));
    expect(operationProfile([top])).toEqual({ swapBytes: 1, Sigma0: 2, sum: 1 });
    expect(operationProfile([j])).toEqual({});
  });
});
