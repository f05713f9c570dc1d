// Keeping one's own password out of a node's words, and out of nothing else: an answer says the same with any password.

import { describe, expect, it } from 'vitest';
import { type NodeCallError, resultOf } from '../../../../src/source/node/node-call.ts';
import { SecretKeeper } from '../../../../src/source/node/secret-keeper.ts';
import { RECORDINGS, templateJson } from './support.ts';

/** What a call gives where the node answers with a result, by way of the text that is sent. */
function received(password: string, result: unknown): unknown {
  const keeper = new SecretKeeper(`me:${password}`);
  const text = JSON.stringify({ result, error: null });
  return resultOf(JSON.parse(keeper.clearText(text)), 'm', 'h:1', (words) => keeper.clearWords(words));
}

function wordsOf(password: string, message: unknown): string {
  const keeper = new SecretKeeper(`me:${password}`);
  const text = JSON.stringify({ result: null, error: { code: -1, message } });
  try {
    resultOf(JSON.parse(keeper.clearText(text)), 'm', 'h:1', (words) => keeper.clearWords(words));
  } catch (error) {
    return (error as NodeCallError).words;
  }
  throw new Error('no error');
}

describe('an answer', () => {
  // Passwords that people choose for a node at home, and pieces of answers.
  it.each([
    '123',
    'abc',
    '0000',
    'test',
    'data',
    'time',
    'hash',
    'segwit',
    'result',
    'error',
    'null',
    '":"',
    '},{',
  ])('is the same with the password %s', (password) => {
    for (const record of Object.values(RECORDINGS)) {
      const template = templateJson(record);
      expect(received(password, template)).toEqual(template);
      expect(received(password, record.blockHash)).toBe(record.blockHash);
    }
    const hash = `0000${'123abc'.repeat(10)}`;
    expect(received(password, hash)).toBe(hash);
    expect(received(password, { chain: 'regtest' })).toEqual({ chain: 'regtest' });
  });

  it('keeps the words by which a block’s fate is read', () => {
    for (const password of ['cat', 'stale', 'conclusive']) {
      for (const word of ['duplicate', 'inconclusive', 'stale-prevblk'])
        expect(received(password, word)).toBe(word);
    }
  });
});

describe('a password', () => {
  const whole = (password: string) => Buffer.from(`me:${password}`).toString('base64');

  it.each([
    '123',
    'abc',
    'test',
    'hunter22',
    'hunter-of-nodes',
    'a "quoted" one',
    'back\\slash',
    'two  spaces',
    'пароль',
  ])('%s is not in the words of an error, nor as it is sent', (password) => {
    for (const form of [password, `me:${password}`, whole(password)]) {
      expect(wordsOf(password, `no: ${form}, please`)).toBe('no: …, please');
    }
  });

  it('is not in the end of words that are cut, either', () => {
    // Cut after 200 characters, in the middle of it.
    for (const password of ['abcdef', 'hunter', 'say "cheese"'])
      expect(wordsOf(password, `${'x'.repeat(195)}${password}`)).toBe(`${'x'.repeat(195)}…`);
  });

  it.each(['hunter22', 'correct horse', 'a "quoted" one', 'p@ss-word', 'c0ffee'.repeat(3)])(
    '%s is not in the fields of a result',
    (password) => {
      for (const form of [password, `me:${password}`, whole(password)])
        expect(received(password, { chain: form, list: [`<${form}>`] })).toEqual({
          chain: '…',
          list: ['<…>'],
        });
    },
  );

  it('of two characters is no secret: it is in every other word', () => {
    expect(wordsOf('xy', 'the galaxy')).toBe('the galaxy');
    expect(wordsOf('xyz', 'the xyz')).toBe('the …');
    expect(wordsOf('', 'anything')).toBe('anything');
  });
});
