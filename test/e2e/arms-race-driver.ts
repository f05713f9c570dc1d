// Drives the built Arms race page, and reads what it shows.

import { expect } from 'vitest';
import type { RaceScene } from '../../src/dashboard/arms-race/shown-race.ts';
import type { ServedPage } from './e2e.ts';
import { takeNotes } from './page-notes.ts';
import { ShellDriver, type ShellOptions } from './shell-driver.ts';

/** Opens the page with settings, uses it, and expects that it did nothing it should not. */
export type UseRacePage = (
  query: string,
  drive: (driver: ShellDriver) => Promise<void>,
  options?: Partial<ShellOptions>,
) => Promise<void>;

/** @returns what opens the page of a build that is served. */
export const racePage =
  (served: ServedPage): UseRacePage =>
  async (query, drive, options = {}) => {
    const driver = await ShellDriver.open(served.browser, {
      url: served.url,
      hash: `#/arms-race${query === '' ? '' : `?${query}`}`,
      before: takeNotes,
      ...options,
    });
    try {
      await driver.shows('arms-race');
      await drive(driver);
      expect(driver.problems).toEqual([]);
    } finally {
      await driver.close();
    }
  };

/** All text in sight, shadow trees included. */
export function textOf({ page }: ShellDriver, selector = 'arms-race-page'): Promise<string> {
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

export const waitForText = (driver: ShellDriver, text: string, selector?: string) =>
  expect.poll(() => textOf(driver, selector), { timeout: 60_000 }).toContain(text);

/** Waits until the race is run to its end. */
export const isRun = (driver: ShellDriver) => waitForText(driver, 'The race is run to');

/** Days that are shown, and the day that is looked at. */
export const shownOf = ({ page }: ShellDriver) =>
  page.$eval('>>> race-transport', (bar) => {
    const { shown, day } = bar as unknown as { shown: number; day: number };
    return { shown, day };
  });

/** What lists and panels show; they are given it one after another, and once the race rests all have it. */
export async function sceneOf({ page }: ShellDriver) {
  await page.waitForFunction(() => {
    const host = document.querySelector('proofworks-app')?.shadowRoot?.querySelector('arms-race-page');
    const bar = host?.shadowRoot?.querySelector('race-transport') as { day?: number } | null | undefined;
    const list = host?.shadowRoot?.querySelector('race-events-list') as
      | { scene?: { day: number } | null }
      | null
      | undefined;
    return list?.scene !== undefined && list.scene !== null && list.scene.day === bar?.day;
  });
  return page.$eval('>>> race-events-list', (list) => {
    const { scene } = list as unknown as { scene: RaceScene };
    return {
      day: scene.day,
      lengths: scene.races.map(({ days }) => days.length),
      names: scene.races.map(({ facts }) => facts.scenario.name),
      lastHps: scene.races.map(({ days }) => days.figures.hashrateHps.at(-1)),
    };
  });
}

export const press = async (driver: ShellDriver, selector: string) =>
  (await driver.waitFor(selector)).click();

/** Presses Run. @returns the days that are shown then: asked for in the page itself, where no time passes in between. */
export const play = ({ page }: ShellDriver): Promise<number> =>
  page.$eval('>>> race-transport', async (bar) => {
    const root = bar.getRootNode() as ShadowRoot;
    bar.shadowRoot?.querySelector<HTMLButtonElement>('.play:not([disabled])')?.click();
    for (const element of [root.host, bar]) {
      await (element as Element & { readonly updateComplete: Promise<boolean> }).updateComplete;
    }
    const { state, shown } = bar as unknown as { readonly state: string; readonly shown: number };
    if (state !== 'playing') throw new Error(`Run was pressed, and the race is ${state}`);
    return shown;
  });
