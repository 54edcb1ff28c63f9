import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { WatchTasksDocument } from '../../examples/generated/graphql.ts';
import { askForVocals, buyVocals, purchasesAt, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { start } from '../support/processes.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { openSocket } from '../support/socket.ts';

const STOPPED = { clock: { stopped: true } };

const statusOf = async (url: string): Promise<number> => {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
};

/** A stream as its bytes are, so that nothing a client library does hides how it ends; `rest` is all that comes. */
const openStream = async ({ origin }: Scene) => {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: WatchTasksDocument.toString() }),
  });
  expect(response.status).toBe(200);
  return { rest: response.text() };
};

/** What the operator's own tool says about the tasks. */
const statusesIn = async ({ databaseFile }: Scene): Promise<string[]> => {
  await using listing = start({
    script: 'scripts/tasks.ts',
    args: ['list', '--json'],
    env: { DATABASE_URL: `file:${databaseFile}` },
    cwd: dirname(databaseFile),
  });
  expect(await listing.ended).toEqual({ code: 0, signal: null });
  const entries: { task: { status: string } }[] = JSON.parse(listing.output());
  return entries.map(({ task }) => task.status);
};

/** Sockets of clients that watch everything, with what they were sent and how they were closed. */
const openSockets = (scene: Scene, count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const socket = new WebSocket(`${scene.origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const types: string[] = [];
      const closed = new Promise<number>((resolve) => {
        socket.addEventListener('close', ({ code }) => resolve(code));
      });
      const acknowledged = new Promise<void>((resolve) => {
        socket.addEventListener('message', ({ data }) => {
          types.push(JSON.parse(String(data)).type);
          resolve();
        });
      });
      socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      await acknowledged;
      const payload = { query: WatchTasksDocument.toString() };
      socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }));
      return { types, closed };
    }),
  );

it.concurrent('SIGTERM: not ready at once, what was accepted is answered, streams just end, exit 0 in time', async () => {
  const graceMs = 12_000;
  await using scene = await openScene({ mock: STOPPED, env: { SHUTDOWN_GRACE_MS: String(graceMs) } });
  const { kie } = scene;
  const streams = [await openStream(scene), await openStream(scene)];
  const sockets = await openSockets(scene, 4);
  kie.holds.arm('after-charge', 1);
  const answer = askForVocals(scene.client(), kie, { title: 'Accepted before the end' });
  await kie.holds.reached('after-charge');
  expect(await statusOf(`${scene.origin}/readyz`)).toBe(200);

  const gateway = scene.gateway();
  const toldAt = performance.now();
  gateway.signal('SIGTERM');
  await eventually(async () => expect(await statusOf(`${scene.origin}/readyz`)).toBe(503));
  expect(await statusOf(`${scene.origin}/livez`)).toBe(200);
  kie.holds.release();
  expect(await answer).toMatchObject({ userErrors: [], task: { status: 'PROCESSING', charge: 'CHARGED' } });

  expect(await gateway.ended, gateway.output()).toEqual({ code: 0, signal: null });
  expect(performance.now() - toldAt).toBeLessThan(graceMs);
  // Told of the purchase, and of nothing else: no error, and no "complete", after which a client would not come back.
  for (const socket of sockets) {
    expect([1001, 1012]).toContain(await socket.closed);
    expect(new Set(socket.types)).toEqual(new Set(['connection_ack', 'next']));
  }
  for (const { rest } of streams) {
    const lines = (await rest).split('\n').filter((line) => line.startsWith('event:'));
    expect(new Set(lines)).toEqual(new Set(['event: next']));
  }
  expect(gateway.output()).not.toMatch(/"level":"(error|warn)"/);
});

it.concurrent('SIGTERM: a purchase that stays undecided is UNCONFIRMED, and healed in the next life', async () => {
  await using scene = await openScene({ mock: STOPPED, env: { SHUTDOWN_GRACE_MS: '1501' } });
  const { kie } = scene;
  const input = { title: 'Undecided', idempotencyKey: 'undecided' };
  kie.holds.arm('after-charge', 1);
  const asked = askForVocals(scene.client(), kie, input);
  await kie.holds.reached('after-charge');
  // Hears nothing of a goodbye: it stays until it is cut off.
  const deaf = await openSocket(`${scene.origin.replace('http', 'ws')}/graphql`);
  await deaf.init();
  deaf.socket.pause();

  const gateway = scene.gateway();
  const toldAt = performance.now();
  gateway.signal('SIGTERM');
  expect(await gateway.ended, gateway.output()).toEqual({ code: 0, signal: null });
  // Far less than its heartbeat, or the call to the provider, would have taken.
  expect(performance.now() - toldAt).toBeLessThan(15_000);
  deaf.socket.terminate();
  expect(await asked).toMatchObject({ userErrors: [], task: { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' } });
  // Not only in the next life: whoever looks at the file finds it so already.
  expect(await statusesIn(scene)).toEqual(['UNCONFIRMED']);
  kie.holds.release();

  await scene.restart();
  const client = scene.client();
  const again = await askForVocals(client, kie, input);
  expect(again).toMatchObject({ reused: true, task: { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' } });
  const updates = recordUpdates(client);
  await kie.clock.jump(10_000);
  expect(await updates.until(again.task?.id ?? '', isFinished)).toMatchObject({ status: 'SUCCEEDED' });
  expect(purchasesAt(kie)).toHaveLength(1);
  expect(kie.ledger()).toHaveLength(1);
});

it.concurrent('SIGTERM: tasks at work go on where they were', async () => {
  await using scene = await openScene({ mock: STOPPED });
  const { kie } = scene;
  const { id } = await buyVocals(scene.client(), kie);
  await kie.clock.step(2);
  await scene.gateway().stop();
  await scene.restart();
  const client = scene.client();
  expect(await readTask(client, id)).toMatchObject({ status: 'PROCESSING', stage: 'LYRICS' });
  const updates = recordUpdates(client);
  await kie.clock.jump(10_000);
  expect(await updates.until(id, isFinished)).toMatchObject({ status: 'SUCCEEDED' });
});
