// The built page on a server of its own, and a browser without a window, for questions about the page.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser } from 'puppeteer';
import { preview } from 'vite';
import { CHROME_FLAGS, findBrowser } from '../src/cli/find-browser.ts';

/** Serves the built page on the loopback address while `use` runs; `address` ends with a slash. */
export async function withBuiltPage<T>(use: (address: string) => Promise<T>): Promise<T> {
  const directory = fileURLToPath(new URL('../page/', import.meta.url));
  const server = await preview({
    configFile: false,
    root: dirname(dirname(directory)),
    logLevel: 'error',
    build: { outDir: directory },
    preview: { host: '127.0.0.1', port: 0 },
  });
  try {
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('the page could not be served on 127.0.0.1');
    return await use(address);
  } finally {
    await server.close();
  }
}

/** Starts a browser of its own, with nothing kept from before, while `use` runs; the CPU plays its GPU. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no Chrome or Chromium was found');
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    args: [...CHROME_FLAGS.general, ...CHROME_FLAGS.softwareGpu],
    protocolTimeout: 600_000,
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
