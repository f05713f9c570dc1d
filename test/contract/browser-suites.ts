// The contract in a real browser: its workers, its WebAssembly, its WebGPU. Nothing here is ever skipped: the
// software adapter is part of the browser. A file of tests runs the suites that are timed, another one the others.

import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser, type Served, serve } from '../setup/browser.ts';
import type { ContractPage } from './page/main.ts';
import { SUITES } from './page/suites.ts';

declare const contract: ContractPage;

/** Runs suites of cases in a page. */
export function describeBrowser(kind: keyof typeof SUITES): void {
  let server: Served;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serve(inject('built').contract);
    browser = await launchBrowser({ program: inject('browser') });
    page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction('window.contract !== undefined');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('the browser has a WebGPU adapter', async () => {
    const adapter = await page.evaluate(async () => {
      const found = await navigator.gpu?.requestAdapter();
      return found && `${found.info.vendor} ${found.info.architecture}`;
    });
    expect(adapter).toMatch(/swiftshader/i);
  });

  for (const { name: suite, cases } of SUITES[kind]) {
    describe(suite, () => {
      for (const name of cases.keys()) {
        test(name, async () => {
          const failure = await page.evaluate((...all) => contract.run(...all), kind, suite, name);
          if (failure !== null) throw new Error(failure);
        });
      }
      afterAll(() => page.evaluate((...both) => contract.end(...both), kind, suite));
    });
  }
}
