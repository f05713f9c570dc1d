// Tabs of one browser profile whose session a test drives: each test begins with nothing stored, and each tab has to have
// kept quiet.

import type { BrowserContext } from 'puppeteer';
import { afterEach, beforeEach, expect } from 'vitest';
import type { ServedPage } from './e2e.ts';
import { type SeenSession, SessionDriver } from './session-driver.ts';

/** The tabs of a test. */
export interface SessionTabs {
  /** Where they store; another one in each test. */
  readonly context: BrowserContext;
  readonly open: () => Promise<SessionDriver>;
}

/** Gives each test of a file a profile of its own. */
export function sessionTabs(served: ServedPage): SessionTabs {
  let context: BrowserContext;
  let tabs: SessionDriver[] = [];
  beforeEach(async () => {
    context = await served.browser.createBrowserContext();
  });
  afterEach(async () => {
    const problems = tabs.flatMap((tab) => tab.problems);
    tabs = [];
    await context.close();
    expect(problems).toEqual([]);
  });
  return {
    get context() {
      return context;
    },
    async open() {
      const tab = await SessionDriver.open(context, served.url);
      tabs.push(tab);
      return tab;
    },
  };
}

/** Waits until what is stored is known and nothing is mined. */
export const ready = (tab: SessionDriver): Promise<SeenSession> =>
  tab.until('ready', ({ state }) => state === 'ready');

/** Waits for a height. */
export const blocks = (tab: SessionDriver, count: number): Promise<SeenSession> =>
  tab.until(`${count} blocks`, ({ height }) => height >= count);
