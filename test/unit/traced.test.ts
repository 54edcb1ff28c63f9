import { expect, it } from 'vitest';
import { traceGraphQL, traceRoutes } from '../../src/http/traced.ts';

it('nothing is put around a request where nothing is traced', () => {
  const prepare = () => ({ errors: [] });
  const run = async () => ({ data: null });
  const traced = traceGraphQL({ prepare, run }, null);
  expect(traced.prepare).toBe(prepare);
  expect(traced.run).toBe(run);
  const routes = [{ path: '/graphql', name: 'graphql', handler: async () => undefined }];
  expect(traceRoutes(routes, null)).toBe(routes);
});
