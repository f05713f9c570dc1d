// Browsers and servers for the tests.

import { dirname } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { preview } from 'vite';
import { CHROME_FLAGS } from '../../src/cli/find-browser.ts';

/** How a browser is wanted. */
export interface BrowserOptions {
  /** The browser's program. */
  readonly program: string;
  /** Whether WebGPU is there, played by the CPU; true unless told otherwise. */
  readonly hasGpu?: boolean;
  /** Where its profile lies; a new one unless told otherwise. */
  readonly userDataDir?: string;
}

/** Starts a browser without a window; WebGPU, if wanted, is the same software adapter on every machine. */
export function launchBrowser({ program, hasGpu = true, userDataDir }: BrowserOptions): Promise<Browser> {
  // Meant for Dawn in Node: the browser brings its own loader and driver.
  const { VK_ICD_FILENAMES: _driver, LD_LIBRARY_PATH: _libraries, ...env } = process.env;
  const gpu = hasGpu ? CHROME_FLAGS.softwareGpu : ['--disable-features=WebGPU', '--disable-gpu'];
  return puppeteer.launch({
    executablePath: program,
    headless: true,
    ...(userDataDir === undefined ? {} : { userDataDir }),
    env,
    args: [...CHROME_FLAGS.general, ...gpu],
    // A case of the contract may take as long as a test.
    protocolTimeout: 600_000,
  });
}

/** A build that is being served. */
export interface Served {
  /** Ends with a slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a build on this machine alone, at a free port.
 *
 * @param directory - absolute.
 * @param port - 0 for a free one.
 */
export async function serve(directory: string, port = 0): Promise<Served> {
  const server = await preview({
    configFile: false,
    root: dirname(directory),
    logLevel: 'warn',
    build: { outDir: directory },
    preview: { host: '127.0.0.1', port, strictPort: true },
  });
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('the server has no address');
  return { url, close: () => server.close() };
}
