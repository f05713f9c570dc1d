// The mining session in a real browser: its worker and the engines below it, what is stored, tabs beside each other, and
// what can go wrong.

import type { BrowserContext } from 'puppeteer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { servePage } from './e2e.ts';
import { SessionDriver } from './session-driver.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

const served = servePage();
let context: BrowserContext;
/** Tabs of a test; each has to have kept quiet. */
let tabs: SessionDriver[] = [];
// Each test begins with nothing stored.
beforeEach(async () => {
  context = await served.browser.createBrowserContext();
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  tabs = [];
  await context.close();
  expect(problems).toEqual([]);
});

async function openTab(): Promise<SessionDriver> {
  const tab = await SessionDriver.open(context, served.url);
  tabs.push(tab);
  return tab;
}

const ready = (tab: SessionDriver) => tab.until('ready', ({ state }) => state === 'ready');
const blocks = (tab: SessionDriver, count: number) =>
  tab.until(`${count} blocks`, ({ height }) => height >= count);

describe('one tab', () => {
  test('shows a rate within a second and a half, mines blocks, stops at once, and goes on after a reload', async () => {
    const tab = await openTab();
    expect(await ready(tab)).toMatchObject({ height: -1, minedSec: 0, role: 'own' });
    const { firstRateMs } = await tab.start({});
    expect(firstRateMs).toBeLessThan(1500);
    const mined = await blocks(tab, 3);
    expect(mined).toMatchObject({ state: 'mining', kept: 'browser', notices: [] });
    expect(mined.engines[0]).toMatchObject({ id: 'wasm-simd', state: 'working', hardwareErrors: 0 });
    expect(await tab.stop()).toBeLessThan(200);
    const stopped = await tab.seen();
    await seconds(1);
    expect((await tab.seen()).windows).toEqual(stopped.windows);

    await tab.page.reload({ waitUntil: 'load' });
    const found = await ready(tab);
    expect(found.hashes).toEqual(stopped.hashes);
    expect(found.settings).toMatchObject({ spacingSec: 2, engines: [{ engine: 'wasm-simd', workers: 1 }] });
    await tab.start({});
    const more = await blocks(tab, stopped.height + 2);
    expect(more.hashes.slice(0, stopped.height)).toEqual(stopped.hashes);

    // In the middle of mining, too, nothing that was shown is lost.
    await tab.page.reload({ waitUntil: 'load' });
    const again = await ready(tab);
    expect(again.hashes.slice(0, more.height)).toEqual(more.hashes);
    expect(again.kept).toBe('browser');
  });

  test('works as much of the time as it is told, within a twentieth', async () => {
    const tab = await openTab();
    await ready(tab);
    await tab.start({ spacingSec: 60 });
    for (const intensity of [1, 0.5, 0.1]) {
      await tab.call('configure', { intensity });
      // What was begun before is over.
      await seconds(2);
      // A range that another program held up is rested for later, perhaps after a window's end: then the next one tells.
      const parts: number[] = [];
      do parts.push((await tab.measureDuty(10)) / intensity);
      while (Math.abs(parts.at(-1)! - 1) > 0.05 && parts.length < 4);
      expect(parts.at(-1), `at ${intensity}: ${parts.join()}`).toBeGreaterThan(0.95);
      expect(parts.at(-1), `at ${intensity}: ${parts.join()}`).toBeLessThan(1.05);
    }
  });

  test('mines with the processor while the GPU’s kernel compiles, then with both', async () => {
    const tab = await openTab();
    await ready(tab);
    await tab.start({
      engines: [
        { engine: 'gpu', workers: 1 },
        { engine: 'wasm-simd', workers: 1 },
      ],
    });
    const both = await tab.until('both', ({ engines }) => engines.every(({ hashCount }) => hashCount > 0));
    expect(both.engines.map(({ id, isSoftware }) => [id, isSoftware])).toEqual([
      ['gpu', true],
      ['wasm-simd', false],
    ]);
    await tab.until('shares of both', ({ engines }) => engines.every(({ shares }) => shares > 0));
    expect((await tab.seen()).engines.map(({ hardwareErrors }) => hardwareErrors)).toEqual([0, 0]);
  });

  test('rests, goes on, changes its threads, and meets a rival', async () => {
    const tab = await openTab();
    await ready(tab);
    await tab.start({});
    await blocks(tab, 1);
    await tab.call('pause', 'user');
    const paused = await tab.until('paused', ({ state }) => state === 'paused');
    await seconds(1.5);
    expect((await tab.seen()).minedSec).toBe(paused.minedSec);
    await tab.call('resume');
    await tab.call('configure', { rival: 3, engines: [{ engine: 'wasm-simd', workers: 2 }] });
    await tab.until(
      'two threads',
      ({ engines }) => engines[0]!.id === 'wasm-simd x2' && engines.length === 1,
    );
    await blocks(tab, paused.height + 3);
    expect((await tab.seen()).events.map(({ text }) => text)).toEqual([
      'rival of 3.00 ×',
      'wasm-simd x2 works',
    ]);
  });
});

