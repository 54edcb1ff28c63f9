import { describe, expect, it } from 'vitest';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { addVocalsInput, musicCallback } from '../support/bodies.ts';
import { createSurroundings, createTestDomain } from '../support/domain.ts';
import { buySong } from '../support/purchased.ts';

/* A callback begins with the task as this process saved it last: what it decides must hold for the stored one. */

const countReads = () => {
  const reads: string[] = [];
  const wrapStore = (store: TaskStore): TaskStore => ({
    ...store,
    getTracked: (id) => {
      reads.push(id);
      return store.getTracked(id);
    },
  });
  return { reads, wrapStore };
};

const SONG = { operation: 'ADD_VOCALS', input: addVocalsInput } as const;

/** Two processes on one database: a song that one has bought, whose copy the other has saved, and that changed since. */
const startNodes = () => {
  const surroundings = createSurroundings();
  const { reads, wrapStore } = countReads();
  const here = createTestDomain({ surroundings, wrapStore });
  const there = createTestDomain({ surroundings });
  return { here, there, reads };
};

/** A song of which `here` has an older copy: it was bound to another id there, by the answer to the purchase. */
const buyRebound = async () => {
  const nodes = startNodes();
  const { here, there } = nodes;
  const wrongId = 'f'.repeat(32);
  there.provider.script('hang');
  const buying = there.buy(SONG);
  await there.clock.settle();
  const [{ taskId: id, upstreamTaskId } = { taskId: '', upstreamTaskId: '' }] = there.provider.ledger;
  await here.callback(id, musicCallback(wrongId, 'text'));
  expect(await here.task(id)).toMatchObject({ upstreamTaskId: wrongId, output: { stage: 'LYRICS' } });
  there.provider.letGo();
  await buying;
  const task = await here.task(id);
  expect(task.upstreamTaskId).toBe(upstreamTaskId);
  return { ...nodes, id, wrongId, task };
};

describe('a callback about a task that this process saved last', () => {
  it('is saved without a read', async () => {
    const { reads, wrapStore } = countReads();
    const world = createTestDomain({ wrapStore });
    const { id, upstreamTaskId } = await buySong(world);
    reads.length = 0;
    for (const stage of ['text', 'first'] as const) await world.callback(id, musicCallback(upstreamTaskId, stage));
    expect(reads).toEqual([]);
    expect(await world.task(id)).toMatchObject({ version: 4, output: { stage: 'FIRST_TRACK' } });
  });

  it('is a duplicate only where the stored task says so', async () => {
    const { reads, wrapStore } = countReads();
    const world = createTestDomain({ wrapStore });
    const { id, upstreamTaskId } = await buySong(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    reads.length = 0;
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    expect(reads).toEqual([id]);
    expect(world.callbackOutcomes).toEqual(['accepted', 'duplicate']);
  });

  it.each(['text', 'first'] as const)('is about no task once the operator has erased it (%s)', async (stage) => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await buySong(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    const operator = createSqliteOperatorStore(world.db);
    await operator.erase({ viewer: 'alice', limit: 10, force: true });
    expect(await world.callback(id, musicCallback(upstreamTaskId, stage))).toEqual({ status: 404 });
    expect(world.callbackOutcomes).toEqual(['accepted', 'unknown']);
    expect(await world.store.get(id)).toBeNull();
  });

  it('adds to what another process has saved meanwhile', async () => {
    const { here, there, reads } = startNodes();
    const { id, upstreamTaskId } = await buySong(there);
    await here.callback(id, musicCallback(upstreamTaskId, 'text'));
    await there.callback(id, musicCallback(upstreamTaskId, 'first'));
    const before = await here.task(id);
    reads.length = 0;
    // By the older copy this is news; by the stored task it is not.
    await here.callback(id, musicCallback(upstreamTaskId, 'first'));
    expect(reads).toEqual([id]);
    expect(here.callbackOutcomes).toEqual(['accepted', 'duplicate']);
    expect(await here.task(id)).toEqual(before);
  });

  it.each(['text', 'first'] as const)(
    'is quarantined where the stored task has another id by now (%s)',
    async (stage) => {
      const { here, id, wrongId, task } = await buyRebound();
      await here.callback(id, musicCallback(wrongId, stage));
      expect(here.callbackOutcomes).toEqual(['accepted', 'quarantined']);
      expect(await here.task(id)).toEqual(task);
      expect((await here.notes(id)).at(-1)).toMatchObject({ outcome: 'quarantined', detail: wrongId });
    },
  );

  it('is quarantined where it names the task of another purchase, also before the own id is known', async () => {
    const world = createTestDomain();
    const other = await buySong(world);
    world.provider.script('lose');
    const { task } = await world.buy({ ...SONG, forceNew: true });
    await world.callback(task.id, musicCallback(other.upstreamTaskId, 'first'));
    expect(world.callbackOutcomes).toEqual(['quarantined']);
    expect(await world.task(task.id)).toMatchObject({ status: 'UNCONFIRMED', upstreamTaskId: null });
  });
});
