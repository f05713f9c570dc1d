// The Mine page of the built program: a real chain is mined, disturbed, rewritten, left and taken up again.

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesFromHex, displayHash, hashHeader } from '../../src/primitives/index.ts';
import { accessibilityProblems } from './accessibility.ts';
import { servePage } from './e2e.ts';
import { MineDriver } from './mine-driver.ts';
import { visit, watchPage } from './page-watch.ts';
import { keepScreenshot } from './screenshot.ts';
import type { ShellOptions } from './shell-driver.ts';

/** A second a block on one thread. */
const HASH = '#/mine?rule=asert&spacing=1&engines=wasm-simd&intensity=60';

const served = servePage();

/** Opens the page, uses it, and expects that it did nothing it should not. */
async function use(
  options: Omit<ShellOptions, 'url'>,
  drive: (driver: MineDriver) => Promise<void>,
): Promise<void> {
  const driver = await MineDriver.open(served.browser, { url: served.url, hash: HASH, ...options });
  try {
    await drive(driver);
    expect(driver.shell.problems).toEqual([]);
  } finally {
    await driver.close();
  }
}

/** Starts from the card that is there before the first start. */
async function startFresh(driver: MineDriver): Promise<void> {
  await driver.press('setup-start');
  await driver.press('yes');
  await driver.until('mines', ({ state, hashes }) => state === 'mining' && hashes > 0);
}

test('nothing hashes before consent; refused once, it is asked again; given, it is remembered', () =>
  use({}, async (driver) => {
    await driver.press('setup-start');
    expect(await driver.textOf('consent-dialog')).toMatch(/1 CPU thread .* W .*Nothing is sent anywhere/u);
    await driver.page.keyboard.press('Escape');
    await driver.press('start');
    const no = await driver.waitFor('consent-dialog >>> button:not(.primary)');
    await no.click();
    expect(await driver.seen()).toMatchObject({ state: 'ready', hashes: 0, height: null });
    await startFresh(driver);
    await driver.press('stop');
    await driver.until('stopped', ({ state }) => state === 'ready');
    await driver.start({ asks: false });
  }));

test('blocks appear; one that is clicked shows the header that really hashes to it', () =>
  use({}, async (driver) => {
    await startFresh(driver);
    await driver.until('has three blocks', ({ height }) => (height ?? 0) >= 3);
    const ruler = await driver.waitFor('block-ruler');
    expect(await driver.textOf('work-bar')).toContain('Mining');
    // While it mines, the ruler moves on under the pointer.
    await driver.press('pause');
    await driver.until('paused', ({ state }) => state === 'paused');

    const shown = async () => {
      const bytes = (await driver.textOf('block-panel >>> [part~="bytes"]')).replaceAll(' ', '');
      const hash = await driver.textOf('block-panel >>> [part~="hash"]');
      return { bytes, hash };
    };
    // The first bar of the ruler.
    const place = await ruler.evaluate(async (element) => {
      // Its last drawing, where it is to stay.
      for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      const bar = element.shadowRoot?.querySelector('.bar')?.getBoundingClientRect();
      return bar === undefined ? null : { x: bar.x + bar.width / 2, y: bar.bottom - 2 };
    });
    expect(place).not.toBeNull();
    await driver.page.mouse.click(place!.x, place!.y);
    await driver.says('block-panel >>> h2', /^Block 1$/u);
    const first = await shown();
    expect(first.bytes).toHaveLength(160);
    expect(displayHash(hashHeader(bytesFromHex(first.bytes)))).toBe(first.hash);
    expect(await driver.textOf('block-panel')).toMatch(/Digit \d+ decides: .* is less than/u);

    // And by keyboard: the next one names the first as its parent.
    await driver.page.keyboard.press('Tab');
    await (await driver.waitFor('block-ruler >>> [role="slider"]')).focus();
    await driver.page.keyboard.press('ArrowRight');
    await driver.says('block-panel >>> h2', /^Block 2$/u);
    const second = await shown();
    expect(displayHash(hashHeader(bytesFromHex(second.bytes)))).toBe(second.hash);
    expect(displayHash(bytesFromHex(second.bytes).slice(4, 36))).toBe(first.hash);
  }));

