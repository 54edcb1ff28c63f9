import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/support/patience.ts';

export default defineConfig({
  // As Node itself resolves, or graphql would be there twice: once for our files, once for its libraries.
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // These need PostgreSQL and Redis: npm run test:nodes.
    exclude: [...configDefaults.exclude, 'test/nodes/**'],
    // Most tests wait for sockets and processes: on a small machine a core can take more than one.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    globalSetup: ['test/support/left-out.ts'],
    // For conditions that never come: a machine that is busy is slow, and nothing else is wrong with it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: PATIENCE_MS } },
    restoreMocks: true,
  },
});
