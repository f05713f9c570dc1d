// bench --runtime chrome: the built page in a real Chrome, started, watched and read like a person would.

import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { type GpuVariant, printVariant } from '../engine/index.ts';
import type { BenchmarkEntry, BenchmarkReport } from '../miner/index.ts';
import type { Io } from './command.ts';
import { CHROME_FLAGS, findBrowser } from './find-browser.ts';

/** What to measure in Chrome. */
export interface ChromeBenchmark {
  readonly entries: readonly BenchmarkEntry[] | undefined;
  readonly runs: number;
  readonly secondsPerRun: number;
  readonly variant?: GpuVariant;
  readonly retune?: boolean;
}

/** Runs the benchmark, and may look at the page before, meanwhile and after. */
export type Watch = (page: Page, run: () => Promise<BenchmarkReport>) => Promise<BenchmarkReport>;

/** WebGPU in headless Chrome on Linux needs its Vulkan back end named. */
const HARDWARE_FLAGS = ['--enable-unsafe-webgpu', '--enable-features=Vulkan'];

/**
 * Serves the built page on the loopback address and runs the benchmark in it: on the GPU if Chrome reaches one,
 * else on its software adapter.
 *
 * @throws {Error} in one sentence, if Chrome or a development package is missing or the page fails.
 */
export async function benchmarkInChrome(
  benchmark: ChromeBenchmark,
  io: Pick<Io, 'page' | 'signal' | 'notice'>,
  watch: Watch = (_page, run) => run(),
): Promise<BenchmarkReport> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new Error('no Chrome or Chromium was found: install one, or name it in CHROME_PATH');
  }
  const { puppeteer, vite } = await developmentPackages();
  const server = await vite.preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir: fileURLToPath(io.page) },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the page could not be served on 127.0.0.1');
  try {
    for (const flags of [HARDWARE_FLAGS, CHROME_FLAGS.softwareGpu]) {
      const browser = await puppeteer.launch({
        executablePath,
        headless: true,
        args: [...CHROME_FLAGS.general, ...flags],
        handleSIGINT: false,
        protocolTimeout: 0, // a benchmark may take as long as it was told to
      });
      const onAbort = () => void browser.close();
      io.signal.addEventListener('abort', onAbort, { once: true });
      try {
        const page = await browser.newPage();
        await page.goto(pageAddress(address, benchmark));
        const isLast = flags === CHROME_FLAGS.softwareGpu;
        if (isLast || (await hasAdapter(page))) return await watch(page, () => runInPage(browser, page, io));
      } finally {
        io.signal.removeEventListener('abort', onAbort);
        await browser.close();
      }
    }
    throw new Error('Chrome did not run the benchmark');
  } catch (error) {
    io.signal.throwIfAborted();
    throw error;
  } finally {
    await server.close();
  }
}

async function developmentPackages() {
  try {
    return { puppeteer: (await import('puppeteer')).default, vite: await import('vite') };
  } catch (cause) {
    throw new Error('--runtime chrome needs the packages puppeteer and vite: npm install puppeteer vite', {
      cause,
    });
  }
}

function pageAddress(
  address: string,
  { entries, runs, secondsPerRun, variant, retune }: ChromeBenchmark,
): string {
  const outer = new URLSearchParams();
  if (variant !== undefined) outer.set('gpu-kernel', printVariant(variant));
  if (retune) outer.set('retune', '');
  const inner = new URLSearchParams({ seconds: String(secondsPerRun), runs: String(runs) });
  if (entries !== undefined) inner.set('entries', entries.map(({ id }) => id).join(','));
  return `${address}?${outer}#/benchmark?${inner.toString().replaceAll('+', '%20')}`;
}

/** Whether the page itself reaches an adapter that is no software. */
function hasAdapter(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter();
    return adapter != null && !adapter.info.isFallbackAdapter && adapter.info.architecture !== 'swiftshader';
  });
}

/** Presses Start and waits for the report. */
async function runInPage(browser: Browser, page: Page, io: Pick<Io, 'notice'>): Promise<BenchmarkReport> {
  // Only waiting for what is visible looks again until it is there: changes inside shadow trees raise no notice.
  const start = await page.waitForSelector('>>> benchmark-setup >>> [part~="start"]:not([disabled])', {
    visible: true,
  });
  const element = await page.waitForSelector('>>> benchmark-page', { visible: true });
  if (start === null || element === null) throw new Error('the page did not offer its benchmark');
  io.notice(`${await browser.version()}, headless`);
  const ended = element.evaluate(
    (benchmarkPage) =>
      new Promise<{ report: BenchmarkReport | null; failure: string | null }>((resolve) => {
        benchmarkPage.addEventListener('benchmark-done', (event) =>
          resolve({ report: (event as CustomEvent).detail, failure: null }),
        );
        benchmarkPage.addEventListener('benchmark-failed', (event) =>
          resolve({ report: null, failure: (event as CustomEvent).detail.message }),
        );
      }),
  );
  await start.evaluate((button) => (button as HTMLButtonElement).click());
  const { report, failure } = await ended;
  if (report === null) throw new Error(`the page's benchmark failed: ${failure}`);
  return report;
}
