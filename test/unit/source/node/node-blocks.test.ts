// Blocks that a source finds: sent as a whole, until the node has said what became of them; and what that does to the work.

import { describe, expect, it } from 'vitest';
import { NodeCallError, type SearchOrder } from '../../../../src/source/index.ts';
import { deferred } from '../../engine/support.ts';
import { FakeNode, NEXT_TIP, nodeSource, openNode as open } from './fake-node.ts';

const HASH = new Uint8Array(32).fill(0xcc);
const SHOWN = 'cc'.repeat(32);
const REFUSED = new NodeCallError('unreachable', 'h:1 refused the connection');

/** A node that takes the block. */
function takeBlock(node: FakeNode): void {
  node.best = SHOWN;
  node.template = {
    ...node.template,
    previousblockhash: SHOWN,
    height: (node.template['height'] as number) + 1,
  };
}

const sentBlocks = (node: FakeNode) =>
  node.calls.filter(({ method }) => method === 'submitblock').map(({ params }) => params);

describe('a block', () => {
  it('is sent whole: the header with its nonce, and the name of its work', async () => {
    const node = new FakeNode({ workid: 'w7' });
    const { source, time } = await open(node);
    const order = source.next()!;
    takeBlock(node);
    await time.run(source.submit(order, 0x12345678, HASH));
    const header = Buffer.from(order.header.subarray(0, 76)).toString('hex');
    expect(sentBlocks(node)).toEqual([[expect.stringMatching(`^${header}7856341201`), { workid: 'w7' }]]);
  });

  it('that a node took is followed by a template at once, and nothing is searched meanwhile', async () => {
    const node = new FakeNode();
    const { source, changes, pass, time } = await open(node);
    const order = source.next()!;
    takeBlock(node);
    node.answers['getblocktemplate'] = async () => {
      await time.sleep(500);
      return node.template;
    };
    await time.run(source.submit(order, 1, HASH));
    expect(source.next()).toBeNull();
    expect(source.isCurrent(order)).toBe(false);
    expect(source.status).toMatchObject({ state: 'greeting', problem: null, cuts: 0 });
    await pass(501);
    expect(changes).toEqual(['replaced', 'gone', 'replaced']);
    expect(source.status).toMatchObject({ state: 'working', height: 543 });
  });

  it('that a node took after the long poll had told of it does not end the work on top of it', async () => {
    const node = new FakeNode();
    const { source, changes, pass, time } = await open(node);
    const order = source.next()!;
    node.answers['submitblock'] = async () => {
      node.advance(SHOWN);
      await time.sleep(300);
      return null;
    };
    const verdict = source.submit(order, 1, HASH);
    await pass(100);
    const next = source.next()!;
    expect(await time.run(verdict)).toEqual({ kind: 'accepted' });
    expect(changes).toEqual(['replaced', 'gone', 'replaced', 'renewed']);
    expect(source.isCurrent(next)).toBe(true);
    expect(source.status.blocks).toEqual([{ hash: SHOWN, height: 542 }]);
  });

  it('on a tip that is not the newest any more is not sent, and leaves the work as it is', async () => {
    const node = new FakeNode();
    const { source, pass, changes } = await open(node);
    const order = source.next()!;
    node.advance(NEXT_TIP);
    await pass(1);
    expect(await source.submit(order, 1, HASH)).toEqual({
      kind: 'stale',
      reason: expect.stringMatching(/^not sent: .* not the newest any more$/u),
    });
    await pass(10);
    expect(sentBlocks(node)).toEqual([]);
    expect(changes).toEqual(['replaced', 'replaced']);
    expect(source.next()).not.toBeNull();
    expect(source.status.blocks).toEqual([]);
  });

  it.each([
    ['null', null, 'stale'],
    ['a refusal', 'high-hash', 'rejected'],
  ])('whose answer is %s on an old tip is no block of ours', async (_what, answer, kind) => {
    const node = new FakeNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    node.submitted = answer;
    expect(await time.run(source.submit(order, 1, HASH))).toMatchObject({ kind });
    expect(source.isCurrent(order)).toBe(true);
    expect(source.status.blocks).toEqual([]);
  });

  it.each([
    [0, 300],
    [30_000, 70_000],
    [62_000, 70_000],
    // A restart that verifies the chain.
    [1_500_000, 1_535_000],
  ])('found while the node is away for %i ms is accepted when it is back', async (awayMs, limitMs) => {
    const node = new FakeNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    const begunMs = time.nowMs;
    node.fault = REFUSED;
    time.at(begunMs + awayMs, () => {
      node.fault = null;
    });
    takeBlock(node);
    expect(await time.run(source.submit(order, 1, HASH))).toEqual({ kind: 'accepted' });
    expect(time.nowMs - begunMs).toBeLessThan(limitMs);
  });

  it('found while the node is away is sent as soon as it gives a template', async () => {
    const node = new FakeNode();
    const { source, time, pass } = await open(node);
    const order = source.next()!;
    node.fault = REFUSED;
    // The node is found to be away at once, long before the next refresh; so the two wait out of step.
    node.answers['submitblock'] = () => {
      throw REFUSED;
    };
    const verdict = source.submit(order, 1, HASH);
    await pass(214_000);
    node.fault = null;
    node.answers['submitblock'] = () => {
      takeBlock(node);
      return null;
    };
    const backMs = time.nowMs;
    expect(await time.run(verdict)).toEqual({ kind: 'accepted' });
    const answeredMs = node.timesOf('getblocktemplate').find((ms) => ms >= backMs)!;
    expect(node.timesOf('submitblock').at(-1)).toBe(answeredMs);
  });

  it('found while the node is away for longer is lost, and that is said', async () => {
    const node = new FakeNode();
    const { source, time, notices } = await open(node);
    const order = source.next()!;
    node.fault = REFUSED;
    const verdict = await time.run(source.submit(order, 1, HASH));
    expect(verdict).toEqual({ kind: 'unanswered', reason: 'h:1 refused the connection' });
    expect(time.nowMs).toBeGreaterThan(29 * 60_000);
    expect(time.nowMs).toBeLessThan(32 * 60_000);
    expect(notices.at(-1)).toMatch(
      new RegExp(`the block ${SHOWN} at height 542: h:1 refused the connection$`, 'u'),
    );
  });

  it('whose answer was lost is found in the chain, and sent once', async () => {
    const node = new FakeNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    node.answers['submitblock'] = () => {
      takeBlock(node);
      throw new NodeCallError('lost', 'broke off');
    };
    expect(await time.run(source.submit(order, 1, HASH))).toEqual({ kind: 'accepted' });
    expect(sentBlocks(node)).toHaveLength(1);
    expect(source.status.blocks).toHaveLength(1);
  });

  it('of another source is refused without a word to the node', async () => {
    const node = new FakeNode();
    const { source } = await open(node);
    const foreign: SearchOrder = { ...source.next()! };
    expect(await source.submit(foreign, 1, HASH)).toMatchObject({ kind: 'rejected' });
    expect(source.isCurrent(foreign)).toBe(false);
    expect(sentBlocks(node)).toEqual([]);
  });

  it('is not sent after the end', async () => {
    const node = new FakeNode();
    const { source, time } = await open(node);
    const order = source.next()!;
    await time.run(source.close());
    expect(await source.submit(order, 1, HASH)).toMatchObject({ kind: 'unanswered' });
    expect(sentBlocks(node)).toEqual([]);
  });

  it('is one of the newest twenty that the status tells', async () => {
    const node = new FakeNode({ height: 1 });
    const { source, pass, time } = await open(node);
    for (let i = 1; i <= 22; i++) {
      const order = source.next()!;
      const hash = i.toString(16).padStart(2, '0').repeat(32);
      node.best = hash;
      node.template = { ...node.template, previousblockhash: hash, height: i + 1 };
      await time.run(source.submit(order, 1, Buffer.from(hash, 'hex').reverse()));
      await pass(5);
    }
    expect(source.status.blocks.map(({ height }) => height)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 3),
    );
    expect(source.status.blocks.at(-1)!.hash).toBe('16'.repeat(32));
  });
});

