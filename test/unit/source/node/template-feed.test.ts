// When a node is asked for its template, and what is made of answers that come late, out of turn, at once or never.

import { afterEach, describe, expect, it } from 'vitest';
import { NodeCallError } from '../../../../src/source/index.ts';
import type { NodeTemplate } from '../../../../src/source/node/block-template.ts';
import { TemplateFeed } from '../../../../src/source/node/template-feed.ts';
import { deferred } from '../../engine/support.ts';
import { FakeNode, NEXT_TIP, TIP } from './fake-node.ts';

const THIRD_TIP = 'cc'.repeat(32);
const REFUSED = new NodeCallError('unreachable', 'h:1 refused the connection');
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function start(node: FakeNode, onTemplate: (template: NodeTemplate) => void = () => {}) {
  const { time } = node;
  const end = new AbortController();
  ends.push(() => end.abort());
  const tips: string[] = [];
  const faults: { readonly sentence: string; readonly retryMs: number; readonly atMs: number }[] = [];
  const feed = new TemplateFeed({
    call: node.call,
    clock: time.clock,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    signal: end.signal,
    onTemplate: (template) => {
      onTemplate(template);
      tips.push(template.previousBlock);
    },
    onTry: () => {},
    onFault: (fault) => faults.push({ ...fault, atMs: time.nowMs }),
  });
  const running = feed.run();
  running.catch(() => {});
  const until = (ms: number) => time.run(time.sleep(ms - time.nowMs));
  return { feed, tips, faults, end, running, until };
}

const isLongPoll = (params: readonly unknown[]) => 'longpollid' in (params[0] as object);

/** A second template has been asked for, and its answer, `old`, comes when `slow` resolves. */
async function onItsWay() {
  const node = new FakeNode();
  const { feed, tips, until } = start(node);
  await until(10);
  const slow = deferred<unknown>();
  const old = node.template;
  node.answers['getblocktemplate'] = () => slow.promise;
  feed.refresh();
  await until(20);
  delete node.answers['getblocktemplate'];
  return { node, feed, tips, until, slow, old };
}

describe('a template', () => {
  it('is asked for by one who knows segwit, at once and twice a minute', async () => {
    const node = new FakeNode();
    const { until } = start(node);
    await until(95_000);
    expect(node.timesOf('getblocktemplate')).toEqual([0, 30_000, 60_000, 90_000]);
    expect(node.calls[0]).toMatchObject({
      method: 'getblocktemplate',
      params: [{ rules: ['segwit'], capabilities: expect.arrayContaining(['longpoll', 'coinbasevalue']) }],
    });
    expect(node.pollIds).toEqual(['poll0']);
  });

  it('is asked for again at once if that was wished while the last answer was on its way', async () => {
    const node = new FakeNode();
    const { feed, until } = start(node);
    await until(10);
    node.answers['getblocktemplate'] = async (params) => {
      if (!isLongPoll(params)) await node.time.sleep(2000);
      return node.template;
    };
    feed.refresh();
    await until(500);
    feed.refresh();
    feed.refresh();
    await until(20_000);
    expect(node.timesOf('getblocktemplate')).toEqual([0, 10, 2010]);
    expect(feed.latencyMs).toBe(2000);
  });

  it('that is older than what a long poll has brought meanwhile is not taken', async () => {
    const { node, feed, tips, until, slow, old } = await onItsWay();
    node.advance(NEXT_TIP);
    await until(30);
    expect(tips).toEqual([TIP, NEXT_TIP]);
    slow.resolve(old);
    await until(40);
    // Not the old one, but another question.
    expect(tips).toEqual([TIP, NEXT_TIP, NEXT_TIP]);
    expect(feed.tip).toBe(NEXT_TIP);
  });

  it('on a block of our own is asked for at once, and one that was on its way is not taken', async () => {
    const { node, feed, tips, until, slow, old } = await onItsWay();
    node.template = { ...old, previousblockhash: NEXT_TIP };
    feed.advance(NEXT_TIP);
    slow.resolve(old);
    await until(30);
    expect(tips).toEqual([TIP, NEXT_TIP]);
  });
});

