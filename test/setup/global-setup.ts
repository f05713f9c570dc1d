// Runs once before the contract and the browser tests: a browser, the builds, and a software adapter for Dawn.

import type { TestProject } from 'vitest/node';
import { BUILT, buildAll } from './build.ts';
import { ensureBrowser } from './install-browser.ts';
import { swiftshaderEnvironment } from './swiftshader.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser's program. */
    readonly browser: string;
    /** Directories of the builds, absolute. */
    readonly built: typeof BUILT;
  }
}

/** Several test projects share this setup, but the browser and the builds are needed once. */
const shared = globalThis as { proofworksSetup?: Promise<string> };

async function prepare(): Promise<string> {
  const browser = await ensureBrowser();
  await buildAll();
  Object.assign(process.env, swiftshaderEnvironment(browser));
  return browser;
}

export async function setup(project: TestProject): Promise<void> {
  shared.proofworksSetup ??= prepare();
  project.provide('browser', await shared.proofworksSetup);
  project.provide('built', BUILT);
}
