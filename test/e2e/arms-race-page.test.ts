// The built Arms race page: it runs and scrubs; its link brings the same race; its files are Node's, byte for byte.

import { readFile } from 'node:fs/promises';
import type { WebWorker } from 'puppeteer';
import { describe, expect, test } from 'vitest';
import { TOUR } from '../../src/dashboard/arms-race/tour/steps.ts';
import {
  parseMachines,
  parsePrices,
  RaceRecord,
  RaceRun,
  type RaceScenario,
  raceCsv,
  raceScenarioNamed,
} from '../../src/simulation/index.ts';
import { accessibilityProblems, focused } from './accessibility.ts';
import { isRun, play, press, racePage, sceneOf, textOf, waitForText } from './arms-race-driver.ts';
import { servePage } from './e2e.ts';
import { savedFiles } from './page-notes.ts';
import { keepScreenshot } from './screenshot.ts';
import { ShellDriver } from './shell-driver.ts';

const served = servePage();
const use = racePage(served);

const hashOf = ({ page }: ShellDriver) => new URL(page.url()).hash;

const dropFile = ({ page }: ShellDriver, name: string, text: string) =>
  page.$eval(
    '>>> arms-race-page',
    (element, fileName, content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName, { type: 'application/json' }));
      element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    name,
    text,
  );

/** The race's worker; those of the session and its engines are others. */
const raceWorkers = ({ page }: ShellDriver): readonly WebWorker[] =>
  page.workers().filter((worker) => worker.url().includes('/race-entry-'));

const table = (name: string) => readFile(new URL(`../../data/${name}.csv`, import.meta.url), 'utf8');

/** A race as Node runs it. */
async function raceOfNode(scenario: RaceScenario, seed: number): Promise<RaceRecord> {
  const run = new RaceRun({
    scenario,
    seed,
    machines: parseMachines(await table('mining_hardware')),
    prices: parsePrices(await table('btc_price_monthly')),
  });
  const record = new RaceRecord(run.facts);
  while (record.length < run.facts.days) record.append(run.advance(500));
  return record;
}

test('the model comes with this page, not with the others', async () => {
  const driver = await ShellDriver.open(served.browser, { url: served.url, hash: '#/benchmark' });
  try {
    const { page } = driver;
    await driver.shows('benchmark');
    const races = () =>
      page.evaluate(async () => {
        const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
        const texts = await Promise.all(scripts.map(async ({ name }) => (await fetch(name)).text()));
        // A scenario's name, which only the model knows.
        return texts.some((text) => text.includes('vendor-self-mining'));
      });
    expect(await races()).toBe(false);
    await page.evaluate(() => location.assign('#/arms-race'));
    await driver.shows('arms-race');
    expect(await races()).toBe(true);
  } finally {
    await driver.close();
  }
});

