import { html } from 'lit';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../../src/dashboard/elements/csv.ts';

describe('CSV', () => {
  const columns = [{ id: 'at_s' }, { id: 'note' }];

  it('puts the columns’ ids first and ends each line with CR LF', () => {
    expect(csvText(columns, [{ at_s: 1, note: 'a' }])).toBe('at_s,note\r\n1,a\r\n');
    expect(csvText(columns, [])).toBe('at_s,note\r\n');
  });

  it('keeps all digits of a number', () => {
    expect(csvText(columns, [{ at_s: 0.1 + 0.2, note: null }])).toContain('0.30000000000000004,\r\n');
    expect(csvText(columns, [{ at_s: 1e21, note: -1 }])).toContain('1e+21,-1\r\n');
  });

  it('quotes what would break a line, and doubles quotes', () => {
    const texts = ['a,b', 'say "no"', 'two\nlines', 'plain words'];
    const lines = texts.map((note) => csvText(columns, [{ at_s: 0, note }]).split('\r\n')[1]);
    expect(lines).toEqual(['0,"a,b"', '0,"say ""no"""', '0,"two\nlines"', '0,plain words']);
  });

  it('leaves empty what is no text and no finite number', () => {
    const rows = [
      { at_s: Number.NaN, note: html`<b>x</b>` },
      { note: null },
      { at_s: Number.POSITIVE_INFINITY },
    ];
    expect(csvText(columns, rows)).toBe('at_s,note\r\n,\r\n,\r\n,\r\n');
  });
});