describe('a node that allows getblocktemplate and submitblock alone', () => {
  it('has taken the blocks that it says nothing against, and is told once what to allow', async () => {
    const node = new FakeNode({ longpollid: 'p' });
    const { source, time, notices, pass } = await open(node);
    node.answers['getbestblockhash'] = () => {
      throw new NodeCallError('forbidden', 'h:1 refuses the call (403)');
    };
    for (const nth of [0xc1, 0xc2]) {
      const hash = new Uint8Array(32).fill(nth);
      const order = source.next()!;
      node.answers['submitblock'] = () => {
        node.template = { ...node.template, previousblockhash: Buffer.from(hash).toString('hex') };
        return null;
      };
      const begunMs = time.nowMs;
      expect(await time.run(source.submit(order, 1, hash))).toEqual({ kind: 'accepted' });
      expect(time.nowMs - begunMs).toBeLessThan(100);
      await pass(5);
    }
    expect(source.status.blocks).toHaveLength(2);
    expect(notices).toEqual([expect.stringMatching(/allow getbestblockhash \(rpcwhitelist\)/u)]);
  });
});

describe('a proposal', () => {
  const proposals = (node: FakeNode) =>
    node.calls
      .map(({ params }) => params[0] as Record<string, unknown>)
      .filter((one) => one?.['mode'] === 'proposal');

  it('is made once on each tip, of a whole block and the name of its work', async () => {
    const node = new FakeNode({ workid: 'w7' });
    const { pass, notices } = await open(node, { proposes: true });
    await pass(61_000);
    expect(proposals(node)).toEqual([
      { mode: 'proposal', data: expect.stringMatching(/^[0-9a-f]{200,}$/u), workid: 'w7' },
    ]);
    node.advance(NEXT_TIP);
    await pass(1000);
    expect(proposals(node)).toHaveLength(2);
    expect(notices).toEqual([]);
  });

  it('is not made where it was not wished', async () => {
    const node = new FakeNode();
    node.proposal = 'bad-cb-amount';
    const { pass, notices } = await open(node);
    await pass(10_000);
    expect(proposals(node)).toEqual([]);
    expect(notices).toEqual([]);
  });

  it('is made on the tip that a block of ours has become, although its template comes twice', async () => {
    const node = new FakeNode();
    const { source, time, pass, changes } = await open(node, { proposes: true });
    await pass(1000);
    node.answers['submitblock'] = () => {
      node.advance(SHOWN);
      return null;
    };
    expect(await time.run(source.submit(source.next()!, 1, HASH))).toEqual({ kind: 'accepted' });
    await pass(1000);
    expect(changes).toEqual(['replaced', 'gone', 'replaced', 'renewed']);
    expect(proposals(node)).toHaveLength(2);
  });

  it('that came too late says nothing of the block', async () => {
    const node = new FakeNode();
    node.proposal = 'inconclusive-not-best-prevblk';
    const { pass, notices } = await open(node, { proposes: true });
    await pass(1000);
    expect(proposals(node)).toHaveLength(1);
    expect(notices).toEqual([]);
  });

  it('of a block whose tip is none any more when the answer comes says nothing, either', async () => {
    const node = new FakeNode();
    const { pass, notices } = await open(node, { proposes: true });
    await pass(1000);
    const slow = deferred<unknown>();
    node.proposal = slow.promise;
    node.advance(NEXT_TIP);
    await pass(1000);
    expect(proposals(node)).toHaveLength(2);
    node.proposal = 'bad-txns';
    node.advance(SHOWN);
    await pass(100);
    slow.resolve('bad-cb-amount');
    await pass(1000);
    // Only the one for the tip that is still the newest.
    expect(notices).toEqual([expect.stringMatching(/would refuse .*: bad-txns$/u)]);
  });

  it('that a node does not check is a note, once for each tip, and no trouble', async () => {
    const node = new FakeNode();
    node.answers['getblocktemplate'] = (params) => {
      if ((params[0] as Record<string, unknown>)['mode'] !== 'proposal') return node.template;
      throw new NodeCallError('error', 'The node refused', { code: -8, words: 'Invalid mode' });
    };
    const { pass, notices, tones, source } = await open(node, { proposes: true });
    await pass(2000);
    expect(notices).toEqual(['The node does not check proposals: Invalid mode']);
    expect(tones).toEqual(['note']);
    expect(source.status).toMatchObject({ state: 'working', problem: null });
  });

  it('that was refused is told as bad, and nothing is searched until there is another block to offer', async () => {
    const node = new FakeNode();
    node.proposal = 'bad-cb-amount';
    const { pass, tones, source, changes } = await open(node, { proposes: true });
    await pass(1000);
    expect(tones).toEqual(['bad']);
    expect(source.next()).toBeNull();
    expect(source.status).toMatchObject({
      state: 'waiting',
      retrySec: null,
      problem: expect.stringMatching(/would refuse .*: bad-cb-amount$/u),
    });
    // The same again, but for its time.
    node.template = { ...node.template, curtime: (node.template['curtime'] as number) + 30 };
    await pass(60_000);
    expect(changes).toEqual(['replaced', 'gone']);
    expect(source.status.problem).toMatch(/would refuse/u);
    expect(tones).toEqual(['bad']);
    expect(proposals(node)).toHaveLength(1);
    // Fees were counted wrong, say. What was refused once is asked about again.
    node.proposal = null;
    node.template = { ...node.template, coinbasevalue: 5_000_000 };
    await pass(31_000);
    expect(changes).toEqual(['replaced', 'gone', 'renewed']);
    expect(source.status).toMatchObject({ state: 'working', problem: null });
    expect(source.next()).not.toBeNull();
    expect(proposals(node)).toHaveLength(2);
  });

  it('that was refused ends with its tip', async () => {
    const node = new FakeNode();
    node.proposal = 'bad-cb-amount';
    const { pass, source, changes } = await open(node, { proposes: true });
    await pass(1000);
    node.proposal = null;
    // Nothing waits for the next block but the long poll.
    node.advance(NEXT_TIP);
    await pass(1);
    expect(changes.at(-1)).toBe('replaced');
    expect(source.next()).not.toBeNull();
  });

  it('is not made after the end', async () => {
    const node = new FakeNode();
    const source = nodeSource(node, { proposes: true });
    source.open({ hashrateHps: () => 0, onWork: () => {}, onNotice: () => {} });
    await node.time.run(node.time.sleep(100));
    await node.time.run(source.close());
    await node.time.run(node.time.sleep(1000));
    expect(proposals(node)).toEqual([]);
  });
});
