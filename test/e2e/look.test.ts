// The built page for everyone: by keyboard, at every width, in both themes, and for assistive technology.

import { describe, expect, test } from 'vitest';
import { accessibilityProblems, focused } from './accessibility.ts';
import type { BenchmarkDriver } from './benchmark-driver.ts';
import { serveBuiltPage } from './e2e.ts';

const QUERY = 'entries=js,wasm-simd&seconds=0.2&runs=2';
const SCHEMES = ['light', 'dark'] as const;

const built = serveBuiltPage();

/** The relative luminance of the page's ground, 0 to 255, roughly. */
function groundLuminance({ page }: BenchmarkDriver): Promise<number> {
  return page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = (
      getComputedStyle(document.body).backgroundColor.match(/[\d.]+/gu) ?? []
    ).map(Number);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
}

/** The custom element that the focused one stands in. */
function focusedElement({ page }: BenchmarkDriver): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement?.shadowRoot) element = element.shadowRoot.activeElement;
    return element?.localName ?? '';
  });
}

test('Start is reached with Tab and pressed with Enter, Stop likewise', () =>
  built.use({ query: 'entries=js&seconds=60&runs=1' }, async (driver) => {
    const { keyboard } = driver.page;
    const seen: string[] = [];
    // The work bar has a Start of its own: mining's.
    for (let tabs = 0; tabs < 60 && !seen.at(-1)?.endsWith('benchmark-setup button Start'); tabs++) {
      await keyboard.press('Tab');
      seen.push(`${await focusedElement(driver)} ${await focused(driver.page)}`);
    }
    expect(seen.at(-1)).toContain('button Start');
    await keyboard.press('Enter');
    await driver.waitForHashing();
    expect(await focused(driver.page)).toBe('button Stop');
    await keyboard.press('Enter');
    await driver.ended('stopped');
  }));

describe.each([390, 768, 1440])('%i px wide', (width) => {
  test('nothing is cut off or scrolls sideways, before, meanwhile and after', () =>
    built.use({ query: QUERY, width }, async (driver) => {
      const overflow = () =>
        driver.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
      expect(await overflow()).toBe(0);
      const run = driver.run();
      await driver.waitForHashing();
      expect(await overflow()).toBe(0);
      await run;
      await driver.waitFor('result-table');
      expect(await overflow()).toBe(0);
    }));
});

test('follows the system’s theme, unless one is chosen, and keeps the choice', () =>
  built.use({ scheme: 'light' }, async (driver) => {
    const light = await groundLuminance(driver);
    await driver.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    const dark = await groundLuminance(driver);
    expect(light).toBeGreaterThan(200);
    expect(dark).toBeLessThan(50);
    const choose = (title: string) =>
      driver.page.$$eval(
        '>>> input[name="theme"]',
        (inputs, wanted) =>
          inputs.find((input) => input.parentElement?.textContent?.trim() === wanted)?.click(),
        title,
      );
    await choose('Light');
    expect(await groundLuminance(driver)).toBe(light);
    await driver.page.reload({ waitUntil: 'networkidle0' });
    expect(await groundLuminance(driver)).toBe(light);
    await choose('Dark');
    expect(await groundLuminance(driver)).toBe(dark);
    await choose('System');
    await driver.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    expect(await groundLuminance(driver)).toBe(light);
  }));

describe.each(SCHEMES)('in the %s theme', (scheme) => {
  test('axe finds nothing against it, before, meanwhile and after', () =>
    built.use({ query: 'entries=js,wasm-simd&seconds=2&runs=1', scheme }, async (driver) => {
      expect(await accessibilityProblems(driver.page)).toEqual([]);
      const run = driver.run();
      await driver.waitForHashing();
      expect(await accessibilityProblems(driver.page)).toEqual([]);
      await run;
      await driver.waitFor('result-table');
      expect(await accessibilityProblems(driver.page)).toEqual([]);
    }));
});
