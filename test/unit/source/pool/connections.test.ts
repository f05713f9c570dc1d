// Cuts, silences, hostile words, other pools: what a line to a pool goes through in a month.

import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../../../../src/source/pool/line-reader.ts';
import { GOOD, type MemoryConnection, openSource, type Reply } from './support.ts';

async function working(replies: Record<string, Reply> = { pool: GOOD }, hosts?: readonly string[]) {
  const opened = openSource(replies, hosts);
  await opened.pass(30);
  opened.changes.length = 0;
  opened.notices.length = 0;
  return opened;
}

/** Good but silent about shares. */
const mute: Reply = (request, connection) =>
  request.method === 'mining.submit' ? undefined : GOOD(request, connection);

const resubscribed =
  (extraNonce1: string): Reply =>
  (request, connection) =>
    request.method === 'mining.subscribe'
      ? { result: [[['mining.notify', 'session1']], extraNonce1, 4] }
      : GOOD(request, connection);

describe('a cut', () => {
  it('ends the work at once, and the pool is back within a second', async () => {
    const { pools, source, changes, pass, notices } = await working();
    pools.newest.cut('the pool cut the connection');
    await pass(0);
    expect(changes).toEqual(['gone']);
    expect(source.next()).toBeNull();
    expect(source.status).toMatchObject({
      state: 'waiting',
      cuts: 1,
      problem: 'stratum+tcp://pool:3333: the pool cut the connection',
    });
    expect(notices).toEqual(['stratum+tcp://pool:3333: the pool cut the connection.']);
    await pass(1000);
    expect(source.status).toMatchObject({ state: 'working', cuts: 1, isResumed: true });
    expect(changes).toEqual(['gone', 'replaced']);
  });

  it('takes the session up again: shares without an answer, and those found meanwhile, are sent again', async () => {
    const { pools, order, source, pass, time } = await working({ pool: mute });
    const sent = source.submit(order(), 1);
    const found = order();
    const first = pools.newest;
    first.cut();
    const unsent = source.submit(found, 2);
    pools.replies['pool'] = GOOD;
    await pass(1000);
    expect(pools.newest.of('mining.subscribe')[0]!.params).toEqual(['proofworks/test', 'session1']);
    const again = pools.newest.of('mining.submit').map(({ params }) => params[4]);
    expect(again.toSorted()).toEqual(['00000001', '00000002']);
    expect(await time.run(Promise.all([sent, unsent]))).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
  });

  it.each([
    [22, 'Duplicate'],
    [21, 'Job not found'],
  ])(
    'says neither yes nor no of a share that was sent before and refused after with %i',
    async (code, words) => {
      const { pools, order, source, pass, time } = await working({ pool: mute });
      const sent = source.submit(order(), 1);
      const found = order();
      pools.newest.cut();
      const unsent = source.submit(found, 2);
      pools.replies['pool'] = (request, connection) =>
        request.method === 'mining.submit'
          ? { result: false, error: [code, words, null] }
          : GOOD(request, connection);
      await pass(1000);
      expect(await time.run(sent)).toMatchObject({ kind: 'unanswered' });
      expect(await time.run(unsent)).toMatchObject({ kind: code === 21 ? 'stale' : 'rejected' });
    },
  );

  it('loses what belonged to a session that the pool has forgotten', async () => {
    const { pools, order, source, pass, time } = await working({ pool: mute });
    const sent = source.submit(order(), 1);
    const found = order();
    pools.newest.cut();
    const unsent = source.submit(found, 2);
    pools.replies['pool'] = resubscribed('0badcafe');
    await pass(1000);
    expect(source.status).toMatchObject({ state: 'working', isResumed: false });
    expect(await time.run(Promise.all([sent, unsent]))).toMatchObject([
      { kind: 'unanswered' },
      { kind: 'stale' },
    ]);
    expect(pools.newest.of('mining.submit')).toEqual([]);
    expect(await time.run(source.submit(found, 3))).toMatchObject({ kind: 'stale' });
  });

  it('for good leaves no share waiting for ever', async () => {
    const { pools, order, source, pass, time } = await working({ pool: mute });
    const sent = source.submit(order(), 1);
    delete pools.replies['pool'];
    pools.newest.cut();
    await pass(130_000);
    expect(await time.run(sent)).toEqual({
      kind: 'unanswered',
      reason: 'the connection was cut before the answer',
    });
  });

  it('is followed by waits that grow, to a minute', async () => {
    const { pools, source, pass } = await working();
    delete pools.replies['pool'];
    pools.newest.cut();
    const waits: number[] = [];
    for (let i = 0; i < 400; i++) {
      await pass(1000);
      const { retrySec } = source.status;
      if (retrySec !== null) waits.push(retrySec);
    }
    expect(Math.max(...waits)).toBeGreaterThan(50);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
    pools.replies['pool'] = GOOD;
    await pass(61_000);
    expect(source.status.state).toBe('working');
  });

  it('that follows each greeting does not make a storm', async () => {
    const { pools, pass } = await working({
      pool: (request, connection) => {
        if (request.method === 'mining.authorize') queueMicrotask(() => connection.cut());
        return GOOD(request, connection);
      },
    });
    await pass(120_000);
    expect(pools.connections.length).toBeLessThan(12);
  });

  it.each([
    ['that pays is gone back to after as much time as it lasted', true],
    ['that pays nothing is not', false],
  ])('again and again after five seconds: a pool %s', async (_what, isPaid) => {
    const { pools, order, source, pass, time } = await working();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const asked = isPaid ? source.submit(order(), i) : null;
      if (asked !== null) expect(await time.run(asked)).toEqual({ kind: 'accepted' });
      await pass(5000);
      pools.newest.cut();
      await pass(0);
      waits.push(source.status.retrySec!);
      while (source.status.state !== 'working') await pass(100);
    }
    if (isPaid) expect(Math.max(...waits)).toBeLessThan(5.2);
    else expect(Math.max(...waits)).toBeGreaterThan(25);
  });

  it('at any byte of any message ends in work again', async () => {
    const whole = `${JSON.stringify({ id: null, method: 'mining.notify', params: ['x', 'y'] })}\n`;
    for (let cutAt = 0; cutAt <= whole.length; cutAt += 3) {
      const { pools, source, pass } = await working();
      pools.newest.raw(whole.slice(0, cutAt));
      pools.newest.cut();
      await pass(1000);
      expect(source.status.state).toBe('working');
    }
  });
});