test('the rate is halved and restored, a rival comes, finds blocks and goes', () =>
  use({}, async (driver) => {
    await startFresh(driver);
    await driver.set('work-bar >>> select-field', '100');
    await driver.until('full intensity', ({ intensity }) => intensity === 1);
    await driver.page.waitForFunction(() => location.hash.includes('intensity=100'));
    await driver.press('halve');
    await driver.until('half intensity', ({ intensity }) => intensity === 0.5);
    await driver.press('restore');
    await driver.until('full again', ({ intensity }) => intensity === 1);
    await driver.press('rival');
    await driver.until('a rival’s block', ({ rival, rivals }) => rival === 5 && rivals > 0);
    await driver.says('disturb-panel', /5(?:\.\d+)? ×/u);
    await driver.press('no-rival');
    const { events } = await driver.until('no rival', ({ rival }) => rival === 0);
    expect(events.length).toBeGreaterThanOrEqual(4);
  }));

test('a changed block breaks those after it, and is mined again', () =>
  use({}, async (driver) => {
    await startFresh(driver);
    await driver.set('work-bar >>> select-field', '100');
    const { height } = await driver.until('has four blocks', (seen) => (seen.height ?? 0) >= 4);
    await driver.press('pause');
    const paused = await driver.until('paused', ({ state }) => state === 'paused');
    const at = paused.height! - 1;
    expect(at).toBeGreaterThanOrEqual(height! - 1);
    await driver.set('tamper-panel >>> number-field', String(at));
    const message = await driver.waitFor('tamper-panel >>> #message');
    await message.type('rewritten');
    await driver.says('tamper-panel', /2 of 2 blocks no longer prove their work/u);
    expect(await driver.textOf('tamper-panel >>> ol')).toMatch(/proof gone .*proof gone/u);
    await driver.press('pause');
    await driver.until('mines again', ({ state }) => state === 'mining');
    await driver.press('remine');
    await driver.says('tamper-panel >>> [role="status"]', /History is rewritten: \d+ blocks? w/u);
    const after = await driver.until('the new branch', ({ isRemining }) => !isRemining);
    expect(after.height).toBeGreaterThanOrEqual(paused.height!);
    // The rewritten block says so on the chain.
    await driver.set('block-panel >>> number-field', String(at));
    await driver.says('block-panel', /“ ?rewritten ?”/u);
  }));

test('a chain is left, found again, exported, replaced and imported', async () => {
  const driver = await MineDriver.open(served.browser, { url: served.url, hash: HASH });
  const downloads = await driver.catchDownloads();
  try {
    await startFresh(driver);
    await driver.until('has two blocks', ({ height }) => (height ?? 0) >= 2);
    await driver.press('stop');
    const left = await driver.until('stopped', ({ state }) => state === 'ready');

    await driver.page.reload({ waitUntil: 'networkidle0' });
    const found = await driver.until('found again', ({ state }) => state === 'ready');
    expect(found).toMatchObject({ height: left.height, tip: left.tip, rule: 'asert', spacingSec: 1 });
    await driver.start({ asks: false });
    const gone = await driver.until('goes on', ({ height }) => (height ?? 0) > left.height!);
    await driver.press('stop');
    const kept = await driver.until('stopped', ({ state }) => state === 'ready');
    expect(kept.height).toBeGreaterThanOrEqual(gone.height!);

    await driver.press('export');
    const file = await downloads.file();
    expect(file).toMatch(/proofworks-asert-1s-\d+\.chain$/u);

    // Another rule is another chain.
    await driver.press('new');
    await driver.set('new-chain-dialog >>> select-field', 'wtema');
    await driver.press('begin');
    await driver.until('another chain', ({ rule, height }) => rule === 'wtema' && height === null);
    await driver.start({ asks: false });
    const begun = await driver.until('its first block', ({ height }) => height !== null && height >= 1);
    expect(begun).toMatchObject({ rule: 'wtema' });
    await driver.page.waitForFunction(() => location.hash.includes('rule=wtema'));
    await driver.press('stop');
    await driver.until('stopped', ({ state }) => state === 'ready');

    // What is no chain is refused, and nothing is lost.
    const wrong = join(downloads.directory, 'wrong.chain');
    await writeFile(wrong, 'this is no chain');
    const input = await driver.page.waitForSelector('>>> chain-menu >>> input[type="file"]');
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(wrong);
    await driver.says('notice-callout', /wrong\.chain/u);
    expect(await driver.seen()).toMatchObject({ rule: 'wtema' });
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
    const imported = await driver.until('imported', ({ rule }) => rule === 'asert');
    expect(imported).toMatchObject({ height: kept.height, tip: kept.tip, spacingSec: 1 });
    expect(driver.shell.problems).toEqual([]);
  } finally {
    await driver.close();
    await rm(downloads.directory, { recursive: true });
  }
});

