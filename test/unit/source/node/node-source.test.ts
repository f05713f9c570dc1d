// A node as a source of work, in virtual time: what its templates, its silences and its mistakes do to the work.

import { describe, expect, it } from 'vitest';
import { readU32LE } from '../../../../src/primitives/index.ts';
import { type NodeCall, NodeCallError, NodeSource, type WorkChange } from '../../../../src/source/index.ts';
import { VirtualTime } from '../../engine/support.ts';
import { changed } from './support.ts';

const TIP = 'aa'.repeat(32);
const NEXT_TIP = 'bb'.repeat(32);
const SCRIPT = Uint8Array.of(0x51);

/** A node that answers templates, and holds long polls until another tip comes. */
class FakeNode {
  readonly calls: { readonly method: string; readonly params: readonly unknown[] }[] = [];
  template: Record<string, unknown>;
  /** In place of every answer; null for none. */
  fault: Error | null = null;
  /** In place of an answer to long polls; null for none. */
  pollFault: Error | null = null;
  best: string;
  chain = 'main';
  proposal: unknown = null;
  submitted: unknown = null;
  readonly #polls: ((template: unknown) => void)[] = [];

  constructor(change: Record<string, unknown> = {}) {
    this.template = changed({ previousblockhash: TIP, longpollid: 'poll0', transactions: [], ...change });
    delete this.template['default_witness_commitment'];
    this.best = TIP;
  }

  get polls(): number {
    return this.#polls.length;
  }

