import { expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { createChanges } from '../support/changes.ts';
import { startNodes, watchMany } from '../support/two-nodes.ts';

/* Promises 14, 17 and 18: what another node has saved is told here, once read, and also when the bus lost the news. */

it('reads a change of another node once, for all watches, which get the same object', async () => {
  const world = await startNodes();
  const { tasks, changes } = await watchMany(world, 20);
  const { version } = await world.changes.next();
  await world.settle();
  expect(world.reads).toEqual(['changedSince']);
  expect([tasks.length, changes.length]).toEqual([20, 20]);
  expect(new Set([...tasks, ...changes.map(({ task }) => task)]).size).toBe(1);
  expect(tasks[0]?.version).toBe(version);
});

it('hands over what this node has saved without reading it, also when its own news come back', async () => {
  const world = await startNodes();
  const { tasks, changes } = await watchMany(world, 3);
  const mine = createChanges(world.here, world.task);
  await mine.next();
  await world.settle();
  expect(world.reads).toEqual([]);
  expect([tasks.length, changes.length]).toEqual([3, 3]);
});

it('says after which change each change came, so that a watch knows that it missed none', async () => {
  const world = await startNodes();
  const steps: [number, number][] = [];
  const first = await world.here.store.latestSequence('alice');
  await world.here.hub.watchViewer('alice', {
    changed: ({ sequence }, since) => void steps.push([since, sequence]),
  });
  await world.changes.next();
  await world.changes.next();
  await world.settle();
  await createChanges(world.here, await world.here.task(world.task.id)).next();
  expect(steps.at(0)?.[0]).toBe(first);
  expect(steps.at(-1)?.[1]).toBe(first + 3);
  for (const [index, [since]] of steps.entries()) if (index > 0) expect(since).toBe(steps[index - 1]?.[1]);
});

it('reads what lies between when a change of its own comes before the news of an earlier one', async () => {
  const world = await startNodes();
  const { changes, tasks } = await watchMany(world, 1);
  world.bus.disconnect();
  const other = await world.there.buy({ forceNew: true });
  await createChanges(world.here, world.task).next();
  await world.settle();
  expect(new Set(changes.map(({ task }) => task.id))).toEqual(new Set([other.task.id, world.task.id]));
  expect(tasks.at(-1)?.version).toBe(world.task.version + 1);
});

it('reads once, for all watches, what was lost while the bus was away', async () => {
  const world = await startNodes();
  const { tasks } = await watchMany(world, 20);
  world.bus.disconnect();
  const { version } = await world.changes.next();
  await world.settle();
  expect(tasks).toEqual([]);
  world.bus.connect();
  await world.settle();
  expect(tasks.map((task) => task.version)).toEqual(Array.from({ length: 20 }, () => version));
  expect(world.reads).toEqual(['latestSequence', 'changedSince']);
});

it('finds within seconds what the bus lost without a word, by one read for all watches', async () => {
  const world = await startNodes();
  const { tasks } = await watchMany(world, 20);
  world.bus.disconnect();
  await world.changes.finish();
  await world.here.clock.advance(5_000);
  expect(tasks.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'SUCCEEDED'));
  expect(world.reads).toEqual(['latestSequence', 'changedSince']);
});

it('misses nothing that is saved while the subscription is not active yet', async () => {
  const world = await startNodes();
  world.bus.disconnect();
  const opening = world.here.tasks.watchTask('alice', world.task.id, world.task.version);
  await world.settle();
  expect(world.reads).toEqual([]);
  const { version } = await world.changes.next();
  world.bus.connect();
  expect((await (await opening).next()).value?.version).toBe(version);
});

