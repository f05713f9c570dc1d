// Where a node is and how to be let in, from the command line's word and the environment; no message repeats a secret.

import { describe, expect, it } from 'vitest';
import { NODE_ENVIRONMENT, parseNodeUrl } from '../../../../src/source/index.ts';

const { user, password, cookie } = NODE_ENVIRONMENT;

describe('an address', () => {
  it.each([
    ['http://127.0.0.1:8332', 'http://127.0.0.1:8332', { kind: 'none' }],
    ['http://127.0.0.1', 'http://127.0.0.1:8332', { kind: 'none' }],
    ['http://127.0.0.1:80', 'http://127.0.0.1:80', { kind: 'none' }],
    ['http://127.0.0.1:80/', 'http://127.0.0.1:80', { kind: 'none' }],
    ['https://node.example', 'https://node.example:443', { kind: 'none' }],
    ['http://[::1]:18443/wallet', 'http://[::1]:18443/wallet', { kind: 'none' }],
    ['http://me:p%40ss%3Aw@h:1', 'http://h:1', { kind: 'password', user: 'me', password: 'p@ss:w' }],
    ['http://me@h:1', 'http://h:1', { kind: 'password', user: 'me', password: '' }],
  ])('%s', (text, url, credentials) => {
    expect(parseNodeUrl(text, {})).toMatchObject({ url, credentials });
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
  });

  it.each([
    'hunter22',
    'ftp://me:hunter22@h:1',
    'http://me:hunter22@',
    'http://me:hunter22@h:0',
    'http://me:hunter22@h:99999',
    'http://me:hunter22#@h:1',
    'http://me:hunter22%@h:1',
    'http://m%3Ae:hunter22@h:1',
    'http://alice:1234/hunter22@127.0.0.1:8332',
    'http://alice:/hunter22@127.0.0.1:8332',
  ])('%s is refused in one sentence without a secret', (text) => {
    expect(() => parseNodeUrl(text, {})).toThrow(RangeError);
    expect(() => parseNodeUrl(text, {})).toThrow(/^the node’s [^\n]+$/u);
    expect(() => parseNodeUrl(text, {})).not.toThrow(/hunter/u);
  });
});