describe('silence', () => {
  it('of three minutes ends the connection', async () => {
    const { pools, pass } = await working();
    await pass(170_000);
    expect(pools.connections).toHaveLength(1);
    await pass(20_000);
    expect(pools.connections.length).toBeGreaterThan(1);
  });

  it('is broken by any word', async () => {
    const { pools, pass } = await working();
    for (let i = 0; i < 5; i++) {
      await pass(100_000);
      pools.newest.job({ 0: `${i}`, 8: false });
    }
    expect(pools.connections).toHaveLength(1);
  });

  it('after a share ends it within half a minute: the line is half open', async () => {
    const { source, order, pools, pass, time } = await working({ pool: mute });
    const verdict = source.submit(order(), 1);
    await pass(31_500);
    expect(pools.connections).toHaveLength(2);
    pools.replies['pool'] = GOOD;
    pools.newest.cut();
    expect(await time.run(verdict)).toEqual({ kind: 'accepted' });
  });

  it('about one share, while the pool talks on, leaves that share unanswered', async () => {
    const { source, order, pools, pass, time } = await working({ pool: mute });
    const verdict = source.submit(order(), 1);
    for (let i = 0; i < 4; i++) {
      await pass(10_000);
      pools.newest.job({ 0: `${i}`, 8: false });
    }
    expect(await time.run(verdict)).toMatchObject({ kind: 'unanswered' });
    expect(pools.connections).toHaveLength(1);
  });
});

describe('words that are no Stratum', () => {
  it.each([
    ['garbage', '\u0000\u0001\u0002 not json\n'],
    ['deep JSON', `${'['.repeat(100_000)}${']'.repeat(100_000)}\n`],
    ['wrong types', '{"id":{},"method":5,"params":"x","result":[]}\n'],
    ['a number', '7\n'],
    ['an answer to nothing', '{"id":999,"result":true,"error":null}\n'],
    ['an unknown method', '{"id":1,"method":"mining.dance","params":null}\n'],
    ['empty lines', '\n\r\n\n'],
  ])('%s: the work goes on', async (_what, text) => {
    const { pools, source, order, submit } = await working();
    pools.newest.raw(text);
    expect(source.status.state).toBe('working');
    expect(await submit(order())).toEqual({ kind: 'accepted' });
  });

  it('ten in a row end the connection, with one notice', async () => {
    const { pools, pass, notices, source } = await working();
    pools.newest.raw('<html>\n'.repeat(50));
    await pass(0);
    expect(source.status.problem).toMatch(/no Stratum pool/u);
    expect(notices.length).toBeLessThanOrEqual(2);
  });

  it('a line of ten megabytes ends it long before it is held', async () => {
    const { pools, pass, source } = await working();
    const chunk = 'x'.repeat(65_536);
    let sent = 0;
    while (pools.newest.isOpen && sent < 10 * 2 ** 20) {
      pools.newest.raw(chunk);
      sent += chunk.length;
    }
    await pass(0);
    expect(sent).toBeLessThanOrEqual(MAX_LINE_BYTES + 65_536);
    expect(source.status.problem).toMatch(/a line of more than 1048576 bytes/u);
  });

  it('are told thirty times a minute at most', async () => {
    const { pools, notices } = await working();
    for (let i = 0; i < 1000; i++) pools.newest.call('client.show_message', `buy ${i}`);
    expect(notices).toHaveLength(30);
  });
});

