import { describe, expect, it } from 'vitest';
import { PAGES, pageAt, pageHash } from '../../../../src/dashboard/proofworks-app/pages.ts';

describe('pages by address', () => {
  const other = { ...PAGES[0], id: 'other' };

  it('finds a page and its query', () => {
    expect(pageAt('#/other?runs=6&entries=a?b', [...PAGES, other])).toEqual({
      page: other,
      query: 'runs=6&entries=a?b',
    });
    expect(pageAt('#/other', [...PAGES, other])).toEqual({ page: other, query: '' });
  });

  it.each(['', '#', '#/', '#/nowhere?runs=3'])('shows the first page at %j', (hash) => {
    expect(pageAt(hash)).toEqual({ page: PAGES[0], query: '' });
  });

  it('writes the address it reads', () => {
    expect(pageHash(PAGES[0], 'runs=3')).toBe('#/mine?runs=3');
    expect(pageHash(PAGES[0])).toBe('#/mine');
    expect(pageAt(pageHash(PAGES[0], 'runs=3'))).toEqual({ page: PAGES[0], query: 'runs=3' });
  });
});
