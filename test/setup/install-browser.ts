// The browser tests need Chrome or Chromium.

import { findBrowser } from '../../src/cli/find-browser.ts';
import { aptWays, ensure, type Step } from './install.ts';

const DOWNLOAD: readonly Step[] = [
  {
    command: process.execPath,
    args: ['node_modules/puppeteer/lib/cjs/puppeteer/node/cli.js', 'browsers', 'install', 'chrome'],
  },
];

/**
 * Finds a browser, or installs one.
 *
 * @returns the program's path.
 * @throws {Error} that says in one sentence what to install, and what was tried.
 */
export function ensureBrowser(): Promise<string> {
  return ensure({
    name: 'Chrome or Chromium',
    find: findBrowser,
    ways: [...aptWays('chromium'), DOWNLOAD],
    advice:
      'The browser tests need Chrome or Chromium: install one (Debian: apt-get install chromium; elsewhere: ' +
      'npx puppeteer browsers install chrome), or let CHROME_PATH name it.',
  });
}
