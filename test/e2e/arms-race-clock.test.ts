// The built Arms race page by the clock: while a race is played, no task on its thread is long. Nothing else runs beside this.

import { expect, test } from 'vitest';
import { isRun, play, press, racePage, sceneOf, shownOf, waitForText } from './arms-race-driver.ts';
import { servePage } from './e2e.ts';
import type { Kept } from './page-notes.ts';

const use = racePage(servePage());

// Pictures out of sight are not drawn: so it is run where other ones are in sight, too.
test.each([0, 1000, 1800, 2600])('runs, pauses, and holds nothing up, scrolled to %i px', (top) =>
  use('', async (driver) => {
    const { page } = driver;
    await isRun(driver);
    await page.evaluate((y) => scrollTo(0, y), top);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await page.evaluate(() => (globalThis as Kept).longTasks.splice(0));
    expect(await play(driver)).toBeLessThan(900);
    await waitForText(driver, 'Pause', 'race-transport');
    await expect.poll(async () => (await shownOf(driver)).shown).toBeGreaterThan(900);
    await press(driver, 'race-transport >>> .play');
    await waitForText(driver, 'Paused at');
    const { shown, day } = await shownOf(driver);
    expect(shown).toBeLessThan(5000);
    expect(day).toBe(shown - 1);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await shownOf(driver)).toEqual({ shown, day });
    expect(await sceneOf(driver)).toMatchObject({ day, lengths: [shown] });
    const longTasks = () => page.evaluate(() => (globalThis as Kept).longTasks.length);
    expect(await longTasks()).toBe(0);
    // A control: one would have been noticed.
    await page.evaluate(() => {
      setTimeout(() => {
        const until = performance.now() + 90;
        while (performance.now() < until);
      });
    });
    await expect.poll(longTasks).toBe(1);
  }),
);
