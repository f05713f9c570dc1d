// Words that are no option's value: one clear sentence, not the parser's.

import { describe, expect, it } from 'vitest';
import { readArguments, readDuration, readPercent, readWhole } from '../../../src/cli/arguments.ts';
import { MINE_OPTIONS } from '../../../src/cli/mining/wishes.ts';

describe('readArguments', () => {
  it.each([
    [['--pool'], '--pool expected a value behind it, got nothing'],
    [
      ['--pool', '--user', 'ann'],
      '--pool expected a value behind it, got an option; one that begins with a dash is written --pool=VALUE',
    ],
    [
      ['--for', '-5s'],
      '--for expected a value behind it, got an option; one that begins with a dash is written --for=VALUE',
    ],
    [['--json=yes'], "Option '--json' does not take an argument"],
    [['--pol', 'x'], "Unknown option '--pol'"],
  ])('%j: %s', (words, sentence) => {
    expect(() => readArguments(words, MINE_OPTIONS)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: sentence }),
    );
  });

  it('the control: a value that begins with a dash, written so', () => {
    expect(readArguments(['--pass=-x', '--user', 'ann'], MINE_OPTIONS).values).toMatchObject({
      pass: ['-x'],
      user: ['ann'],
    });
  });
});

it('a value that is empty is told as nothing', () => {
  expect(() => readDuration('--for', '')).toThrow(/, got nothing$/);
  expect(() => readPercent('--throttle', ' ', 1)).toThrow(/, got nothing$/);
  expect(() => readWhole('--blocks', '', 1, 2)).toThrow(/, got nothing$/);
  expect(() => readWhole('--blocks', 'x', 1, 2)).toThrow(/, got x$/);
});