describe('the pool’s wishes', () => {
  const wish = async (...params: readonly unknown[]) => {
    const opened = await working();
    opened.pools.newest.call('client.reconnect', ...params);
    await opened.pass(900);
    return opened;
  };

  it.each([
    [[], 'stratum+tcp://pool:3333'],
    [['', 4444], 'stratum+tcp://pool:4444'],
    [['pool', '4445', '0'], 'stratum+tcp://pool:4445'],
    [['POOL', 4446], 'stratum+tcp://pool:4446'],
  ])('client.reconnect %j leads to %s', async (params, address) => {
    const { pools, source } = await wish(...params);
    expect(pools.connections).toHaveLength(2);
    expect(pools.newest.address).toBe(address);
    expect(source.status.state).toBe('working');
  });

  it.each([
    ['another host', ['evil.example', 3333]],
    ['a port that is none', ['', 70_000]],
    ['a port that is no number', ['', 'x']],
    ['a port that is a riddle', ['', { toString: 1, valueOf: 1 }]],
    ['a port that is a list', ['', [3333]]],
  ])('client.reconnect to %s is refused, and the work goes on', async (_what, params) => {
    const { pools, source, notices } = await wish(...params);
    expect(pools.connections).toHaveLength(1);
    expect(source.status.state).toBe('working');
    expect(notices).toEqual([expect.stringMatching(/wanted to send this miner/u)]);
    expect(notices[0]).not.toMatch(/evil/u);
  });

  it('through a bridge client.reconnect leads back through it, whatever the pool calls itself', async () => {
    const { pools, source, pass, notices } = await working({ bridge: GOOD }, [
      'ws://bridge:8080/?token=pool',
    ]);
    pools.newest.call('client.reconnect', 'stratum.pool.example', 3334, 0);
    await pass(900);
    expect(pools.connections.map(({ address }) => address)).toEqual([
      'ws://bridge:8080/?token=pool',
      'ws://bridge:8080/?token=pool',
    ]);
    expect(source.status.state).toBe('working');
    expect(notices.join()).not.toMatch(/refused/u);
  });

  it('a wait is kept to, up to a minute, and the port is for once', async () => {
    const { pools, pass } = await working();
    pools.newest.call('client.reconnect', '', 4444, 1e9);
    await pass(59_000);
    expect(pools.connections).toHaveLength(1);
    await pass(2_000);
    expect(pools.newest.address).toBe('stratum+tcp://pool:4444');
    pools.newest.cut();
    await pass(3_000);
    expect(pools.newest.address).toBe('stratum+tcp://pool:3333');
  });

  it('client.get_version and mining.ping are answered; a message is shown', async () => {
    const { pools, source, notices } = await working();
    const { newest } = pools;
    newest.say({ id: 'v', method: 'client.get_version', params: [] });
    newest.say({ id: 9, method: 'mining.ping', params: [] });
    newest.call('client.show_message', 'We move\u0000 at noon, sesame-open');
    expect(newest.requests.slice(-2)).toEqual([
      { id: 'v', result: 'proofworks/test', error: null },
      { id: 9, result: 'pong', error: null },
    ]);
    expect(source.status).toMatchObject({ message: 'We move at noon, …' });
    expect(notices).toEqual(['The pool says: We move at noon, …']);
  });
});

