// What the benchmark page keeps and takes in: its history, two runs beside each other, other people's reports, paper.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BenchmarkReport } from '../../src/miner/index.ts';
import { accessibilityProblems } from './accessibility.ts';
import type { BenchmarkDriver } from './benchmark-driver.ts';
import { serveBuiltPage } from './e2e.ts';

/** Ten slots of a trace: enough for a trend. */
const QUERY = 'entries=js,wasm&seconds=0.6&runs=5';

const built = serveBuiltPage();
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'proofworks-e2e-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Hands the page a file, as the file chooser would. */
async function importFile(driver: BenchmarkDriver, name: string, text: string): Promise<void> {
  const path = join(directory, name);
  await writeFile(path, text);
  const input = await driver.page.$('>>> history-list >>> input[type="file"]');
  await (
    input as Awaited<ReturnType<typeof driver.page.$>> & { uploadFile(path: string): Promise<void> }
  ).uploadFile(path);
}

const keptRows = ({ page }: BenchmarkDriver) =>
  page.$$eval('>>> history-list >>> tbody tr', (rows) => rows.map((row) => row.textContent ?? ''));

describe('a finished benchmark', () => {
  let driver: BenchmarkDriver;
  let first: BenchmarkReport;
  let second: BenchmarkReport;

  beforeAll(async () => {
    driver = await built.open({ query: QUERY });
    first = await driver.run();
    await driver.waitFor('report-view');
    second = await driver.run();
    await driver.waitFor('report-view');
  }, 60_000);
  afterAll(() => driver?.close());

  test('says how its rate held over time', async () => {
    expect(await driver.headings()).toContain('Does the rate hold?');
    expect(await driver.text()).toMatch(/steady within|slowed by|sped up by/u);
  });

  test('is kept by itself, and found again after a reload', async () => {
    await expect.poll(() => keptRows(driver)).toHaveLength(2);
    await driver.page.reload({ waitUntil: 'networkidle0' });
    await driver.waitFor('history-list');
    await expect.poll(() => keptRows(driver)).toHaveLength(2);
    await driver.press(`Open: ${titleOf(first)}`);
    await driver.waitFor('report-view');
    const element = await driver.element();
    expect(await element.evaluate((page) => (page as Element & { report: unknown }).report)).toEqual(first);
    expect(await driver.text()).toContain(`Measured ${first.date.slice(0, 10)}`);
  });

  test('stands beside another one: ratios, an interval and a verdict for every row', async () => {
    const { page } = driver;
    await driver.waitFor('run-comparison');
    await driver.press('Table: A against B');
    const cells = await page.$$eval('>>> run-comparison >>> tbody tr', (rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );
    expect(cells.map(([row]) => row)).toEqual(['JavaScript, one core', 'WASM, one core']);
    for (const [index, row] of cells.entries()) {
      const ratio = first.results[index]!.hps.median / second.results[index]!.hps.median;
      expect(Number.parseFloat(row[3]!.replaceAll(',', '')) / ratio).toBeCloseTo(1, 2);
      expect(row[6]).toMatch(/^(faster|slower|cannot tell)$/u);
      expect(Number.parseFloat(row[4]!)).toBeLessThanOrEqual(Number.parseFloat(row[3]!));
      expect(Number.parseFloat(row[5]!)).toBeGreaterThanOrEqual(Number.parseFloat(row[3]!));
    }
  });

  test('takes a name, goes when told, and comes back when that was a mistake', async () => {
    await driver.press(`Rename: ${titleOf(first)}`);
    const field = await driver.waitFor('history-list >>> input[name="name"]');
    await field.type('before the fan');
    await driver.page.keyboard.press('Enter');
    await expect
      .poll(() => keptRows(driver))
      .toEqual([expect.anything(), expect.stringContaining('before the fan')]);
    await driver.press('Delete: before the fan');
    await expect.poll(() => keptRows(driver)).toHaveLength(1);
    await driver.press('Undo');
    await expect.poll(() => keptRows(driver)).toHaveLength(2);
    await driver.press('Delete: before the fan');
    await expect.poll(() => driver.text()).toContain('Deleted: before the fan');
    await driver.page.reload({ waitUntil: 'networkidle0' });
    await driver.waitFor('history-list');
    await expect.poll(() => keptRows(driver)).toHaveLength(1);
  });

  test('leaves nothing wrong behind', () => {
    expect(driver.problems).toEqual([]);
  });
});

function titleOf({ date, machine }: BenchmarkReport): string {
  return `${date.slice(0, 10)} ${date.slice(11, 19)}, ${machine.runtime}`;
}

/** A report that somebody else's older program wrote. */
const THEIRS = {
  commit: 'f00f00f00f00',
  date: '2026-02-03T04:05:06.000Z',
  machine: { runtime: 'Firefox 147', platform: 'Win32', cpu: null, cores: 16 },
  adapter: { name: 'nvidia ada-lovelace', isSoftware: false },
  secondsPerRun: 2,
  results: [
    ['wasm-simd', 7e6, 1],
    ['wasm-simd x16', 91e6, 16],
    ['gpu', 2.8e9, 1],
  ].map(([engine, rate, workers]) => ({
    engine,
    workers,
    adapter: 'theirs',
    kernel: 'split-8',
    isSoftware: false,
    hps: { median: rate, low: rate, high: rate, coverage: 0.97 },
    runs: [rate, rate, rate, rate, rate, rate],
    drift: 0,
    effectiveHps: { rate, low: rate, high: rate },
    shares: { found: 400, expected: 400, hardwareErrors: 0 },
    operationsPerHash: 2440,
    relative: 1,
  })),
  failures: [],
};

describe('somebody else’s report', () => {
  test('is opened from its file, shown with its machine, and on one sheet of paper', () =>
    built.use({ scheme: 'dark' }, async (driver) => {
      await importFile(driver, 'theirs.json', JSON.stringify(THEIRS));
      await driver.waitFor('report-view');
      const text = await driver.text();
      expect(text).toContain('GPU: 400 × one CPU core');
      expect(text).toContain('Firefox 147 · Win32');
      expect(text).toContain('from a file');
      expect(await accessibilityProblems(driver.page)).toEqual([]);

      const pdf = Buffer.from(await driver.page.pdf({ preferCSSPageSize: true }));
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/gu)).toHaveLength(1);
      expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/u);
      await driver.page.emulateMediaType('print');
      const shown = await driver.page.$$eval('>>> :is(nav, h1, button, chart-frame)', (found) =>
        found.filter((one) => one.checkVisibility()).map((one) => one.localName),
      );
      expect(shown).toEqual([]);
      const ink = await driver.page.$eval('>>> report-card >>> text', (one) => getComputedStyle(one).fill);
      expect(ink).toBe('rgb(97, 103, 111)'); // light, though the page is dark
    }));

  test('can be dropped on the list', () =>
    built.use({}, async (driver) => {
      const list = await driver.waitFor('history-list');
      await list.evaluate(
        (element, text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
          const target = element.shadowRoot?.querySelector('[part="drop"]');
          target?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        },
        JSON.stringify({ ...THEIRS, date: '2026-03-03T04:05:06.000Z' }),
      );
      await driver.waitFor('report-view');
      expect(await driver.text()).toContain('Measured 2026-03-03 04:05:06 UTC');
    }));

  test('that is none is refused with the place of what is wrong, and nothing is lost', () =>
    built.use({}, async (driver) => {
      const before = await keptRows(driver);
      const bad = structuredClone(THEIRS) as { results: { hps: { median: unknown } }[] };
      bad.results[2]!.hps.median = 'x';
      await importFile(driver, 'bad.json', JSON.stringify(bad));
      await driver.waitFor('history-list >>> notice-callout');
      expect(await driver.text()).toContain(
        'bad.json: results[2].hps.median: expected a number above 0, got "x"',
      );
      expect(await driver.text()).toContain('Nothing was changed.');
      await importFile(driver, 'huge.json', ' '.repeat(5_000_001));
      await expect.poll(() => driver.text()).toContain('huge.json: the file is larger than 5 MB');
      await importFile(driver, 'text.json', 'hello');
      await expect.poll(() => driver.text()).toContain('text.json: the file is not JSON');
      expect(await keptRows(driver)).toEqual(before);
      expect(await driver.page.$('>>> report-view')).toBeNull();
    }));
});

describe('a browser that keeps nothing', () => {
  const WAYS = [
    {
      name: 'because it is told so',
      before: () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        };
      },
      says: 'the browser lets this page keep nothing',
    },
    {
      name: 'because it is full',
      before: () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('No room.', 'QuotaExceededError');
        };
      },
      says: 'the browser has no more room for this page',
    },
  ];

  test.each(WAYS)('$name says so, and measures and lists all the same', ({ before, says }) =>
    built.use({ query: 'entries=js&seconds=0.2&runs=1', before }, async (driver) => {
      const listed = (await keptRows(driver)).length;
      await driver.run();
      await driver.waitFor('report-view');
      await expect.poll(() => driver.text()).toContain(says);
      expect(await driver.headings()).toContain('Benchmarks are not kept');
      expect(await keptRows(driver)).toHaveLength(listed + 1);
    }),
  );
});
