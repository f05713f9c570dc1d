// Drives the built Mine page as a person would.

import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import type { SessionState } from '../../src/miner/index.ts';
import { ShellDriver, type ShellOptions } from './shell-driver.ts';

/** What a test asks of a snapshot, as plain data: no targets, no series. */
export interface Seen {
  readonly state: SessionState;
  readonly rule: string;
  readonly spacingSec: number;
  readonly intensity: number;
  readonly rival: number;
  /** Null before there is a chain. */
  readonly height: number | null;
  readonly tip: string | null;
  readonly rivals: number;
  readonly hashes: number;
  readonly hashrateHps: number;
  readonly isRemining: boolean;
  readonly events: readonly string[];
}

/** The Mine page in a browser. */
export class MineDriver {
  readonly shell: ShellDriver;
  readonly page: Page;

  private constructor(shell: ShellDriver) {
    this.shell = shell;
    this.page = shell.page;
  }

  static async open(browser: Browser, options: ShellOptions): Promise<MineDriver> {
    const shell = await ShellDriver.open(browser, options);
    const driver = new MineDriver(shell);
    await driver.until('knows what is stored', ({ state }) => state !== 'opening');
    return driver;
  }

  /** The session as the page has it now. */
  seen(): Promise<Seen> {
    return this.page.evaluate(() => {
      const app = document.querySelector('proofworks-app') as unknown as {
        // biome-ignore lint/suspicious/noExplicitAny: read in the page, where types do not reach
        readonly session: { readonly snapshot: any };
      };
      const { snapshot } = app.session;
      return {
        state: snapshot.state,
        rule: snapshot.settings.rule,
        spacingSec: snapshot.settings.spacingSec,
        intensity: snapshot.settings.intensity,
        rival: snapshot.settings.rival,
        height: snapshot.chain?.height ?? null,
        tip: snapshot.chain?.blocks.at(-1)?.hash ?? null,
        rivals: snapshot.chain?.rivals ?? 0,
        hashes: snapshot.windows.at(-1)?.hashCount ?? 0,
        hashrateHps: snapshot.hashrateHps,
        isRemining: snapshot.remine !== null,
        events: snapshot.events.map(({ text }: { text: string }) => text),
      };
    });
  }

  /** Waits until the session is as wanted. */
  async until(what: string, isSo: (seen: Seen) => boolean, timeoutMs = 90_000): Promise<Seen> {
    const begun = Date.now();
    for (;;) {
      const seen = await this.seen();
      if (isSo(seen)) return seen;
      if (Date.now() - begun > timeoutMs) throw new Error(`never so: ${what}; ${JSON.stringify(seen)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  waitFor(selector: string): Promise<ElementHandle<Element>> {
    return this.shell.waitFor(selector);
  }

  /** Presses the button of this part. */
  async press(part: string): Promise<void> {
    const button = await this.waitFor(`[part~="${part}"]:not([disabled])`);
    await button.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await button.click();
  }

  /** Puts a value into the native control inside an element, as typing or choosing does. */
  async set(selector: string, value: string): Promise<void> {
    const element = await this.waitFor(selector);
    await element.evaluate((host, text) => {
      const input = host.shadowRoot?.querySelector<HTMLInputElement | HTMLSelectElement>('input, select');
      if (input == null) throw new Error('no control in it');
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, value);
  }

  /** Presses Start in the work bar, and agrees if asked. */
  async start({ asks }: { readonly asks: boolean }): Promise<void> {
    await this.press('start');
    if (asks) await this.press('yes');
    await this.until('mines', ({ state, hashes }) => state === 'mining' && hashes > 0);
  }

  /** Waits until an element is there, seen or not; asked for again and again: shadow trees wake no observer. */
  async #find(selector: string, timeoutMs = 30_000): Promise<ElementHandle<Element>> {
    const begun = Date.now();
    for (;;) {
      const element = await this.page.$(`>>> ${selector}`);
      if (element !== null) return element;
      if (Date.now() - begun > timeoutMs) throw new Error(`the page has no ${selector}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Text of an element, its shadow included. */
  async textOf(selector: string): Promise<string> {
    const element = await this.#find(selector);
    return element.evaluate((root) => {
      const textIn = (node: Node): string => {
        if (node instanceof HTMLStyleElement) return '';
        if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
        return [...node.childNodes, ...((node as Element).shadowRoot?.childNodes ?? [])]
          .map(textIn)
          .join(' ');
      };
      return textIn(root).replace(/\s+/gu, ' ').trim();
    });
  }

  /** Waits until an element says something. */
  async says(selector: string, words: RegExp, timeoutMs = 90_000): Promise<void> {
    const begun = Date.now();
    let text = '';
    while (Date.now() - begun < timeoutMs) {
      text = await this.textOf(selector);
      if (words.test(text)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${selector} never said ${words}: ${text}`);
  }

  /** Files that the page hands out go to a directory of their own. */
  async catchDownloads(): Promise<{ readonly directory: string; readonly file: () => Promise<string> }> {
    const directory = await mkdtemp(join(tmpdir(), 'proofworks-download-'));
    const client = await this.page.createCDPSession();
    await client.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: directory,
      browserContextId: this.page.browserContext().id ?? '',
    });
    return {
      directory,
      file: async () => {
        for (;;) {
          const name = (await readdir(directory)).find((one) => !one.endsWith('.crdownload'));
          if (name !== undefined) return join(directory, name);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      },
    };
  }

  close(): Promise<void> {
    return this.shell.close();
  }
}
