// The mining session in a real browser, by the clock: how soon it shows a rate, how soon it stops, and how much of the time
// it works. Nothing else runs beside these.

import { describe, expect, test } from 'vitest';
import { servePage } from './e2e.ts';
import { blocks, ready, sessionTabs } from './session-tabs.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

const tabs = sessionTabs(servePage());

describe('one tab', () => {
  test('shows a rate within a second and a half, mines blocks, stops at once, and goes on after a reload', async () => {
    const tab = await tabs.open();
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
    expect(found.settings).toMatchObject({ spacingSec: 1, engines: [{ engine: 'wasm-simd', workers: 1 }] });
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
    const tab = await tabs.open();
    await ready(tab);
    await tab.start({ spacingSec: 60 });
    for (const [intensity, windowSec] of [
      [1, 4],
      [0.5, 10],
      [0.1, 10],
    ] as const) {
      await tab.call('configure', { intensity });
      // What was begun before is over: no range is longer than a quarter of this.
      await seconds(1);
      // A range that another program held up is rested for later, perhaps after a window's end: then the next one tells.
      const parts: number[] = [];
      do parts.push((await tab.measureDuty(windowSec)) / intensity);
      while (Math.abs(parts.at(-1)! - 1) > 0.05 && parts.length < 4);
      expect(parts.at(-1), `at ${intensity}: ${parts.join()}`).toBeGreaterThan(0.95);
      expect(parts.at(-1), `at ${intensity}: ${parts.join()}`).toBeLessThan(1.05);
    }
  });
});