  /** Another block, told to those who wait. */
  advance(tip: string): void {
    this.best = tip;
    this.template = { ...this.template, previousblockhash: tip, longpollid: `poll${tip}` };
    for (const answer of this.#polls.splice(0)) answer(this.template);
  }

  readonly call: NodeCall = (method, params, { signal }) => {
    this.calls.push({ method, params });
    if (this.fault !== null) return Promise.reject(this.fault);
    const [first] = params as readonly [Record<string, unknown>?];
    switch (method) {
      case 'getblocktemplate':
        if (first?.['mode'] === 'proposal') return Promise.resolve(this.proposal);
        if (first?.['longpollid'] === undefined) return Promise.resolve(this.template);
        if (this.pollFault !== null) return Promise.reject(this.pollFault);
        return new Promise((resolve, reject) => {
          this.#polls.push(resolve);
          signal.addEventListener('abort', () => reject(new NodeCallError('lost', 'given up')));
        });
      case 'getbestblockhash':
        return Promise.resolve(this.best);
      case 'getblockchaininfo':
        return Promise.resolve({ chain: this.chain });
      case 'submitblock':
        return Promise.resolve(this.submitted);
      default:
        return Promise.reject(new NodeCallError('error', `no ${method}`, { code: -32601, words: 'no' }));
    }
  };

  of(method: string): number {
    return this.calls.filter((call) => call.method === method).length;
  }
}

async function open(
  node: FakeNode,
  options: { readonly proposes?: boolean; readonly address?: string } = {},
) {
  const time = new VirtualTime();
  const changes: WorkChange[] = [];
  const notices: string[] = [];
  const source = new NodeSource({
    call: node.call,
    url: 'http://127.0.0.1:8332',
    payout: { script: SCRIPT, address: options.address ?? '1abc', network: 'main' },
    clock: time.clock,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    tag: '/test/',
    firstExtraNonce: 0n,
    proposes: options.proposes ?? false,
  });
  source.open({
    hashrateHps: () => 0,
    onWork: (change) => changes.push(change),
    onNotice: (_tone, text) => notices.push(text),
  });
  const pass = (ms: number) => time.run(time.sleep(ms));
  await pass(10);
  return { time, source, changes, notices, pass };
}

describe('work', () => {
  it('comes with the first template, is renewed for the same tip and replaced for another', async () => {
    const node = new FakeNode();
    const { source, changes, notices, pass } = await open(node);
    expect(changes).toEqual(['replaced']);
    const old = source.next()!;
    expect(source.isCurrent(old)).toBe(true);
    await pass(31_000);
    expect(changes).toEqual(['replaced', 'renewed']);
    // The same block is searched: what is found in older transactions is as good.
    expect(source.isCurrent(old)).toBe(true);
    node.advance(NEXT_TIP);
    await pass(1);
    expect(changes).toEqual(['replaced', 'renewed', 'replaced']);
    expect(source.isCurrent(old)).toBe(false);
    expect(notices).toEqual([]);
    expect(source.status).toMatchObject({ state: 'working', hasLongPoll: true, problem: null, jobs: 3 });
  });

  it('is looked for every few seconds at a node without long polls', async () => {
    const node = new FakeNode({ longpollid: undefined });
    const { changes, source, pass } = await open(node);
    expect(source.status.hasLongPoll).toBe(false);
    node.advance(NEXT_TIP);
    delete node.template['longpollid'];
    await pass(3100);
    expect(changes).toEqual(['replaced', 'replaced']);
    expect(node.polls).toBe(0);
  });

  it('rolls free version bits only: none that a vote means, none that is set', async () => {
    const node = new FakeNode({ vbavailable: { some: 13, other: 20 }, vbrequired: 0, version: 0x20004000 });
    const { source } = await open(node);
    const seen = new Set<number>();
    for (let i = 0; i < 5000; i++) seen.add(readU32LE(source.next()!.header, 0));
    expect(seen.size).toBe(5000);
    for (const version of seen) expect(version & ((1 << 13) | (1 << 20))).toBe(0);
    for (const version of seen) expect((version & ~0x1fffe000) >>> 0).toBe(0x20000000);
    for (const version of seen) expect(version & 0x4000).toBe(0x4000);
  });

  it('has a time between the template’s bounds, whatever a clock on the wall does', async () => {
    const node = new FakeNode({ curtime: 1000, mintime: 990, maxtime: 1020 });
    const { source, pass } = await open(node);
    const timeOf = () => readU32LE(source.next()!.header, 68);
    expect(timeOf()).toBe(1000);
    await pass(15_000);
    expect(timeOf()).toBe(1015);
    await pass(14_000);
    expect(timeOf()).toBe(1020);
    node.template = { ...node.template, curtime: 500 };
    await pass(5_000);
    // The node's clock went back: the earliest permitted time holds.
    expect(timeOf()).toBe(990);
  });
});

describe('a node', () => {
  it('that goes away ends the work, is told once, and tried again more and more seldom', async () => {
    const node = new FakeNode();
    const { source, changes, notices, pass } = await open(node);
    node.fault = new NodeCallError('unreachable', '127.0.0.1:8332 refused the connection');
    await pass(31_000);
    expect(changes.at(-1)).toBe('gone');
    expect(source.next()).toBeNull();
    expect(source.status).toMatchObject({ state: 'waiting', cuts: 1 });
    const before = node.of('getblocktemplate');
    await pass(300_000);
    expect(node.of('getblocktemplate') - before).toBeLessThan(16);
    expect(notices).toEqual(['127.0.0.1:8332 refused the connection']);
    node.fault = null;
    await pass(31_000);
    // The same block is searched as before.
    expect(changes.at(-1)).toBe('renewed');
    expect(source.next()).not.toBeNull();
    expect(notices.at(-1)).toMatch(/gives work again/u);
    expect(source.status).toMatchObject({ state: 'working', problem: null, retrySec: null });
  });

  it('whose long polls break at once is looked at every few seconds, until it has started anew', async () => {
    const node = new FakeNode();
    node.pollFault = new NodeCallError('lost', 'the long poll broke');
    const { source, changes, notices, pass } = await open(node);
    await pass(20_000);
    expect(source.status).toMatchObject({ state: 'working', hasLongPoll: false });
    node.advance(NEXT_TIP);
    await pass(3100);
    expect(changes.at(-1)).toBe('replaced');
    expect(notices).toEqual([]);
    node.fault = new NodeCallError('unreachable', 'refused');
    await pass(31_000);
    node.fault = null;
    node.pollFault = null;
    await pass(31_000);
    expect(source.status).toMatchObject({ state: 'working', hasLongPoll: true });
    expect(node.polls).toBe(1);
  });

  it.each([
    [-9, /connected to no other node/u],
    [-10, /downloading the chain/u],
    [-28, /still starting/u],
  ])('that has no work yet (%i) is waited for', async (code, sentence) => {
    const node = new FakeNode();
    node.fault = new NodeCallError('error', 'no', { code, words: 'its words' });
    const { source, notices, pass, changes } = await open(node);
    expect(source.status.problem).toMatch(sentence);
    expect(notices).toEqual([expect.stringMatching(sentence)]);
    expect(changes).toEqual([]);
    node.fault = null;
    await pass(3000);
    expect(changes).toEqual(['replaced']);
  });

  it.each([
    ['no height', { height: 'x' }],
    ['bits that are no target', { bits: 'ff00ffff', target: undefined }],
    ['another target', { target: '00'.repeat(32) }],
    ['a rule nobody knows', { rules: ['!antigravity'] }],
    ['a negative value', { coinbasevalue: -1 }],
    ['a transaction that is none', { transactions: [{}] }],
    ['a coinbase that would be too long', { coinbaseaux: { flags: '00'.repeat(95) } }],
  ])('whose template has %s is told so in one sentence, and asked again', async (_what, change) => {
    const node = new FakeNode();
    const good = node.template;
    node.template = { ...good, ...change };
    const { source, notices, pass, changes } = await open(node);
    expect(source.next()).toBeNull();
    expect(notices).toEqual([expect.stringMatching(/^The node[^\n]{10,200}$/u)]);
    node.template = good;
    await pass(5000);
    expect(changes).toEqual(['replaced']);
    expect(source.next()).not.toBeNull();
  });

  it('that takes a block is asked for the next template at once', async () => {
    const node = new FakeNode();
    const { source, changes, pass, time } = await open(node);
    const order = source.next()!;
    const before = node.of('getblocktemplate');
    const hash = new Uint8Array(32).fill(0xcc);
    node.best = 'cc'.repeat(32);
    node.template = { ...node.template, previousblockhash: node.best, height: 543 };
    expect(await time.run(source.submit(order, 1, hash))).toEqual({ kind: 'accepted' });
    await pass(5);
    expect(node.of('getblocktemplate')).toBeGreaterThan(before);
    expect(changes).toEqual(['replaced', 'gone', 'replaced']);
    expect(source.status.blocks).toEqual([{ hash: node.best, height: 542 }]);
  });

  it('that would refuse the block of its own template says why, where it is asked', async () => {
    const node = new FakeNode();
    node.proposal = 'bad-cb-amount';
    const { notices, pass } = await open(node, { proposes: true });
    await pass(500);
    expect(notices).toEqual([expect.stringMatching(/would refuse .*: bad-cb-amount/u)]);
    const silent = new FakeNode();
    const asked = await open(silent, { proposes: true });
    await asked.pass(500);
    expect(asked.notices).toEqual([]);
  });

  it('on another network than the address is told', async () => {
    const node = new FakeNode();
    node.chain = 'signet';
    const { notices } = await open(node);
    expect(notices).toEqual([expect.stringMatching(/“signet”, and 1abc is an address of another one/u)]);
  });
});

describe('the end', () => {
  it('waits a little for a block that is on its way', async () => {
    const node = new FakeNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    let answer: (value: unknown) => void = () => {};
    node.submitted = new Promise((resolve) => {
      answer = resolve;
    });
    node.best = 'cc'.repeat(32);
    const verdict = source.submit(order, 1, new Uint8Array(32).fill(0xcc));
    time.at(time.nowMs + 5000, () => answer(null));
    await time.run(source.close());
    expect(await verdict).toEqual({ kind: 'accepted' });
    expect(time.nowMs).toBeLessThan(8000);
  });

  it('does not wait for a node that never answers', async () => {
    const node = new FakeNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    node.submitted = new Promise(() => {});
    void source.submit(order, 1, new Uint8Array(32).fill(0xcc));
    const begunMs = time.nowMs;
    await time.run(source.close());
    expect(time.nowMs - begunMs).toBe(8000);
  });

  it('ends the long poll and the waits', async () => {
    const node = new FakeNode();
    const { source, pass, time } = await open(node);
    const order = source.next()!;
    await time.run(source.close());
    const before = node.calls.length;
    await pass(200_000);
    expect(node.calls).toHaveLength(before);
    expect(source.next()).toBeNull();
    expect(source.isCurrent(order)).toBe(false);
    expect(source.status.state).toBe('closed');
  });
});
