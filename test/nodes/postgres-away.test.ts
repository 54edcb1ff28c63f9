import { expect, it } from 'vitest';
import { startOwnPostgres } from '../../scripts/test-nodes/servers.ts';
import { answersTo, askForVocals, buyVocals, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { startLoad } from './support/load.ts';
import { openNodes } from './support/open-nodes.ts';
import { behindProxy, createDatabase, postgresUrl, runSql } from './support/servers.ts';

/* What is acknowledged stays, whatever becomes of the database or of the way to it; and trouble has an end. */

const own = await startOwnPostgres();

it.skipIf(own === null)('a database that crashes, and one that ends all connections, under load', async () => {
  if (own === null) return;
  try {
    await using scene = await openNodes({ postgres: own.url });
    const { kie, nodes } = scene;
    const load = startLoad({ kie, nodes: () => nodes });
    const goesOn = () => {
      const { bought, read } = load;
      return eventually(() =>
        expect([load.faults, load.bought > bought + 3, load.read > read + 3]).toEqual([[], true, true]),
      );
    };
    await goesOn();
    // As a failover does it: the connections are gone, and new ones are taken.
    for (let time = 0; time < 3; time += 1) {
      await runSql(
        own.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stemgate'",
      );
      await goesOn();
    }
    expect(load.told, 'what can be tried again at once is').toEqual([]);
    await own.restart();
    const begun = performance.now();
    await goesOn();
    expect(performance.now() - begun).toBeLessThan(10_000);
    await load.settle();
    expect(load.faults).toEqual([]);
  } finally {
    await own.stop();
  }
});

it('a database that is slow, and then says nothing', async () => {
  const { url, drop } = await createDatabase(postgresUrl());
  const { proxy, url: through } = await behindProxy(url, 5_432);
  {
    await using scene = await openNodes({
      count: 1,
      mock: { clock: { stopped: true } },
      env: { DATABASE_URL: through },
    });
    const { kie, nodes } = scene;
    const [node] = nodes;
    if (!node) throw new Error('a node was asked for');
    const client = node.client();
    const updates = recordUpdates(client);
    const probe = async (path: string) => {
      const asked = performance.now();
      const response = await fetch(node.origin + path);
      return { status: response.status, text: await response.text(), ms: performance.now() - asked };
    };

    // Each answer comes 600 ms later than it would.
    proxy.delay(300);
    const { id, upstreamTaskId } = await buyVocals(client, kie, { title: 'Slow' });
    await kie.clock.step(2);
    await updates.until(id, (task) => task.__typename === 'MusicTask' && task.stage === 'LYRICS');
    expect(answersTo(kie, upstreamTaskId)).toEqual({ 200: 1 });
    expect(await probe('/readyz')).toMatchObject({ status: 200 });

    proxy.delay(0);
    proxy.blackhole();
    const asking = Array.from({ length: 60 }, async () => {
      const asked = performance.now();
      const error = await readTask(client, id).catch((reason: unknown) => reason);
      return { error, ms: performance.now() - asked };
    });
    const refused = askForVocals(client, kie, { title: 'Never', idempotencyKey: 'never' }).catch(
      (error: unknown) => error,
    );
    const ready = await probe('/readyz');
    expect(ready).toMatchObject({ status: 503, text: 'not ready: the store cannot be used\n' });
    expect(ready.ms).toBeLessThan(4_000);
    expect(await probe('/livez')).toMatchObject({ status: 200 });
    // The callback is answered in time, so that the provider posts it again.
    await kie.clock.step(2);
    await eventually(() => expect(answersTo(kie, upstreamTaskId)).toEqual({ 200: 1, 503: 1 }));
    const unavailable = { faults: [{ extensions: { code: 'STORE_UNAVAILABLE' } }] };
    for (const { error, ms } of await Promise.all(asking)) {
      expect(error).toMatchObject(unavailable);
      expect(ms).toBeLessThan(9_000);
    }
    expect(await refused).toMatchObject(unavailable);
    proxy.cutOff();
    proxy.silence([]);
    await eventually(async () => expect(await probe('/readyz')).toMatchObject({ status: 200 }));
    await buyVocals(client, kie, { title: 'Never', idempotencyKey: 'never' });
    // Connections that said nothing were given up.
    const count = "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'stemgate'";
    const [held] = await runSql(url, `${count} AND datname = current_database()`);
    expect(held?.['count']).toBeLessThanOrEqual(10);
    await kie.clock.jump(10_000);
    expect(await updates.until(id, isFinished)).toMatchObject({ status: 'SUCCEEDED' });
    updates.expectOnlyForward();
  }
  await proxy[Symbol.asyncDispose]();
  await drop();
});
