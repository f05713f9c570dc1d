// Takes the README's pictures from the built page, in both themes: `npm run pictures`, or `npm run pictures -- mine` for
// one page. All they show is really mined, measured and computed while they are taken, in about four minutes. The Pool page's are
// taken where a bridge to a pool is named: `POOL_BRIDGE='ws://127.0.0.1:8080/?token=pool' npm run pictures -- pool`.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer';
import { preview } from 'vite';

const ROOT = new URL('../', import.meta.url);
const PICTURES = new URL('docs/pictures/', ROOT);
/** Who mines there, where a pool is named; of regtest, where coins are worth nothing. */
const POOL_USER = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080.laptop';
const SIZE = { width: 1440, height: 980 };
/** Long enough for a ruler full of blocks at two seconds each. */
const MINED_MS = 125_000;

const server = await preview({
  configFile: false,
  root: fileURLToPath(new URL('dist/', ROOT)),
  logLevel: 'error',
  build: { outDir: fileURLToPath(new URL('dist/page/', ROOT)) },
  preview: { host: '127.0.0.1', port: 0 },
});
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  protocolTimeout: 600_000,
});
await mkdir(PICTURES, { recursive: true });

const page = await browser.newPage();
await page.setViewport(SIZE);

/** Turns to a page and waits until it has drawn. */
async function turnTo(address) {
  await page.goto('about:blank');
  await page.goto(`${server.resolvedUrls.local[0]}#/${address}`, { waitUntil: 'networkidle0' });
  await delay(1_500);
}

const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function press(selector) {
  const button = await page.waitForSelector(`>>> ${selector}`, { visible: true, timeout: 300_000 });
  await button.evaluate((element) => element.click());
}

async function take(name) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await delay(1_200);
    const path = fileURLToPath(new URL(`${name}-${scheme}.png`, PICTURES));
    await page.screenshot({ path });
  }
}

const TAKES = {
  async mine() {
    await turnTo('mine?spacing=2');
    await press('mine-setup >>> button.primary');
    await press('consent-dialog >>> button.primary');
    await delay(MINED_MS);
    await take('mine');
    await press('work-bar >>> [part~="stop"]');
  },
  async pool() {
    const url = process.env.POOL_BRIDGE;
    if (url === undefined) return;
    await turnTo(`pool?${new URLSearchParams({ url, user: POOL_USER, engines: 'js', intensity: '25' })}`);
    await press('pool-setup >>> button.primary:not([disabled])');
    await press('pool-page >>> consent-dialog >>> button.primary');
    await delay(MINED_MS);
    await take('pool');
    await press('pool-bar >>> [part~="stop"]');
  },
  async difficulty() {
    await turnTo('difficulty?view=shocks');
    await delay(8_000);
    await take('difficulty');
  },
  async 'arms-race'() {
    await turnTo('arms-race');
    await delay(6_000);
    await take('arms-race');
  },
  async benchmark() {
    await turnTo('benchmark?time=60');
    await press('benchmark-setup >>> [part~="start"]:not([disabled])');
    // Asked at every frame: changes inside shadow trees wake no observer of the document.
    await page.waitForFunction(
      () => {
        const app = document.querySelector('proofworks-app');
        return app?.shadowRoot?.querySelector('benchmark-page')?.report !== null;
      },
      { timeout: 300_000 },
    );
    await page.evaluate(() => scrollTo(0, 0));
    await take('benchmark');
  },
};

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(TAKES)) await TAKES[name]();

await browser.close();
await server.close();