test('a second tab watches, says so, and takes over when the first one is gone', () =>
  use({}, async (first) => {
    await startFresh(first);
    await first.until('has a block', ({ height }) => (height ?? 0) >= 1);
    const page = await first.page.browserContext().newPage();
    const problems = watchPage(page, new URL(served.url).origin);
    await visit(page, served.url);
    const bar = await page.waitForSelector('>>> work-bar >>> [part~="state"]', { visible: true });
    const says = (words: string) =>
      page.waitForFunction((element, text) => element?.textContent?.includes(text), {}, bar, words);
    await says('Watching another tab');
    await page.waitForSelector('>>> block-ruler', { visible: true });
    expect(await page.$('>>> tamper-panel')).toBeNull();
    await first.page.close();
    await says('The other tab is gone');
    const here = await page.waitForSelector('>>> [part~="take-over"]:not([disabled])', { visible: true });
    await here?.click();
    await says('Not mining');
    expect(problems).toEqual([]);
  }));

test('before there is a chain, the work bar’s Start begins what the address and the page say', () =>
  use({ hash: '#/mine?rule=lwma-1&spacing=3&engines=js&intensity=40' }, async (driver) => {
    await driver.start({ asks: true });
    expect(await driver.seen()).toMatchObject({ rule: 'lwma-1', spacingSec: 3, intensity: 0.4 });
    expect(await driver.page.evaluate(() => location.hash)).toContain('rule=lwma-1');
  }));

test('a link to another chain asks, and does nothing by itself', () =>
  use({}, async (driver) => {
    await startFresh(driver);
    await driver.until('has a block', ({ height }) => (height ?? 0) >= 1);
    await driver.press('stop');
    const mine = await driver.until('stopped', ({ state }) => state === 'ready');
    const turnTo = (hash: string) =>
      driver.page.evaluate((to) => {
        location.hash = to;
      }, hash);

    await turnTo('#/mine?rule=bitcoin&spacing=10&rival=3');
    expect(await driver.textOf('link-offer')).toMatch(/Bitcoin at 10 s a block, with a rival of 3/u);
    expect(await driver.seen()).toMatchObject({ height: mine.height, rule: 'asert', rival: 0 });
    await driver.press('leave');
    await driver.page.waitForFunction(() => location.hash.includes('rule=asert'));

    await turnTo('#/mine?rule=bitcoin&spacing=10&rival=3');
    await driver.press('take');
    await driver.press('begin');
    await driver.until(
      'the link’s chain',
      ({ rule, spacingSec, rival, height }) =>
        rule === 'bitcoin' && spacingSec === 10 && rival === 3 && height === null,
    );
  }));

test('nothing is cut off or scrolls sideways, before and while it mines', () =>
  use({}, async (driver) => {
    const fits = async () => {
      for (const width of [390, 768, 1440]) {
        await driver.page.setViewport({ width, height: 900 });
        // Charts are drawn for their new width in the next frames.
        await driver.page.waitForFunction(
          () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
          { timeout: 5000 },
        );
      }
    };
    await driver.waitFor('target-line');
    await fits();
    await startFresh(driver);
    await driver.until('has two blocks', ({ height }) => (height ?? 0) >= 2);
    await fits();
  }));

test('axe finds nothing, in both themes, before, when asked and while it mines', () =>
  use({}, async (driver) => {
    const problems = async (stage: string) => {
      const found: string[] = [];
      for (const value of ['light', 'dark']) {
        // Colours are then there at once.
        const calm = { name: 'prefers-reduced-motion', value: 'reduce' };
        await driver.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }, calm]);
        found.push(...(await accessibilityProblems(driver.page)));
        await keepScreenshot(driver.page, `mine ${stage} ${value}`);
      }
      return found;
    };
    await driver.waitFor('target-line');
    expect(await problems('before')).toEqual([]);
    await driver.press('setup-start');
    await driver.waitFor('[part~="yes"]');
    expect(await problems('asked')).toEqual([]);
    await driver.press('yes');
    await driver.until('has two blocks', ({ height }) => (height ?? 0) >= 2);
    await driver.press('rival');
    await driver.until('an event', ({ events }) => events.length > 0);
    expect(await problems('while it mines')).toEqual([]);
  }));
