// The graph's promises: constants fold, what a job alone decides is gathered, equal words are one word, and none
// of it ever changes a value.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINDING, evaluate, Graph, type Node, reachable } from '../../../src/kernel/index.ts';
import { build, type Expression, expression, meaning, SEED, u32 } from './support.ts';

const LEAVES = ['x0', 'x1', 'x2', 'x3'] as const;

function inputs(graph: Graph, bindings: readonly (1 | 2)[]): readonly Node[] {
  return LEAVES.map((name, i) => graph.input(name, bindings[i]!));
}

describe('constants', () => {
  it('are one node per word', () => {
    const graph = new Graph();
    expect(graph.constant(7)).toBe(graph.constant(7));
    expect(graph.constant(7)).not.toBe(graph.constant(8));
  });

  it.each([0, 2 ** 32 - 1])('may be %d', (value) => {
    expect(new Graph().constant(value)).toMatchObject({
      operation: 'constant',
      value,
      binding: BINDING.constant,
    });
  });

  it.each([-1, 2 ** 32, 0.5, Number.NaN])('may not be %d', (value) => {
    expect(() => new Graph().constant(value)).toThrow(RangeError);
  });

  it('fold through every operation', () => {
    fc.assert(
      fc.property(expression(), fc.tuple(u32(), u32(), u32(), u32()), (tree, values) => {
        const graph = new Graph();
        const node = build(graph, tree, (leaf) => graph.constant(values[leaf]));
        expect(node.operation).toBe('constant');
        expect(node.value).toBe(Number(meaning(tree, values)));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});

describe('a sum', () => {
  const graph = new Graph();
  const [job, otherJob] = [graph.input('j0', BINDING.job), graph.input('j1', BINDING.job)];
  const [nonce, otherNonce] = [graph.input('n0', BINDING.nonce), graph.input('n1', BINDING.nonce)];
  const constant = (value: number) => graph.constant(value);

  it('of constants wraps at 2^32', () => {
    expect(graph.sum(constant(2 ** 32 - 1), constant(2))).toBe(constant(1));
  });

  it('of nothing is zero', () => {
    expect(graph.sum()).toBe(constant(0));
  });

  it('of one term is that term', () => {
    expect(graph.sum(nonce)).toBe(nonce);
    expect(graph.sum(job)).toBe(job);
  });

  it('drops a zero, also one that constants add up to', () => {
    expect(graph.sum(nonce, constant(0))).toBe(nonce);
    expect(graph.sum(constant(1), job, constant(2 ** 32 - 1))).toBe(job);
    expect(graph.sum(constant(1), job)).not.toBe(job);
  });

  it('gathers constant and per-job terms into one bias, which stands first', () => {
    const sum = graph.sum(job, nonce, constant(3), otherJob, otherNonce, constant(4));
    expect(sum.binding).toBe(BINDING.nonce);
    expect(sum.operands.slice(1)).toEqual([nonce, otherNonce]);
    const bias = sum.operands[0]!;
    expect(bias).toBe(graph.sum(job, otherJob, constant(7)));
    expect(bias.binding).toBe(BINDING.job);
  });

  it('has a constant as its bias where no term is per job', () => {
    expect(graph.sum(constant(3), nonce, constant(4)).operands).toEqual([constant(7), nonce]);
  });

  it('keeps a single per-job term as it is', () => {
    expect(graph.sum(nonce, job).operands).toEqual([job, nonce]);
  });

  it('never has more than one operand that is not per nonce, if it is per nonce itself', () => {
    fc.assert(
      fc.property(
        expression(),
        fc.array(fc.constantFrom(1 as const, 2 as const), { minLength: 4, maxLength: 4 }),
        (tree, bindings) => {
          const fresh = new Graph();
          const leaves = inputs(fresh, bindings);
          for (const node of reachable([build(fresh, tree, (leaf) => leaves[leaf]!)])) {
            if (node.operation !== 'sum' || node.binding !== BINDING.nonce) continue;
            const early = node.operands.filter((operand) => operand.binding < node.binding);
            expect(early.length).toBeLessThanOrEqual(1);
            if (early.length === 1) expect(node.operands[0]).toBe(early[0]);
          }
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('sharing', () => {
  const graph = new Graph();
  const [x, y, z] = [
    graph.input('x', BINDING.nonce),
    graph.input('y', BINDING.nonce),
    graph.input('z', BINDING.job),
  ];

  it('makes equal words one node', () => {
    expect(graph.input('x', BINDING.nonce)).toBe(x);
    expect(graph.Sigma0(x)).toBe(graph.Sigma0(x));
    expect(graph.ch(x, y, z)).toBe(graph.ch(x, y, z));
    expect(graph.sum(x, graph.sigma1(y))).toBe(graph.sum(x, graph.sigma1(y)));
  });

  it('keeps different words apart', () => {
    expect(graph.input('w', BINDING.nonce)).not.toBe(x);
    expect(graph.Sigma0(x)).not.toBe(graph.sigma0(x));
    expect(graph.Sigma0(x)).not.toBe(graph.Sigma0(y));
    expect(graph.ch(x, y, z)).not.toBe(graph.ch(x, z, y));
  });
});

describe('binding time', () => {
  it('is the latest of the operands', () => {
    const graph = new Graph();
    const [c, j, n] = [graph.constant(1), graph.input('j', BINDING.job), graph.input('n', BINDING.nonce)];
    expect(graph.maj(c, c, c).binding).toBe(BINDING.constant);
    expect(graph.maj(c, c, j).binding).toBe(BINDING.job);
    expect(graph.maj(c, n, j).binding).toBe(BINDING.nonce);
  });

  it('never changes a value, and operands come before users', () => {
    const binding = fc.constantFrom('constant', 'job', 'nonce' as const);
    fc.assert(
      fc.property(
        expression(),
        fc.tuple(u32(), u32(), u32(), u32()),
        fc.tuple(binding, binding, binding, binding),
        (tree, values, bindings) => {
          const graph = new Graph();
          const top = build(graph, tree, (leaf) =>
            bindings[leaf] === 'constant'
              ? graph.constant(values[leaf])
              : graph.input(LEAVES[leaf], BINDING[bindings[leaf]]),
          );
          const given = Object.fromEntries(LEAVES.map((name, i) => [name, values[i]!]));
          expect([...evaluate([top], given)]).toEqual([Number(meaning(tree, values))]);
          for (const node of reachable([top])) {
            for (const operand of node.operands) expect(operand.id).toBeLessThan(node.id);
          }
        },
      ),
      { seed: SEED, numRuns: 400 },
    );
  });
});

describe('reachable', () => {
  const graph = new Graph();
  const [x, y] = [graph.input('x', BINDING.nonce), graph.input('y', BINDING.nonce)];
  const needed = graph.Sigma0(x);
  graph.Sigma1(y);
  const top = graph.sum(needed, x);

  it('lists what the roots need once, operands before users, and nothing else', () => {
    expect(reachable([top])).toEqual([x, needed, top]);
    expect(reachable([top, needed, y])).toEqual([x, y, needed, top]);
  });

  it('lists nothing for no roots', () => {
    expect(reachable([])).toEqual([]);
  });
});

describe('evaluate', () => {
  const graph = new Graph();
  const [x, y] = [graph.input('x', BINDING.job), graph.input('y', BINDING.nonce)];

  it('answers one unsigned word per root, in order', () => {
    const words = evaluate([graph.sum(x, y), x, graph.constant(5)], { x: 2 ** 31, y: 2 ** 31 - 1 });
    expect(words).toEqual(Uint32Array.of(2 ** 32 - 1, 2 ** 31, 5));
    expect(evaluate([], {})).toEqual(new Uint32Array(0));
  });

  it('names an input that has no value, and asks only for those that are needed', () => {
    expect(() => evaluate([graph.sum(x, y)], { x: 1 })).toThrow(
      new RangeError('"inputs" expected a value for y'),
    );
    expect(evaluate([x], { x: 1 })).toEqual(Uint32Array.of(1));
  });
});

describe('the tests’ own meaning', () => {
  // Hand-computed, so that the two interpreters cannot be wrong together.
  const leaf = (index: 0 | 1 | 2): Expression => ({ leaf: index });
  it.each<[string, Expression, readonly number[], number]>([
    ['Sigma0', { operation: 'Sigma0', operands: [leaf(0)] }, [1], 0x4008_0400],
    ['Sigma1', { operation: 'Sigma1', operands: [leaf(0)] }, [1], 0x0420_0080],
    ['sigma0', { operation: 'sigma0', operands: [leaf(0)] }, [1], 0x0200_4000],
    ['sigma1', { operation: 'sigma1', operands: [leaf(0)] }, [1], 0x0000_a000],
    ['swapBytes', { operation: 'swapBytes', operands: [leaf(0)] }, [0x0102_0304], 0x0403_0201],
    ['ch', { operation: 'ch', operands: [leaf(0), leaf(1), leaf(2)] }, [0xff00, 0x1234, 0x5678], 0x1278],
    ['maj', { operation: 'maj', operands: [leaf(0), leaf(1), leaf(2)] }, [0b1100, 0b1010, 0b1001], 0b1000],
    ['sum', { operation: 'sum', operands: [leaf(0), leaf(1)] }, [0xffff_ffff, 3], 2],
  ])('%s', (_, tree, values, expected) => {
    expect(meaning(tree, values)).toBe(BigInt(expected));
    const graph = new Graph();
    expect(build(graph, tree, (index) => graph.constant(values[index]!)).value).toBe(expected);
  });
});
