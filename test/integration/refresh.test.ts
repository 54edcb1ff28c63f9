import { describe, expect, it } from 'vitest';
import { StoreUnavailableError, TaskNotFoundError } from '../../src/domain/tasks/errors.ts';
import { separated, separationCallback } from '../support/bodies.ts';
import { createChanges } from '../support/changes.ts';
import { createTestDomain } from '../support/domain.ts';
import { begin } from '../support/polling.ts';

/* Promise 11: a client may ask for the newest state of a task, within bounds. */

it('a question that waits for another is asked, also when the other fails', async () => {
  let isLocked = false;
  const world = createTestDomain({
    wrapStore: (store) => ({
      ...store,
      async save(...given) {
        if (isLocked) throw new StoreUnavailableError('The store cannot be written to: database is locked');
        return await store.save(...given);
      },
    }),
  });
  world.reconciler.start();
  const { task } = await world.buy();
  const { upstreamTaskId } = world.provider.billFor(task.id);
  world.provider.tell(upstreamTaskId, separated);
  const { promise, resolve } = Promise.withResolvers<void>();
  world.provider.delay = promise;
  const first = world.tasks.refresh('alice', task.id);
  await world.clock.settle();
  await world.callback(task.id, separationCallback(upstreamTaskId));
  await world.clock.settle();
  isLocked = true;
  world.provider.delay = null;
  resolve();
  await expect(first).rejects.toThrow(StoreUnavailableError);
  isLocked = false;
  await world.clock.settle();
  expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  expect(world.provider.reads).toHaveLength(2);
});

it('a look that shares a poll with a client answers its check', async () => {
  const { world, id } = await begin();
  const { promise, resolve } = Promise.withResolvers<void>();
  world.provider.delay = promise;
  await world.clock.advance(20_000);
  const asked = [world.tasks.refresh('alice', id)];
  await world.clock.advance(1_000);
  asked.push(world.tasks.refresh('alice', id));
  // The check becomes due while the second question waits for the answer to the first.
  await world.clock.advance(14_000);
  resolve();
  await Promise.all(asked);
  await world.clock.settle();
  expect(world.provider.reads).toHaveLength(2);
  expect((await world.store.getTracked(id))?.check.at).toBeGreaterThan(world.clock.now());
});

describe('a client that asks', () => {
  it('gets the newest state, and cannot make us ask more often than the provider allows', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, separated);
    const asked = await Promise.all(Array.from({ length: 20 }, () => world.tasks.refresh('alice', id)));
    expect(asked.some(({ status }) => status === 'SUCCEEDED')).toBe(true);
    expect(world.provider.reads).toHaveLength(1);
  });

  it('leaves a note of its question, also when the answer is nothing new', async () => {
    const { world, id } = await begin();
    await world.tasks.refresh('alice', id);
    await world.clock.advance(200);
    const notes = (await world.notes(id)).map(({ kind, outcome }) => `${kind} ${outcome}`);
    expect(notes).toContain('poll pending');
  });

  it('gets what it saved without reading it again', async () => {
    const { world, id } = await begin();
    const calls = world.storeCalls();
    // The first report about the task is saved, though no viewer sees that.
    const task = await world.tasks.refresh('alice', id);
    expect(world.storeCalls() - calls).toBe(1);
    expect(task).toEqual(await world.task(id));
    expect(task.seenAt).not.toBeNull();
  });

  it('gets what others have saved while the provider was asked', async () => {
    const { world, id } = await begin();
    await world.tasks.refresh('alice', id);
    await world.clock.advance(400);
    const { promise, resolve } = Promise.withResolvers<void>();
    world.provider.delay = promise;
    const asked = world.tasks.refresh('alice', id);
    await world.clock.settle();
    const changed = await createChanges(world, await world.task(id)).next();
    resolve();
    expect((await asked).version).toBe(changed.version);
  });

  it('is not kept waiting by a clock that was set back', async () => {
    const { world, id } = await begin();
    await world.tasks.refresh('alice', id);
    await world.clock.jump(-3_600_000);
    await world.tasks.refresh('alice', id);
    expect(world.provider.reads).toHaveLength(2);
  });

  it('asks less and less often while nothing changes, and at once again when something has', async () => {
    const { world, id } = await begin();
    const askedAt: number[] = [];
    const start = world.clock.now();
    for (let ms = 0; ms < 12_000; ms += 100) {
      const before = world.provider.reads.length;
      await world.tasks.refresh('alice', id);
      if (world.provider.reads.length > before) askedAt.push(world.clock.now() - start);
      await world.clock.advance(100);
    }
    expect(askedAt).toEqual([0, 400, 1_200, 2_800, 6_000]);
    await createChanges(world, await world.task(id)).next();
    await world.clock.advance(400);
    const before = world.provider.reads.length;
    await world.tasks.refresh('alice', id);
    await world.clock.advance(400);
    await world.tasks.refresh('alice', id);
    expect(world.provider.reads).toHaveLength(before + 2);
  });

  it('asks as often as at first after twenty seconds without a question', async () => {
    const { world, id } = await begin();
    const refreshed = async (): Promise<number> => {
      const before = world.provider.reads.length;
      await world.tasks.refresh('alice', id);
      return world.provider.reads.length - before;
    };
    await refreshed();
    await world.clock.advance(19_999);
    await refreshed();
    await world.clock.advance(400);
    expect(await refreshed()).toBe(0);
    await world.clock.advance(400);
    expect(await refreshed()).toBe(1);
    await world.clock.advance(20_000);
    await refreshed();
    await world.clock.advance(400);
    expect(await refreshed()).toBe(1);
  });

  it('asks about all tasks of one viewer together at a bounded rate, and of others as well', async () => {
    const world = createTestDomain();
    const ids: string[] = [];
    for (let index = 0; index < 16; index += 1) ids.push((await world.buy({ forceNew: true })).task.id);
    const { task } = await world.buy({ viewer: 'bob', forceNew: true });
    for (let ms = 0; ms < 3_000; ms += 100) {
      await Promise.all(ids.map((id) => world.tasks.refresh('alice', id)));
      await world.clock.advance(100);
    }
    expect(world.provider.reads.length).toBeLessThanOrEqual(20);
    expect(new Set(world.provider.reads).size).toBe(16);
    await world.tasks.refresh('bob', task.id);
    expect(world.provider.reads.at(-1)).toBe(task.upstreamTaskId);
    await world.clock.advance(10_000);
    await world.tasks.refresh('alice', ids[0] ?? '');
    expect(world.provider.reads.length).toBeGreaterThan(20);
  });

  it("cannot ask about another viewer's task", async () => {
    const { world, id } = await begin();
    await expect(world.tasks.refresh('bob', id)).rejects.toThrow(TaskNotFoundError);
    expect(world.provider.reads).toHaveLength(0);
  });
});
