import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Node itself resolves, or graphql would be there twice: once for our files, once for its libraries.
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Most tests wait for sockets and processes: on a small machine a core can take more than one.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    globalSetup: ['test/support/left-out.ts'],
    // For tests that wait on a condition which never comes; nothing is asserted about time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
