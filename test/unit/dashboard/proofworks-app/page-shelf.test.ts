import { html } from 'lit';
import { describe, expect, it, vi } from 'vitest';
import { PageShelf } from '../../../../src/dashboard/proofworks-app/page-shelf.ts';
import type { Page } from '../../../../src/dashboard/proofworks-app/pages.ts';

const page = (id: string, load: () => Promise<unknown> = async () => null): Page => ({
  id,
  title: id,
  load,
  render: () => html``,
});
const statesOf = (shelf: PageShelf) => shelf.pages.map(({ page: { id }, state }) => `${id} ${state}`);

describe('pages that were turned to', () => {
  it('are loaded once, and stay', async () => {
    const load = vi.fn(async () => null);
    const [mine, other] = [page('mine', load), page('other')];
    const shelf = new PageShelf(() => {});
    const turned = shelf.turnTo(mine, '');
    expect(statesOf(shelf)).toEqual(['mine loading']);
    await turned;
    await shelf.turnTo(other, '');
    await shelf.turnTo(mine, 'spacing=10');
    expect(statesOf(shelf)).toEqual(['mine ready', 'other ready']);
    expect(load).toHaveBeenCalledTimes(1);
    expect([shelf.queryOf(mine), shelf.queryOf(other), shelf.queryOf(page('third'))]).toEqual([
      'spacing=10',
      '',
      '',
    ]);
  });

  it('keep the query that came while they were loaded', async () => {
    const mine = page('mine');
    const shelf = new PageShelf(() => {});
    const turned = shelf.turnTo(mine, 'a=1');
    await shelf.turnTo(mine, 'a=2');
    await turned;
    expect(shelf.pages[0]).toMatchObject({ state: 'ready', query: 'a=2' });
    shelf.keepQuery(mine, 'a=3');
    expect(shelf.queryOf(mine)).toBe('a=3');
  });

  it('say why they failed, and are loaded again when they are wanted again', async () => {
    let isUp = false;
    const mine = page('mine', async () => {
      if (!isUp) throw new Error('the network is away');
    });
    const shelf = new PageShelf(() => {});
    await shelf.turnTo(mine, '');
    expect(shelf.pages[0]).toMatchObject({ state: 'failed', problem: 'the network is away' });
    isUp = true;
    await shelf.turnTo(mine, '');
    expect(shelf.pages[0]).toMatchObject({ state: 'ready', problem: '' });
  });

  it('tell of every change', async () => {
    const changed = vi.fn();
    const shelf = new PageShelf(changed);
    await shelf.turnTo(page('mine'), '');
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
