import { configDefaults, defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// Its projects are those of `npm test`.
const { projects: _, ...shared } = base.test ?? {};

/** The tests that need PostgreSQL and Redis: `npm run test:nodes` starts both, and then runs these. */
export default defineConfig({
  ...base,
  test: {
    ...shared,
    include: ['test/nodes/**/*.test.ts'],
    exclude: configDefaults.exclude,
  },
});
