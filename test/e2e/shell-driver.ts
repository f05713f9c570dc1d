// The shell of the built page in a browser: opened at any address, with whatever it should not have done noted.

import type { Browser, ElementHandle, Page } from 'puppeteer';
import { visit, watchPage } from './page-watch.ts';

/** How a page is opened. */
export interface ShellOptions {
  /** Address of the served build, ends with a slash. */
  readonly url: string;
  /** From `#` on; empty for the first page. */
  readonly hash?: string;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** Runs in the page before its own code. */
  readonly before?: () => void;
}

/** Of the window, px. */
const HEIGHT = 900;

/** The built page. */
export class ShellDriver {
  readonly page: Page;
  /** What it did that it should not have done. */
  readonly problems: readonly string[];

  private constructor(page: Page, problems: readonly string[]) {
    this.page = page;
    this.problems = problems;
  }

  /** Opens the page and waits until a page's heading is shown. */
  static async open(browser: Browser, options: ShellOptions): Promise<ShellDriver> {
    const { url, hash = '', width = 1440, scheme = 'light', before } = options;
    // Its own profile: storage and service workers of other tests are not there.
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const driver = new ShellDriver(page, watchPage(page, new URL(url).origin));
    await page.setViewport({ width, height: HEIGHT });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    if (before !== undefined) await page.evaluateOnNewDocument(before);
    await visit(page, url + hash);
    return driver;
  }

  /** Makes the window wider or narrower, and waits until charts are drawn for it: they are in the next frames. */
  async resize(width: number): Promise<void> {
    await this.page.setViewport({ width, height: HEIGHT });
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    });
  }

  /** Waits until an element is shown, in whatever shadow tree. */
  async waitFor(selector: string): Promise<ElementHandle<Element>> {
    const element = await this.page.waitForSelector(`>>> ${selector}`, { visible: true });
    if (element === null) throw new Error(`the page shows no ${selector}`);
    return element;
  }

  /** Waits until the page of this id is shown. */
  async shows(id: string): Promise<void> {
    await this.waitFor(`[data-page="${id}"]:not([hidden]) > ${id}-page`);
  }

  /** Id of the page that is shown, as the shell says; null while none is. */
  shownPage(): Promise<string | null> {
    return this.page.evaluate(
      () =>
        document
          .querySelector('proofworks-app')
          ?.shadowRoot?.querySelector<HTMLElement>('[data-page]:not([hidden])')?.dataset['page'] ?? null,
    );
  }

  /** Waits until the service worker has kept its copy and would answer the next visit. */
  async isKept(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }

  async close(): Promise<void> {
    await this.page.browserContext().close();
  }
}
