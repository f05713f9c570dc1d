// The built Difficulty page: real history, rules under shocks, and the live controller of a chain that is really mined.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WebWorker } from 'puppeteer';
import { describe, expect, inject, test } from 'vitest';
import type { SessionClient } from '../../src/dashboard/session/session-client.ts';
import { RULES, ruleNamed } from '../../src/difficulty/index.ts';
import { formatCount } from '../../src/primitives/index.ts';
import {
  parseDifficultyEpochs,
  readRetargets,
  type ShockResult,
  ShockTable,
  type ShockTrace,
  scenarioNamed,
  shockFigures,
} from '../../src/simulation/index.ts';
import { accessibilityProblems, focused } from './accessibility.ts';
import { servePage } from './e2e.ts';
import { savedFiles, takeNotes } from './page-notes.ts';
import { ShellDriver, type ShellOptions } from './shell-driver.ts';

const served = servePage();

/** Opens the page with settings, uses it, and expects that it did nothing it should not. */
async function use(
  query: string,
  drive: (driver: ShellDriver) => Promise<void>,
  options: Partial<ShellOptions> = {},
): Promise<void> {
  const hash = `#/difficulty${query === '' ? '' : `?${query}`}`;
  const driver = await ShellDriver.open(served.browser, {
    url: served.url,
    hash,
    before: takeNotes,
    ...options,
  });
  try {
    await driver.shows('difficulty');
    await drive(driver);
    expect(driver.problems).toEqual([]);
  } finally {
    await driver.close();
  }
}

/** All text in sight, shadow trees included. */
function textOf({ page }: ShellDriver, selector: string): Promise<string> {
  return page.$eval(`>>> ${selector}`, (element) => {
    const read = (node: Node): string => {
      if (node instanceof HTMLStyleElement) return '';
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
      const inner = (node as Element).shadowRoot?.childNodes ?? node.childNodes;
      return [...inner, ...(node instanceof HTMLSlotElement ? node.assignedNodes() : [])].map(read).join(' ');
    };
    return read(element).replace(/\s+/gu, ' ');
  });
}

const waitForText = (driver: ShellDriver, selector: string, text: string) =>
  expect.poll(() => textOf(driver, selector), { timeout: 60_000 }).toContain(text);

/** Waits until the table is done. */
const tableIsDone = (driver: ShellDriver) => driver.waitFor('shocks-view >>> [part="csv"]');

/** The results that the table's cells were drawn from, by shock and rule, as text. */
function resultsOf({ page }: ShellDriver): Promise<readonly ShockResult[]> {
  return page.$$eval('>>> shock-section', (sections) =>
    sections.flatMap((section) =>
      (section as unknown as { lines: { trace: ShockTrace | null }[] }).lines.flatMap(
        ({ trace }) => trace?.result ?? [],
      ),
    ),
  );
}

/** Presses a button by its text. */
async function press({ page }: ShellDriver, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const find = (root: Document | ShadowRoot): HTMLButtonElement | undefined => {
        for (const element of root.querySelectorAll('*')) {
          if (
            element instanceof HTMLButtonElement &&
            element.textContent?.trim() === wanted &&
            element.checkVisibility()
          )
            return element;
          const inner = element.shadowRoot === null ? undefined : find(element.shadowRoot);
          if (inner !== undefined) return inner;
        }
        return undefined;
      };
      const button = find(document);
      button?.click();
      return button !== undefined;
    },
    { timeout: 30_000 },
    text,
  );
}

/** The workers that compute for this page; those of the session and its engines are others. */
const computingWorkers = ({ page }: ShellDriver): readonly WebWorker[] =>
  page.workers().filter((worker) => worker.url().includes('/difficulty-entry-'));

