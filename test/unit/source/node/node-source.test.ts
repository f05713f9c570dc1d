// A node as a source of work, in virtual time: what its templates, its silences and its mistakes do to the work.

import { describe, expect, it, vi } from 'vitest';
import { readU32LE, targetFromCompact } from '../../../../src/primitives/index.ts';
import { NodeCallError } from '../../../../src/source/index.ts';
import { FakeNode, NEXT_TIP, nodeSource, openNode as open, TIP } from './fake-node.ts';

const REFUSED = new NodeCallError('unreachable', 'h:1 refused the connection');

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

  it('is never the same twice: not renewed, not after the node was away, not after the end of an extra nonce', async () => {
    const node = new FakeNode({ version: 0x3fffc000 });
    const { source, pass } = await open(node);
    const seen = new Set<string>();
    let count = 0;
    const take = () => {
      for (let i = 0; i < 7; i++, count++) {
        // Time aside: it is no reason to be another header.
        const header = source.next()!.header.slice();
        header.fill(0, 68, 72);
        seen.add(Buffer.from(header).toString('hex'));
      }
    };
    take();
    for (let round = 0; round < 3; round++) {
      await pass(31_000);
      take();
    }
    node.fault = REFUSED;
    await pass(31_000);
    expect(source.next()).toBeNull();
    node.fault = null;
    await pass(31_000);
    take();
    expect(seen.size).toBe(count);
  });

  it('is what the node asks for: its target for share and block alike, its tip, its bits', async () => {
    const node = new FakeNode();
    const { source } = await open(node);
    const { header, shareTarget, blockTarget } = source.next()!;
    expect(shareTarget).toBe(blockTarget);
    expect(shareTarget).toBe(targetFromCompact(readU32LE(header, 72)));
    expect(Buffer.from(header.slice(4, 36).reverse()).toString('hex')).toBe(TIP);
    expect(readU32LE(header, 76)).toBe(0);
  });

  it('is the same header again where nothing may be rolled but the extra nonce', async () => {
    const node = new FakeNode({ version: 4 });
    const { source } = await open(node);
    const roots = new Set<string>();
    for (let i = 0; i < 100; i++) {
      const { header } = source.next()!;
      expect(readU32LE(header, 0)).toBe(4);
      roots.add(Buffer.from(header.slice(36, 68)).toString('hex'));
    }
    expect(roots.size).toBe(100);
  });

  it('has the time of the node’s clock and ours that nobody sets, not that on the wall', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const node = new FakeNode({ curtime: 1000, mintime: 990, maxtime: undefined });
      const { source, pass } = await open(node);
      const timeOf = () => readU32LE(source.next()!.header, 68);
      for (const [wallMs, elapsedMs, expected] of [
        [0, 0, 1000],
        [4e12, 5000, 1005],
        [1e12, 20_000, 1020],
        [0, 29_000, 1029],
      ] as const) {
        vi.setSystemTime(wallMs);
        await pass(10 + elapsedMs - node.time.nowMs);
        expect(timeOf()).toBe(expected);
      }
      // With the next template the node's clock is heard again.
      node.template = { ...node.template, curtime: 1040 };
      await pass(3000);
      expect(timeOf()).toBe(1042);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps the time of the template where it may not be another', async () => {
    const node = new FakeNode({ curtime: 1000, mintime: 990, mutable: ['transactions', 'prevblock'] });
    const { source, pass } = await open(node);
    await pass(20_000);
    expect(readU32LE(source.next()!.header, 68)).toBe(1000);
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

describe('work that is not to be finished', () => {
  it('since it has expired is gone, and nothing takes its place before the next template', async () => {
    const node = new FakeNode({ expires: 20, longpollid: undefined });
    const { source, changes, pass } = await open(node);
    await pass(30_000);
    // Asked for in time, it does not expire.
    expect(new Set(changes)).toEqual(new Set(['replaced', 'renewed']));
    node.answers['getblocktemplate'] = () => new Promise(() => {});
    const before = changes.length;
    await pass(19_000);
    expect(source.next()).not.toBeNull();
    await pass(2000);
    expect(changes.slice(before)).toEqual(['gone']);
    expect(source.next()).toBeNull();
    expect(source.status.state).toBe('greeting');
  });

  it('since it has expired is gone also while its node has no time', async () => {
    const node = new FakeNode({ expires: 60 });
    const { source, pass } = await open(node);
    node.fault = new NodeCallError('busy', 'h:1 has too much to do (503)');
    await pass(59_000);
    expect(source.next()).not.toBeNull();
    await pass(2000);
    expect(source.next()).toBeNull();
  });

  it.each([
    [true, 'renewed'],
    [undefined, 'renewed'],
    [false, 'replaced'],
  ])('since the long poll’s answer says so (submitold %s) is %s', async (submitold, change) => {
    const node = new FakeNode();
    const { source, changes, pass } = await open(node);
    const old = source.next()!;
    await pass(10_000);
    node.renew({ submitold, longpollid: 'p1' });
    await pass(1);
    expect(changes).toEqual(['replaced', change]);
    expect(source.isCurrent(old)).toBe(change === 'renewed');
    expect(source.isCurrent(source.next()!)).toBe(true);
    // Of an answer to no long poll it says nothing.
    const newer = source.next()!;
    await pass(30_000);
    expect(changes.slice(2)).toEqual(['renewed']);
    expect(source.isCurrent(newer)).toBe(true);
  });
});

describe('the beginning', () => {
  it('has nothing to search before the first template', async () => {
    const node = new FakeNode();
    node.answers['getblocktemplate'] = async () => {
      await node.time.sleep(2000);
      return node.template;
    };
    const idle = nodeSource(node);
    expect(idle.next()).toBeNull();
    expect(idle.status).toMatchObject({
      kind: 'node',
      state: 'closed',
      url: 'http://127.0.0.1:8332',
      problem: null,
      retrySec: null,
      latencyMs: null,
      height: null,
      networkDifficulty: null,
      jobs: 0,
      blocks: [],
    });
    expect(node.calls).toEqual([]);
    const { source, changes, pass } = await open(node);
    expect(source.next()).toBeNull();
    expect(source.status.state).toBe('connecting');
    await pass(2000);
    expect(changes).toEqual(['replaced']);
    expect(source.status).toMatchObject({
      state: 'working',
      latencyMs: 2000,
      height: 542,
      transactions: 0,
      hasSegwit: true,
      hasLongPoll: true,
      jobs: 1,
      cuts: 0,
    });
    expect(source.status.valueSats).toBeGreaterThan(0n);
    expect(source.status.networkDifficulty).toBeGreaterThan(0);
  });

  it('comes once', async () => {
    const { source } = await open(new FakeNode());
    const opening = { hashrateHps: () => 0, onWork: () => {}, onNotice: () => {} };
    expect(() => source.open(opening)).toThrow('"open" expected to be called once');
  });
});

describe('the end', () => {
  it('may come before the beginning, in the first question, and while the node is away', async () => {
    const idle = new FakeNode();
    await idle.time.run(nodeSource(idle).close());
    const silent = new FakeNode();
    silent.answers['getblocktemplate'] = () => silent.time.sleep(50).then(() => silent.template);
    const asked = await open(silent);
    await silent.time.run(asked.source.close());
    expect(asked.changes).toEqual([]);
    const away = new FakeNode();
    away.fault = REFUSED;
    const waiting = await open(away);
    await away.time.run(waiting.source.close());
    expect(waiting.source.status).toMatchObject({ state: 'closed', retrySec: null });
    await waiting.pass(100_000);
    expect(waiting.notices).toHaveLength(1);
  });

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
