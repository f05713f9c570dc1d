// Builds of one source: the page (`vite build`), the command line (`vite build --ssr`), and the benchmarks
// (`vite build --ssr --mode bench`).

import { execFileSync } from 'node:child_process';
import { defineConfig } from 'vite';

/** The checkout's commit, marked when files differ from it; `unknown` outside a checkout. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=12', 'HEAD') + (changed ? '+changes' : '');
  } catch {
    return 'unknown';
  }
}

const define = { __COMMIT__: JSON.stringify(commit()) };

export default defineConfig(({ isSsrBuild, mode }) => {
  if (!isSsrBuild) {
    return {
      define,
      base: './',
      worker: { format: 'es' },
      build: { outDir: 'dist/page', target: 'es2023' },
    };
  }
  const isBench = mode === 'bench';
  const input: Record<string, string> = isBench
    ? { main: 'bench/main.ts' }
    : { proofworks: 'src/cli/proofworks.ts', worker: 'src/engine/worker/node-entry.ts' };
  return {
    define,
    publicDir: false,
    ssr: { noExternal: true, external: ['webgpu', 'puppeteer', 'vite', 'lighthouse'] },
    build: {
      outDir: isBench ? 'dist/bench' : 'dist/cli',
      target: 'node20',
      rolldownOptions: {
        input,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  };
});