test('rules under shocks come with this page, not with the others', async () => {
  const driver = await ShellDriver.open(served.browser, { url: served.url, hash: '#/benchmark' });
  try {
    const { page } = driver;
    await driver.shows('benchmark');
    const simulates = () =>
      page.evaluate(async () => {
        const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
        const texts = await Promise.all(scripts.map(async ({ name }) => (await fetch(name)).text()));
        // A shock's name, which only the simulation knows.
        return texts.some((text) => text.includes('future-drift'));
      });
    expect(await simulates()).toBe(false);
    await page.evaluate(() => location.assign('#/difficulty'));
    await driver.shows('difficulty');
    expect(await simulates()).toBe(true);
  } finally {
    await driver.close();
  }
});

describe('the three parts', () => {
  test('are tabs, by mouse, by keyboard and by address', () =>
    use('', async (driver) => {
      const { page } = driver;
      await driver.waitFor('live-view');
      await (await driver.waitFor('#tab-live')).focus();
      await page.keyboard.press('ArrowRight');
      await driver.waitFor('history-view');
      expect(await focused(page)).toBe('button Real history');
      expect(new URL(page.url()).hash).toBe('#/difficulty?view=history');
      await page.keyboard.press('End');
      await driver.waitFor('shocks-view');
      expect(new URL(page.url()).hash).toBe('#/difficulty?view=shocks');
      await (await driver.waitFor('#tab-live')).click();
      await driver.waitFor('live-view');
      expect(new URL(page.url()).hash).toBe('#/difficulty');
    }));

  test('fit 390, 768 and 1440 px', () =>
    use(
      'view=shocks&blocks=200&shock=up-10,time-warp&compare=bitcoin,eda',
      async (driver) => {
        const fits = async (part: string) => {
          for (const width of [390, 768, 1440]) {
            await driver.resize(width);
            const overflow = await driver.page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            expect(overflow, `${part} at ${width} px`).toBe(0);
          }
        };
        await tableIsDone(driver);
        await fits('shocks');
        await (await driver.waitFor('#tab-history')).click();
        await waitForText(driver, 'history-view', '413 of 413');
        await fits('history');
        await (await driver.waitFor('#tab-live')).click();
        await fits('live');
      },
      { width: 390 },
    ));

  describe.each(['light', 'dark'] as const)('in the %s theme', (scheme) => {
    test.each([
      ['live', 'notice-callout'],
      ['history&replay=fixed', 'replay-panel >>> .chains'],
      ['shocks&blocks=200&shock=down-10,hopping&compare=bitcoin,asert', 'shocks-view >>> [part="csv"]'],
      ['shocks&blocks=7', 'notice-callout'],
    ])('axe finds nothing against %s', (view, sign) =>
      use(
        `view=${view}`,
        async (driver) => {
          await driver.waitFor(sign);
          expect(await accessibilityProblems(driver.page)).toEqual([]);
        },
        { scheme },
      ),
    );
  });
});

