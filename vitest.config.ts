// Unit tests side by side; then contract and browser tests that measure time and use every core themselves, one file at a
// time; then the others of both kinds, which mostly wait, two files at a time. `vitest run --mode slow` runs the long ones
// instead.

import { defineConfig } from 'vitest/config';

const SLOW = '**/*.slow.test.ts';

/** Tests that hold rates, duties or delays against limits: nothing else may run beside them. */
const TIMED = [
  'test/contract/browser.test.ts',
  'test/contract/node.test.ts',
  'test/contract/node-source.test.ts',
  'test/e2e/arms-race-clock.test.ts',
  'test/e2e/benchmark.test.ts',
  'test/e2e/mine-clock.test.ts',
  'test/e2e/session.test.ts',
];

export default defineConfig(({ mode }) => {
  const isSlow = mode === 'slow';
  const filesIn = (folder: string) => `test/${folder}/**/*${isSlow ? '.slow' : ''}.test.ts`;
  const built = {
    globalSetup: 'test/setup/global-setup.ts',
    // A software adapter takes ten seconds and more to compile the largest kernel.
    testTimeout: isSlow ? 1_800_000 : 180_000,
    hookTimeout: 120_000,
  } as const;
  const exclude = isSlow ? [] : [SLOW];
  const alone = { fileParallelism: false, sequence: { groupOrder: 1 } } as const;
  const inPairs = isSlow ? alone : ({ maxWorkers: 2, sequence: { groupOrder: 2 } } as const);
  const others = (name: string) => ({
    extends: true as const,
    test: { name, include: [filesIn(name)], exclude: isSlow ? [] : [SLOW, ...TIMED], ...built, ...inPairs },
  });
  return {
    define: { __COMMIT__: JSON.stringify('unknown') },
    test: {
      pool: 'forks',
      // What must come is waited for; a second, as it is unless told, is too short beside other tests.
      expect: { poll: { timeout: 15_000 } },
      reporters: process.env['CI'] === undefined ? ['default'] : ['default', 'json'],
      outputFile: { json: 'dist/test-results.json' },
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            include: [filesIn('unit')],
            exclude,
            maxWorkers: '100%',
            testTimeout: 30_000,
          },
        },
        { extends: true, test: { name: 'timed', include: isSlow ? [] : TIMED, ...built, ...alone } },
        others('contract'),
        others('e2e'),
      ],
    },
  };
});