describe('two tabs', () => {
  test('the second watches, commands nothing, and takes over when the first is gone', async () => {
    const first = await openTab();
    await ready(first);
    await first.minesHidden();
    await first.start({});
    await blocks(first, 2);
    const second = await openTab();
    const watching = await second.until('watches', ({ role, height }) => role === 'watching' && height >= 2);
    expect(watching).toMatchObject({ state: 'mining', canTakeOver: false });
    const { height } = await first.seen();
    const later = await second.until('sees more', (seen) => seen.height > height);
    await second.call('stop');
    await seconds(0.5);
    expect(await first.seen()).toMatchObject({ state: 'mining' });
    expect((await first.seen()).hashes.slice(0, later.height)).toEqual(later.hashes);

    const last = await first.seen();
    await first.page.close();
    await second.until('may take over', ({ canTakeOver }) => canTakeOver);
    await second.call('takeOver');
    const own = await second.until('own', ({ role, state }) => role === 'own' && state === 'ready');
    expect(own.hashes.slice(0, last.height)).toEqual(last.hashes);
    await second.start({});
    await blocks(second, own.height + 1);
  });

  test('a reload of the first is no reason to take over', async () => {
    const first = await openTab();
    await ready(first);
    const second = await openTab();
    await second.until('watches', ({ role }) => role === 'watching');
    await first.page.reload({ waitUntil: 'load' });
    await ready(first);
    await seconds(5);
    expect(await first.seen()).toMatchObject({ role: 'own' });
    expect(await second.seen()).toMatchObject({ role: 'watching', canTakeOver: false });
  });
});

describe('when something goes wrong', () => {
  test('a session’s worker that ends is noticed, and Start goes on with the stored chain', async () => {
    const tab = await openTab();
    await ready(tab);
    await tab.start({});
    const before = await blocks(tab, 2);
    await tab.killWorker();
    const failed = await tab.until('failed', ({ state }) => state === 'failed', 5000);
    expect(failed.notices.map(({ heading }) => heading)).toEqual(['The mining session has ended']);
    await tab.start({});
    const after = await blocks(tab, failed.height + 1);
    expect(after.hashes.slice(0, before.height)).toEqual(before.hashes);
    expect(after.kept).toBe('browser');
  });

  test('a full disk is said once; mining goes on in memory', async () => {
    const tab = await openTab();
    await ready(tab);
    await tab.start({});
    await blocks(tab, 1);
    const tools = await tab.page.createCDPSession();
    await tools.send('Storage.overrideQuotaForOrigin', { origin: new URL(served.url).origin, quotaSize: 1 });
    // The browser looks at what is used now and then.
    const full = await tab.until('kept in memory', ({ kept }) => kept === 'memory', 120_000);
    expect(full.notices.map(({ heading, text }) => `${heading}: ${text}`)).toEqual([
      expect.stringMatching(/^New blocks can no longer be kept: .*no more room.*Mining goes on/u),
    ]);
    const more = await blocks(tab, full.height + 2);
    expect(more).toMatchObject({ state: 'mining', notices: full.notices });
  });

  test('a database that is deleted meanwhile is said once; mining goes on in memory', async () => {
    const tab = await openTab();
    await ready(tab);
    await tab.start({});
    await blocks(tab, 1);
    await tab.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase('proofworks-chain');
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        }),
    );
    const lost = await tab.until('kept in memory', ({ kept }) => kept === 'memory');
    expect(lost.notices).toHaveLength(1);
    await blocks(tab, lost.height + 2);
  });
});
