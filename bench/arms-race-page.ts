// Does a race slow the page? The longest task of the main thread while one is opened, and while its years are played.

import type { Page } from 'puppeteer';
import { withBrowser, withBuiltPage } from './built-page.ts';
import { type MainThreadTasks, traceMainThread } from './main-thread-tasks.ts';
import type { Findings } from './measure.ts';

/** A desktop's window: several charts are in sight. */
const SIZE = { width: 1440, height: 900 };
/** What is open from the start is drawn by then. */
const SETTLE_MS = 3000;

export async function armsRacePage(): Promise<Findings> {
  const { computed, played } = await withBuiltPage((address) =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.setViewport(SIZE);
      await page.goto(`${address}#/arms-race`, { waitUntil: 'networkidle0' });
      await isRun(page);
      await page.evaluate(() => scrollTo(0, 700));
      await delay(SETTLE_MS);
      return {
        computed: await traced(page, () => page.evaluate(() => location.assign('#/arms-race?seed=2'))),
        played: await traced(page, () => press(page)),
      };
    }),
  );
  return {
    adapter: 'none',
    figures: [
      {
        what: 'longest main-thread task while a race is computed, ms',
        value: computed.between.longestMs,
        atMost: 50,
      },
      {
        what: 'longest main-thread task while its years are played, ms',
        value: played.between.longestMs,
        atMost: 50,
      },
    ],
    details: { window: SIZE, computed, played },
  };
}

/** Traces from a deed until the race has come to its end. */
async function traced(page: Page, deed: () => Promise<unknown>): Promise<MainThreadTasks> {
  const { tasks } = await traceMainThread(page, async (mark) => {
    await mark('from');
    await deed();
    await isRunning(page);
    await isRun(page);
    await mark('to');
  });
  return tasks;
}

const stateIs = (page: Page, wanted: string) =>
  page.waitForFunction(
    (state) =>
      (
        document
          .querySelector('proofworks-app')
          ?.shadowRoot?.querySelector('arms-race-page')
          ?.shadowRoot?.querySelector('race-transport') as { state?: string } | null | undefined
      )?.state === state,
    { timeout: 60_000, polling: 20 },
    wanted,
  );

const isRunning = (page: Page) => stateIs(page, 'playing');
const isRun = (page: Page) => stateIs(page, 'ended');

async function press(page: Page): Promise<void> {
  const button = await page.waitForSelector('>>> race-transport >>> button', { visible: true });
  await button?.evaluate((element) => (element as HTMLElement).click());
}

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
