// The Pool page of the built program: from a real browser through a real bridge to a pool whose shares and blocks a real
// node's code judges. Everything is on this machine.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { Bridge } from '../pool/bridge.ts';
import { HARD_BITS, TestChain } from '../pool/chain.ts';
import { TestPool } from '../pool/test-pool.ts';
import { accessibilityProblems, focused } from './accessibility.ts';
import { servePage } from './e2e.ts';
import { MineDriver } from './mine-driver.ts';
import { keepScreenshot } from './screenshot.ts';

const USER = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080.page';
const PASSWORD = 'qZ7-passw0rd';

const served = servePage();
let chain: TestChain;
let pool: TestPool;
let bridge: Bridge;
let askedPasswords: string[] = [];

beforeAll(async () => {
  chain = await TestChain.open(HARD_BITS);
  // One JavaScript thread at a tenth of its time finds some shares a second, and a block now and then.
  pool = await TestPool.start({ chain, difficulty: 2e-6, honoursSuggestion: false });
  bridge = await Bridge.start(inject('websockify'), { pool: pool.port });
});

afterAll(async () => {
  await bridge?.close();
  await pool?.close();
  await chain?.close();
});

beforeEach(() => {
  askedPasswords = [];
  pool.options.authorize = (_user, password) => {
    askedPasswords.push(password);
    return true;
  };
});

interface Opening {
  readonly url?: string;
  readonly user?: string;
  readonly intensity?: number;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** What a page must not do, and yet does here on purpose. */
  readonly expectedProblems?: RegExp;
}

/** Opens the page at an address that names all but the password, uses it, and expects nothing that it should not do. */
async function use(
  { url = bridge.url('pool'), user = USER, intensity = 10, expectedProblems, ...window }: Opening,
  drive: (driver: MineDriver) => Promise<void>,
): Promise<void> {
  const query = new URLSearchParams({ url, user, engines: 'js', intensity: String(intensity) });
  const hash = `#/pool?${query}`;
  const driver = await MineDriver.open(served.browser, { url: served.url, hash, ...window });
  try {
    await driver.shell.shows('pool');
    await driver.waitFor('pool-setup >>> [part~="setup-start"]:not([disabled])');
    await drive(driver);
    const problems = driver.shell.problems.filter((one) => expectedProblems?.test(one) !== true);
    expect(problems).toEqual([]);
  } finally {
    await driver.close();
  }
}

/** Presses a button of the bar on top. */
async function press(driver: MineDriver, part: string): Promise<void> {
  const button = await driver.waitFor(`pool-bar >>> [part~="${part}"]:not([disabled])`);
  await button.click();
}

async function start(driver: MineDriver): Promise<void> {
  await press(driver, 'start');
  await (await driver.waitFor('pool-page >>> consent-dialog >>> [part~="yes"]')).click();
}

/** Everything that a page could keep: storage, databases, address, and all that it shows. */
function kept(driver: MineDriver): Promise<string> {
  return driver.page.evaluate(async () => {
    const textIn = (node: Node): string =>
      node.nodeType === Node.TEXT_NODE
        ? (node.textContent ?? '')
        : [
            ...(node instanceof Element ? [...node.attributes].map(({ value }) => value) : []),
            ...[...node.childNodes, ...((node as Element).shadowRoot?.childNodes ?? [])].map(textIn),
          ].join(' ');
    const databases = await indexedDB.databases();
    const caches = await globalThis.caches.keys();
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state,
      databases,
      caches,
      textIn(document.documentElement),
    ]);
  });
}

