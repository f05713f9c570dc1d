// Drives the mining session of the built page by its client, without the page's own elements.

import type { Browser, BrowserContext, Page } from 'puppeteer';
import type { PreferenceStore } from '../../src/dashboard/preferences.ts';
import type { SessionClient } from '../../src/dashboard/session/session-client.ts';
import type { MiningSnapshot } from '../../src/miner/index.ts';
import { watchPage } from './page-watch.ts';

/** What a test asks of a session: a snapshot without targets, which no message of the browser's tools carries. */
export interface SeenSession extends Omit<MiningSnapshot, 'chain' | 'recent' | 'whole'> {
  readonly role: SessionClient['role'];
  readonly canTakeOver: boolean;
  readonly height: number;
  readonly hashes: readonly string[];
  readonly kept: string | null;
}

/** The page's element, as far as a test needs it. */
type App = Element & { readonly session: SessionClient; readonly preferences: PreferenceStore };

/** The session of one tab. */
export class SessionDriver {
  readonly page: Page;
  /** What the page did that it should not have done. */
  readonly problems: readonly string[];

  private constructor(page: Page, problems: readonly string[]) {
    this.page = page;
    this.problems = problems;
  }

  /** Opens a tab. Tabs of one context share what is stored. */
  static async open(context: Browser | BrowserContext, url: string): Promise<SessionDriver> {
    const page = await context.newPage();
    const driver = new SessionDriver(page, watchPage(page, new URL(url).origin));
    await page.goto(url, { waitUntil: 'load' });
    return driver;
  }

  /** The session as this tab has it now. */
  seen(): Promise<SeenSession> {
    return this.page.evaluate(() => {
      const { session } = document.querySelector('proofworks-app') as App;
      const { chain, recent: _recent, whole: _whole, windows, ...rest } = session.snapshot;
      return {
        ...rest,
        // The window over everything has no length that JSON can say.
        windows: windows.map((one) => ({ ...one, windowSec: Math.min(one.windowSec, 1e9) })),
        role: session.role,
        canTakeOver: session.canTakeOver,
        height: chain?.height ?? -1,
        hashes: chain?.blocks.map(({ hash }) => hash) ?? [],
        kept: chain?.kept ?? null,
      };
    });
  }

  /** Waits until the session is so. */
  async until(what: string, isSo: (seen: SeenSession) => boolean, timeoutMs = 60_000): Promise<SeenSession> {
    const begun = performance.now();
    for (;;) {
      const seen = await this.seen();
      if (isSo(seen)) return seen;
      if (performance.now() - begun > timeoutMs) {
        throw new Error(`never so: ${what}; ${JSON.stringify(seen, null, 1)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Lets mining go on while another tab is in front. */
  async minesHidden(): Promise<void> {
    await this.page.evaluate(() => {
      (document.querySelector('proofworks-app') as App).preferences.update({ minesHidden: true });
    });
  }

  /**
   * Measures how much of the time engines work.
   *
   * @returns seconds at work over seconds of mining, from now on.
   */
  async measureDuty(sec: number): Promise<number> {
    const total = ({ windows }: SeenSession) => windows.at(-1)!;
    const before = total(await this.seen());
    const after = total(
      await this.until('time is up', (seen) => total(seen).elapsedSec >= before.elapsedSec + sec),
    );
    return (after.activeSec - before.activeSec) / (after.elapsedSec - before.elapsedSec);
  }

  /** Calls a method of the client. */
  async call<Name extends keyof SessionClient>(
    name: Name,
    ...args: SessionClient[Name] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<void> {
    await this.page.evaluate(
      async (method, given) => {
        const { session } = document.querySelector('proofworks-app') as App;
        await (session as unknown as Record<string, (...all: unknown[]) => unknown>)[method]!(...given);
      },
      name as string,
      args as unknown[],
    );
  }

  /**
   * Presses Start, as the page would, with these settings.
   *
   * @returns milliseconds until the first hash rate was told, and until blocks were being searched; the page's clock.
   */
  async start(choice: {
    readonly spacingSec?: number;
    readonly engines?: MiningSnapshot['settings']['engines'];
  }): Promise<{ readonly firstRateMs: number; readonly miningMs: number }> {
    const { spacingSec = 1, engines = [{ engine: 'wasm-simd', workers: 1 }] } = choice;
    await this.call('configure', { engines, intensity: 1, rival: 0 });
    if ((await this.seen()).height < 0) {
      await this.call('newChain', { rule: 'asert', spacingSec, windowBlocks: null });
    }
    return this.page.evaluate(
      () =>
        new Promise<{ firstRateMs: number; miningMs: number }>((resolve) => {
          const { session } = document.querySelector('proofworks-app') as App;
          const begun = performance.now();
          let firstRateMs = 0;
          const end = session.subscribe(({ state, hashrateHps }) => {
            if (hashrateHps > 0 && firstRateMs === 0) firstRateMs = performance.now() - begun;
            if (state !== 'mining' || firstRateMs === 0) return;
            end();
            resolve({ firstRateMs, miningMs: performance.now() - begun });
          });
          session.start();
        }),
    );
  }

  /** @returns milliseconds from Stop to the word that nothing hashes, by the page's clock. */
  stop(): Promise<number> {
    return this.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const { session } = document.querySelector('proofworks-app') as App;
          const begun = performance.now();
          const end = session.subscribe(({ state }) => {
            if (state !== 'ready') return;
            end();
            resolve(performance.now() - begun);
          });
          session.stop();
        }),
    );
  }

  /** Ends the session's worker as a browser in need of memory would: without a word. */
  async killWorker(): Promise<void> {
    const worker = this.page.workers().find((one) => one.url().includes('session-entry'));
    if (worker === undefined) throw new Error('the page has no session worker');
    await worker.close();
  }
}