describe('several pools', () => {
  const down: Reply = (_request, connection: MemoryConnection) => {
    connection.cut();
    return undefined;
  };

  it('are tried in order, the next one at once', async () => {
    const { source, pools } = await working({ b: GOOD }, ['a', 'b']);
    expect(source.status).toMatchObject({ state: 'working', poolIndex: 1, url: 'stratum+tcp://b:3333' });
    expect(pools.connections.map(({ address }) => address)).toEqual(['stratum+tcp://b:3333']);
  });

  it('come back to the better one once it has work', async () => {
    const { source, pools, pass, changes, notices, order } = await working({ b: GOOD }, ['a', 'b']);
    const old = order();
    pools.replies['a'] = (request, connection) =>
      request.method === 'mining.authorize' ? { result: true } : GOOD(request, connection);
    await pass(80_000);
    expect(source.status).toMatchObject({ poolIndex: 1 });
    pools.replies['a'] = GOOD;
    await pass(70_000);
    expect(source.status).toMatchObject({ state: 'working', poolIndex: 0, cuts: 0 });
    expect(changes).toEqual(['replaced']);
    expect(notices).toContain('Back at stratum+tcp://a:3333.');
    expect(await source.submit(old, 1)).toMatchObject({ kind: 'stale' });
    // The one that was left is hung up.
    expect(pools.connections.filter(({ isOpen }) => isOpen).map(({ address }) => address)).toEqual([
      'stratum+tcp://a:3333',
    ]);
  });

  it('a share on its way when the better one comes back is still answered', async () => {
    const { source, pools, pass, order, time } = await working({ b: mute }, ['a', 'b']);
    const b = pools.newest;
    const verdict = source.submit(order(), 1);
    pools.replies['a'] = GOOD;
    time.at(time.nowMs + 62_000, () =>
      b.say({ id: b.of('mining.submit')[0]!.id, result: true, error: null }),
    );
    b.job({ 0: 'x', 8: false });
    // The share's own time limit is shorter than the return: it is given up unless the answer comes first.
    time.at(time.nowMs + 10_000, () =>
      b.say({ id: b.of('mining.submit')[0]!.id, result: true, error: null }),
    );
    await pass(70_000);
    expect(await time.run(verdict)).toEqual({ kind: 'accepted' });
    expect(source.status).toMatchObject({ poolIndex: 0 });
  });

  it('has its own message: the other one’s goes with it', async () => {
    const { source, pools, pass } = await working({ a: GOOD, b: GOOD });
    pools.newest.call('client.show_message', 'Welcome to A');
    expect(source.status).toMatchObject({ message: 'Welcome to A' });
    pools.replies['a'] = down;
    pools.newest.cut();
    await pass(1000);
    expect(source.status).toMatchObject({ poolIndex: 1, message: null });
  });

  it('a cut at the first goes to the second within a second if the first stays away', async () => {
    const { source, pools, pass } = await working({ a: GOOD, b: GOOD });
    pools.replies['a'] = down;
    pools.newest.cut();
    await pass(1000);
    expect(source.status).toMatchObject({ state: 'working', poolIndex: 1, cuts: 1 });
  });

  it('with another user each, never mix them up', async () => {
    const { pools, source, order, submit } = await working({ b: GOOD }, ['a', 'b']);
    await submit(order());
    expect(pools.newest.of('mining.submit')[0]!.params[0]).toBe('alice.rig');
    expect(
      JSON.stringify(source.status, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toMatch(/sesame/u);
  });
});

describe('a pool that is of no use', () => {
  const greetsOnly: Reply = (request, connection) =>
    request.method === 'mining.authorize' ? { result: true } : GOOD(request, connection);
  const cutsSoon: Reply = (request, connection) => {
    // Asked last, when the greeting is over and work has come.
    if (request.method === 'mining.extranonce.subscribe') {
      void Promise.resolve()
        .then(() => {})
        .then(() => connection.cut());
    }
    return GOOD(request, connection);
  };
  const sendsOn: Reply = (request, connection) => {
    if (request.method === 'mining.extranonce.subscribe') {
      queueMicrotask(() => connection.call('client.reconnect'));
    }
    return GOOD(request, connection);
  };
  const forgets: Reply = (request, connection) =>
    request.method === 'mining.submit' ? { result: null, error: [24, 'who?'] } : GOOD(request, connection);

  it.each([
    ['greets and gives no work', greetsOnly],
    ['cuts after each greeting', cutsSoon],
    ['sends its miners on and on', sendsOn],
  ])('since it %s is left for the next one', async (_what, reply) => {
    const { source, pass } = openSource({ a: reply, b: GOOD });
    await pass(30_000);
    expect(source.status).toMatchObject({ state: 'working', poolIndex: 1 });
  });

  it('since it forgets who this is at each share is left for the next one', async () => {
    const { source, pass, order, time } = openSource({ a: forgets, b: GOOD });
    await pass(100);
    for (let i = 0; i < 3 && source.status.poolIndex === 0; i++) {
      await time.run(source.submit(order(), i));
      await pass(3000);
    }
    expect(source.status).toMatchObject({ state: 'working', poolIndex: 1 });
  });

  it('since it drops the job and sends no other is left within two minutes', async () => {
    const { source, pools, pass, order, time } = openSource({
      a: (request, connection) =>
        request.method === 'mining.submit'
          ? { result: null, error: [21, 'gone'] }
          : GOOD(request, connection),
      b: GOOD,
    });
    await pass(100);
    const { newest } = pools;
    await time.run(source.submit(order(), 1));
    pools.replies['a'] = greetsOnly;
    for (let i = 0; i < 16; i++) {
      newest.call('client.show_message', 'still here');
      await pass(10_000);
    }
    expect(source.status).toMatchObject({ state: 'working', poolIndex: 1 });
  });

  it('since it refuses an old session is asked for a new one', async () => {
    const { source, pools, pass } = await working({
      pool: (request, connection) =>
        request.method === 'mining.subscribe' && request.params.length > 1
          ? { result: null, error: [20, 'unknown session'] }
          : GOOD(request, connection),
    });
    pools.newest.cut();
    await pass(1000);
    expect(source.status.state).toBe('working');
    expect(pools.newest.of('mining.subscribe')[0]!.params).toEqual(['proofworks/test']);
  });

  it('since it knows no configure is come back to all the same', async () => {
    const { source, pools, pass } = await working({ b: GOOD }, ['a', 'b']);
    pools.replies['a'] = (request, connection) => {
      if (request.method !== 'mining.configure') return GOOD(request, connection);
      connection.cut();
      return undefined;
    };
    await pass(130_000);
    expect(source.status).toMatchObject({ state: 'working', poolIndex: 0 });
  });

  it('before it is greeted keeps its wishes to itself', async () => {
    const { pools, pass } = openSource({
      a: (request, connection) => {
        if (request.method === 'mining.configure') connection.call('client.reconnect', '', '4444', 0);
        return undefined;
      },
      b: GOOD,
    });
    await pass(1000);
    expect(pools.newest.address).toBe('stratum+tcp://b:3333');
  });

  it('for its first job alone works with the next one', async () => {
    const { source, order, pass, notices, pools } = openSource({
      pool: (request, connection) => {
        if (request.method !== 'mining.authorize') return GOOD(request, connection);
        connection.call('mining.notify', 'half');
        return { result: true };
      },
    });
    await pass(100);
    expect(notices).toEqual([expect.stringMatching(/a job of 1 fields/u)]);
    pools.newest.job({ 0: 'whole' });
    expect(source.status).toMatchObject({ state: 'working', cuts: 0 });
    expect(order().job.jobId).toBe('whole');
  });
});

describe('a better pool', () => {
  it('that is cut right after its return is noticed at once, not when the old line ends', async () => {
    const { source, pools, pass, changes } = await working({ b: GOOD }, ['a', 'b']);
    pools.replies['a'] = GOOD;
    while (source.status.poolIndex === 1) await pass(500);
    changes.length = 0;
    delete pools.replies['a'];
    pools.newest.cut();
    await pass(1);
    expect(changes).toEqual(['gone']);
    expect(source.next()).toBeNull();
  });

  it('does not keep the old one from shares that were found for it', async () => {
    const { source, pools, pass, order, time } = await working({ b: GOOD }, ['a', 'b']);
    const b = pools.newest;
    const old = order();
    pools.replies['a'] = GOOD;
    while (source.status.poolIndex === 1) await pass(500);
    expect(source.isCurrent(old)).toBe(false);
    expect(await time.run(source.submit(old, 5))).toEqual({ kind: 'accepted' });
    expect(b.of('mining.submit')).toHaveLength(1);
  });
});

describe('the end', () => {
  it('hangs up, ends waiting shares, and comes back no more', async () => {
    const { source, pools, order, pass, time } = await working({ pool: mute });
    const found = order();
    const verdict = source.submit(found, 1);
    const begunMs = time.nowMs;
    await time.run(source.close());
    // An answer on its way is waited for, but not for long.
    expect(time.nowMs - begunMs).toBeLessThanOrEqual(1000);
    expect(await time.run(verdict)).toMatchObject({ kind: 'unanswered' });
    expect(await source.submit(found, 2)).toMatchObject({ kind: 'unanswered' });
    expect(source.status.state).toBe('closed');
    expect(source.next()).toBeNull();
    await pass(100_000);
    expect(pools.connections.filter(({ isOpen }) => isOpen)).toEqual([]);
    expect(pools.connections).toHaveLength(1);
  });

  it('ends a wait, too', async () => {
    const { source, pass } = await working({}, ['pool']);
    expect(source.status.state).toBe('waiting');
    await source.close();
    await pass(100_000);
    expect(source.status).toMatchObject({ state: 'closed', retrySec: null });
  });
});
