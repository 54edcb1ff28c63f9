import { expect, it } from 'vitest';
import type { TaskRemoval } from '../../src/domain/ports/task-removal.ts';
import { createPruner } from '../../src/domain/tasks/pruner.ts';
import { fillBacklog } from '../support/backlog.ts';
import { createTestDomain } from '../support/domain.ts';
import { START } from '../support/manual-clock.ts';

const DAY_MS = 86_400_000;
const ENDED = { status: 'SUCCEEDED', updatedAt: START } as const;

const arrange = (keepMs: number | null = DAY_MS, around = (store: TaskRemoval): TaskRemoval => store) => {
  const world = createTestDomain();
  const counted: number[] = [];
  const pruner = createPruner({
    store: around(world.store),
    clock: world.clock,
    logger: world.logger,
    keepMs,
    count: (tasks) => void counted.push(tasks),
  });
  const left = async (): Promise<number> => (await world.store.list('alice', {}, 1_000, null)).tasks.length;
  return { world, pruner, counted, left };
};

it('deletes what is older than the retention, in small steps, and leaves one line about it', async () => {
  const { world, pruner, counted, left } = arrange();
  await fillBacklog(world.store, 50, ENDED);
  await fillBacklog(world.store, 1, { createdAt: START });
  await world.clock.jump(DAY_MS - 60_000);
  pruner.start();
  await world.clock.advance(60_000);
  expect(await left()).toBe(51);
  await world.clock.advance(3_700_000);
  expect(await left()).toBe(1);
  expect(counted).toEqual([20, 20, 10]);
  expect(world.logged.filter(({ message }) => message === 'old tasks were deleted')).toEqual([
    {
      level: 'info',
      message: 'old tasks were deleted',
      fields: { tasks: 50, idempotencyKeys: 0, notes: 0, parts: 0, before: expect.stringMatching(/^2026-01-01T/) },
    },
  ]);
  await pruner.stop();
});

it('rests nine times as long as a step has taken', async () => {
  const moments: number[] = [];
  const { world, pruner, left } = arrange(DAY_MS, (store) => ({
    async prune(request) {
      moments.push(world.clock.now());
      await world.clock.wait(100);
      return store.prune(request);
    },
  }));
  await fillBacklog(world.store, 40, ENDED);
  await world.clock.jump(2 * DAY_MS);
  pruner.start();
  await world.clock.advance(65_000);
  expect(await left()).toBe(0);
  expect(moments.map((at) => at - (moments[0] ?? 0))).toEqual([0, 1_000, 2_000]);
  await pruner.stop();
});

it('goes on an hour later after an error, and when another node is at it', async () => {
  let calls = 0;
  const { world, pruner, left } = arrange(DAY_MS, (store) => ({
    async prune(request) {
      calls += 1;
      if (calls === 1) throw new Error('locked');
      return calls === 2 ? null : await store.prune(request);
    },
  }));
  await fillBacklog(world.store, 1, ENDED);
  await world.clock.jump(2 * DAY_MS);
  pruner.start();
  await world.clock.advance(60_000 + 3_600_000);
  expect([calls, await left()]).toEqual([2, 1]);
  await world.clock.advance(3_600_000);
  expect([calls, await left()]).toEqual([3, 0]);
  await pruner.stop();
});

it('deletes nothing where tasks are kept for ever', async () => {
  const { world, pruner, left } = arrange(null);
  await fillBacklog(world.store, 1, ENDED);
  pruner.start();
  await world.clock.advance(1_000 * DAY_MS);
  expect(await left()).toBe(1);
  await pruner.stop();
});