test('nothing connects before consent; then shares and a block are credited, and the password is kept nowhere', () =>
  use({}, async (driver) => {
    const before = pool.accepted;
    await driver.set('#password', PASSWORD);
    await press(driver, 'start');
    await driver.waitFor('pool-page >>> consent-dialog >>> [part~="yes"]');
    expect(await driver.textOf('pool-page >>> consent-dialog')).toMatch(
      new RegExp(`1 CPU thread .*bridge at 127\\.0\\.0\\.1:${bridge.port} .*${USER}.*nobody else`, 'u'),
    );
    await driver.page.keyboard.press('Escape');
    expect([pool.accepted, await driver.textOf('pool-bar')]).toEqual([
      before,
      expect.stringContaining('nothing connects or hashes before you start'),
    ]);

    await start(driver);
    await driver.says('pool-bar', /For the pool/u);
    expect(pool.accepted).toBe(before + 1);
    expect(askedPasswords).toContain(PASSWORD);
    expect(await driver.textOf('nav a[href^="#/pool"]')).toBe('Pool live');
    await driver.says('share-panel', /accepted, a block/u);

    // The page's count is the pool's own once every share has its answer: for those, Stop waits a moment only.
    await press(driver, 'pause');
    await driver.says('pool-bar', /Paused/u);
    await expect
      .poll(() => driver.textOf('tally-panel'), { timeout: 15_000 })
      .not.toContain('asked, not answered yet');
    await press(driver, 'stop');
    await driver.says('pool-bar', /Not mining/u);
    const { accepted, blocks, refused } = pool.ledger.sums(USER);
    expect(blocks).toBeGreaterThan(0);
    // A share that was found in one range with the block is stale before the next job can be here.
    const { 21: stale = 0, ...invalid } = refused;
    expect(invalid).toEqual({});
    const figures = await driver.textOf('tally-panel');
    expect(figures).toMatch(
      new RegExp(`accepted ${accepted} .*stale \\d+ .*hardware errors: no shares, never sent 0`, 'u'),
    );
    // One that is found when the next job is here already is stale too, and the pool may not hear of it.
    expect(Number(/stale (\d+)/u.exec(figures)?.[1])).toBeGreaterThanOrEqual(stale);
    expect(figures).not.toMatch(/rejected: |unanswered/u);
    // A second block on the same parent is a credited share as well, though the chain does not take it.
    expect(await driver.textOf('pool-view')).toContain(`${blocks + pool.ledger.lostBlocks.length} of them`);

    const catcher = await driver.catchDownloads();
    await (await driver.waitFor('share-panel >>> button[aria-label^="CSV"]')).click();
    const csv = await readFile(await catcher.file(), 'utf8');
    expect(csv).toMatch(/^time_utc,.*\r\n\d{4}-\d\d-\d\dT/u);

    expect(await kept(driver)).not.toContain(PASSWORD);
    expect(new URL(driver.page.url()).hash).toContain(encodeURIComponent(USER));
    // What was agreed to is not asked again.
    await press(driver, 'start');
    await driver.says('pool-bar', /For the pool/u);
    await press(driver, 'stop');
    await driver.says('pool-bar', /Not mining/u);
  }));

test('takes the work apart: coinbase, branch and header are those that the pool sent', () =>
  use({}, async (driver) => {
    await start(driver);
    await driver.says('coinbase-panel', /Extra nonce 1 .*Extra nonce 2 .*BTC to bcrt1q/u);
    const bytes = (selector: string) =>
      driver.textOf(`${selector} >>> [part~="bytes"]`).then((text) => text.replaceAll(' ', ''));
    expect(await bytes('header-panel')).toHaveLength(160);
    const isTheirs = async () =>
      (await bytes('coinbase-panel')).startsWith(String(pool.job.notify(8)[2])) ||
      (await driver.textOf('coinbase-panel'));
    await expect.poll(isTheirs, { timeout: 10_000 }).toBe(true);
    expect(await driver.textOf('branch-panel')).toMatch(/hashed twice Merkle root [0-9a-f]{64}/u);
    expect(await driver.textOf('branch-panel')).not.toContain('another root');
    await driver.says('header-panel', /The newest share, below the pool’s target .*Digit \d+ decides/u);
    await press(driver, 'stop');
    await driver.says('pool-bar', /Not mining/u);
  }));

