import { describe, expect, it } from 'vitest';
import { wrapped } from '../../../../src/dashboard/elements/frame-picture.ts';
import { cellContent } from '../../../../src/dashboard/elements/table-data.ts';

describe('a sentence under a picture', () => {
  const measure = (text: string): number => text.length;

  it('is broken between words where it would not fit', () => {
    expect(wrapped('the ruler is  what the rule promises', 13, measure)).toEqual([
      'the ruler is',
      'what the rule',
      'promises',
    ]);
  });

  it('keeps a word whole that is too long by itself', () => {
    expect(wrapped('a memorylessness b', 5, measure)).toEqual(['a', 'memorylessness', 'b']);
    expect(wrapped('', 5, measure)).toEqual([]);
  });
});

describe('a table’s cell', () => {
  const column = { id: 'x', label: 'X' };

  it('is written by its column, or with few digits', () => {
    expect(cellContent(1234, column)).toBe('1,234');
    expect(cellContent(1.23456, column)).toBe('1.235');
    expect(cellContent(1.23456, { ...column, format: (value) => `${value} s` })).toBe('1.23456 s');
    expect([cellContent(null, column), cellContent(undefined, column), cellContent('word', column)]).toEqual([
      '–',
      '–',
      'word',
    ]);
  });
});
