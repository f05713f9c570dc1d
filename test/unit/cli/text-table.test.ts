import { describe, expect, it } from 'vitest';
import { tableLines, wrapped } from '../../../src/cli/text-table.ts';

describe('a table', () => {
  it('begins its first column together and ends the others together', () => {
    expect(
      tableLines([
        ['', 'low', 'high'],
        ['power', '9.94 GW', '29.0 GW'],
        ['a year', '1', '22'],
      ]),
    ).toEqual(['            low     high', 'power   9.94 GW  29.0 GW', 'a year        1       22']);
  });

  it('takes shorter rows: headings and empty lines', () => {
    expect(tableLines([['a heading'], [''], ['x', '1']])).toEqual(['a heading', '', 'x          1']);
    expect(tableLines([])).toEqual([]);
  });
});

describe('a wrapped text', () => {
  it('is broken at spaces, with an indent from the second line on', () => {
    expect(wrapped('one two three four', 9, '  ')).toEqual(['one two', '  three', '  four']);
    expect(wrapped('one two', 7)).toEqual(['one two']);
    expect(wrapped('one two', 6)).toEqual(['one', 'two']);
  });

  it('leaves a word whole that is longer than a line', () => {
    expect(wrapped('a incomprehensible b', 5)).toEqual(['a', 'incomprehensible', 'b']);
    expect(wrapped('', 5)).toEqual([]);
  });
});