describe('a race', () => {
  test('is there at once, whole, with the last day in front', () =>
    use('', async (driver) => {
      await isRun(driver);
      const text = await textOf(driver);
      expect(text).toContain('31 December 2025 · Bitcoin’s history');
      expect(text).toContain('nothing is hashed');
      const { days } = await raceOfNode(raceScenarioNamed('history')!, 1);
      await expect
        .poll(() => sceneOf(driver))
        .toMatchObject({
          day: days.length - 1,
          lengths: [days.length],
          lastHps: [days.figures.hashrateHps.at(-1)],
        });
      expect(hashOf(driver)).toBe('#/arms-race');
    }));

  test('is scrubbed by keyboard, to beyond what is played; the day stands in the link', () =>
    use('', async (driver) => {
      const { page } = driver;
      await isRun(driver);
      // Slow enough to be stopped long before the end.
      await page.$eval('>>> race-transport >>> input[value="1"]', (input) =>
        (input as HTMLInputElement).click(),
      );
      expect(await play(driver)).toBeLessThan(3000);
      await press(driver, 'race-transport >>> .play');
      await waitForText(driver, 'Paused at');
      await (await driver.waitFor('race-transport >>> input[type="range"]')).focus();
      await page.keyboard.press('End');
      await waitForText(driver, '31 December 2025 ·');
      await page.keyboard.press('PageDown');
      await waitForText(driver, '31 December 2024 ·');
      await page.keyboard.press('ArrowLeft');
      await waitForText(driver, '24 December 2024 ·');
      await expect.poll(() => hashOf(driver)).toBe('#/arms-race?day=2024-12-24');
      await page.keyboard.press('End');
      await expect.poll(() => hashOf(driver)).toBe('#/arms-race');
    }));

  test('is gone through by its events', () =>
    use('', async (driver) => {
      await isRun(driver);
      const { days } = await raceOfNode(raceScenarioNamed('history')!, 1);
      const halvings = days.events.filter(({ kind }) => kind === 'halving');
      const list = await driver.waitFor('race-events-list');
      await list.evaluate((element) => {
        const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
        buttons.find((button) => button.textContent?.includes('Halving'))?.click();
      });
      await expect.poll(async () => (await sceneOf(driver)).day).toBe(halvings[0]!.day);
      expect(await textOf(driver, 'race-events-list')).toContain(halvings[0]!.text);
    }));

  test('is set by its knobs, and a link brings it again', async () => {
    let [hash, last] = ['', [] as readonly (number | undefined)[]];
    await use('scenario=ban', async (driver) => {
      await isRun(driver);
      const before = (await sceneOf(driver)).lastHps;
      const input = await driver.waitFor('race-setup >>> number-field >>> input');
      await input.evaluate((element) => {
        (element as HTMLInputElement).value = '120';
        element.dispatchEvent(new Event('input', { bubbles: true }));
        element.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await expect.poll(() => hashOf(driver)).toBe('#/arms-race?scenario=ban&miners=120');
      await expect.poll(async () => (await sceneOf(driver)).lastHps).not.toEqual(before);
      await isRun(driver);
      await expect.poll(async () => (await sceneOf(driver)).lengths).toEqual([5476]);
      [hash, last] = [hashOf(driver), (await sceneOf(driver)).lastHps];
    });
    await use(hash.split('?')[1]!, async (driver) => {
      await isRun(driver);
      expect(await sceneOf(driver)).toMatchObject({ names: ['ban'], lastHps: last });
    });
  });

  test('is compared with another, by the same dice', () =>
    use('seed=4&compare=no-asic', async (driver) => {
      await isRun(driver);
      const other = (await raceOfNode(raceScenarioNamed('no-asic')!, 4)).days.figures.hashrateHps.at(-1);
      const { names, lastHps } = await sceneOf(driver);
      expect(names).toEqual(['history', 'no-asic']);
      expect(lastHps[1]).toBe(other);
      expect(await textOf(driver)).toContain('compared with: A world without ASICs');
    }));

  test('is kept, and compared with what is turned from then on; the link brings both', async () => {
    let [hash, last] = ['', [] as readonly (number | undefined)[]];
    await use('kwh-china=7', async (driver) => {
      await isRun(driver);
      const [before] = (await sceneOf(driver)).lastHps;
      const keep = await driver.waitFor('race-setup >>> .half .files button');
      await keep.evaluate((button) => (button as HTMLElement).click());
      await waitForText(driver, 'compared with: Bitcoin’s history, kept');
      await press(driver, 'race-setup >>> toggle-switch >>> input');
      await expect.poll(async () => (await sceneOf(driver)).lastHps[0]).toBeLessThan(before! / 2);
      await isRun(driver);
      await expect.poll(async () => (await sceneOf(driver)).lastHps[1]).toBe(before);
      [hash, last] = [hashOf(driver), (await sceneOf(driver)).lastHps];
    });
    await use(hash.slice(hash.indexOf('?') + 1), async (driver) => {
      await isRun(driver);
      await expect.poll(async () => (await sceneOf(driver)).lastHps).toEqual(last);
    });
  });

  test('whose worker has died is run by another', () =>
    use('', async (driver) => {
      await isRun(driver);
      const [worker] = raceWorkers(driver);
      await worker!.evaluate(() => {
        setTimeout(() => {
          throw new Error('out of memory');
        });
      });
      // A dead worker is noticed by what is asked of it.
      await press(driver, 'race-setup >>> toggle-switch >>> input');
      await isRun(driver);
      expect(raceWorkers(driver)).toHaveLength(1);
    }));
});

describe('files', () => {
  test('have the same bytes as Node’s', () =>
    use('scenario=vendor-self-mining&seed=7', async (driver) => {
      await isRun(driver);
      await press(driver, '[part="csv"]');
      await expect.poll(async () => (await savedFiles(driver)).length, { timeout: 30_000 }).toBe(1);
      await press(driver, '[part="json"]');
      await expect.poll(async () => (await savedFiles(driver)).length, { timeout: 30_000 }).toBe(2);
      const [csv, json] = await savedFiles(driver);
      const commit = await driver.page.$eval(
        '>>> arms-race-page',
        (page) => (page as unknown as { commit: string }).commit,
      );
      const { facts, days } = await raceOfNode(raceScenarioNamed('vendor-self-mining')!, 7);
      expect(csv!.name).toBe('proofworks-arms-race-vendor-self-mining-7.csv');
      // Not toEqual: a difference would print megabytes.
      expect(csv!.text === raceCsv(facts, days, commit)).toBe(true);
      expect(JSON.parse(json!.text)).toMatchObject({
        commit,
        seed: 7,
        scenario: facts.scenario,
        history: null,
      });
    }));

  test('with a scenario are raced; one that is none is refused with its path, and nothing is lost', () =>
    use('', async (driver) => {
      await isRun(driver);
      await dropFile(driver, 'bad.json', '{ "market": { "feePart": -1 }, "minners": 3 }');
      await waitForText(driver, 'bad.json is no scenario; nothing was changed');
      const text = await textOf(driver);
      expect(text).toContain('market.feePart: expected a number from 0');
      expect(text).toContain('minners');
      expect(await sceneOf(driver)).toMatchObject({ names: ['history'] });
      await dropFile(driver, 'good.json', '{ "name": "short", "title": "Short one", "until": "2011-12-31" }');
      await waitForText(driver, '31 December 2011 · Short one');
      expect(await textOf(driver)).not.toContain('is no scenario');
      const hash = hashOf(driver);
      expect(hash).toContain('scenario=own&own=');
      await use(hash.slice(hash.indexOf('?') + 1), async (other) => {
        await waitForText(other, '31 December 2011 · Short one');
      });
    }));

  test('save the scenario as it is now', () =>
    use('miners=50', async (driver) => {
      await isRun(driver);
      await press(driver, 'race-setup >>> .files button:nth-of-type(2)');
      const [saved] = await savedFiles(driver);
      expect(saved!.name).toBe('proofworks-scenario-history.json');
      const { name, title, summary } = raceScenarioNamed('history')!;
      // In what it differs from history, and its words.
      expect(JSON.parse(saved!.text)).toEqual({ name, title, summary, miners: { count: 50 } });
    }));
});

test('an address that says what cannot be runs nothing, and says why', () =>
  use('miners=1&seed=x', async (driver) => {
    await waitForText(driver, 'Nothing was run');
    const text = await textOf(driver);
    expect(text).toContain('miners expected a whole number from 2 to 100,000, got 1');
    expect(text).toContain('seed expected a whole number');
    expect(raceWorkers(driver)).toHaveLength(0);
    await press(driver, 'notice-callout button');
    await isRun(driver);
  }));

test('the tour is walked by arrow keys, each step in the link', () =>
  use('tour=1', async (driver) => {
    const { page } = driver;
    for (const [index, { title, scenario }] of TOUR.entries()) {
      await waitForText(driver, title, 'race-tour');
      await expect
        .poll(() => textOf(driver, 'race-tour'), { timeout: 60_000 })
        .not.toContain('The race is run');
      expect(hashOf(driver)).toContain(`tour=${index + 1}`);
      expect((await sceneOf(driver)).names).toEqual([scenario]);
      expect(await textOf(driver, 'race-tour')).not.toMatch(/NaN|undefined|–/u);
      // Where the tour begins, and all along: keys go on at once.
      expect(await focused(page)).toBe(index < TOUR.length - 1 ? 'button Next' : 'button Play yourself');
      if (index < TOUR.length - 1) await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ArrowLeft');
    await waitForText(driver, TOUR.at(-2)!.title, 'race-tour');
    await press(driver, 'race-tour >>> .end');
    await driver.waitFor('race-setup');
    expect(hashOf(driver)).toBe('#/arms-race');
    await expect.poll(() => focused(page)).toBe('button Take the tour');
  }));

test.each(['light', 'dark'] as const)(
  'nothing is cut off, and axe finds nothing, in the %s theme at 390, 768 and 1440 px',
  (scheme) =>
    use(
      'compare=ban&day=2021-07-01&price=growth',
      async (driver) => {
        const { page } = driver;
        const overflow = () =>
          page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        const isFineAtEachWidth = async (name: string) => {
          for (const width of [390, 768, 1440]) {
            await driver.resize(width);
            await expect.poll(overflow, { message: `${name} at ${width} px` }).toBe(0);
            expect(await accessibilityProblems(page), `${name} at ${width} px`).toEqual([]);
            await keepScreenshot(page, `${name} ${width} ${scheme}`);
          }
        };
        await isRun(driver);
        await page.$$eval('>>> arms-race-page >>> details', (all) => {
          for (const details of all) details.open = true;
        });
        await isFineAtEachWidth('arms-race');
        await page.evaluate(() => location.assign('#/arms-race?tour=4'));
        await waitForText(driver, TOUR[3]!.title, 'race-tour');
        await isRun(driver);
        await isFineAtEachWidth('arms-race tour');
      },
      { width: 390, scheme },
    ),
);