it('hands over once what it has saved while it was reading the same', async () => {
  const gate = Promise.withResolvers<void>();
  const world = await startNodes((store) => ({
    ...store,
    async changedSince(...given) {
      await gate.promise;
      return await store.changedSince(...given);
    },
  }));
  const { changes } = await watchMany(world, 1);
  const sequence = (await world.here.store.latestSequence('alice')) + 1;
  world.elsewhere.publish({ viewer: 'alice', taskId: world.task.id, version: 3, sequence });
  await world.settle();
  await createChanges(world.here, world.task).next();
  gate.resolve();
  await world.settle();
  expect(changes.map(({ sequence }) => sequence)).toEqual([sequence]);
});

it('reads once, and not again and again, for news of what the store does not show', async () => {
  const world = await startNodes();
  await watchMany(world, 1);
  world.elsewhere.publish({ viewer: 'alice', taskId: world.task.id, version: 99, sequence: 99 });
  await world.settle();
  expect(world.reads).toEqual(['changedSince']);
});

it('keeps no subscription when the store cannot say where the viewer stands', async () => {
  let isAway = true;
  const world = await startNodes((store) => ({
    ...store,
    latestSequence: (viewer) =>
      isAway
        ? Promise.reject(new StoreUnavailableError('The store cannot be read: disk I/O error'))
        : store.latestSequence(viewer),
  }));
  await expect(watchMany(world, 3)).rejects.toThrow(StoreUnavailableError);
  await world.settle();
  expect(world.bus.subscriptions).toBe(0);
  isAway = false;
  const { tasks } = await watchMany(world, 1);
  await world.changes.next();
  await world.settle();
  expect(tasks).toHaveLength(1);
});

it('repeats nothing that a stream has read before the news of it came', async () => {
  const world = await startNodes();
  await watchMany(world, 1);
  world.bus.disconnect();
  const after = await world.here.store.latestSequence('alice');
  await world.changes.next();
  const stream = await world.here.tasks.watchViewer('alice', {}, after);
  const messages: (number | undefined)[] = [(await stream.next()).value?.sequence];
  const rest = stream.next().then(({ value }) => messages.push(value?.sequence));
  await world.settle();
  world.bus.connect();
  await world.settle();
  expect(messages).toEqual([after + 1]);
  await world.changes.next();
  await rest;
  expect(messages).toEqual([after + 1, after + 2]);
});

it('tries again when the store cannot be read, and says so', async () => {
  let isAway = false;
  const world = await startNodes(
    (store) =>
      new Proxy(store, {
        get: (target, name) =>
          isAway && name === 'changedSince'
            ? () => Promise.reject(new StoreUnavailableError('The store cannot be read: disk I/O error'))
            : Reflect.get(target, name),
      }),
  );
  const { tasks } = await watchMany(world, 1);
  isAway = true;
  await world.changes.next();
  await world.settle();
  expect(tasks).toEqual([]);
  expect(world.here.logged).toMatchObject([{ level: 'warn', message: 'could not read what changed; trying again' }]);
  isAway = false;
  await world.here.clock.advance(500);
  expect(tasks).toHaveLength(1);
});

it('has one subscription per viewer, however many watches there are, and ends it with the last of them', async () => {
  const world = await startNodes();
  const { stops } = await watchMany(world, 20);
  expect(world.bus.subscriptions).toBe(1);
  const last = stops.pop();
  for (const stop of stops) stop();
  await world.settle();
  expect(world.bus.subscriptions).toBe(1);
  last?.();
  last?.();
  await world.settle();
  expect(world.bus.subscriptions).toBe(0);
});

it('has a subscription of its own for a watch that begins while the last one before ends', async () => {
  const world = await startNodes();
  const { stops } = await watchMany(world, 1);
  for (const stop of stops) stop();
  const { tasks } = await watchMany(world, 1);
  // A second call does nothing.
  for (const stop of stops) stop();
  await world.changes.next();
  await world.settle();
  expect([tasks.length, world.bus.subscriptions]).toEqual([1, 1]);
});

it('ends all subscriptions when it is closed', async () => {
  const world = await startNodes();
  await watchMany(world, 2);
  await world.here.hub.close();
  expect(world.bus.subscriptions).toBe(0);
});
