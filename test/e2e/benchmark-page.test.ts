// The Benchmark page of the built program: what it does before Start, its settings, and what it says of what it measured.
// How much it measured is told by the tests that run alone.

import { describe, expect, test } from 'vitest';
import { delay } from '../contract/check.ts';
import type { BenchmarkDriver } from './benchmark-driver.ts';
import { serveBuiltPage } from './e2e.ts';

const built = serveBuiltPage();

describe('before Start', () => {
  test('loads without an error, a warning, a failed request or a request to another host', () =>
    built.use({}, async (driver) => {
      await driver.page.waitForNetworkIdle();
      expect(await driver.page.title()).toBe('Benchmark · Proofworks');
    }));

  test('nothing hashes: there is no worker, whatever the address asks for', () =>
    built.use({ query: 'entries=js,wasm,wasm-simd,gpu&seconds=0.4&runs=3' }, async (driver) => {
      await delay(1_000);
      expect(driver.engineWorkers()).toBe(0);
    }));

  test('says what it found: the adapter, named as software, cores, and SIMD', () =>
    built.use({}, async (driver) => {
      const text = await driver.text();
      expect(text).toMatch(/swiftshader/i);
      expect(text).toContain('software adapter: the CPU plays the GPU');
      expect(text).toMatch(/\d+ logical core/u);
      expect(text).toContain('with SIMD');
    }));
});

describe('settings', () => {
  const hash = ({ page }: BenchmarkDriver) => page.evaluate(() => location.hash);

  test('are in the address, which brings them back', () =>
    built.use({}, async (driver) => {
      await driver.choose('Soak 10 min');
      await driver.choose('Kernel forms');
      expect(await hash(driver)).toBe('#/benchmark?groups=engines,scaling,forms&time=600');
      expect(await driver.text()).toContain('for about 10 min');
      await driver.page.reload({ waitUntil: 'networkidle0' });
      await driver.waitFor('benchmark-setup >>> [part~="start"]');
      expect(await driver.text()).toContain('for about 10 min');
      await driver.choose('Quick 15 s');
      await driver.choose('Kernel forms');
      expect(await hash(driver)).toBe('#/benchmark');
    }));

  test('without a row cannot be started', () =>
    built.use({ query: 'groups=forms' }, async (driver) => {
      await driver.choose('Kernel forms');
      expect(await driver.text()).toContain('Choose at least one row');
      expect(await driver.page.$('>>> benchmark-setup >>> [part~="start"]:not([disabled])')).toBeNull();
    }));
});

describe('kernel forms', () => {
  const FORMS = ['wasm-simd:unrolled', 'wasm-simd:rolled-16', 'wasm-simd:split-8', 'gpu:rolled-16:1:64'];

  test('run as they are named, and are compared', () =>
    built.use({ query: `entries=${FORMS.join(',')}&seconds=0.2&runs=2` }, async (driver) => {
      const report = await driver.run();
      expect(report.results.map(({ engine, kernel }) => [engine, kernel])).toEqual([
        [FORMS[0], 'unrolled'],
        [FORMS[1], 'rolled-16'],
        [FORMS[2], 'split-8'],
        [FORMS[3], 'rolled-16 x1, workgroup 64'],
      ]);
      await driver.waitFor('report-view');
      expect(await driver.headings()).toContain('One search in several forms');
    }));
});

test('says that the page mines, before a benchmark beside it measures too little, and ends it when told', () =>
  built.use({ query: 'entries=js&seconds=0.2&runs=2' }, async (driver) => {
    await (await driver.waitFor('work-bar >>> [part~="start"]')).click();
    await (await driver.waitFor('consent-dialog >>> button.primary')).click();
    await expect.poll(() => driver.text(), { timeout: 10_000 }).toContain('This page is mining');
    await driver.run();
    await driver.waitFor('report-view');
    expect(await driver.headings()).toContain('The page mined while it measured');
    await driver.press('Stop mining');
    await expect.poll(() => driver.headings(), { timeout: 10_000 }).not.toContain('This page is mining');
  }));
