import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkUrl,
  DEFAULT_POOL_SETTINGS,
  type PoolSettings,
  parsePoolQuery,
  printPoolQuery,
  rememberedFrom,
  storedPool,
  userProblem,
} from '../../../../src/dashboard/pool/pool-settings.ts';

const SEED = 20_090_103;

const SETTINGS: PoolSettings = {
  url: 'ws://127.0.0.1:8080/?token=pool',
  user: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4.lab',
  engines: [{ engine: 'wasm-simd', workers: 4 }],
  intensity: 0.5,
};

describe('the address of a bridge', () => {
  it.each([
    ['ws://127.0.0.1:8080', 'ws://127.0.0.1:8080'],
    ['127.0.0.1:8080', 'ws://127.0.0.1:8080'],
    ['wss://bridge.example/pool?token=a', 'wss://bridge.example:443/pool?token=a'],
    ['ws://[::1]:8080/', 'ws://[::1]:8080'],
  ])('%s is %s', (text, url) => {
    expect(checkUrl(text, false)).toMatchObject({ ok: true, url, user: null, password: null });
  });

  it.each([
    ['', /Write where the bridge is/u],
    ['stratum+tcp://pool.example:3333', /cannot open a line to a pool itself/u],
    ['http://127.0.0.1:8080', /no address of a bridge/u],
    ['ws://', /no address of a bridge/u],
    ['ws://127.0.0.1:99999', /no address of a bridge/u],
  ])('%s is refused with a sentence', (text, reason) => {
    expect(checkUrl(text, false)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('may be unencrypted from a secure page only on the same machine', () => {
    for (const host of ['127.0.0.1', '127.8.0.1', 'localhost', '[::1]']) {
      expect(checkUrl(`ws://${host}:8080`, true).ok).toBe(true);
    }
    for (const host of ['10.0.0.2', 'bridge.example', '127.0.0.1.example', 'localhost.example']) {
      expect(checkUrl(`ws://${host}:8080`, true)).toMatchObject({
        reason: expect.stringContaining('wss://'),
      });
      expect(checkUrl(`ws://${host}:8080`, false).ok).toBe(true);
      expect(checkUrl(`wss://${host}:8080`, true).ok).toBe(true);
    }
  });

  it('is parted from the name and password before its @', () => {
    expect(checkUrl('ws://me:s3cret@127.0.0.1:8080/?token=pool', false)).toEqual({
      ok: true,
      url: 'ws://127.0.0.1:8080/?token=pool',
      place: '127.0.0.1:8080',
      user: 'me',
      password: 's3cret',
    });
  });
});

describe('a user', () => {
  it('is one word of a length that pools take', () => {
    expect([userProblem('me.lab'), userProblem(' me '), userProblem('x'.repeat(200))]).toEqual(['', '', '']);
    expect(userProblem('')).toMatch(/payout address/u);
    expect(userProblem('a b')).toMatch(/no spaces/u);
    expect(userProblem('x'.repeat(201))).toMatch(/at most 200/u);
  });
});

describe('settings in an address', () => {
  it('come back as they were', () => {
    expect(parsePoolQuery(printPoolQuery(SETTINGS))).toEqual(SETTINGS);
    expect(printPoolQuery(DEFAULT_POOL_SETTINGS)).toBe('url=ws%3A%2F%2F127.0.0.1%3A8080%2F%3Ftoken%3Dpool');
  });

  it('leave out what cannot be used', () => {
    expect(parsePoolQuery('url=stratum%2Btcp%3A%2F%2Fa%3A1&user=a%20b&engines=abacus&intensity=0')).toEqual(
      {},
    );
    expect(parsePoolQuery('')).toEqual({});
  });

  it('never hold a password, nor does what is remembered, whatever was typed', () => {
    const secret = 'qZ7-passw0rd';
    const typed = [
      `ws://me:${secret}@127.0.0.1:8080`,
      `ws://:${secret}@127.0.0.1:8080`,
      `ws://me:${secret}@`,
      `me:${secret}@127.0.0.1:8080`,
      `http://me:${secret}@host`,
      `ws://me:${secret}@127.0.0.1:99999`,
    ];
    for (const url of typed) {
      const settings = { ...SETTINGS, url };
      expect(printPoolQuery(settings)).not.toContain(secret);
      expect(JSON.stringify(storedPool({ settings, agreedTo: '' }))).not.toContain(secret);
      expect(JSON.stringify(parsePoolQuery(`url=${encodeURIComponent(url)}`))).not.toContain(secret);
    }
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const url = `ws://${encodeURIComponent(before)}:${secret}@${after}`;
        expect(printPoolQuery({ ...SETTINGS, url })).not.toContain(secret);
      }),
      { seed: SEED },
    );
  });
});

describe('what is remembered', () => {
  it('comes back as it was', () => {
    const remembered = { settings: SETTINGS, agreedTo: 'me ws://127.0.0.1:8080' };
    expect(rememberedFrom(JSON.parse(JSON.stringify(storedPool(remembered))))).toEqual(remembered);
  });

  it('is the defaults where it is none of ours', () => {
    const defaults = { settings: DEFAULT_POOL_SETTINGS, agreedTo: '' };
    for (const stored of [
      null,
      5,
      'text',
      [],
      { url: 5, user: {}, engines: [], intensity: 'all', agreedTo: 1 },
    ]) {
      expect(rememberedFrom(stored)).toEqual(defaults);
    }
    expect(rememberedFrom({ intensity: 0.009 }).settings.intensity).toBe(1);
    expect(rememberedFrom({ intensity: 0.01 }).settings.intensity).toBe(0.01);
  });
});
