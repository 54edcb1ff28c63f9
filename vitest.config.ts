import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/support/patience.ts';

/**
 * Tests of functions and of the domain: those that run in one worker share its modules, for loading them takes longer
 * than most tests. Not those that start processes: a file looks at its end whether it has left any.
 */
const SHARED = 'test/{unit,contract,integration}/**/!(deploy|schema-diff).test.ts';

export default defineConfig({
  // As Node itself resolves, or graphql would be there twice: once for our files, once for its libraries.
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: [SHARED], isolate: false } },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: ['test/**/*.test.ts'],
          // Those of several nodes need PostgreSQL and Redis: npm run test:nodes.
          exclude: [...configDefaults.exclude, SHARED, 'test/nodes/**'],
          globalSetup: ['test/support/left-out.ts'],
        },
      },
    ],
    // Most tests wait for sockets and processes: on a small machine a core can take more than one.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // For conditions that never come: a machine that is busy is slow, and nothing else is wrong with it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: PATIENCE_MS } },
    restoreMocks: true,
  },
});
