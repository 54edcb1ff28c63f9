import { expect, it } from 'vitest';
import { addVocalsInput } from '../support/bodies.ts';
import { RETENTION_MS } from '../support/domain.ts';
import { createWireWorld, yes } from '../support/wire-world.ts';

/* C14: files expire by when they were made, not by when we looked. */

const DAY_MS = 86_400_000;

const after = async (record: (madeAt: number) => object) => {
  const world = createWireWorld();
  const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
  const madeAt = world.clock.now() + 60_000;
  // The gateway was away for twelve days.
  await world.clock.jump(12 * DAY_MS);
  world.say.record = yes({ taskId: 'up-1', status: 'SUCCESS', ...record(madeAt) });
  await world.start();
  await world.clock.advance(60_000);
  const { status, expiresAt } = await world.task(task.id);
  return { status, left: expiresAt === null ? null : expiresAt - madeAt };
};

const track = { id: 'one', audioUrl: 'https://m.example/1.mp3' };

it.each<[string, (madeAt: number) => object]>([
  ['the time of the tracks', (createTime) => ({ response: { sunoData: [{ ...track, createTime }] } })],
  ['the time of the task', (createTime) => ({ createTime, response: { sunoData: [track] } })],
  ['the time of completion', (completeTime) => ({ completeTime, response: { sunoData: [track] } })],
])('music expires by %s', async (_which, record) => {
  expect(await after(record)).toEqual({ status: 'SUCCEEDED', left: RETENTION_MS });
});

it('a time that cannot be is not believed', async () => {
  const { status, left } = await after((madeAt) => ({
    createTime: madeAt - 30 * DAY_MS,
    response: { sunoData: [track] },
  }));
  expect(status).toBe('SUCCEEDED');
  expect(left).toBeGreaterThan(RETENTION_MS + 11 * DAY_MS);
});
