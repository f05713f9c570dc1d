// Where a node is and how to be let in, from the command line's word and the environment; no message repeats a secret.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NODE_ENVIRONMENT, parseNodeUrl } from '../../../../src/source/index.ts';
import { SEED } from '../../engine/support.ts';

const { user, password, cookie } = NODE_ENVIRONMENT;

describe('an address', () => {
  it.each([
    ['http://127.0.0.1:8332', 'http://127.0.0.1:8332', { kind: 'none' }],
    ['http://127.0.0.1', 'http://127.0.0.1:8332', { kind: 'none' }],
    ['http://127.0.0.1:80', 'http://127.0.0.1:80', { kind: 'none' }],
    ['http://127.0.0.1:80/', 'http://127.0.0.1:80', { kind: 'none' }],
    ['http://127.0.0.1:080', 'http://127.0.0.1:80', { kind: 'none' }],
    ['http://127.0.0.1/wallet:80', 'http://127.0.0.1:8332/…', { kind: 'none' }],
    ['http://me:80@h', 'http://h:8332', { kind: 'password', user: 'me', password: '80' }],
    [' http://h:80 ', 'http://h:80', { kind: 'none' }],
    ['http://[fe80::80]', 'http://[fe80::80]:8332', { kind: 'none' }],
    ['HTTP://h:1', 'http://h:1', { kind: 'none' }],
    ['http://h:65535', 'http://h:65535', { kind: 'none' }],
    ['https://node.example:80', 'https://node.example:80', { kind: 'none' }],
    ['https://node.example', 'https://node.example:443', { kind: 'none' }],
    ['http://[::1]:18443/wallet', 'http://[::1]:18443/…', { kind: 'none' }],
    ['http://h:1/wallet/savings', 'http://h:1/wallet/savings', { kind: 'none' }],
    // A key to a node that is let out.
    ['https://btc.example/v1/0123456789abcdef', 'https://btc.example:443/…', { kind: 'none' }],
    ['http://me:p%40ss%3Aw@h:1', 'http://h:1', { kind: 'password', user: 'me', password: 'p@ss:w' }],
    ['http://me:p@ss@h:1', 'http://h:1', { kind: 'password', user: 'me', password: 'p@ss' }],
    ['http://me:a:b@h:1', 'http://h:1', { kind: 'password', user: 'me', password: 'a:b' }],
    ['http://me@h:1', 'http://h:1', { kind: 'password', user: 'me', password: '' }],
    ['http://:only@h:1', 'http://h:1', { kind: 'password', user: '', password: 'only' }],
  ])('%s', (text, url, credentials) => {
    expect(parseNodeUrl(text, {})).toMatchObject({ url, credentials });
  });

  it('tells host and path apart for the one who connects', () => {
    expect(parseNodeUrl('http://[::1]:1/wallet/a', {})).toMatchObject({
      isTls: false,
      host: '::1',
      port: 1,
      path: '/wallet/a',
    });
    expect(parseNodeUrl('https://h', {})).toMatchObject({ isTls: true, host: 'h', port: 443, path: '/' });
  });

  it('gives back any name and password that were percent-encoded, and shows neither', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const cases = fc.property(
      word.filter((user) => !user.includes(':')),
      word,
      (user, password) => {
        const text = `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h:1`;
        const account = parseNodeUrl(text, {});
        expect(account.credentials).toEqual({ kind: 'password', user, password });
        expect(account.url).toBe('http://h:1');
      },
    );
    fc.assert(cases, { seed: SEED });
  });

  it('of any text is one, or refused in one sentence that holds nothing of it', () => {
    const secret = 'zqxj7';
    const piece = fc.oneof(
      fc.constantFrom('http://', 'https://', 'me', ':', '@', '/', '%', '#', '?', '[', ']', '\\', ' ', '8332'),
      fc.string({ maxLength: 3 }),
    );
    const text = fc
      .tuple(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 8 }))
      .map(([before, after]) => `${before.join('')}${secret}${after.join('')}`);
    const cases = fc.property(text, (address) => {
      try {
        parseNodeUrl(address, {});
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        expect((error as Error).message).toMatch(/^the node’s [^\n]+$/u);
        expect(`${(error as Error).message} ${(error as Error).cause ?? ''}`).not.toContain(secret);
      }
    });
    fc.assert(cases, { seed: SEED, numRuns: 1000 });
  });

  it('takes from the environment what it does not say itself', () => {
    const env = { [user]: 'env-user', [password]: 'env-pass', [cookie]: '/c' };
    expect(parseNodeUrl('http://h:1', env).credentials).toEqual({
      kind: 'password',
      user: 'env-user',
      password: 'env-pass',
    });
    expect(parseNodeUrl('http://me:mine@h:1', env).credentials).toMatchObject({
      user: 'me',
      password: 'mine',
    });
    expect(parseNodeUrl('http://me@h:1', env).credentials).toMatchObject({
      user: 'me',
      password: 'env-pass',
    });
    expect(parseNodeUrl('http://h:1', { [cookie]: '/c' }).credentials).toEqual({
      kind: 'cookie',
      path: '/c',
    });
    // A name and a password that are there go before a cookie; empty ones are none.
    expect(parseNodeUrl('http://me:mine@h:1', { [cookie]: '/c' }).credentials).toMatchObject({
      kind: 'password',
    });
    expect(parseNodeUrl('http://h:1', { [user]: '', [password]: '', [cookie]: '' }).credentials).toEqual({
      kind: 'none',
    });
    // Of the environment nothing is decoded: there it stands as it is.
    expect(parseNodeUrl('http://me@h:1', { [password]: 'p%40ss' }).credentials).toMatchObject({
      password: 'p%40ss',
    });
  });

  it('refuses a colon in a name from the environment, without the name', () => {
    expect(() => parseNodeUrl('http://h:1', { [user]: 'hunter:22', [password]: 'x' })).toThrow(
      /^the node’s user name expected no colon in it$/u,
    );
  });

  it.each([
    'hunter22',
    'ftp://me:hunter22@h:1',
    'http://me:hunter22@',
    'http://me:hunter22@h:0',
    'http://me:hunter22@h:99999',
    'http://me:hunter22#@h:1',
    'http://me:hunter22%@h:1',
    'http://me:hunter22%FF@h:1',
    'http://me:hunter22?@h:1',
    'http://me:hunter22\\@h:1',
    'me:hunter22@h:1',
    'http://m%3Ae:hunter22@h:1',
    'http://alice:1234/hunter22@127.0.0.1:8332',
    'http://alice:/hunter22@127.0.0.1:8332',
  ])('%s is refused in one sentence without a secret', (text) => {
    expect(() => parseNodeUrl(text, {})).toThrow(RangeError);
    expect(() => parseNodeUrl(text, {})).toThrow(/^the node’s [^\n]+$/u);
    expect(() => parseNodeUrl(text, {})).not.toThrow(/hunter/u);
  });
});
