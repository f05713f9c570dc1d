// What the tests of the built page share: one server and one browser per file.

import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { launchBrowser, type Served, serve } from '../setup/browser.ts';
import { BenchmarkDriver, type PageOptions } from './benchmark-driver.ts';

/** Opens pages of the built program. */
export interface BuiltPage {
  readonly open: (options?: Omit<PageOptions, 'url'>) => Promise<BenchmarkDriver>;
  /** Opens a page, uses it, and expects that it did nothing it should not. */
  readonly use: (
    options: Omit<PageOptions, 'url'>,
    test: (driver: BenchmarkDriver) => Promise<void>,
  ) => Promise<void>;
}

/** The built page served, and a browser: there while the tests of a file run. */
export interface ServedPage {
  /** Ends with a slash. */
  readonly url: string;
  readonly browser: Browser;
}

/** Serves the built page and starts a browser for the tests of a file. */
export function servePage({ hasGpu = true } = {}): ServedPage {
  let server: Served;
  let browser: Browser;
  beforeAll(async () => {
    server = await serve(inject('built').page);
    browser = await launchBrowser({ program: inject('browser'), hasGpu });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    get url() {
      return server.url;
    },
    get browser() {
      return browser;
    },
  };
}

/** The same, driven as the Benchmark page. */
export function serveBuiltPage(options: { readonly hasGpu?: boolean } = {}): BuiltPage {
  const served = servePage(options);
  const open = (options: Omit<PageOptions, 'url'> = {}) =>
    BenchmarkDriver.open(served.browser, { url: served.url, ...options });
  return {
    open,
    async use(options, test) {
      const driver = await open(options);
      try {
        await test(driver);
        expect(driver.problems).toEqual([]);
      } finally {
        await driver.close();
      }
    },
  };
}
