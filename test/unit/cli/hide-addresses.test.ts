// Addresses with a password in them, in the wrong place: no sentence has them, and what is none stays readable.

import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/cli/arguments.ts';
import { hideAddresses } from '../../../src/cli/hide-addresses.ts';
import { MINE_OPTIONS, readWishes } from '../../../src/cli/mining/wishes.ts';

const SECRET = 'S3cretPass';
const ADDRESS = `stratum+tcp://ann:${SECRET}@h:3333`;

/** What the program says of a private chain's words. */
function mistakeOf(words: readonly string[]): string {
  try {
    readWishes(readArguments(words, MINE_OPTIONS).values, { chainDirectory: '/nowhere' });
  } catch (error) {
    return hideAddresses((error as Error).message, words);
  }
  throw new Error('no mistake');
}

describe('hideAddresses', () => {
  it.each([
    '--for',
    '--engines',
    '--throttle',
    '--spacing',
    '--rule',
    '--window',
    '--difficulty',
    '--blocks',
  ])('%s with an address: its password is not repeated', (option) => {
    for (const words of [
      [option, ADDRESS],
      [`${option}=${ADDRESS}`],
      [option, `ann:${SECRET}@h:3333`],
      [option, `http://ann:x,${SECRET}@h,y@h:3333`],
      [option, `http://ann:x@${SECRET}@h`],
    ]) {
      expect(mistakeOf(words)).not.toContain(SECRET);
      expect(mistakeOf(words)).toContain('an address');
    }
  });

  it('hides each of several words', () => {
    const words = ['bench', ADDRESS, 'http://u:hidden@x'];
    expect(hideAddresses(`bench takes no words, got ${words.slice(1).join(' ')}`, words)).toBe(
      'bench takes no words, got an address an address',
    );
  });

  it.each([
    ['--throttle', '100%,0.01%@80'],
    ['--engines', 'gpu:unrolled:2:64,jss@3'],
    ['--engines', 'gpu:unrolled:2:64@3'],
    ['--for', 'soon'],
    ['--data-of', 'C:\\temp'],
    ['--user', 'ann@example.org'],
    ['--pool', 'stratum+tcp://a.example:1'],
  ])('leaves %s %s as it is', (option, word) => {
    expect(hideAddresses(`${option} expected another, got ${word}`, [option, word])).toBe(
      `${option} expected another, got ${word}`,
    );
  });

  it('leaves what is said of an address without its name and password', () => {
    const sentence = 'the address of h needs a port, as in stratum+tcp://pool.example:3333';
    expect(hideAddresses(sentence, ['--pool', `stratum+tcp://ann:${SECRET}@h`])).toBe(sentence);
  });
});
