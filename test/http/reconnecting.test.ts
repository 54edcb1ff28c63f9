import fc from 'fast-check';
import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { globalIdOf } from '../../src/resolvers/global-id.ts';
import { createChanges } from '../support/changes.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';

test('whatever happens to the connection, the final state is seen, and versions only rise', async () => {
  const step = fc.constantFrom('change', 'change', 'cut', 'down', 'up', 'breathe');

  const play = async (gateway: TestGateway, steps: readonly string[], resume: boolean): Promise<void> => {
    const task = await gateway.buy();
    await using proxy = await createTcpProxy(gateway.port);
    const changes = createChanges(gateway.domain, task);
    const versions: number[] = [];
    const client = createClient({
      url: `ws://127.0.0.1:${proxy.port}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 1_000,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 2)),
      shouldRetry: () => true,
    });
    const query =
      'subscription($id: ID!, $after: Int) { taskUpdated(id: $id, afterVersion: $after) { version status } }';
    const variables = { id: globalIdOf(task), after: resume ? task.version : null };
    let status = '';
    const completed = new Promise<void>((resolve, reject) => {
      client.subscribe<{ taskUpdated: { version: number; status: string } }>(
        { query, variables },
        {
          next({ data }) {
            versions.push(data?.taskUpdated.version ?? 0);
            status = data?.taskUpdated.status ?? '';
          },
          error: reject,
          complete: resolve,
        },
      );
    });
    let last = task.version;
    for (const each of steps) {
      if (each === 'change') last = (await changes.next()).version;
      else if (each === 'cut') proxy.cutOff();
      else if (each === 'breathe') await new Promise(setImmediate);
      else proxy.leadTo(each === 'up' ? gateway.port : null);
    }
    proxy.leadTo(gateway.port);
    last = (await changes.finish()).version;
    await completed;
    await client.dispose();
    expect([versions.at(-1), status]).toEqual([last, 'SUCCEEDED']);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  };

  await using gateway = await startGateway({ http: { limits: { socketsPerViewer: null } } });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, resume) => play(gateway, steps, resume)),
    { numRuns: 40 },
  );
});