describe('the real history', () => {
  test('is fetched from the page’s own host, recomputed, and marked where the data say', async () => {
    const csv = await readFile(new URL('../../data/btc_difficulty_epochs.csv', import.meta.url), 'utf8');
    const changes = readRetargets(parseDifficultyEpochs(csv));
    const fall = changes.reduce((least, change) => (change.factor < least.factor ? change : least));
    const limited = changes.filter(({ isAtLimit }) => isAtLimit);
    await use('', async (driver) => {
      const fetched: string[] = [];
      driver.page.on('request', (request) => fetched.push(request.url()));
      await (await driver.waitFor('#tab-history')).click();
      await waitForText(driver, 'history-view', '413 of 413');
      expect(fetched.filter((url) => url.endsWith('.csv'))).toHaveLength(1);
      const text = await textOf(driver, 'history-view');
      expect(limited).toHaveLength(1);
      for (const { height } of [...limited, fall]) expect(text).toContain(`height ${formatCount(height)}`);
      const marks = await driver.page.$$eval('>>> history-view >>> series-chart', (charts) =>
        charts.map((chart) =>
          (chart as unknown as { spec: { marks: { axis: string; at: number }[] } }).spec.marks
            .filter(({ axis }) => axis === 'x')
            .map(({ at }) => at),
        ),
      );
      expect(marks).toEqual(Array.from({ length: 4 }, () => [limited[0]!.time, fall.time]));
    });
  });

  test('is replayed under another rule, with a way to stop it', () =>
    use('view=history&replay=kgw', async (driver) => {
      await press(driver, 'Cancel');
      await waitForText(driver, 'history-view', 'Kimoto Gravity Well was stopped.');
      await press(driver, 'Remove');
      expect(new URL(driver.page.url()).hash).toBe('#/difficulty?view=history');
      const select = await driver.waitFor('replay-panel >>> select-field >>> select');
      await (select as unknown as { select(value: string): Promise<string[]> }).select('fixed');
      await waitForText(driver, 'replay-panel >>> .chains', 'Fixed');
      await waitForText(driver, 'history-view', 'stopped at 2,000,000 blocks');
      expect(new URL(driver.page.url()).hash).toBe('#/difficulty?view=history&replay=fixed');
      const labels = await driver.page.$eval('>>> history-view >>> series-chart', (chart) =>
        (chart as unknown as { spec: { series: { label: string }[] } }).spec.series.map(({ label }) => label),
      );
      expect(labels).toContain('Fixed');
    }));
});

