// What a pool's jobs, difficulties, extra nonces and masks do to the work, and what its answers do to shares.

import { describe, expect, it } from 'vitest';
import { hexFromBytes, targetFromDifficulty } from '../../../../src/primitives/index.ts';
import type { PoolStatus } from '../../../../src/source/index.ts';
import { GOOD, openSource, type Reply } from './support.ts';

async function working(reply: Reply = GOOD) {
  const opened = openSource({ pool: reply });
  await opened.pass(30);
  opened.changes.length = 0;
  return opened;
}

const answering =
  (answer: unknown): Reply =>
  (request, connection) =>
    request.method === 'mining.submit' ? answer : GOOD(request, connection);

describe('difficulty', () => {
  it('belongs to the jobs after it', async () => {
    const { pools, order } = await working();
    const before = order();
    pools.newest.call('mining.set_difficulty', 2e-9);
    expect(order().shareTarget).toBe(before.shareTarget);
    pools.newest.job({ 0: 'b2', 6: '1d00ffff' });
    expect(order().job.difficulty).toBe(2e-9);
    expect(order().shareTarget).toBe(targetFromDifficulty(2e-9));
  });

  it('is 1 before the pool has said any', async () => {
    const { order } = await working((request, connection) => {
      if (request.method !== 'mining.authorize') return GOOD(request, connection);
      queueMicrotask(() => connection.job({ 6: '1b00ffff' }));
      return { result: true };
    });
    expect(order().shareTarget).toBe(0xffffn << 208n);
  });

  it('above the block’s own holds: a pool refuses what falls short of it, block or not', async () => {
    const { pools, order, pass } = await working();
    pools.newest.call('mining.set_difficulty', 1000);
    pools.newest.job({ 0: 'b2' });
    await pass(30);
    const { shareTarget, blockTarget } = order();
    expect(shareTarget).toBe(targetFromDifficulty(1000));
    expect(shareTarget).toBeLessThan(blockTarget);
  });

  it.each([0, -1, null, 'NaN', '1e999', {}, 1e300])(
    'that is %j is refused, and the last one holds',
    async (value) => {
      const { pools, order, notices } = await working();
      pools.newest.call('mining.set_difficulty', value);
      pools.newest.job({ 0: 'b2' });
      expect(order().job).toMatchObject({ jobId: 'b2', difficulty: 1e-9 });
      expect(notices).toEqual([expect.stringMatching(/difficulty .*the last one holds/u)]);
    },
  );

  it('of a number beyond all numbers is refused', async () => {
    const { pools, order, notices } = await working();
    pools.newest.raw('{"id":null,"method":"mining.set_difficulty","params":[1e999]}\n');
    pools.newest.job({ 0: 'b2' });
    expect(order().job.difficulty).toBe(1e-9);
    expect(notices).toHaveLength(1);
  });
});

