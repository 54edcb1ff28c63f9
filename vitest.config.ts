import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

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
    // For conditions that never come. What has to be quick says so itself, and leaves room for a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
  },
});
