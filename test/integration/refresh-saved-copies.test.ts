import { describe, expect, it } from 'vitest';
import { TaskNotFoundError } from '../../src/domain/tasks/errors.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { createChanges } from '../support/changes.ts';
import { createSurroundings, createTestDomain } from '../support/domain.ts';

/* A refresh begins with the task as this process saved it last: what it tells must hold for the stored one. */

/** Two processes on one database: a task of which `here` has a copy, and that changed `there` since. */
const startNodes = async () => {
  const surroundings = createSurroundings();
  const here = createTestDomain({ surroundings });
  const there = createTestDomain({ surroundings });
  const { task } = await here.buy();
  await here.tasks.refresh('alice', task.id);
  const changed = await createChanges(there, await there.task(task.id)).next();
  expect(changed.version).toBeGreaterThan(task.version);
  return { here, id: task.id, changed };
};

describe('a refresh of a task that this process saved last', () => {
  it('reads the store after the question alone', async () => {
    const world = createTestDomain();
    const { task } = await world.buy();
    await world.tasks.refresh('alice', task.id);
    await world.clock.advance(400);
    const calls = world.storeCalls();
    await world.tasks.refresh('alice', task.id);
    expect(world.storeCalls() - calls).toBe(1);
    expect(world.provider.reads).toHaveLength(2);
  });

  it('tells what another process has saved, where the provider has nothing new', async () => {
    const { here, id, changed } = await startNodes();
    await here.clock.advance(400);
    const asked = here.provider.reads.length;
    expect(await here.tasks.refresh('alice', id)).toEqual(changed);
    expect(here.provider.reads).toHaveLength(asked + 1);
  });

  it('tells what another process has saved, where it asks too often', async () => {
    const { here, id, changed } = await startNodes();
    const asked = here.provider.reads.length;
    expect(await here.tasks.refresh('alice', id)).toEqual(changed);
    expect(here.provider.reads).toHaveLength(asked);
  });

  it.each([true, false])('reads the store once where it asks too often (a copy is in memory: %s)', async (isCopied) => {
    const world = createTestDomain({
      wrapStore: (store) => (isCopied ? store : { ...store, saved: { find: () => null } }),
    });
    const { task } = await world.buy();
    await world.tasks.refresh('alice', task.id);
    const calls = world.storeCalls();
    await world.tasks.refresh('alice', task.id);
    expect(world.storeCalls() - calls).toBe(1);
    expect(world.provider.reads).toHaveLength(1);
  });

  it('finds no task that the operator has erased', async () => {
    const world = createTestDomain();
    const { task } = await world.buy();
    await world.tasks.refresh('alice', task.id);
    await createSqliteOperatorStore(world.db).erase({ viewer: 'alice', limit: 10, force: true });
    for (const pauseMs of [0, 400]) {
      await world.clock.advance(pauseMs);
      await expect(world.tasks.refresh('alice', task.id)).rejects.toThrow(TaskNotFoundError);
    }
  });
});
