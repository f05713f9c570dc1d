// The pages by their addresses: the navigation and the router are made from this one list.

import { html, type TemplateResult } from 'lit';
import type { WatchedMining } from '../benchmark/run/mining-watch.ts';
import type { Laboratory } from '../laboratory.ts';
import type { PreferenceStore } from '../preferences.ts';
import type { SessionClient } from '../session/session-client.ts';
import type { LiveMark } from './live-mark.ts';

/** What the program hands to its pages. */
export interface PageContext {
  readonly laboratory: Laboratory;
  /** The mining session; null where there is none. */
  readonly session: SessionClient | null;
  /** What a page mines by itself; null where none has yet. */
  readonly others: WatchedMining | null;
  readonly preferences: PreferenceStore;
  /** The program's commit. */
  readonly commit: string;
  /** What follows `?` in the page's address; empty where nothing does. */
  readonly query: string;
}

/** What a page mines by itself, as it tells the shell with the event `page-work`. */
export interface PageWork {
  readonly mark: LiveMark;
  readonly mining: WatchedMining;
  /** Takes the work bar's place while it mines, and while the page is shown and nothing else mines. */
  readonly bar: TemplateResult;
}

/** A page: `#/id` in the address. */
export interface Page {
  readonly id: string;
  readonly title: string;
  /** Brings the page's code; asked for when the page is first turned to. */
  readonly load: () => Promise<unknown>;
  /** Only after `load`. */
  readonly render: (context: PageContext) => TemplateResult;
}

/** At least one page, in the navigation's order; the first is the one shown at an address that names none. */
export type Pages = readonly [Page, ...Page[]];

/** All pages. */
export const PAGES: Pages = [
  {
    id: 'mine',
    title: 'Mine',
    load: () => import('../mine/mine-page/mine-page.ts'),
    render: ({ session, preferences, query }) =>
      html`<mine-page .session=${session} .preferences=${preferences} .query=${query}></mine-page>`,
  },
  {
    id: 'pool',
    title: 'Pool',
    load: () => import('../pool/pool-page/pool-page.ts'),
    render: ({ session, preferences, query }) =>
      html`<pool-page .session=${session} .preferences=${preferences} .query=${query}></pool-page>`,
  },
  {
    id: 'benchmark',
    title: 'Benchmark',
    load: () => import('../benchmark/benchmark-page/benchmark-page.ts'),
    render: ({ laboratory, session, others, commit, query }) =>
      html`<benchmark-page
        .laboratory=${laboratory}
        .session=${session}
        .others=${others}
        .commit=${commit}
        .query=${query}
      ></benchmark-page>`,
  },
  {
    id: 'difficulty',
    title: 'Difficulty',
    load: () => import('../difficulty/difficulty-page/difficulty-page.ts'),
    render: ({ session, query }) =>
      html`<difficulty-page .session=${session} .query=${query}></difficulty-page>`,
  },
  {
    id: 'arms-race',
    title: 'Arms race',
    load: () => import('../arms-race/arms-race-page/arms-race-page.ts'),
    render: ({ commit, query }) => html`<arms-race-page .commit=${commit} .query=${query}></arms-race-page>`,
  },
];

/**
 * Finds the page that an address names.
 *
 * @param hash - `location.hash`, for example `#/benchmark?runs=6`.
 */
export function pageAt(hash: string, pages: Pages = PAGES): { page: Page; query: string } {
  const [path = '', ...rest] = hash.replace(/^#\/?/u, '').split('?');
  const page = pages.find(({ id }) => id === path);
  return page === undefined ? { page: pages[0], query: '' } : { page, query: rest.join('?') };
}

/** The address of a page. */
export function pageHash(page: Pick<Page, 'id'>, query = ''): string {
  return `#/${page.id}${query === '' ? '' : `?${query}`}`;
}
