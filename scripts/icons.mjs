// Draws the installed page's icons from `public/favicon.svg`: `npm run icons`, after that file has changed.

import { readFile, writeFile } from 'node:fs/promises';
import puppeteer from 'puppeteer';

const PUBLIC = new URL('../public/', import.meta.url);

/** A maskable icon's drawing has to lie in a circle of 80 % of its width; a square in it has 56 %. */
const ICONS = [
  { file: 'icon-192.png', size: 192, part: 1 },
  { file: 'icon-512.png', size: 512, part: 1 },
  { file: 'icon-maskable-512.png', size: 512, part: 0.7 },
];

const drawing = await readFile(new URL('favicon.svg', PUBLIC), 'utf8');
/** The icon's own ground, for what is left around the drawing. */
const ground = /<rect[^>]*fill="(#[0-9a-f]+)"/u.exec(drawing)?.[1] ?? '#000';

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const { file, size, part } of ICONS) {
  const isWhole = part === 1;
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>
    body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${isWhole ? 'none' : ground} }
    svg { width: ${part * 100}vw; height: ${part * 100}vw }
  </style>${drawing}`);
  await writeFile(new URL(file, PUBLIC), await page.screenshot({ omitBackground: isWhole }));
}
await browser.close();
