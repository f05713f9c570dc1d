import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CHROME_FLAGS, findBrowser } from '../../../src/cli/find-browser.ts';

const isWindows = process.platform === 'win32';

describe.skipIf(isWindows)('findBrowser', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'proofworks-browser-'));
    // Nothing of this machine's own comes before what a test lays out.
    vi.stubEnv('CHROME_PATH', undefined);
    vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', undefined);
    vi.stubEnv('PUPPETEER_CACHE_DIR', join(directory, 'cache'));
    vi.stubEnv('PATH', join(directory, 'bin'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(directory, { recursive: true });
  });

  /** Lays out a program, or a file that is none. */
  async function lay(name: string, mode = 0o755): Promise<string> {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '#!/bin/sh\n');
    await chmod(path, mode);
    return path;
  }

  test('takes what CHROME_PATH names, before all others', async () => {
    const chosen = await lay('mine/browser');
    await lay('bin/google-chrome');
    vi.stubEnv('CHROME_PATH', chosen);
    vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', await lay('other/browser'));
    expect(findBrowser()).toBe(chosen);
    vi.stubEnv('CHROME_PATH', undefined);
    expect(findBrowser()).toBe(join(directory, 'other/browser'));
  });

  test('passes over a path that is no program', async () => {
    vi.stubEnv('CHROME_PATH', await lay('mine/notes.txt', 0o644));
    const onPath = await lay('bin/chromium');
    expect(findBrowser()).toBe(onPath);
    vi.stubEnv('CHROME_PATH', join(directory, 'bin')); // a directory may be entered, but not run
    expect(findBrowser()).toBe(onPath);
  });

  test('takes the newest of puppeteer’s downloads, by number and not by letter', async () => {
    await lay('bin/google-chrome');
    await lay('cache/chrome/linux-99.0.1/chrome-linux64/chrome');
    const newest = await lay('cache/chrome/linux-131.0.2/chrome-linux64/chrome');
    expect(findBrowser()).toBe(newest);
  });

  test('looks for each name in every directory of the search path', async () => {
    vi.stubEnv('PATH', [join(directory, 'empty'), join(directory, 'bin')].join(delimiter));
    const chromium = await lay('bin/chromium-browser');
    expect(findBrowser()).toBe(chromium);
    const chrome = await lay('bin/google-chrome-stable');
    expect(findBrowser()).toBe(chrome);
  });
});

test('the software adapter is asked for apart from the general flags', () => {
  expect(CHROME_FLAGS.softwareGpu).toContain('--use-webgpu-adapter=swiftshader');
  expect(CHROME_FLAGS.general.some((flag) => flag.includes('webgpu'))).toBe(false);
  expect(CHROME_FLAGS.general.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
});
