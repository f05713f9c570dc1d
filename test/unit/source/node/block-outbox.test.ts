// Siblings: where a block is easy, more are found before the node has answered to the first.

import { describe, expect, it } from 'vitest';
import { NodeCallError } from '../../../../src/source/index.ts';
import { deferred } from '../../engine/support.ts';
import { FakeNode, NEXT_TIP, openNode as open } from './fake-node.ts';

const hashOf = (nth: number) => new Uint8Array(32).fill(nth);
const shownOf = (nth: number) => nth.toString(16).padStart(2, '0').repeat(32);
const nth = (value: number) => String(value).padStart(2, '0').repeat(32);

/** A node whose answers to blocks come when the test says so. */
function slowNode() {
  const node = new FakeNode();
  const answers: ReturnType<typeof deferred<unknown>>[] = [];
  node.answers['submitblock'] = () => {
    const answer = deferred<unknown>();
    answers.push(answer);
    return answer.promise;
  };
  return { node, answers };
}

describe('a block on its way', () => {
  it('ends the search on its tip, and a renewed template does not begin it again', async () => {
    const { node } = slowNode();
    const { source, changes, pass } = await open(node);
    const order = source.next()!;
    void source.submit(order, 1, hashOf(1));
    expect(changes).toEqual(['replaced', 'gone']);
    expect(source.next()).toBeNull();
    await pass(31_000);
    expect(node.timesOf('getblocktemplate').length).toBeGreaterThan(1);
    expect(source.next()).toBeNull();
    expect(changes).toEqual(['replaced', 'gone']);
    // It is no problem of the node's, and a share of that work is not late.
    expect(source.status).toMatchObject({ state: 'working', problem: null });
    expect(source.isCurrent(order)).toBe(true);
  });

  it('does not keep another tip from being searched', async () => {
    const { node } = slowNode();
    const { source, changes, pass } = await open(node);
    void source.submit(source.next()!, 1, hashOf(1));
    node.advance(NEXT_TIP);
    await pass(1);
    expect(changes).toEqual(['replaced', 'gone', 'replaced']);
    expect(source.next()).not.toBeNull();
  });

  it('is the only one that is sent, however many siblings are found', async () => {
    const { node, answers } = slowNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    const verdicts = Array.from({ length: 50 }, (_, i) => source.submit(order, i, hashOf(i + 1)));
    expect(node.of('submitblock')).toBe(1);
    // Most are answered at once: they need no memory.
    const early = await Promise.all(verdicts.slice(3));
    expect(new Set(early.map(({ kind }) => kind))).toEqual(new Set(['stale']));
    node.best = shownOf(1);
    answers[0]!.resolve(null);
    expect(await time.run(verdicts[0]!)).toEqual({ kind: 'accepted' });
    expect((await time.run(Promise.all(verdicts))).filter(({ kind }) => kind === 'stale')).toHaveLength(49);
    expect(node.of('submitblock')).toBe(1);
    expect(source.status.blocks).toHaveLength(1);
  });

  it('that is refused gives its place to a sibling that was found meanwhile', async () => {
    const { node, answers } = slowNode();
    const { source, changes, time, pass } = await open(node);
    const order = source.next()!;
    const verdicts = [1, 2, 3].map((i) => source.submit(order, i, hashOf(i)));
    answers[0]!.resolve('bad-something');
    expect(await time.run(verdicts[0]!)).toEqual({ kind: 'rejected', reason: 'bad-something' });
    await pass(1);
    expect(node.of('submitblock')).toBe(2);
    // Still nothing else is searched.
    expect(changes).toEqual(['replaced', 'gone']);
    node.best = shownOf(2);
    answers[1]!.resolve(null);
    expect(await time.run(verdicts[1]!)).toEqual({ kind: 'accepted' });
    expect(await time.run(verdicts[2]!)).toMatchObject({ kind: 'stale' });
    expect(node.of('submitblock')).toBe(2);
  });

  it('that is refused lets the search begin again', async () => {
    const { node, answers } = slowNode();
    const { source, changes, time } = await open(node);
    const verdict = source.submit(source.next()!, 1, hashOf(1));
    answers[0]!.resolve('high-hash');
    await time.run(verdict);
    expect(changes.slice(0, 3)).toEqual(['replaced', 'gone', 'renewed']);
    expect(source.next()).not.toBeNull();
  });

  it('that is refused after its tip has gone takes its siblings with it', async () => {
    const { node, answers } = slowNode();
    const { source, time, pass } = await open(node);
    const order = source.next()!;
    const verdicts = [1, 2].map((i) => source.submit(order, i, hashOf(i)));
    node.advance(NEXT_TIP);
    await pass(1);
    answers[0]!.resolve('stale-prevblk');
    expect(await time.run(Promise.all(verdicts))).toEqual([
      { kind: 'stale', reason: 'stale-prevblk' },
      { kind: 'stale', reason: expect.stringMatching(/^not sent/u) },
    ]);
    expect(node.of('submitblock')).toBe(1);
  });

  it('that nobody answers leaves its siblings without an answer, too', async () => {
    const node = new FakeNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    node.fault = new NodeCallError('unreachable', 'h:1 refused the connection');
    const verdicts = [1, 2].map((i) => source.submit(order, i, hashOf(i)));
    const kinds = (await time.run(Promise.all(verdicts))).map(({ kind }) => kind);
    expect(kinds).toEqual(['unanswered', 'unanswered']);
  });

  it('is one of few at a node that answers nothing while tips come and go', async () => {
    const node = new FakeNode();
    let open_ = 0;
    const plain = node.call;
    const call: typeof plain = (method, params, options) => {
      if (method !== 'submitblock') return plain(method, params, options);
      open_++;
      return new Promise((_resolve, reject) => {
        options.signal.addEventListener('abort', () => {
          open_--;
          reject(new NodeCallError('lost', 'given up'));
        });
      });
    };
    const { source, pass } = await open({ ...node, call, time: node.time } as unknown as FakeNode);
    for (let i = 10; i < 30; i++) {
      void source.submit(source.next()!, 1, hashOf(i));
      node.advance(nth(i));
      await pass(2);
    }
    expect(open_).toBeLessThanOrEqual(4);
    expect(open_).toBeGreaterThan(1);
  });

  it('has an end of its own: hundreds of them would listen to one', async () => {
    const node = new FakeNode();
    const signals: AbortSignal[] = [];
    const plain = node.call;
    const call: typeof plain = (method, params, options) => {
      if (method === 'submitblock') signals.push(options.signal);
      return plain(method, params, options);
    };
    const { source, pass, time } = await open({ ...node, call, time: node.time } as unknown as FakeNode);
    for (let i = 1; i <= 3; i++) {
      await time.run(source.submit(source.next()!, 1, hashOf(i)));
      await pass(2);
    }
    expect(new Set(signals).size).toBe(3);
  });

  it('hides no mistake of ours, and leaves none waiting', async () => {
    const node = new FakeNode();
    node.answers['submitblock'] = () => {
      throw new TypeError('x is not a function');
    };
    const { source, notices, time } = await open(node);
    const verdict = await time.run(source.submit(source.next()!, 1, hashOf(1)));
    expect(verdict).toEqual({ kind: 'unanswered', reason: 'something went wrong: x is not a function' });
    expect(notices).toEqual([expect.stringMatching(/x is not a function$/u)]);
  });
});
