// Tables and broken lines of text.

import { describe, expect, it } from 'vitest';
import { type Column, tableLines, wrapLines } from '../../../src/cli/table.ts';

describe('a table', () => {
  const columns: readonly Column<readonly [string, string]>[] = [
    ['', ([title]) => title],
    ['guess', ([, guess]) => guess],
  ];

  it('begins its first column together and ends the others together', () => {
    expect(
      tableLines(columns, [
        ['power', '9.94 GW'],
        ['a year', '1'],
      ]),
    ).toEqual(['          guess', 'power   9.94 GW', 'a year        1']);
  });

  it('ends no line with spaces: a row may have a title alone, or nothing', () => {
    expect(
      tableLines(columns, [
        ['energy', ''],
        ['', ''],
      ]).slice(1),
    ).toEqual(['energy', '']);
  });
});

describe('a broken text', () => {
  it('has an indent from its second line on', () => {
    expect(wrapLines('one two three four', 9, '  ')).toEqual(['one two', '  three', '  four']);
  });

  it('is as wide as it may be and no wider', () => {
    expect(wrapLines('one two', 7, '')).toEqual(['one two']);
    expect(wrapLines('one two', 6, '')).toEqual(['one', 'two']);
  });

  it('leaves a word whole that is longer than a line', () => {
    expect(wrapLines('an incomprehensible thing', 5, '')).toEqual(['an', 'incomprehensible', 'thing']);
  });
});
