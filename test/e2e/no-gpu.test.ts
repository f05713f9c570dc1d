// Without a GPU the page says why and what to do, and the CPU part goes on.

import { describe, expect, test } from 'vitest';
import { serveBuiltPage } from './e2e.ts';

const QUERY = 'entries=wasm,wasm-simd&seconds=0.2&runs=2';

/** Ways to have no GPU, and a word of what the page then says. */
const WAYS = [
  {
    name: 'a browser without WebGPU',
    before: () => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }),
    says: /does not offer WebGPU/u,
  },
  {
    name: 'a browser without an adapter',
    before: () =>
      Object.defineProperty(Navigator.prototype, 'gpu', { value: { requestAdapter: async () => null } }),
    says: /No GPU adapter was found/u,
  },
];

const built = serveBuiltPage({ hasGpu: false });

test('this browser really has no adapter', () =>
  built.use({}, async ({ page }) => {
    expect(await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) ?? null)).toBeNull();
  }));

describe.each(WAYS)('$name', ({ before, says }) => {
  test('says why, offers no GPU row, and measures the CPU', () =>
    built.use({ query: QUERY, before }, async (driver) => {
      const text = await driver.text();
      expect(text).toContain('No GPU here, the CPU goes on');
      expect(text).toMatch(says);
      const offered = await driver.page.$$eval('>>> benchmark-setup >>> input[type="checkbox"]', (inputs) =>
        inputs.map((input) => input.parentElement?.textContent ?? ''),
      );
      expect(offered.length).toBeGreaterThan(1);
      expect(offered.filter((label) => /GPU|adapter/u.test(label))).toEqual([]);
      const report = await driver.run();
      expect(report.adapter).toBeNull();
      expect(report.failures).toEqual([]);
      expect(report.results.map(({ engine }) => engine)).toEqual(['wasm', 'wasm-simd']);
    }));
});

test('a GPU row that the address asks for is reported as not measured, the others are measured', () =>
  built.use({ query: 'entries=gpu,wasm&seconds=0.2&runs=1' }, async (driver) => {
    const report = await driver.run();
    expect(report.results.map(({ engine }) => engine)).toEqual(['wasm']);
    expect(report.failures.map(({ engine }) => engine)).toEqual(['gpu']);
    expect(await driver.text()).toContain('Not measured');
  }));
