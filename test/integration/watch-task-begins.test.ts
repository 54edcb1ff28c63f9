import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { StoreUnavailableError, TaskNotFoundError } from '../../src/domain/tasks/errors.ts';
import { startNodes } from '../support/two-nodes.ts';

/* How the watch of a task begins, and what is left of one that does not (docs/decisions/105-how-a-socket-begins.md). */

it('reads a watched task once: whether the viewer has it, and how it is', async () => {
  const world = await startNodes();
  const stream = await world.here.tasks.watchTask('alice', world.task.id, 0);
  expect((await stream.next()).value?.version).toBe(world.task.version);
  expect(world.reads).toEqual(['latestSequence', 'get']);
});

it('hands over what is saved between the read of a watched task and its first request', async () => {
  const world = await startNodes();
  const stream = await world.here.tasks.watchTask('alice', world.task.id, world.task.version);
  const { version } = await world.changes.next();
  await world.settle();
  expect((await stream.next()).value?.version).toBe(version);
});

it.each([
  ['another viewer has it', 'bob'],
  ['there is none', 'alice'],
])('keeps no watch of a task that the viewer does not have: %s', async (_case, viewer) => {
  const world = await startNodes();
  const id = viewer === 'bob' ? world.task.id : randomUUID();
  await expect(world.here.tasks.watchTask(viewer, id, 0)).rejects.toThrow(TaskNotFoundError);
  await world.settle();
  expect(world.bus.subscriptions).toBe(0);
});

it('keeps no watch of a task when the store cannot be read', async () => {
  const error = new StoreUnavailableError('The store cannot be read: disk I/O error');
  const world = await startNodes((store) => ({ ...store, get: () => Promise.reject(error) }));
  await expect(world.here.tasks.watchTask('alice', world.task.id, 0)).rejects.toThrow(error);
  await world.settle();
  expect(world.bus.subscriptions).toBe(0);
});

it('ends the watch of a task whose stream is closed before its first request', async () => {
  const world = await startNodes();
  const stream = await world.here.tasks.watchTask('alice', world.task.id, 0);
  expect(world.bus.subscriptions).toBe(1);
  stream.close();
  await world.settle();
  expect(world.bus.subscriptions).toBe(0);
  expect((await stream.next()).done).toBe(true);
});
