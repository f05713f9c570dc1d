// The browser tests need Chrome or Chromium. Where there is none, one is installed, if this machine lets us.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { findBrowser } from '../../src/cli/find-browser.ts';

const run = promisify(execFile);

/** A package index and about 100 MB on a slow line. */
const INSTALL_MS = 8 * 60_000;
/** Enough of a failed command's output to see why. */
const OUTPUT_CHARACTERS = 2_000;

/** One step on the way to a browser. */
interface Step {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Finds a browser, or installs one.
 *
 * @returns the program's path.
 * @throws {Error} that says in one sentence what to install, and what was tried.
 */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser();
  if (found !== null) return found;
  const failures: string[] = [];
  for (const steps of installers()) {
    try {
      for (const { command, args } of steps) {
        console.log(`No Chrome or Chromium here: ${command} ${args.join(' ')}`);
        await run(command, [...args], {
          timeout: INSTALL_MS,
          maxBuffer: 2 ** 26,
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        });
      }
      const installed = findBrowser();
      if (installed !== null) return installed;
      failures.push('it was installed, but is not where browsers are');
    } catch (error) {
      failures.push(outputOf(error));
    }
  }
  throw new Error(
    'The browser tests need Chrome or Chromium: install one (Debian: apt-get install chromium; elsewhere: ' +
      `npx puppeteer browsers install chrome), or let CHROME_PATH name it.\n${failures.join('\n')}`,
  );
}

/** @returns lists of commands; a list whose commands all succeed has installed a browser. */
function installers(): readonly (readonly Step[])[] {
  const hasApt = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  const apt: readonly Step[] = [
    { command: 'apt-get', args: ['update'] },
    { command: 'apt-get', args: ['install', '-y', 'chromium'] },
  ];
  const download: readonly Step[] = [
    {
      command: process.execPath,
      args: ['node_modules/puppeteer/lib/cjs/puppeteer/node/cli.js', 'browsers', 'install', 'chrome'],
    },
  ];
  return hasApt ? [apt, download] : [download];
}

function outputOf(error: unknown): string {
  const { message, stdout, stderr } = error as Error & { stdout?: string; stderr?: string };
  return `${message}\n${stdout ?? ''}${stderr ?? ''}`.slice(-OUTPUT_CHARACTERS);
}
