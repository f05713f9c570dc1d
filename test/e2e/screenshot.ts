// Pictures of the pages as tests have them, for people to look at: dist/screenshots/.

import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer';

const DIRECTORY = resolve(import.meta.dirname, '../../dist/screenshots');

/** Keeps a picture of what the window shows, under a name such as `mine 390 dark`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(DIRECTORY, { recursive: true });
  await page.screenshot({ path: `${resolve(DIRECTORY, name.replaceAll(' ', '-'))}.png` });
}
