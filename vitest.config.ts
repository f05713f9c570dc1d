// Three projects: unit tests side by side, then contract and browser tests one file at a time, since they
// measure time and use every core themselves. `vitest run --mode slow` runs the long ones instead.

import { defineConfig } from 'vitest/config';

const SLOW = '**/*.slow.test.ts';

export default defineConfig(({ mode }) => {
  const isSlow = mode === 'slow';
  const files = (name: string) => ({
    name,
    include: [`test/${name}/**/*${isSlow ? '.slow' : ''}.test.ts`],
    exclude: isSlow ? [] : [SLOW],
  });
  /** One file at a time, after the unit tests. */
  const alone = {
    globalSetup: 'test/setup/global-setup.ts',
    fileParallelism: false,
    sequence: { groupOrder: 1 },
    // A software adapter takes ten seconds and more to compile the largest kernel.
    testTimeout: isSlow ? 1_800_000 : 180_000,
    hookTimeout: 120_000,
  } as const;
  return {
    define: { __COMMIT__: JSON.stringify('unknown') },
    test: {
      pool: 'forks',
      reporters: process.env['CI'] === undefined ? ['default'] : ['default', 'json'],
      outputFile: { json: 'dist/test-results.json' },
      projects: [
        { extends: true, test: { ...files('unit'), maxWorkers: '100%' } },
        { extends: true, test: { ...files('contract'), ...alone } },
        { extends: true, test: { ...files('e2e'), ...alone } },
      ],
    },
  };
});
