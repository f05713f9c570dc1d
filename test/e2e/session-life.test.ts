// The mining session in a real browser: its engines beside each other, tabs beside each other, and what can go wrong.

import { describe, expect, test } from 'vitest';
import { servePage } from './e2e.ts';
import { blocks, ready, sessionTabs } from './session-tabs.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** Room for the page's copy and some blocks. */
const QUOTA_BYTES = 30_000_000;

const served = servePage();
const tabs = sessionTabs(served);

describe('one tab', () => {
  test('mines with the processor while the GPU’s kernel compiles, then with both', async () => {
    const tab = await tabs.open();
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
    const tab = await tabs.open();
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
    const first = await tabs.open();
    await ready(first);
    await first.minesHidden();
    await first.start({});
    await blocks(first, 2);
    const second = await tabs.open();
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
    const first = await tabs.open();
    await ready(first);
    const second = await tabs.open();
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
    const tab = await tabs.open();
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
    const tools = await (await tabs.context.newPage()).createCDPSession();
    const { origin } = new URL(served.url);
    await tools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA_BYTES });
    const tab = await tabs.open();
    await ready(tab);
    await tab.start({});
    await blocks(tab, 1);
    await tools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    expect(await tab.page.evaluate(storeMuch, QUOTA_BYTES)).toBe('QuotaExceededError');
    const full = await tab.until('kept in memory', ({ kept }) => kept === 'memory', 120_000);
    expect(full.notices.map(({ heading, text }) => `${heading}: ${text}`)).toEqual([
      expect.stringMatching(/^New blocks can no longer be kept: .*no more room.*Mining goes on/u),
    ]);
    const more = await blocks(tab, full.height + 2);
    expect(more).toMatchObject({ state: 'mining', notices: full.notices });
  });

  test('a database that is deleted meanwhile is said once; mining goes on in memory', async () => {
    const tab = await tabs.open();
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

/**
 * Runs in the page: stores more than it was last found to have room for. Only then does Chromium look again at once what
 * is left; else it goes on by what it knows for half a minute.
 *
 * @returns how that ended.
 */
function storeMuch(bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('filler');
    request.onupgradeneeded = () => void request.result.createObjectStore('rows');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const change = request.result.transaction('rows', 'readwrite');
      change.objectStore('rows').put(new Uint8Array(bytes), 0);
      change.oncomplete = () => resolve('stored');
      change.onabort = () => resolve(change.error?.name ?? 'aborted');
    };
  });
}