describe('long polls', () => {
  it('are asked with the newest id, again as soon as they are answered after a while', async () => {
    const node = new FakeNode();
    const { tips, until } = start(node);
    await until(5000);
    node.renew({ longpollid: 'poll1' });
    await until(5001);
    expect(tips).toEqual([TIP, TIP]);
    node.advance(NEXT_TIP);
    await until(5002);
    // No pause lies between a block and the next question: another may follow at once.
    node.advance(THIRD_TIP);
    await until(5003);
    expect(tips).toEqual([TIP, TIP, NEXT_TIP, THIRD_TIP]);
    expect(node.pollIds).toEqual(['poll0', 'poll1', `poll${NEXT_TIP}`, `poll${THIRD_TIP}`]);
  });

  it.each([
    ['the same id', () => 'poll0'],
    ['another id each time', (nth: number) => `poll${nth}`],
  ])('that are answered at once with nothing new and %s are asked seldom', async (_what, id) => {
    const node = new FakeNode();
    let nth = 0;
    node.answers['getblocktemplate'] = () => {
      if (nth > 1000) throw new NodeCallError('lost', 'asked without end');
      return { ...node.template, longpollid: id(nth++) };
    };
    const { until, faults } = start(node);
    await until(29_000);
    expect(node.pollIds.length).toBeGreaterThan(5);
    expect(node.pollIds.length).toBeLessThan(12);
    expect(faults).toEqual([]);
  });

  it.each([
    [29_999, false],
    [30_000, true],
  ])('that break after %i ms three times: still used is %s', async (ms, isUsed) => {
    const node = new FakeNode();
    node.answers['getblocktemplate'] = async (params) => {
      if (!isLongPoll(params)) return node.template;
      await node.time.sleep(ms);
      throw new NodeCallError('lost', 'a gateway has had enough');
    };
    const { feed, faults, until } = start(node);
    await until(2 * 33_000 + 29_000);
    expect(feed.hasLongPoll).toBe(true);
    await until(200_000);
    expect(feed.hasLongPoll).toBe(isUsed);
    expect(node.of('getbestblockhash') > 0).toBe(!isUsed);
    expect(faults).toEqual([]);
  });

  it('that work now and then do not count as broken', async () => {
    const node = new FakeNode();
    node.pollFault = new NodeCallError('lost', 'cut');
    const { feed, until } = start(node);
    // Two fail, the third is held and answered, and so on.
    for (let round = 1; round <= 4; round++) {
      const begunMs = node.time.nowMs;
      await until(begunMs + 4000);
      node.pollFault = null;
      await until(begunMs + 12_000);
      expect(node.polls).toBe(1);
      node.pollFault = new NodeCallError('lost', 'cut');
      node.renew({ longpollid: `round${round}` });
    }
    expect(feed.hasLongPoll).toBe(true);
  });

  it('that are never answered cost half a minute, not the block', async () => {
    const node = new FakeNode();
    const { tips, until } = start(node);
    await until(100);
    // Nobody tells those who wait.
    node.template = { ...node.template, previousblockhash: NEXT_TIP };
    await until(29_000);
    expect(tips).toEqual([TIP]);
    await until(30_001);
    expect(tips).toEqual([TIP, NEXT_TIP]);
  });

  it('whose answer is nonsense lead to another question, and what that brings is told', async () => {
    const node = new FakeNode();
    const { tips, faults, until } = start(node);
    await until(10);
    node.renew({ height: -1 });
    await until(20);
    expect(tips).toEqual([TIP]);
    expect(faults).toEqual([
      {
        sentence: expect.stringMatching(/bad "height"/u),
        retryMs: 1000,
        atMs: expect.any(Number),
        isPassing: false,
      },
    ]);
    node.renew({ height: 7 });
    await until(1100);
    expect(tips).toEqual([TIP, TIP]);
  });
});

describe('without long polls', () => {
  it('the newest block is looked at each three seconds, and a template is asked for where it is another', async () => {
    const node = new FakeNode({ longpollid: undefined });
    const { feed, tips, until } = start(node);
    await until(14_000);
    expect(feed.hasLongPoll).toBe(false);
    expect(node.timesOf('getbestblockhash')).toEqual([3000, 6000, 9000, 12_000]);
    expect(node.timesOf('getblocktemplate')).toEqual([0]);
    node.advance(NEXT_TIP);
    delete node.template['longpollid'];
    await until(15_001);
    expect(tips).toEqual([TIP, NEXT_TIP]);
    expect(node.pollIds).toEqual([]);
  });

  it('a node that does not tell its newest block is asked for templates all the same', async () => {
    const node = new FakeNode({ longpollid: undefined });
    node.answers['getbestblockhash'] = () => {
      throw new NodeCallError('error', 'Method not found', { code: -32601, words: 'Method not found' });
    };
    const { tips, faults, until } = start(node);
    await until(60_000);
    node.template = { ...node.template, previousblockhash: NEXT_TIP };
    await until(70_000);
    expect(tips.at(-1)).toBe(NEXT_TIP);
    expect(faults).toEqual([]);
    // Each look that fails asks for the template: no more than one in six seconds.
    expect(node.of('getblocktemplate')).toBeLessThan(16);
  });
});

