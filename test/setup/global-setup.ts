// Runs once before the contract and the browser tests: a browser, a node and a bridge, the builds, and a software adapter
// for Dawn.

import type { TestProject } from 'vitest/node';
import { BUILT, buildAll } from './build.ts';
import { ensureBrowser } from './install-browser.ts';
import { ensureNode } from './install-node.ts';
import { ensureWebsockify } from './install-websockify.ts';
import { swiftshaderEnvironment } from './swiftshader.ts';

/** Programs that the tests start, paths. */
interface Programs {
  readonly browser: string;
  readonly websockify: string;
}

declare module 'vitest' {
  interface ProvidedContext extends Programs {
    /** Directories of the builds, absolute. */
    readonly built: typeof BUILT;
  }
}

/** Several test projects share this setup, but what it makes is needed once. */
const shared = globalThis as { proofworksSetup?: Promise<Programs> };

async function prepare(): Promise<Programs> {
  // One after the other: two installations at a time stand in each other's way.
  const browser = await ensureBrowser();
  const websockify = await ensureWebsockify();
  await ensureNode();
  await buildAll();
  Object.assign(process.env, swiftshaderEnvironment(browser));
  return { browser, websockify };
}

export async function setup(project: TestProject): Promise<void> {
  shared.proofworksSetup ??= prepare();
  const { browser, websockify } = await shared.proofworksSetup;
  project.provide('browser', browser);
  project.provide('websockify', websockify);
  project.provide('built', BUILT);
}