describe('jobs', () => {
  it('replace or renew the work as the pool says', async () => {
    const { pools, changes, source, order, pass } = await working();
    const old = order();
    expect(source.isCurrent(old)).toBe(true);
    pools.newest.job({ 0: 'b2', 8: false });
    expect(changes).toEqual(['renewed']);
    // A share of it is no later than one of the new job.
    expect(source.isCurrent(old)).toBe(true);
    await pass(30);
    pools.newest.job({ 0: 'b3', 8: true });
    expect(changes).toEqual(['renewed', 'replaced']);
    expect(source.isCurrent(old)).toBe(false);
    expect(source.isCurrent(order())).toBe(true);
  });

  it('that come again under their name are the same: nothing found is lost, nothing searched twice', async () => {
    const { pools, changes, source, order, submit, pass } = await working();
    const first = order();
    pools.newest.call('mining.set_difficulty', 2e-9);
    pools.newest.job({ 8: false });
    pools.newest.job();
    await pass(30);
    expect(source.isCurrent(first)).toBe(true);
    expect(await submit(first)).toEqual({ kind: 'accepted' });
    expect(hexFromBytes(order().header)).not.toBe(hexFromBytes(first.header));
    expect(order().shareTarget).toBe(targetFromDifficulty(2e-9));
    expect(changes.length).toBeGreaterThan(0);
  });

  it('that come again and are unknown nonetheless are dropped in all their copies', async () => {
    const { pools, source, order, submit } = await working(answering({ result: null, error: [21, 'gone'] }));
    const first = order();
    pools.newest.job({ 8: false });
    expect(await submit(first)).toMatchObject({ kind: 'stale' });
    expect(source.next()).toBeNull();
    // Sent once more it is known again.
    pools.newest.job();
    expect(await submit(order())).toMatchObject({ kind: 'stale', reason: 'gone' });
  });

  it('in turns are never searched twice, even where they have one header each', async () => {
    const { pools, order, source } = await working((request, connection) =>
      request.method === 'mining.subscribe'
        ? { result: [[['mining.notify', 's']], 'eb91026b', 0] }
        : request.method === 'mining.configure'
          ? { result: {} }
          : GOOD(request, connection),
    );
    const seen: string[] = [];
    for (const version of ['20000000', '20000001', '20000000', '20000001', '20000000']) {
      pools.newest.job({ 0: version, 5: version, 8: false });
      seen.push(hexFromBytes(order().header));
      expect(source.status.state).toBe('working');
    }
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('on another block replace the work, whether or not the pool says so', async () => {
    const { pools, changes, source, order, pass } = await working();
    const old = order();
    pools.newest.job({ 0: 'b2', 1: '00'.repeat(32), 8: false });
    await pass(30);
    expect(changes).toEqual(['replaced']);
    expect(source.isCurrent(old)).toBe(false);
  });

  it('come a thousand a second without ever more work than one job', async () => {
    const { pools, changes, order, pass, source } = await working();
    for (let i = 0; i < 1000; i++) {
      pools.newest.job({ 0: `flood${i}`, 8: i % 2 === 0 });
      await pass(1);
    }
    await pass(30);
    expect(order().job.jobId).toBe('flood999');
    // Engines are disturbed fifty times a second at most.
    expect(changes.length).toBeLessThanOrEqual(52);
    expect(changes.length).toBeGreaterThan(40);
    expect(source.status).toMatchObject({ jobs: 1001 });
  });

  it.each([
    ['too few fields', []],
    ['a name that is none', { 0: { a: 1 } }],
    ['a name of a megabyte', { 0: 'x'.repeat(100_000) }],
    ['a short previous block', { 1: 'ab' }],
    ['a coinbase that is no hex', { 2: 'xyz' }],
    ['half a byte', { 3: 'abc' }],
    ['a branch that is none', { 4: 'none' }],
    ['a branch without an end', { 4: new Array(1000).fill('00'.repeat(32)) }],
    ['a branch of short hashes', { 4: ['00'] }],
    ['a wrong version', { 5: 536870912 }],
    ['nBits of zero', { 6: '00000000' }],
    ['negative nBits', { 6: '1d80ffff' }],
    ['nBits beyond 256 bits', { 6: 'ff00ffff' }],
    ['a wrong time', { 7: null }],
  ])('with %s are refused in one sentence, and the work goes on', async (_what, change) => {
    const { pools, order, notices, changes, source } = await working();
    if (Array.isArray(change)) pools.newest.call('mining.notify', ...change);
    else pools.newest.job(change as Readonly<Record<number, unknown>>);
    expect(notices).toEqual([expect.stringMatching(/^the pool sent .*\.$/u)]);
    expect(changes).toEqual([]);
    expect(order().job.jobId).toBe('b1');
    expect(source.status.state).toBe('working');
  });

  it('are shown with their coinbase and newest header', async () => {
    const { source, order } = await working();
    // Before anything is searched, as while miners rest, it is the job's first header.
    const { job } = source.status as PoolStatus;
    const { header, choice } = order();
    expect(job).toMatchObject({ header, extraNonce2: choice.extraNonce2, rollableBits: 0x1fffe000 });
    expect(source.status).toMatchObject({
      job: { jobId: 'b1', header, extraNonce2: choice.extraNonce2, isClean: true },
    });
  });
});

describe('headers of one job', () => {
  it('differ in the version first, within the mask', async () => {
    const { order } = await working();
    const orders = Array.from({ length: 40 }, order);
    expect(new Set(orders.map(({ header }) => hexFromBytes(header))).size).toBe(40);
    expect(new Set(orders.map(({ choice }) => hexFromBytes(choice.extraNonce2))).size).toBe(1);
    for (const { choice } of orders) expect(choice.versionBits & ~0x1fffe000).toBe(0);
  });

  it('keep the version of a job that has bits of the mask set, and say no bits', async () => {
    const { pools, order, submit, pass } = await working();
    pools.newest.job({ 0: 'b2', 5: '20002000' });
    await pass(30);
    const orders = Array.from({ length: 3 }, order);
    expect(orders.map(({ choice }) => choice.versionBits)).toEqual([0, 0, 0]);
    expect(orders.map(({ choice }) => hexFromBytes(choice.extraNonce2))).toEqual([
      '00000001',
      '00000002',
      '00000003',
    ]);
    await submit(orders[2]!);
    expect(pools.newest.of('mining.submit')[0]!.params).toHaveLength(5);
  });

  it('go on with the time where extra nonce 2 has one byte or none, and never repeat', async () => {
    for (const [bytes, count] of [
      [0, 1],
      [1, 256],
    ] as const) {
      const { order } = await working((request, connection) => {
        if (request.method === 'mining.configure') return { result: {} };
        if (request.method === 'mining.subscribe') return { result: [[], 'aa', bytes] };
        return GOOD(request, connection);
      });
      const orders = Array.from({ length: 3 * count }, order);
      expect(new Set(orders.map(({ header }) => hexFromBytes(header))).size).toBe(3 * count);
      const times = orders.map(({ choice }) => choice.time - 0x6b02921a);
      expect([times[count - 1], times[count], times.at(-1)]).toEqual([0, 1, 2]);
    }
  });

  it('end after an hour of rolled times', async () => {
    const { source } = await working((request, connection) => {
      if (request.method === 'mining.configure') return { result: {} };
      if (request.method === 'mining.subscribe') return { result: [[], 'aa', 0] };
      return GOOD(request, connection);
    });
    let count = 0;
    while (source.next() !== null) count++;
    expect(count).toBe(3601);
  });

  it('are not repeated where a job is sent again, without any extra nonce 2 either', async () => {
    const { pools, order } = await working((request, connection) => {
      if (request.method === 'mining.configure') return { result: {} };
      if (request.method === 'mining.subscribe') return { result: [[], 'aa', 0] };
      return GOOD(request, connection);
    });
    const seen = new Set<string>();
    for (let i = 0; i < 10; i++) {
      seen.add(hexFromBytes(order().header));
      pools.newest.job({ 0: `again${i}`, 8: false });
    }
    expect(seen.size).toBe(10);
  });

  it('are not repeated where a job is sent again', async () => {
    const { pools, order } = await working();
    const first = hexFromBytes(order().header);
    pools.newest.job();
    expect(hexFromBytes(order().header)).not.toBe(first);
  });
});

describe('extra nonce and mask on the way', () => {
  it('take a new extra nonce for the jobs after it', async () => {
    const { pools, order, notices } = await working();
    pools.newest.call('mining.set_extranonce', 'cafe', 8);
    expect(hexFromBytes(order().job.extraNonce1)).toBe('eb91026b');
    pools.newest.job({ 0: 'b2' });
    const { job, choice } = order();
    expect(hexFromBytes(job.extraNonce1)).toBe('cafe');
    expect(choice.extraNonce2).toHaveLength(8);
    pools.newest.call('mining.set_extranonce', 'cafe', -8);
    expect(notices).toHaveLength(1);
  });

  it('break off what uses bits that were taken away', async () => {
    const { pools, order, changes, source } = await working();
    const old = order();
    pools.newest.call('mining.set_version_mask', '00006000');
    expect(changes).toEqual(['replaced']);
    expect(source.isCurrent(old)).toBe(false);
    for (let i = 0; i < 8; i++) expect(order().choice.versionBits & ~0x6000).toBe(0);
    pools.newest.call('mining.set_version_mask', '1fffe000');
    expect(changes).toEqual(['replaced']);
  });
});

describe('answers to shares', () => {
  it.each([
    [{ result: true, error: null }, { kind: 'accepted' }],
    [
      { result: false, error: [23, 'Above target', null] },
      { kind: 'rejected', reason: 'Above target' },
    ],
    [
      { result: null, error: [23, 'Difficulty too low', ''] },
      { kind: 'rejected', reason: 'Difficulty too low' },
    ],
    [
      { result: null, error: [20, 'bad'] },
      { kind: 'rejected', reason: 'bad' },
    ],
    [
      { result: false, error: null },
      { kind: 'rejected', reason: 'refused without a reason' },
    ],
    [
      { result: 'true', error: null },
      { kind: 'rejected', reason: 'refused without a reason' },
    ],
    [
      { result: true, error: [20, 'and yet no', null] },
      { kind: 'rejected', reason: 'and yet no' },
    ],
    [
      { result: null, error: [22, 'Duplicate', null] },
      { kind: 'rejected', reason: 'Duplicate' },
    ],
    [
      { result: null, error: 'sesame-open is wrong' },
      { kind: 'rejected', reason: '… is wrong' },
    ],
    [
      { result: null, error: [20, 'a\u0007\u202e\n b', null] },
      { kind: 'rejected', reason: 'a b' },
    ],
  ])('%j is %j', async (answer, verdict) => {
    const { order, submit } = await working(answering(answer));
    expect(await submit(order())).toEqual(verdict);
  });

  it.each([
    { result: false, error: [21, 'Stale', null] },
    { result: null, error: [21, 'Job not found', ''] },
  ])('%j drops the job: nothing of it is searched or sent any more', async (answer) => {
    const { order, submit, changes, source, pools } = await working(answering(answer));
    const one = order();
    const other = order();
    expect(await submit(one)).toMatchObject({ kind: 'stale' });
    expect(changes).toEqual(['gone']);
    expect(source.next()).toBeNull();
    expect(await submit(other)).toEqual({ kind: 'stale', reason: 'the pool has dropped the job' });
    expect(pools.newest.of('mining.submit')).toHaveLength(1);
    pools.newest.job({ 0: 'b2', 8: false });
    expect(changes).toEqual(['gone', 'replaced']);
  });

  it('about an older job leave the present one alone', async () => {
    const { order, submit, changes, pools, source } = await working(
      answering({ result: null, error: [21, 'Job not found', ''] }),
    );
    const old = order();
    pools.newest.job({ 0: 'b2' });
    changes.length = 0;
    // Late shares are still sent.
    expect(await submit(old)).toMatchObject({ kind: 'stale' });
    expect(changes).toEqual([]);
    expect(source.next()).not.toBeNull();
  });

  it('are not hoped for where the pool has given the name to another job', async () => {
    const { order, submit, pools } = await working();
    const old = order();
    pools.newest.job({ 2: '00' });
    expect(await submit(old)).toEqual({
      kind: 'stale',
      reason: 'the pool has given its name to another job',
    });
    expect(pools.newest.of('mining.submit')).toHaveLength(0);
    expect(await submit(order())).toEqual({ kind: 'accepted' });
  });

  it.each([24, 25])('with code %i end the connection, since the pool has forgotten us', async (code) => {
    const { order, submit, pools, pass } = await working(answering({ result: null, error: [code, 'who?'] }));
    expect(await submit(order())).toMatchObject({ kind: 'rejected' });
    await pass(1000);
    expect(pools.connections).toHaveLength(2);
  });
});