describe('after a fault', () => {
  it('another long poll begins with the next template: the old one’s other end may have gone', async () => {
    const node = new FakeNode();
    const { until, faults } = start(node);
    await until(29_000);
    expect(node.polls).toBe(1);
    node.answers['getblocktemplate'] = () => {
      throw new NodeCallError('busy', 'h:1 has too much to do (503)');
    };
    await until(30_500);
    expect(faults).toMatchObject([{ isPassing: true, atMs: 30_000 }]);
    expect(node.polls).toBe(0);
    delete node.answers['getblocktemplate'];
    node.template = { ...node.template, longpollid: 'another' };
    await until(31_001);
    expect(node.polls).toBe(1);
    expect(node.pollIds).toEqual(['poll0', 'another']);
  });
});

describe('a template that expires', () => {
  it.each([
    [10, [0, 5000, 10_000, 15_000, 20_000]],
    [1, [0, 1000, 2000, 3000, 4000]],
    [600, [0, 30_000, 60_000, 90_000, 120_000]],
  ])('after %i s is asked for anew in time', async (expires, times) => {
    const node = new FakeNode({ expires, longpollid: undefined });
    const { until } = start(node);
    await until(121_000);
    expect(node.timesOf('getblocktemplate').slice(0, 5)).toEqual(times);
  });

  it('is asked for in time also where a long poll brought it', async () => {
    const node = new FakeNode();
    const { until } = start(node);
    await until(4000);
    node.renew({ longpollid: 'p1', expires: 4 });
    await until(9000);
    expect(node.timesOf('getblocktemplate')).toEqual([0, 4000, 6000, 8000]);
  });
});

describe('a node that is not there', () => {
  it('is asked again after growing waits, and with the first one after it was back', async () => {
    const node = new FakeNode();
    node.fault = REFUSED;
    const { faults, tips, until } = start(node);
    await until(120_000);
    const waits = [1000, 2000, 5000, 10_000, 20_000, 30_000, 30_000, 30_000];
    expect(faults.map(({ retryMs }) => retryMs)).toEqual(waits);
    expect(faults.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000, 8000, 18_000, 38_000, 68_000, 98_000]);
    expect(node.timesOf('getblocktemplate')).toHaveLength(waits.length);
    node.fault = null;
    await until(128_001);
    expect(tips).toEqual([TIP]);
    node.fault = REFUSED;
    await until(160_000);
    expect(faults[waits.length]).toMatchObject({ retryMs: 1000, atMs: 158_000 });
  });

  it('is not followed meanwhile, and by one only when it is back', async () => {
    const node = new FakeNode({ longpollid: undefined });
    const { until } = start(node);
    await until(10);
    node.fault = REFUSED;
    await until(100_000);
    const looked = node.of('getbestblockhash');
    expect(looked).toBeLessThan(3);
    node.fault = null;
    await until(140_000);
    const before = node.of('getbestblockhash');
    await until(152_000);
    expect(node.of('getbestblockhash') - before).toBe(4);
  });
});

describe('the end', () => {
  it.each([10, 3000, 29_000])('after %i ms is the end of waits and questions', async (ms) => {
    for (const change of [{}, { longpollid: undefined }]) {
      const node = new FakeNode(change);
      const { end, running, until } = start(node);
      await until(ms);
      end.abort();
      await node.time.run(running);
      expect(node.time.nowMs).toBe(ms);
      expect(node.polls).toBe(0);
      const asked = node.calls.length;
      await until(ms + 100_000);
      expect(node.calls).toHaveLength(asked);
    }
  });

  it('comes while a node is asked that is not there', async () => {
    const node = new FakeNode();
    node.fault = REFUSED;
    const { end, running, faults, until } = start(node);
    await until(1500);
    end.abort();
    await node.time.run(running);
    expect(faults).toHaveLength(2);
  });

  it('takes nothing that comes after it', async () => {
    const node = new FakeNode();
    const slow = deferred<unknown>();
    node.answers['getblocktemplate'] = () => slow.promise;
    const { end, running, tips, until } = start(node);
    await until(10);
    end.abort();
    slow.resolve(node.template);
    await node.time.run(running);
    expect(tips).toEqual([]);
  });
});

describe('a mistake of ours', () => {
  it('is not taken for the node’s', async () => {
    const node = new FakeNode();
    const { running, faults } = start(node, () => {
      throw new TypeError('a mistake');
    });
    await expect(node.time.run(running)).rejects.toThrow('a mistake');
    expect(faults).toEqual([]);
  });

  it('in a template that a long poll brings ends the same way', async () => {
    const node = new FakeNode();
    let nth = 0;
    const { running, faults, until } = start(node, () => {
      if (++nth === 2) throw new TypeError('a mistake');
    });
    await until(10);
    node.advance(NEXT_TIP);
    await expect(node.time.run(running)).rejects.toThrow('a mistake');
    expect(node.time.nowMs).toBe(10);
    expect(faults).toEqual([]);
  });
});
