// What a node's absences, excuses and nonsense do to the work, in virtual time, and what is said of them.

import { describe, expect, it } from 'vitest';
import { NodeCallError } from '../../../../src/source/index.ts';
import { FakeNode, NEXT_TIP, openNode as open } from './fake-node.ts';

const REFUSED = new NodeCallError('unreachable', 'h:1 refused the connection');

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

  it('on signet is told to have blocks that cannot be mined', async () => {
    const node = new FakeNode();
    // Bitcoin Core 28, rpc/mining.cpp.
    const words =
      'getblocktemplate must be called with the signet rule set (call with {"rules": ["segwit", "signet"]})';
    node.fault = new NodeCallError('error', `The node refused getblocktemplate: ${words}`, {
      code: -8,
      words,
    });
    const { notices, source } = await open(node);
    expect(notices).toEqual([
      'The node is on signet, whose blocks need the network’s signature: they cannot be mined here',
    ]);
    expect(source.next()).toBeNull();
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

  it('that fails otherwise than before is told so, and the same again is no news', async () => {
    const node = new FakeNode();
    node.fault = REFUSED;
    const { source, notices, tones, pass } = await open(node);
    await pass(60_000);
    node.fault = new NodeCallError('denied', 'h:1 refused the name or the password (401)');
    await pass(60_000);
    node.fault = null;
    await pass(31_000);
    expect(notices).toEqual([
      'h:1 refused the connection',
      'h:1 refused the name or the password (401)',
      'The node gives work again',
    ]);
    expect(tones).toEqual(['bad', 'bad', 'note']);
    // Never there before, never cut.
    expect(source.status.cuts).toBe(0);
  });

  it('that is waited for is told of in seconds that run down', async () => {
    const node = new FakeNode();
    node.fault = REFUSED;
    const { source, pass, time } = await open(node);
    await pass(8100 - time.nowMs);
    // Asked at 8 s, and again ten seconds later.
    expect(source.status).toMatchObject({ state: 'waiting', retrySec: 10 });
    await pass(5000);
    expect(source.status.retrySec).toBe(5);
    await pass(4850);
    expect(source.status.retrySec).toBe(1);
  });

  it('that comes and goes is counted, and its work given up and taken up each time', async () => {
    const node = new FakeNode();
    const { source, changes, pass } = await open(node);
    for (let round = 0; round < 3; round++) {
      node.fault = REFUSED;
      await pass(31_000);
      node.fault = null;
      await pass(31_000);
    }
    expect(changes.filter((change) => change === 'gone')).toHaveLength(3);
    expect(source.status).toMatchObject({ state: 'working', cuts: 3 });
  });

  it('whose next block came while it was away has other work', async () => {
    const node = new FakeNode();
    const { source, changes, pass } = await open(node);
    const order = source.next()!;
    node.fault = REFUSED;
    await pass(31_000);
    // What was searched may still become a block: nobody knows of another yet.
    expect(source.isCurrent(order)).toBe(true);
    node.fault = null;
    node.template = { ...node.template, previousblockhash: NEXT_TIP };
    await pass(31_000);
    expect(changes).toEqual(['replaced', 'gone', 'replaced']);
    expect(source.isCurrent(order)).toBe(false);
  });

  it('that makes us err is told so, and asked again: what led to it may be over', async () => {
    const node = new FakeNode();
    const { source, changes, notices, pass } = await open(node);
    node.answers['getblocktemplate'] = () => {
      throw new TypeError('x is not a function');
    };
    node.advance(NEXT_TIP);
    await pass(1000);
    expect(source.next()).toBeNull();
    expect(changes.at(-1)).toBe('gone');
    expect(source.status).toMatchObject({ state: 'waiting', retrySec: 29 });
    const asked = node.calls.length;
    await pass(100_000);
    expect(node.calls.length - asked).toBeLessThan(5);
    expect(notices).toEqual(['Something went wrong with the node’s work: x is not a function']);
    delete node.answers['getblocktemplate'];
    await pass(31_000);
    expect(source.next()).not.toBeNull();
    expect(source.status).toMatchObject({ state: 'working', problem: null });
    expect(node.polls).toBe(1);
  });

  it('whose answer to a question beside the work makes us err ends nothing', async () => {
    const node = new FakeNode();
    node.answers['getblockchaininfo'] = () => {
      throw new TypeError('x is not a function');
    };
    const { source, notices } = await open(node);
    expect(notices).toEqual([expect.stringMatching(/: x is not a function$/u)]);
    expect(source.next()).not.toBeNull();
  });

  it.each<[string, NodeCallError]>([
    ['has too much to do', new NodeCallError('busy', 'h:1 has too much to do (503)')],
    ['does not answer in time', new NodeCallError('lost', 'h:1 did not answer getblocktemplate within 60 s')],
    ['is still starting', new NodeCallError('error', 'no', { code: -28, words: 'Loading' })],
  ])('that %s keeps its work for two minutes, and that is told', async (_what, fault) => {
    const node = new FakeNode();
    const { source, changes, notices, pass, time } = await open(node);
    const order = source.next()!;
    node.fault = fault;
    await pass(31_000);
    expect(changes).toEqual(['replaced']);
    expect(source.next()).not.toBeNull();
    expect(source.isCurrent(order)).toBe(true);
    expect(source.status).toMatchObject({ state: 'waiting', problem: expect.any(String), cuts: 1 });
    expect(notices).toHaveLength(1);
    node.fault = null;
    await pass(31_000);
    expect(changes).toEqual(['replaced', 'renewed']);
    expect(source.status).toMatchObject({ state: 'working', problem: null });
    // It came after 33 seconds; nobody knows what is the newest block two minutes later.
    node.fault = fault;
    await pass(33_000 + 119_000 - time.nowMs);
    expect(source.next()).not.toBeNull();
    await pass(33_000 + 121_000 - time.nowMs);
    expect(source.next()).toBeNull();
    expect(changes).toEqual(['replaced', 'renewed', 'gone']);
  });

  it.each<[string, NodeCallError]>([
    ['lets us in no more', new NodeCallError('denied', 'h:1 refused the name or the password (401)')],
    ['allows nothing any more', new NodeCallError('forbidden', 'h:1 refuses the call (403)')],
    ['has lost the others', new NodeCallError('error', 'no', { code: -9, words: 'not connected' })],
    ['is downloading again', new NodeCallError('error', 'no', { code: -10, words: 'downloading' })],
  ])('that %s ends its work at once', async (_what, fault) => {
    const node = new FakeNode();
    const { source, changes, pass } = await open(node);
    node.fault = fault;
    await pass(31_000);
    expect(changes).toEqual(['replaced', 'gone']);
    expect(source.next()).toBeNull();
  });

  it('that is being asked again is not waited for', async () => {
    const node = new FakeNode();
    node.fault = REFUSED;
    const { source, pass } = await open(node);
    expect(source.status).toMatchObject({ state: 'waiting', retrySec: 1 });
    node.fault = null;
    node.answers['getblocktemplate'] = async () => {
      await node.time.sleep(5000);
      return node.template;
    };
    await pass(2000);
    expect(source.status).toMatchObject({ state: 'connecting', retrySec: null, problem: REFUSED.message });
    await pass(5000);
    expect(source.status).toMatchObject({ state: 'working', retrySec: null, problem: null });
  });

  it.each<[string, 'main' | 'test' | 'regtest', string, boolean]>([
    ['main', 'main', '1abc', true],
    ['main', 'test', 'tb1q', false],
    ['main', 'regtest', 'bcrt1q', false],
    ['test', 'test', 'tb1q', true],
    ['test', 'main', '1abc', false],
    ['testnet4', 'test', 'mabc', true],
    ['signet', 'test', 'tb1q', true],
    ['signet', 'regtest', 'bcrt1q', false],
    ['regtest', 'regtest', 'bcrt1q', true],
    // Base58 addresses of regtest look like those of the test networks, segwit's do not.
    ['regtest', 'test', 'mabc', true],
    ['regtest', 'test', 'tb1q', false],
    ['regtest', 'main', '1abc', false],
  ])('on %s, paid to an address of %s (%s): right is %s', async (chain, network, address, isRight) => {
    const node = new FakeNode();
    node.chain = chain;
    const { notices, source } = await open(node, { network, address });
    expect(notices.length).toBe(isRight ? 0 : 1);
    // It is paid all the same.
    expect(source.next()).not.toBeNull();
    expect(source.status).toMatchObject({ state: 'working', address });
  });

  it('that does not say its network is a note, and asked once', async () => {
    const node = new FakeNode();
    node.answers['getblockchaininfo'] = () => {
      throw new NodeCallError('error', 'no', { code: -32601, words: 'Method not found' });
    };
    const { notices, tones, pass } = await open(node);
    await pass(100_000);
    expect(notices).toEqual(['The node does not say which network it is on: Method not found']);
    expect(tones).toEqual(['note']);
    expect(node.of('getblockchaininfo')).toBe(1);
  });

  it('on another network than the address is told', async () => {
    const node = new FakeNode();
    node.chain = 'signet';
    const { notices } = await open(node);
    expect(notices).toEqual([expect.stringMatching(/“signet”, and 1abc is an address of another one/u)]);
  });
});
