// Builds of one source: the page (`vite build`), the command line (`vite build --ssr`), and the benchmarks
// (`vite build --ssr --mode bench`).

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { minify } from 'terser';
import { defineConfig, type Plugin } from 'vite';
import { type ManifestOptions, VitePWA } from 'vite-plugin-pwa';

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

/** What a system shows of the installed page. */
const manifest: Partial<ManifestOptions> = {
  start_url: './',
  scope: './',
  name: 'Proofworks',
  short_name: 'Proofworks',
  description: 'Mine a chain of your own, measure your GPU and CPU, see how difficulty keeps time.',
  lang: 'en',
  display: 'standalone',
  theme_color: '#0e0f11',
  background_color: '#0e0f11',
  categories: ['education', 'utilities'],
  icons: [
    { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};

/** Nothing is drawn before the script: without it there is an empty page, perhaps in the wrong theme. */
const drawOnce = (): Plugin => ({
  name: 'draw-once',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
});

/**
 * Presses the chart library once more. Terser knows more of what it need not keep than the build's own minifier: 45.5 kB
 * against 51.4 kB gzip. On the program's own code it gains nothing.
 */
const squeezeCharts = (): Plugin => ({
  name: 'squeeze-charts',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.moduleIds.some((id) => id.includes('/chart.js/'))) continue;
        const { code } = await minify(chunk.code, { module: true, ecma: 2020, compress: { passes: 2 } });
        if (code !== undefined) chunk.code = code;
      }
    },
  },
});

/** Leaves the comments of shaders out of the page: 1 kB that only readers of the source need. */
const plainShaders = (): Plugin => ({
  name: 'plain-shaders',
  enforce: 'pre',
  async load(id) {
    const [file = '', query] = id.split('?');
    if (!file.endsWith('.wgsl') || query !== 'raw') return null;
    const text = (await readFile(file, 'utf8')).replaceAll(/^\s*\/\/.*\n|[ \t]*\/\/.*$/gm, '');
    return `export default ${JSON.stringify(text)}`;
  },
});

/**
 * What pages share, in two files: what the first page begins with, and the panels of mining that come after it. By who
 * shares what, each further page would break them into smaller pieces, which press worse: 4 kB in all with five pages.
 */
const SHARED = [
  {
    name: 'elements',
    test: /\/src\/(?:dashboard\/(?:elements|style|query\.ts|mine\/(?:engine-choice|outlook-words|file-drop))|difficulty\/rules\.ts|miner\/benchmark-entry\.ts)|preload-helper/u,
    minShareCount: 2,
  },
  {
    name: 'panels',
    // All of the Mine page but what the first view of it needs, and what other pages take from it.
    test: /\/src\/(?:dashboard\/(?:charts\/(?:target-line|block-ruler)\/|session\/slow-snapshot|mine\/(?!(?:mine-page|mine-setup|chain-menu|chain-choice|engine-choice|link-offer|new-chain-dialog)\/|(?:engine-plan|engine-words|settings|power|file-drop|link-words|outlook-words|hashes|difficulty-spec|network-rate|setup\.styles)\.ts))|miner\/energy\.ts)/u,
    includeDependenciesRecursively: false,
  },
];

/** Manifest and service worker: all that the build made is kept, and a new version waits to be asked for. */
const offline = () =>
  VitePWA({
    manifest,
    registerType: 'prompt',
    // The page registers it itself: an inline script would need a gap in its Content-Security-Policy.
    injectRegister: null,
    // They are among the build's files already.
    includeManifestIcons: false,
    filename: 'service-worker.js',
    workbox: {
      globPatterns: ['**/*.{html,js,css,svg,png,woff2,wasm,csv,bin}'],
      // One file: the worker is asked for at each visit, and a part that is missing would end the offline copy.
      inlineWorkboxRuntime: true,
      cleanupOutdatedCaches: true,
      sourcemap: false,
    },
  });

export default defineConfig(({ isSsrBuild, mode }) => {
  if (!isSsrBuild) {
    return {
      define,
      base: './',
      plugins: [drawOnce(), squeezeCharts(), offline()],
      worker: { format: 'es', plugins: () => [plainShaders()] },
      // Small files stay files: the page's Content-Security-Policy takes no data addresses.
      build: {
        outDir: 'dist/page',
        target: 'es2023',
        // The first with `light-dark()`: lowered, it would know the page's theme alone, not that of a part of it.
        cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
        assetsInlineLimit: 0,
        rolldownOptions: {
          output: {
            codeSplitting: { groups: SHARED },
          },
        },
      },
    };
  }
  const isBench = mode === 'bench';
  const input: Record<string, string> = isBench
    ? { main: 'bench/main.ts' }
    : {
        proofworks: 'src/cli/proofworks.ts',
        worker: 'src/engine/worker/node-entry.ts',
        'race-worker': 'src/cli/race-worker/entry.ts',
      };
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
