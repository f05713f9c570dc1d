// The built page measures: what it reports of every engine, and how fast it stops.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BenchmarkReport } from '../../src/miner/index.ts';
import { checkWithin } from '../contract/check.ts';
import type { BenchmarkDriver } from './benchmark-driver.ts';
import { serveBuiltPage } from './e2e.ts';

const ENTRIES = ['js', 'wasm', 'wasm-simd', 'wasm-simd x2', 'gpu', 'gpu + wasm-simd x2'];
const SHORT = `entries=${ENTRIES.map(encodeURIComponent).join(',')}&seconds=0.4&runs=3`;
/** The page's promise, from the click to its word. */
const STOP_MS = 200;

const built = serveBuiltPage();

describe('a short benchmark of every engine', () => {
  let driver: BenchmarkDriver;
  let report: BenchmarkReport;
  let workersMeanwhile = 0;
  let longTasks: readonly number[] = [];

  beforeAll(async () => {
    driver = await built.open({ query: SHORT });
    const tasksBefore = (await driver.longTasks()).length;
    const run = driver.run();
    await driver.waitForHashing();
    workersMeanwhile = driver.engineWorkers();
    report = await run;
    longTasks = (await driver.longTasks()).slice(tasksBefore);
  }, 120_000);
  afterAll(() => driver?.close());

  test('measures every row that the address asks for', () => {
    expect(report.failures).toEqual([]);
    expect(report.results.map(({ engine }) => engine)).toEqual(ENTRIES);
    expect(report.machine.runtime).toMatch(/^Chrome \d+$/u);
    expect(report.secondsPerRun).toBe(0.4);
  });

  test('hashes in workers, and ends them all', async () => {
    expect(workersMeanwhile).toBeGreaterThan(0);
    await expect.poll(() => driver.engineWorkers(), { timeout: 5_000 }).toBe(0);
  });

  test('reports positive rates, their median within the interval and the runs', () => {
    for (const { hps, runs, relative } of report.results) {
      expect(runs).toHaveLength(3);
      expect(Math.min(...runs)).toBeGreaterThan(0);
      expect(hps.low).toBeLessThanOrEqual(hps.median);
      expect(hps.high).toBeGreaterThanOrEqual(hps.median);
      expect(runs).toContain(hps.median);
      expect(relative).toBeGreaterThanOrEqual(1);
    }
    expect(Math.min(...report.results.map(({ relative }) => relative))).toBe(1);
  });

  test('finds as many shares as its hashes should hold, and no wrong one', () => {
    for (const { engine, shares } of report.results) {
      expect(shares.hardwareErrors).toBe(0);
      expect(shares.expected).toBeGreaterThan(20);
      // Five standard deviations: once in a million rows by chance.
      const deviation = Math.abs(shares.found - shares.expected) / Math.sqrt(shares.expected);
      expect(deviation, `${engine}: ${shares.found} of ${shares.expected.toFixed(1)}`).toBeLessThan(5);
    }
  });

  test('names the software adapter as such, and calls no rate a GPU’s', async () => {
    expect(report.adapter).toMatchObject({ isSoftware: true });
    for (const { engine, isSoftware } of report.results) expect(isSoftware).toBe(engine.includes('gpu'));
    const text = await driver.text();
    expect(text).toContain('Software adapter');
    expect(text).toContain('CPU plays the GPU: no GPU result');
    const headline = await driver.page.$eval('>>> [part~="headline"]', (element) => element.textContent);
    expect(headline).not.toContain('GPU');
  });

  test('shows every row in a table, and its charts have a text equivalent', async () => {
    const rows = await driver.page.$$eval('>>> result-table >>> tbody tr', (found) => found.length);
    expect(rows).toBe(ENTRIES.length);
    const pictures = await driver.page.$$eval('>>> main >>> :is(canvas, svg)', (found) =>
      found.map((picture) => picture.getAttribute('aria-label') ?? picture.getAttribute('aria-hidden')),
    );
    expect(pictures.length).toBeGreaterThan(4);
    for (const label of pictures) expect(label).toBeTruthy();
  });

  test('keeps the rate over time of every row', () => {
    for (const { trace, hps } of report.results) {
      const rates = trace?.hps.filter((rate) => rate !== null) ?? [];
      expect(rates.length).toBeGreaterThan(2);
      const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
      // Of the same hashes; runs of 0.4 s scatter on a machine that does other things.
      expect(mean / hps.median).toBeGreaterThan(0.3);
      expect(mean / hps.median).toBeLessThan(3);
    }
  });

  test('shows what the second worker brings', async () => {
    expect(await driver.headings()).toContain('What more workers bring');
    expect(await driver.text()).toMatch(/(2 cores|2 workers) do [\d.]+ × what one worker alone does/u);
  });

  test('saves the report as JSON, CSV and PNG', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'proofworks-e2e-'));
    try {
      const session = await driver.page.createCDPSession();
      await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: directory });
      for (const button of await driver.page.$$('>>> .actions button')) {
        if ((await button.evaluate((element) => element.textContent))?.includes('Save')) await button.click();
      }
      const names = async () =>
        (await readdir(directory))
          .map((name) => name.split('.').at(-1) ?? '')
          .sort((a, b) => a.localeCompare(b));
      await expect.poll(names, { timeout: 10_000 }).toEqual(['csv', 'json', 'png']);
      const file = async (extension: string) => {
        const name = (await readdir(directory)).find((one) => one.endsWith(extension)) ?? '';
        return readFile(join(directory, name));
      };
      expect(JSON.parse((await file('.json')).toString())).toEqual(report);
      expect((await file('.csv')).toString().trim().split('\n')).toHaveLength(1 + ENTRIES.length);
      const png = await file('.png');
      expect(png.subarray(0, 4).toString('latin1')).toBe('\x89PNG');
      // An A4 page of 794 by 1123 px, twice as fine.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1588, 2246]);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test('kept the page responsive: its longest task is printed', () => {
    // Every core hashes here, so the figure is for reading; bench/ measures it where it counts.
    const longest = longTasks.length === 0 ? 'under 50' : Math.max(...longTasks);
    console.log(`longest main-thread task while everything hashed: ${longest} ms`);
    expect(Math.max(0, ...longTasks)).toBeLessThan(1_000);
  });

  test('did it all without an error, a warning or a request to another host', () => {
    expect(driver.problems).toEqual([]);
  });
});

describe('Stop', () => {
  for (const entry of ['js', 'wasm-simd x2', 'gpu', 'gpu + wasm-simd x2']) {
    test(`ends ${entry} within 200 ms, and its workers`, () =>
      built.use({ query: `entries=${encodeURIComponent(entry)}&seconds=60&runs=6` }, async (driver) => {
        const startAndStop = async () => {
          await driver.start();
          await driver.waitForHashing();
          return driver.stop();
        };
        await checkWithin(STOP_MS, startAndStop, 'from the click to the end');
        await expect.poll(() => driver.engineWorkers(), { timeout: 5_000 }).toBe(0);
        expect(await driver.text()).toContain('No row had finished');
        expect(await driver.page.$('>>> benchmark-setup >>> [part~="start"]')).not.toBeNull();
      }));
  }

  test('keeps the rows that were finished', () =>
    built.use({ query: 'entries=js,wasm&seconds=3&runs=1' }, async (driver) => {
      await driver.start();
      await driver.waitFor('result-table >>> tbody tr');
      await driver.stop();
      const element = await driver.element();
      const engines = await element.evaluate((page) =>
        (page as Element & { report: BenchmarkReport }).report.results.map(({ engine }) => engine),
      );
      expect(engines).toEqual(['js']);
    }));
});
