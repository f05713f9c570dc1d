// Where a Chrome or Chromium is on this machine, and how it is started without a window.

import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a browser program is called on the search path, likely ones first. */
const PROGRAM_NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome',
] as const;

/** The program below a folder of puppeteer's downloads, `chrome/<platform>-<version>/`. */
const DOWNLOADED_PROGRAMS = [
  'chrome-linux64/chrome',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win64/chrome.exe',
  'chrome-win32/chrome.exe',
] as const;

/** Flags for runs without a person. */
export const CHROME_FLAGS = {
  /** Quiet: nothing is fetched but the page. Chrome's sandbox refuses to run as root. */
  general: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
  /** WebGPU played by the CPU: the same adapter on every machine. */
  softwareGpu: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
} as const;

/**
 * Finds Chrome or Chromium: where `CHROME_PATH` or `PUPPETEER_EXECUTABLE_PATH` says, among puppeteer's own
 * downloads, on the search path, or in the usual places.
 *
 * @returns the program's path; null where there is none.
 */
export function findBrowser(): string | null {
  const { CHROME_PATH, PUPPETEER_EXECUTABLE_PATH } = process.env;
  const candidates = [
    CHROME_PATH,
    PUPPETEER_EXECUTABLE_PATH,
    ...downloadedBrowsers(),
    ...browsersOnPath(),
    ...usualPlaces(),
  ];
  return candidates.find((path) => path !== undefined && isProgram(path)) ?? null;
}

/** @returns puppeteer's downloads, the newest version first. */
function downloadedBrowsers(): string[] {
  const cache = process.env['PUPPETEER_CACHE_DIR'] ?? join(homedir(), '.cache', 'puppeteer');
  const root = join(cache, 'chrome');
  return folders(root)
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    .flatMap((version) => DOWNLOADED_PROGRAMS.map((program) => join(root, version, program)));
}

function browsersOnPath(): string[] {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return PROGRAM_NAMES.flatMap((name) => directories.map((directory) => join(directory, name + suffix)));
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Google Chrome Canary'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((directory) =>
      names.map((name) => join(directory, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, LOCALAPPDATA } = process.env;
    return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].flatMap((directory) =>
      directory === undefined
        ? []
        : ['Google\\Chrome', 'Chromium'].map((name) => join(directory, name, 'Application', 'chrome.exe')),
    );
  }
  return ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium', '/snap/bin/chromium'];
}

function folders(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // nothing was downloaded
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
