import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { addVocalsInput, musicCallback } from '../support/bodies.ts';
import { createTestDomain, type TestDomain } from '../support/domain.ts';
import { createTestGraph } from '../support/graph.ts';

/** The next process, on the same database in a new epoch, as a restored one is. */
const restored = async (world: TestDomain): Promise<TestDomain> => {
  // The operator's tool is a process of its own.
  await nextTurn();
  await createSqliteOperatorStore(world.db).beginEpoch();
  return createTestDomain({ db: world.db });
};

/** Whether a viewer may go on from a cursor. */
const goesOn = async (world: TestDomain, after: number, epoch: string | null): Promise<boolean> => {
  try {
    await (await world.tasks.watchViewer('alice', {}, after, epoch)).return?.();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'CURSOR_AHEAD' });
    return false;
  }
};

it('tells cursors of the lost future from its own, also when it has made as many changes again', async () => {
  const before = createTestDomain();
  await before.buy();
  const shared = await before.store.latestSequence('alice');
  const after = await restored(before);
  expect(after.tasks.epoch).not.toBe(before.tasks.epoch);
  expect(await goesOn(after, shared + 1, before.tasks.epoch)).toBe(false);
  await after.buy({ forceNew: true });
  const latest = await after.store.latestSequence('alice');
  expect(latest).toBeGreaterThan(shared);
  expect(await goesOn(after, shared, before.tasks.epoch)).toBe(true);
  expect(await goesOn(after, shared + 1, before.tasks.epoch)).toBe(false);
  expect(await goesOn(after, latest, after.tasks.epoch)).toBe(true);
  expect(await goesOn(after, latest + 1, after.tasks.epoch)).toBe(false);
  // What an older version has given names no epoch.
  expect(await goesOn(after, latest, null)).toBe(true);
  expect(await goesOn(after, 1, 'another')).toBe(false);
  expect(await goesOn(after, 0, 'another')).toBe(true);
});

it('keeps which purchases it learns of by their callbacks only', async () => {
  const lost = createTestDomain();
  const { task } = await lost.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
  const world = createTestDomain();
  const answer = await world.callback(task.id, musicCallback(task.upstreamTaskId ?? '', 'text'));
  expect([answer.status, world.callbackOutcomes]).toEqual([404, ['unknown']]);
  expect(await createSqliteOperatorStore(world.db).unknownCallbacks()).toEqual([
    {
      taskId: task.id,
      upstreamTaskId: task.upstreamTaskId,
      firstAt: world.clock.now(),
      lastAt: world.clock.now(),
      count: 1,
    },
  ]);
});

it('takes a cursor of changes for no cursor of a list', async () => {
  const graph = createTestGraph();
  const { codes } = await graph.tell('{ tasks(after: "1-d41d8cd98f00") { nodes { id } } }');
  expect(codes).toEqual(['BAD_USER_INPUT']);
});
