// What only a driver can do to a page's store: open a second tab, close the tab that writes, take its room away.

import type { Browser, BrowserContext, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser, type Served, serve } from '../setup/browser.ts';
import { delay } from './check.ts';
import type { stores as Stores } from './page/stores.ts';

declare const stores: typeof Stores;

let server: Served;
let browser: Browser;

beforeAll(async () => {
  server = await serve(inject('built').contract);
  browser = await launchBrowser({ program: inject('browser') });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openTab(context: BrowserContext = browser.defaultBrowserContext()): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url);
  await page.waitForFunction('window.stores !== undefined');
  return page;
}

const open = (page: Page, place: string) => page.evaluate((name) => stores.open(name), place);

test('a second tab is refused until the first is gone, even if nobody closed the store', async () => {
  const first = await openTab();
  const second = await openTab();
  expect(await open(first, 'tabs')).toBeNull();
  expect(await open(second, 'tabs')).toBe(
    'ChainStoreError: the database tabs is in use by another tab or by this page already: close that one first',
  );
  expect(await first.evaluate(() => stores.append('tabs', 3))).toBeNull();
  await first.close();
  expect(await open(second, 'tabs')).toBeNull();
  expect(await second.evaluate(() => stores.check('tabs', 3))).toBeNull();
  await second.close();
});

test('every announced block outlives the tab that wrote it', async () => {
  let announced = 0;
  for (let round = 0; round < 5; round++) {
    const page = await openTab();
    await page.exposeFunction('announce', (count: number) => {
      announced = count;
    });
    expect(await open(page, 'closed')).toBeNull();
    expect(await page.evaluate((count) => stores.check('closed', count), announced)).toBeNull();
    const before = announced;
    // It never returns: the tab is closed while it appends.
    const appending = page
      .evaluate(() =>
        stores.append('closed', 1e9, undefined, (window as unknown as { announce: () => void }).announce),
      )
      .catch((error: Error) => error.message);
    while (announced < before + 20) await delay(5);
    await page.close();
    expect(await appending).toMatch(/closed/u);
  }
  expect(announced).toBeGreaterThanOrEqual(100);
});

test('a tab that is closed while it puts another chain in the place of one leaves the whole one or the other', async () => {
  let begun = 0;
  for (let round = 0; round < 6; round++) {
    const page = await openTab();
    await page.exposeFunction('announce', () => void begun++);
    expect(await open(page, 'replaced')).toBeNull();
    expect(await page.evaluate(() => stores.checkReplaced('replaced'))).toBeNull();
    const before = begun;
    // It never returns: the tab is closed meanwhile.
    const replacing = page
      .evaluate(() => stores.replace('replaced', (window as unknown as { announce: () => void }).announce))
      .catch((error: Error) => error.message);
    while (begun < before + 2) await delay(1);
    await delay(7 * round);
    await page.close();
    expect(await replacing).toMatch(/closed/u);
  }
});

test('a page without room says so, keeps what it has, and goes on when there is room', async () => {
  // Chromium asks for the room that is left once in a while only: here nobody asked before.
  const context = await browser.createBrowserContext();
  const page = await openTab(context);
  const session = await page.createCDPSession();
  const { origin } = new URL(server.url);
  const coinbaseBytes = 1_000_000;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 5_000_000 });
  expect(await open(page, 'quota')).toBeNull();
  const [failure, kept] = await page.evaluate(async (bytes) => {
    let announced = 0;
    const failure = await stores.append('quota', 20, bytes, (count) => {
      announced = count;
    });
    return [failure, announced] as const;
  }, coinbaseBytes);
  expect(failure).toBe(
    'ChainStoreError: cannot write to the database quota: the browser has no more room for this page; free disk space, then try again',
  );
  expect(kept).toBeLessThan(20);
  const check = (count: number) =>
    page.evaluate((...both) => stores.check('quota', ...both), count, coinbaseBytes);
  expect(await check(kept)).toBeNull();
  expect(await check(kept + 1)).toBe(`Error: expected ${kept + 1} blocks, got ${kept}`);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await page.evaluate((bytes) => stores.append('quota', 1, bytes), coinbaseBytes)).toBeNull();
  expect(await check(kept + 1)).toBeNull();
  await context.close();
});
