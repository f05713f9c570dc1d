// A browser that keeps nothing for the page: no database, no locks, no settings. It mines in memory, and says so.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser, type Served, serve } from '../setup/browser.ts';
import { SessionDriver } from './session-driver.ts';

/** Chrome's own word for "do not let sites keep anything". */
const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } };

let server: Served;
let browser: Browser;
let userDataDir: string;
beforeAll(async () => {
  server = await serve(inject('built').page);
  userDataDir = await mkdtemp(join(tmpdir(), 'proofworks-blocked-'));
  await mkdir(join(userDataDir, 'Default'));
  await writeFile(join(userDataDir, 'Default', 'Preferences'), JSON.stringify(BLOCKED));
  browser = await launchBrowser({ program: inject('browser'), userDataDir });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(userDataDir, { recursive: true, force: true });
});

test('with site data blocked the page mines in memory, and says once that nothing is kept', async () => {
  const tab = await SessionDriver.open(browser, server.url);
  const isBlocked = await tab.page.evaluate(() =>
    navigator.locks.request('any', () => false).catch((error: DOMException) => error.name),
  );
  expect(isBlocked).toBe('SecurityError');
  const ready = await tab.until('ready', ({ state }) => state === 'ready', 20_000);
  expect(ready.role).toBe('own');
  await tab.start({});
  const mined = await tab.until('two blocks', ({ height }) => height >= 2);
  expect(mined).toMatchObject({ state: 'mining', kept: 'memory' });
  expect(mined.notices.map(({ heading }) => heading)).toEqual(['Nothing can be kept here']);
  expect(tab.problems).toEqual([]);
});