describe('shocks', () => {
  const QUERY = 'view=shocks&rules=bitcoin,asert,lwma-1&shock=up-10,time-warp&seed=7&blocks=300';

  test('have the figures of the simulation, in the cells and in the table', () =>
    use(QUERY, async (driver) => {
      await tableIsDone(driver);
      const table = new ShockTable({ seed: 7, blocks: 300, spacingSec: 600 });
      const run = (rule: string, shock: string) => table.run(ruleNamed(rule), scenarioNamed(shock)!);
      const expected = [
        ...['bitcoin', 'asert', 'lwma-1'].map((rule) => run(rule, 'up-10')),
        run('bitcoin', 'time-warp'),
      ];
      expect(await resultsOf(driver)).toEqual(expected);
      await driver.page.$$eval('>>> shock-section >>> details', (all) => {
        for (const details of all) details.open = true;
      });
      const text = await textOf(driver, 'shock-section');
      for (const { text: figure } of shockFigures(scenarioNamed('up-10')!))
        for (const result of expected.slice(0, 3)) expect(text).toContain(figure(result));
      expect(await textOf(driver, 'shocks-view')).toContain(
        'attacks made for them are not modelled: asert, lwma-1',
      );
    }));

  test('are saved as the very text that the command line writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'proofworks-page-'));
    try {
      const file = join(folder, 'shocks.csv');
      const cli = join(inject('built').cli, 'proofworks.js');
      const words = [
        '--rules',
        'bitcoin,asert,lwma-1',
        '--shock',
        'up-10,time-warp',
        '--seed',
        '7',
        '--blocks',
        '300',
      ];
      await promisify(execFile)(process.execPath, [cli, 'difficulty', 'shock', ...words, '--csv', file]);
      await use(QUERY, async (driver) => {
        await (await tableIsDone(driver)).click();
        const [saved] = await savedFiles(driver);
        expect(saved).toMatchObject({ name: 'proofworks-shocks.csv', type: 'text/csv' });
        expect(saved!.text).toBe(await readFile(file, 'utf8'));
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('are saved as a picture', () =>
    use(QUERY, async (driver) => {
      await tableIsDone(driver);
      await (await driver.waitFor('shock-section >>> chart-frame >>> [aria-label^="PNG"]')).click();
      await expect
        .poll(async () => (await savedFiles(driver)).map(({ type }) => type))
        .toEqual(['image/png']);
      const [saved] = await savedFiles(driver);
      expect(saved!.name).toBe('proofworks-shock-up-10.png');
      expect(saved!.size).toBeGreaterThan(10_000);
    }));

  test('are compared, sorted and shared: a link brings the same figures', async () => {
    let hash = '';
    let results: readonly ShockResult[] = [];
    await use('view=shocks&shock=down-10&blocks=300', async (driver) => {
      await tableIsDone(driver);
      for (const title of ['Bitcoin', 'ASERT (aserti3-2d)', 'WTEMA', 'LWMA-1']) {
        await (await driver.waitFor(`input[aria-label="Compare ${title}"]`)).click();
      }
      await waitForText(driver, 'shocks-view', 'Compared');
      // Four are the most.
      await driver.waitFor('input[aria-label="Compare Monero"]:disabled');
      const lines = await driver.page.$eval(
        '>>> shock-section >>> chart-frame.compare series-chart',
        (chart) =>
          (chart as unknown as { spec: { series: { id: string }[] } }).spec.series.map(({ id }) => id),
      );
      expect(lines).toEqual(['bitcoin', 'asert', 'wtema', 'lwma-1']);
      const select = await driver.waitFor('shocks-view >>> .bar select-field >>> select');
      await (select as unknown as { select(value: string): Promise<string[]> }).select('settled');
      const first = () => driver.page.$eval('>>> shock-cell', (cell) => cell.getAttribute('rule'));
      await expect.poll(first).not.toBe('bitcoin');
      await press(driver, 'Other dice');
      await expect.poll(() => new URL(driver.page.url()).hash).toMatch(/seed=\d+/u);
      await tableIsDone(driver);
      hash = new URL(driver.page.url()).hash;
      results = await resultsOf(driver);
    });
    expect(results).toHaveLength(RULES.length);
    expect(hash).toContain('compare=bitcoin,asert,wtema,lwma-1&sort=settled');
    await use(hash.slice('#/difficulty?'.length), async (driver) => {
      await tableIsDone(driver);
      expect(await resultsOf(driver)).toEqual(results);
      await waitForText(driver, 'shocks-view', 'Compared');
    });
  });

  test('are answered at once while a knob is turned', () =>
    use('view=shocks&rules=fixed&blocks=1000', async (driver) => {
      const { page } = driver;
      const shown = () =>
        page.$eval('>>> shock-playground >>> series-chart', (chart) => {
          const { spec } = chart as unknown as { spec: { x: { max: number } } | null };
          return spec?.x.max ?? 0;
        });
      await expect.poll(shown).toBe(1000);
      const slider = await page.waitForSelector(
        '>>> shock-playground >>> value-slider + value-slider >>> input',
      );
      await slider!.evaluate((input) => {
        const range = input as HTMLInputElement;
        range.value = String(Number(range.value) - 5);
        range.dispatchEvent(new Event('input', { bubbles: true }));
      });
      // Not let go yet: the address and the table stay.
      await expect.poll(shown, { timeout: 1_000 }).toBe(300);
      expect(new URL(page.url()).hash).toContain('blocks=1000');
      await slider!.evaluate((input) => input.dispatchEvent(new Event('change', { bubbles: true })));
      await expect.poll(() => new URL(page.url()).hash).toContain('blocks=300');
    }));

  test('stop when they are told to, and go on', () =>
    use('view=shocks&shock=all&blocks=100000', async (driver) => {
      await waitForText(driver, 'shocks-view', ' of 154 runs');
      await press(driver, 'Cancel');
      await waitForText(driver, 'shocks-view', 'Stopped after');
      const count = (await resultsOf(driver)).length;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(await resultsOf(driver)).toHaveLength(count);
      await press(driver, 'Go on');
      await expect
        .poll(async () => (await resultsOf(driver)).length, { timeout: 60_000 })
        .toBeGreaterThan(count);
      await press(driver, 'Cancel');
    }));

  test('are not run with settings that cannot be, and the page says why', () =>
    use('view=shocks&blocks=7&shock=up-10', async (driver) => {
      await waitForText(
        driver,
        'difficulty-page',
        'blocks expected a whole number from 100 to 100,000, got 7',
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await resultsOf(driver)).toEqual([]);
      expect(computingWorkers(driver)).toEqual([]);
      await press(driver, 'Go on with what is shown below');
      await tableIsDone(driver);
      expect(await resultsOf(driver)).toHaveLength(RULES.length);
      expect(new URL(driver.page.url()).hash).toBe('#/difficulty?view=shocks&shock=up-10');
    }));

  test('survive the death of their worker: it is said, and started again', () =>
    use('view=shocks&shock=all&blocks=100000', async (driver) => {
      await waitForText(driver, 'shocks-view', ' of 154 runs');
      const [worker] = computingWorkers(driver);
      await worker!.evaluate(() => {
        setTimeout(() => {
          throw new Error('out of memory');
        });
      });
      await waitForText(driver, 'shocks-view', 'The worker that computes has stopped');
      expect(await textOf(driver, 'shocks-view')).toContain('out of memory');
      const count = (await resultsOf(driver)).length;
      await press(driver, 'Start it again');
      await expect
        .poll(async () => (await resultsOf(driver)).length, { timeout: 60_000 })
        .toBeGreaterThan(count);
      await press(driver, 'Cancel');
    }));
});

describe('the live controller', () => {
  /** The session that the shell holds. */
  type App = Element & { readonly session: SessionClient };

  const view = ({ page }: ShellDriver) =>
    page.evaluate(
      () => (document.querySelector('proofworks-app') as App).session.snapshot.chain?.height ?? 0,
    );

  test('says that nothing is mined, and where to begin', () =>
    use('', async (driver) => {
      await waitForText(driver, 'live-view', 'Nothing is being mined');
      await (await driver.waitFor('live-view >>> notice-callout a')).click();
      await driver.shows('mine');
    }));

  test('follows a chain that is mined, and draws nothing while nobody sees it', () =>
    use('last=10', async (driver) => {
      const { page } = driver;
      await waitForText(driver, 'live-view', 'Nothing is being mined');
      await page.evaluate(async () => {
        const { session } = document.querySelector('proofworks-app') as App;
        session.configure({ engines: [{ engine: 'wasm-simd', workers: 1 }], intensity: 1 });
        await session.newChain({ rule: 'bitcoin', spacingSec: 1, windowBlocks: 24 });
        session.start();
      });
      await expect.poll(() => view(driver), { timeout: 120_000 }).toBeGreaterThan(12);
      const text = await textOf(driver, 'live-view');
      expect(text).toContain('mean of the last 10, target 1 s');
      expect(text).toMatch(/Block \d+ of 24 of this period/u);
      expect(text).toContain(ruleNamed('bitcoin').summary);
      await driver.waitFor('live-view >>> series-chart >>> canvas');
      expect(await accessibilityProblems(page)).toEqual([]);
      // Turned away from, it is not drawn; turned back to, it is.
      const drawings = () =>
        page.$eval('>>> live-view', async (element) => {
          const live = element as unknown as { render(): unknown };
          const render = live.render.bind(live);
          let count = 0;
          live.render = () => {
            count++;
            return render();
          };
          await new Promise((resolve) => setTimeout(resolve, 1500));
          live.render = render;
          return count;
        });
      expect(await drawings()).toBeGreaterThan(0);
      await (await driver.waitFor('#tab-shocks')).click();
      await tableIsDone(driver);
      expect(await drawings()).toBe(0);
      await (await driver.waitFor('#tab-live')).click();
      expect(await drawings()).toBeGreaterThan(0);
      await page.evaluate(() => (document.querySelector('proofworks-app') as App).session.stop());
      await waitForText(driver, 'live-view', 'What stands here is the stored chain');
    }));
});