test('comes back after a cut, rests while the page is hidden, and is on top of every page', () =>
  use({}, async (driver) => {
    await start(driver);
    await driver.says('pool-bar', /For the pool/u);
    const connections = pool.accepted;
    pool.cutAll();
    await expect.poll(() => pool.accepted, { timeout: 10_000 }).toBeGreaterThan(connections);
    await driver.says('pool-bar', /For the pool/u);
    const credited = pool.credited.length;
    await expect.poll(() => pool.credited.length, { timeout: 10_000 }).toBeGreaterThan(credited);
    await driver.says('line-panel', /Cuts 1/u);
    // The cut's notice has gone with it; the pool's messages share one callout.
    for (const words of ['we move at noon', 'we move at one']) pool.tell('client.show_message', [words]);
    await driver.says(
      'pool-page >>> .notices',
      /^we move at one \d\d:\d\d:\d\d , the newest of 2 that were noted The pool says Dismiss$/u,
    );

    await (await driver.waitFor('nav a[href^="#/difficulty"]')).click();
    await driver.shell.shows('difficulty');
    await driver.says('pool-bar', /For the pool/u);
    await driver.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await driver.says('pool-bar', /Paused while the page is hidden/u);
    expect(await driver.textOf('nav a[href^="#/pool"]')).toBe('Pool paused');
    await driver.page.evaluate(() => {
      Reflect.deleteProperty(document, 'hidden');
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await driver.says('pool-bar', /For the pool/u);
    await press(driver, 'stop');
    await driver.says('work-bar', /Not mining/u);
  }));

test('one’s own chain and a pool take turns', () =>
  use({}, async (driver) => {
    await (await driver.waitFor('nav a[href^="#/mine"]')).click();
    await driver.shell.shows('mine');
    await driver.start({ asks: true });
    await (await driver.waitFor('nav a[href^="#/pool"]')).click();
    // The bar of what mines stays: the page's own button starts for the pool.
    await driver.press('setup-start');
    await (await driver.waitFor('pool-page >>> consent-dialog >>> [part~="yes"]')).click();
    await driver.says('toast-stack', /Mining your own chain was stopped/u);
    await driver.says('pool-bar', /For the pool/u);
    await driver.until('has stopped', ({ state }) => state === 'ready');

    await driver.page.evaluate(() => {
      const wish = { chain: null, live: {} };
      dispatchEvent(new CustomEvent('mining-start', { detail: wish }));
    });
    // A toast is gone after some seconds, engines may take longer.
    await driver.says('toast-stack', /Mining for the pool was stopped/u);
    await driver.until('mines', ({ state }) => state === 'mining');
    await driver.says('work-bar', /Mining/u);
    expect(await driver.textOf('nav a[href^="#/pool"]')).toBe('Pool');
  }));

test('keeps the focus at Start and Stop, leaves a link for later, and stops even where the worker hangs', () =>
  use({}, async (driver) => {
    const { page } = driver;
    const own = page.url();
    await (await driver.waitFor('pool-setup >>> [part~="setup-start"]')).focus();
    await page.keyboard.press('Enter');
    await (await driver.waitFor('pool-page >>> consent-dialog >>> [part~="yes"]')).focus();
    await page.keyboard.press('Enter');
    await driver.says('pool-bar', /For the pool/u);
    expect(await focused(page)).toBe('button Stop');
    await page.keyboard.press('Enter');
    await driver.says('pool-bar', /Not mining/u);
    expect(await focused(page)).toBe('button Start');
    await page.keyboard.press('Enter');
    await driver.says('pool-bar', /For the pool/u);
    expect(await focused(page)).toBe('button Stop');

    await page.evaluate(() => {
      location.hash = '#/pool?url=ws%3A%2F%2F127.0.0.1%3A1&user=someone.else';
    });
    await driver.says('toast-stack', /names other settings.*open the link again/u);
    expect(page.url()).toBe(own);

    const worker = page.workers().find((one) => one.url().includes('pool-entry'));
    // Not in the debugger's own task: that one is never broken off.
    await worker?.evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
    await page.keyboard.press('Enter');
    await driver.says('pool-bar', /Stopping/u);
    await driver.says('pool-bar', /Not mining/u, 10_000);
    expect(await driver.textOf('pool-page >>> .notices')).toMatch(/did not answer Stop.*was ended/u);
    expect(await focused(page)).toBe('button Start');
    expect(await page.$$eval('>>> pool-setup >>> #user', (fields) => fields.length)).toBe(1);
    // A browser gives one that is busy two seconds.
    const workers = () => page.workers().filter((one) => one.url().includes('pool-entry')).length;
    await expect.poll(workers, { timeout: 10_000 }).toBe(0);
  }));

test('problems are one clear sentence', async () => {
  await use({ url: 'stratum+tcp://pool.example:3333', user: '' }, async (driver) => {
    // What cannot be used does not even come from a link.
    expect(await driver.textOf('pool-setup')).not.toContain('pool.example');
    await driver.set('#url', 'stratum+tcp://pool.example:3333');
    await driver.says('pool-setup', /A browser cannot open a line to a pool itself/u);
    await press(driver, 'start');
    await driver.says('pool-setup', /Write the name that the pool knows you by/u);
    expect(await focused(driver.page)).toMatch(/^input/u);
    await driver.set('#url', `ws://me:${PASSWORD}@127.0.0.1:1/?token=pool`);
    await driver.says('pool-bar', /Not mining/u);
    expect(await kept(driver)).not.toContain(PASSWORD);
    expect(new URL(driver.page.url()).hash).toContain('user=me');
  });
  await use({ url: 'ws://127.0.0.1:1/', expectedProblems: /127\.0\.0\.1:1\// }, async (driver) => {
    await start(driver);
    await driver.says('pool-page >>> .notices', /no bridge answers.*next try in \d+ s/iu);
    // What is announced has no count-down in it, and what is wrong.
    expect(await driver.textOf('pool-bar >>> [part~="state"]')).toMatch(/next try/u);
    expect(await driver.textOf('pool-bar >>> [role="status"]')).toBe('Waiting cut off');
    expect(await driver.textOf('pool-page >>> [role="status"]')).toMatch(
      /no bridge answers at this address, or it has no way to this pool$/u,
    );
    await driver.says('line-panel', /Version rolling –/u);
    const [left, right] = await driver.page.$$eval(
      '>>> pool-view >>> :is(coinbase-panel, header-panel)',
      (all) => all.map((one) => one.getBoundingClientRect().top),
    );
    expect(right).toBe(left);
    await press(driver, 'stop');
    await driver.says('pool-bar', /Not mining/u);
  });
  pool.options.authorize = () => false;
  await use({}, async (driver) => {
    await start(driver);
    await driver.says('pool-page >>> .notices', /refuse.*user|user.*refuse/iu);
    await press(driver, 'stop');
    await driver.says('pool-bar', /Not mining/u);
  });
});

test('axe finds nothing against it while it mines, and it fits every width in both themes', () =>
  use({}, async (driver) => {
    await start(driver);
    await driver.says('share-panel', /accepted/u);
    const overflow = () =>
      driver.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    for (const scheme of ['light', 'dark'] as const) {
      await driver.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      for (const width of [390, 768, 1440]) {
        await driver.page.setViewport({ width, height: 900 });
        // Colours fade to the theme's, and charts are drawn for their new width.
        await new Promise((resolve) => setTimeout(resolve, 400));
        await expect.poll(overflow, { message: `${width} px` }).toBe(0);
        await keepScreenshot(driver.page, `pool mining ${width} ${scheme}`);
        expect(await accessibilityProblems(driver.page), `${scheme} ${width}`).toEqual([]);
      }
    }
    await press(driver, 'stop');
    await driver.says('pool-bar', /Not mining/u);
  }));
