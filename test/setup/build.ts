// Builds what the tests run: the page and the command line as a user's build makes them, and the contract page.

import { resolve } from 'node:path';
import { build, type InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Where the builds are, absolute. */
export const BUILT = {
  page: resolve(root, 'dist/page'),
  cli: resolve(root, 'dist/cli'),
  contract: resolve(root, 'dist/contract'),
} as const;

/** The engines and the contract cases, in a page without anything else. */
const contractPage: InlineConfig = {
  configFile: false,
  root: resolve(root, 'test/contract/page'),
  base: './',
  publicDir: false,
  worker: { format: 'es' },
  build: { outDir: BUILT.contract, emptyOutDir: true, target: 'es2023' },
};

/** Builds the page, the command line and the contract page into `dist/`. */
export async function buildAll(): Promise<void> {
  // The test runner's own NODE_ENV would pick the libraries' development builds, which no user gets.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const quiet = { root, configFile: resolve(root, 'vite.config.ts'), logLevel: 'warn' } as const;
    await build(quiet);
    await build({ ...quiet, build: { ssr: true } });
    await build({ ...contractPage, logLevel: 'warn' });
  } finally {
    process.env['NODE_ENV'] = before;
  }
}
