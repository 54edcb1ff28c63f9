import { expect, it } from 'vitest';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { fillBacklog } from '../support/backlog.ts';
import { createChanges } from '../support/changes.ts';
import { createTestDomain } from '../support/domain.ts';

/* Promises 14, 16 and 34: a stream that is behind holds up nobody, and what it has not sent takes no memory. */

/** Counts what `changedSince` reads. */
const counting = () => {
  const reads = { calls: 0, tasks: 0 };
  const wrapStore = (store: TaskStore): TaskStore => ({
    ...store,
    async changedSince(...given) {
      const page = await store.changedSince(...given);
      reads.calls += 1;
      reads.tasks += page.changes.length;
      return page;
    },
  });
  return { reads, wrapStore };
};

/** Turns of the event loop while `work` is going on: what everybody else is served in. */
const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  return turns;
};

it('lets the event loop turn after each message of a backlog', async () => {
  const world = createTestDomain();
  const tasks = await fillBacklog(world.store, 500);
  const stream = await world.tasks.watchViewer('alice', {}, 0);
  const seen: string[] = [];
  const turns = await turnsDuring(async () => {
    while (seen.length < tasks.length) seen.push((await stream.next()).value?.task.id ?? '');
  });
  expect(seen).toEqual(tasks.map(({ id }) => id));
  expect(turns).toBeGreaterThanOrEqual(500);
});

it('lets the event loop turn while it looks for what fits a filter, and parses nothing that does not', async () => {
  const { reads, wrapStore } = counting();
  const world = createTestDomain({ wrapStore });
  await fillBacklog(world.store, 5_000);
  const [wanted] = await fillBacklog(world.store, 1, { status: 'FAILED' });
  const stream = await world.tasks.watchViewer('alice', { status: ['FAILED'] }, 0);
  let found: string | undefined;
  const turns = await turnsDuring(async () => {
    found = (await stream.next()).value?.task.id;
  });
  expect(found).toBe(wanted?.id);
  expect(reads.tasks).toBe(1);
  expect(turns).toBeGreaterThanOrEqual(5);
});

it('ends its search when the reader goes', async () => {
  const { reads, wrapStore } = counting();
  const world = createTestDomain({ wrapStore });
  await fillBacklog(world.store, 5_000);
  const stream = await world.tasks.watchViewer('alice', { status: [] }, 0);
  const waiting = stream.next();
  await stream.return?.();
  expect((await waiting).done).toBe(true);
  await world.clock.settle();
  expect(reads.calls).toBeLessThanOrEqual(1);
});

it('reads no more of a backlog than its reader takes', async () => {
  const { reads, wrapStore } = counting();
  const world = createTestDomain({ wrapStore });
  await fillBacklog(world.store, 200);
  const streams = await Promise.all(Array.from({ length: 20 }, () => world.tasks.watchViewer('alice', {}, 0)));
  await Promise.all(streams.map((stream) => stream.next()));
  await world.clock.settle();
  expect(reads.tasks).toBe(20);
});

it('hands a new change to all streams that are up to date, as one object and without a read', async () => {
  const { reads, wrapStore } = counting();
  const world = createTestDomain({ wrapStore });
  const { task } = await world.buy();
  const streams = await Promise.all(Array.from({ length: 50 }, () => world.tasks.watchViewer('alice', {}, null)));
  const next = () => streams.map((stream) => stream.next());
  const waiting = next();
  await world.clock.settle();
  reads.calls = 0;
  const changes = createChanges(world, task);
  for (const pending of [waiting, null]) {
    const { version } = await changes.next();
    const messages = await Promise.all(pending ?? next());
    expect(new Set(messages.map(({ value }) => value?.task)).size).toBe(1);
    expect(messages[0]?.value?.task.version).toBe(version);
  }
  expect(reads.calls).toBe(0);
});

it('gives a slow reader the newest state of each task, in the order of their changes, and misses none', async () => {
  const world = createTestDomain();
  const one = (await world.buy({ forceNew: true })).task;
  const two = (await world.buy({ forceNew: true })).task;
  const stream = await world.tasks.watchViewer('alice', {}, null);
  const first = stream.next();
  await world.clock.settle();
  const changesOfOne = createChanges(world, one);
  await changesOfOne.next();
  expect((await first).value?.task.id).toBe(one.id);
  // It reads nothing meanwhile.
  await changesOfOne.next();
  await createChanges(world, two).next();
  const { version } = await changesOfOne.next();
  const messages = [(await stream.next()).value, (await stream.next()).value];
  expect(messages.map((message) => [message?.task.id, message?.task.version])).toEqual([
    [two.id, two.version + 1],
    [one.id, version],
  ]);
  const last = stream.next();
  await changesOfOne.finish();
  expect((await last).value?.task.status).toBe('SUCCEEDED');
});

it('tells of a purchase that is written down, before the provider has answered', async () => {
  const world = createTestDomain();
  const stream = await world.tasks.watchViewer('alice', {}, null);
  const told: unknown[] = [];
  const next = stream.next().then(({ value }) => told.push(value?.task.status));
  world.provider.script('swallow');
  void world.buy();
  await world.clock.settle();
  expect(told).toEqual(['SUBMITTING']);
  await next;
});
