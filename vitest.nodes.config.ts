import { configDefaults, defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that need PostgreSQL and Redis: `npm run test:nodes` starts both, and then runs these. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/nodes/**/*.test.ts'],
    exclude: configDefaults.exclude,
    globalSetup: [],
    testTimeout: 120_000,
  },
});
