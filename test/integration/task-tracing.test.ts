import { expect, it } from 'vitest';
import { type TaskTracing, untraced } from '../../src/domain/ports/task-tracing.ts';
import { separated, separationCallback } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';

const PLACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Writes down the work, with the trace of its task and its outcome. */
const recordWork = () => {
  const done: string[] = [];
  const tracing: TaskTracing = {
    current: () => PLACE,
    async trace(work, task, run, outcomeOf) {
      const result = await run();
      done.push(`${work} ${task.trace === PLACE ? 'there' : task.trace} ${outcomeOf(result)}`);
      return result;
    },
  };
  return { done, tracing };
};

it('a task keeps its trace, and all later work on it goes on there, also in another process', async () => {
  const { done, tracing } = recordWork();
  const world = createTestDomain({ change: { tracing } });
  const { task } = await world.buy();
  const { upstreamTaskId } = world.provider.billFor(task.id);
  await world.crash();
  await world.start();
  world.provider.tell(upstreamTaskId, separated);
  await world.callback(task.id, separationCallback(upstreamTaskId));
  await world.clock.settle();
  expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  await world.callback(task.id, separationCallback(upstreamTaskId));
  expect(done).toEqual([
    'purchase there accepted',
    'callback there accepted',
    'poll there changed',
    'callback there duplicate',
  ]);
});

it('a callback without a good signature is not work on a task', async () => {
  const { done, tracing } = recordWork();
  const world = createTestDomain({ hmacKey: 'key', change: { tracing } });
  const { task } = await world.buy();
  const { upstreamTaskId } = world.provider.billFor(task.id);
  await world.callback(task.id, separationCallback(upstreamTaskId));
  expect(done).toEqual(['purchase there accepted']);
});

it('nothing is stored where nothing is traced', async () => {
  const world = createTestDomain({ change: { tracing: untraced } });
  const { task } = await world.buy();
  expect(await world.task(task.id)).not.toHaveProperty('trace');
});
