// Drives the built benchmark page as a person would, and notes whatever the page should not have done.

import type { Browser, ElementHandle, Page } from 'puppeteer';
import type { BenchmarkReport } from '../../src/miner/index.ts';
import { visit, watchPage } from './page-watch.ts';

/** How a page is opened. */
export interface PageOptions {
  /** Address of the served build, ends with a slash. */
  readonly url: string;
  /** Settings in the address, for example `entries=js&seconds=0.3&runs=2`. */
  readonly query?: string;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** Runs in the page before its own code. */
  readonly before?: () => void;
}

/** The benchmark page in a browser. */
export class BenchmarkDriver {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, failed requests, requests to other hosts: there should be none. */
  readonly problems: readonly string[];

  private constructor(page: Page, problems: readonly string[]) {
    this.page = page;
    this.problems = problems;
  }

  /** Opens the page and waits until it knows the machine. */
  static async open(browser: Browser, options: PageOptions): Promise<BenchmarkDriver> {
    const { url, query = '', width = 1440, scheme = 'light', before } = options;
    const page = await browser.newPage();
    const driver = new BenchmarkDriver(page, watchPage(page, new URL(url).origin));
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    if (before !== undefined) await page.evaluateOnNewDocument(before);
    await page.evaluateOnNewDocument(note);
    await visit(page, `${url}#/benchmark${query === '' ? '' : `?${query}`}`);
    await driver.waitFor('benchmark-setup >>> [part~="start"]');
    return driver;
  }

  /** Waits until an element is shown, in whatever shadow tree. */
  async waitFor(selector: string): Promise<ElementHandle<Element>> {
    // Asked at every frame: changes inside shadow trees wake no observer of the document.
    const element = await this.page.waitForSelector(`>>> ${selector}`, { visible: true });
    if (element === null) throw new Error(`the page shows no ${selector}`);
    return element;
  }

  /** The element that raises the benchmark's events. */
  element(): Promise<ElementHandle<Element>> {
    return this.waitFor('benchmark-page');
  }

  /** Presses Start with the mouse. */
  async start(): Promise<void> {
    await (await this.waitFor('benchmark-setup >>> [part~="start"]:not([disabled])')).click();
    await this.waitFor('benchmark-run >>> [part~="stop"]');
  }

  /** Presses Start and waits for the report. */
  async run(): Promise<BenchmarkReport> {
    await this.start();
    return this.ended('done');
  }

  /** Waits until the page says that the benchmark ended so. */
  async ended(how: 'done' | 'stopped'): Promise<BenchmarkReport> {
    await this.page.waitForFunction(() => (globalThis as Noted).ends.length > 0, { timeout: 120_000 });
    const end = await this.page.evaluate(() => (globalThis as Noted).ends.splice(0)[0]);
    if (end?.type !== `benchmark-${how}`) throw new Error(`the page raised ${JSON.stringify(end)}`);
    return end.detail as BenchmarkReport;
  }

  /**
   * Presses Stop.
   *
   * @returns the time from the click to the page's word that it stopped, measured in the page, milliseconds.
   */
  async stop(): Promise<number> {
    const button = await this.waitFor('benchmark-run >>> [part~="stop"]');
    const tookMs = await button.evaluate(
      (element) =>
        new Promise<number>((resolve) => {
          const begun = performance.now();
          addEventListener('benchmark-stopped', () => resolve(performance.now() - begun), { once: true });
          (element as HTMLElement).click();
        }),
    );
    await this.ended('stopped');
    return tookMs;
  }

  /** Waits until a row is being measured, not only prepared. */
  async waitForHashing(): Promise<void> {
    await this.page.waitForFunction(() => {
      const app = document.querySelector('proofworks-app');
      const page = app?.shadowRoot?.querySelector('benchmark-page');
      const run = page?.shadowRoot?.querySelector('benchmark-run') as Element & {
        readonly progress?: { readonly hashrateHps: number } | null;
      };
      return (run?.progress?.hashrateHps ?? 0) > 0;
    });
  }

  /** Workers that hash for the benchmark; the mining session has one of its own, which waits. */
  engineWorkers(): number {
    return this.page.workers().filter((worker) => worker.url().includes('browser-entry')).length;
  }

  /** Headings of all cards that are shown, in order. */
  headings(): Promise<readonly string[]> {
    return this.page.$$eval('>>> :is(h1, h2, h3)', (found) => found.map((one) => one.textContent.trim()));
  }

  /** Clicks the radio button or check box that is labelled so. */
  async choose(label: string): Promise<void> {
    const inputs = await this.page.$$('>>> :is([type="radio"], [type="checkbox"])');
    for (const input of inputs) {
      const text = await input.evaluate((element) => element.closest('label')?.textContent?.trim() ?? '');
      if (!text.startsWith(label)) continue;
      await input.evaluate((element) => (element as HTMLElement).click());
      return;
    }
    throw new Error(`the page offers no ${label}`);
  }

  /** Presses the button with this text or name. */
  async press(name: string): Promise<void> {
    const buttons = await this.page.$$('>>> button');
    for (const button of buttons) {
      const names = await button.evaluate((one) => [one.textContent?.trim(), one.getAttribute('aria-label')]);
      if (!names.includes(name)) continue;
      await button.evaluate((element) => element.click());
      return;
    }
    throw new Error(`the page has no button ${name}`);
  }

  /** All text that the page shows, shadow trees included. */
  async text(): Promise<string> {
    return this.page.evaluate(() => {
      const textOf = (root: Node): string => {
        if (root instanceof HTMLStyleElement) return '';
        if (root.nodeType === Node.TEXT_NODE) return root.textContent ?? '';
        const children = [...root.childNodes, ...((root as Element).shadowRoot?.childNodes ?? [])];
        return children.map(textOf).join(' ');
      };
      return textOf(document.body).replace(/\s+/gu, ' ');
    });
  }

  /** Main-thread tasks of 50 ms and more since the page was opened, milliseconds. */
  async longTasks(): Promise<readonly number[]> {
    return this.page.evaluate(() => (globalThis as Noted).longTasks);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** What {@link note} leaves in the page. */
type Noted = typeof globalThis & {
  readonly longTasks: number[];
  readonly ends: { readonly type: string; readonly detail: unknown }[];
};

/** Runs in the page before its own code. */
function note(): void {
  const longTasks: number[] = [];
  const ends: { type: string; detail: unknown }[] = [];
  Object.assign(globalThis, { longTasks, ends });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks.push(Math.round(entry.duration));
  }).observe({ type: 'longtask', buffered: true });
  for (const type of ['benchmark-done', 'benchmark-stopped', 'benchmark-failed']) {
    addEventListener(type, (event) => ends.push({ type, detail: (event as CustomEvent).detail }));
  }
}
