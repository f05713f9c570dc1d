// How a connection to a pool begins, with pools that do it right and pools that do it their own way.

import { describe, expect, it } from 'vitest';
import { GOOD, openSource, type Reply } from './support.ts';

const methods = (requests: readonly { readonly method: string }[]) => requests.map(({ method }) => method);

describe('the greeting', () => {
  it('asks in order: configure, subscribe, suggested difficulty, authorize', async () => {
    const { pools, source, pass, changes } = openSource({ pool: GOOD });
    await pass(10);
    const { requests } = pools.newest;
    expect(methods(requests)).toEqual([
      'mining.configure',
      'mining.subscribe',
      'mining.suggest_difficulty',
      'mining.authorize',
      'mining.extranonce.subscribe',
    ]);
    expect(requests[1]!.params).toEqual(['proofworks/test']);
    // 7e8 hashes per second, a share every six seconds.
    expect(requests[2]!.params).toEqual([0.978]);
    expect(requests[3]!.params).toEqual(['alice.rig', 'sesame-open']);
    expect(source.status).toMatchObject({ state: 'working', problem: null, versionMask: 0x1fffe000 });
    expect(changes).toEqual(['replaced']);
  });

  it('sends nothing before configure is settled, and goes on where it is never answered', async () => {
    const { pools, source, pass } = openSource({
      pool: (request, connection) =>
        request.method === 'mining.configure' ? undefined : GOOD(request, connection),
    });
    await pass(2_000);
    expect(methods(pools.newest.requests)).toEqual(['mining.configure']);
    await pass(2_000);
    expect(source.status).toMatchObject({ state: 'working', versionMask: 0 });
  });

  it.each([
    ['an error of two elements', { result: null, error: [20, 'Not supported.'] }],
    ['an error of three', { result: false, error: [-3, 'Method not found', null] }],
    ['an object', { result: null, error: { code: -32601, message: 'no' } }],
    ['version rolling refused', { result: { 'version-rolling': false }, error: null }],
    ['nonsense', { result: 'yes', error: null }],
  ])('takes a refusal of configure: %s', async (_what, answer) => {
    const { source, pass, order } = openSource({
      pool: (request, connection) =>
        request.method === 'mining.configure' ? answer : GOOD(request, connection),
    });
    await pass(10);
    expect(source.status).toMatchObject({ state: 'working', versionMask: 0 });
    expect(order().choice.versionBits).toBe(0);
  });

  it('leaves configure out at a pool that hangs up at it, once', async () => {
    const { pools, source, pass } = openSource({
      pool: (request, connection) => {
        if (request.method !== 'mining.configure') return GOOD(request, connection);
        connection.cut();
        return undefined;
      },
    });
    await pass(100);
    expect(pools.connections).toHaveLength(2);
    expect(methods(pools.newest.requests)[0]).toBe('mining.subscribe');
    expect(source.status.state).toBe('working');
  });

  it('takes jobs that come before the answer to authorize, and before authorize itself', async () => {
    const { source, pass, order } = openSource({
      pool: (request, connection) => {
        if (request.method === 'mining.configure') connection.job({ 0: 'first' });
        if (request.method === 'mining.authorize') {
          connection.call('mining.set_difficulty', 1e-9);
          connection.job({ 0: 'second' });
          return { result: true, error: null };
        }
        return GOOD(request, connection);
      },
    });
    await pass(0);
    expect(order().job).toMatchObject({ jobId: 'second', difficulty: 1e-9 });
    expect(source.status.state).toBe('working');
  });

  it('makes an early job with the extra nonce that it came with', async () => {
    const { order, pass, pools } = openSource({
      pool: (request, connection) => {
        if (request.method !== 'mining.authorize') return GOOD(request, connection);
        connection.job({ 0: 'early' });
        connection.call('mining.set_extranonce', 'deadbeef', 8);
        return { result: true };
      },
    });
    await pass(30);
    expect(order().job).toMatchObject({ jobId: 'early', extraNonce2Bytes: 4 });
    pools.newest.job({ 0: 'next' });
    expect(order().job).toMatchObject({ jobId: 'next', extraNonce2Bytes: 8 });
  });

  it('waits for work where none has come', async () => {
    const { source, pass, changes, pools } = openSource({
      pool: (request, connection) =>
        request.method === 'mining.authorize' ? { result: true } : GOOD(request, connection),
    });
    await pass(1000);
    expect(source.status.state).toBe('greeting');
    expect(source.next()).toBeNull();
    expect(changes).toEqual([]);
    pools.newest.job({ 8: false });
    expect(changes).toEqual(['replaced']);
    expect(source.next()).not.toBeNull();
  });

  it.each<[string, string, Reply, RegExp]>([
    [
      'a user that is refused',
      'mining.authorize',
      () => ({ result: false, error: [24, 'Unauthorized worker sesame-open', null] }),
      /refuses the user alice\.rig: Unauthorized worker …/u,
    ],
    [
      'a subscription that is refused',
      'mining.subscribe',
      () => ({ result: null, error: [20, 'full'] }),
      /full/u,
    ],
    ['a subscription that is none', 'mining.subscribe', () => ({ result: 7 }), /something else/u],
    [
      'a negative size',
      'mining.subscribe',
      () => ({ result: [[], 'aa', -1] }),
      /size of extra nonce 2: a whole number from 0 to 32/u,
    ],
    ['half a size', 'mining.subscribe', () => ({ result: [[], 'aa', 1.5] }), /size of extra nonce 2/u],
    ['a huge size', 'mining.subscribe', () => ({ result: [[], 'aa', 1e9] }), /size of extra nonce 2/u],
    ['a wrong extra nonce', 'mining.subscribe', () => ({ result: [[], 'xyz', 4] }), /extra nonce 1/u],
    ['no answer', 'mining.subscribe', () => undefined, /does not answer/u],
    ['no answer to authorize', 'mining.authorize', () => undefined, /does not answer whether/u],
  ])('says in one sentence: %s', async (_what, method, reply, sentence) => {
    const { source, pass, notices, pools } = openSource({
      pool: (request, connection) =>
        request.method === method ? reply(request, connection) : GOOD(request, connection),
    });
    await pass(16_000);
    expect(source.status.problem).toMatch(sentence);
    expect(notices.join('\n')).toMatch(sentence);
    expect(notices.join('\n')).not.toMatch(/sesame/u);
    expect(source.next()).toBeNull();
    // It is tried again, more and more seldom.
    await pass(60_000);
    const tries = pools.connections.length;
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThan(15);
  });

  it.each([
    [0, ''],
    [1, '00'],
    [4, '00000000'],
    [16, '00'.repeat(16)],
  ])('keeps an extra nonce 2 of exactly %i bytes', async (bytes, hex) => {
    const { pools, pass, order, submit } = openSource({
      pool: (request, connection) =>
        request.method === 'mining.subscribe'
          ? { result: [[], 'eb91026b', bytes] }
          : GOOD(request, connection),
    });
    await pass(10);
    expect(await submit(order())).toEqual({ kind: 'accepted' });
    expect(pools.newest.of('mining.submit')[0]!.params).toEqual([
      'alice.rig',
      'b1',
      hex,
      '6b02921a',
      '00000007',
      '00000000',
    ]);
  });
});
