import { describe, expect, it } from 'vitest';
import { separated, separationCallback } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';
import { buySeparation } from '../support/purchased.ts';

/* Promises 8 to 10: callbacks that name another task of the provider's. */

describe('a callback', () => {
  it('that brings a second id is quarantined, and the first stays', async () => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await buySeparation(world);
    expect(await world.callback(id, separationCallback('f'.repeat(32)))).toEqual({ status: 200 });
    expect(await world.task(id)).toMatchObject({ upstreamTaskId, version: 2 });
    expect((await world.notes(id)).at(-1)).toMatchObject({ kind: 'callback', outcome: 'quarantined' });
    expect(world.logged.some(({ level, message }) => level === 'error' && /another task/.test(message))).toBe(true);
  });

  it('that brings the id of another task is quarantined, also before the own id is known', async () => {
    const world = createTestDomain();
    const other = await buySeparation(world);
    world.provider.script('lose');
    const { task } = await world.buy({ forceNew: true });
    expect(await world.callback(task.id, separationCallback(other.upstreamTaskId))).toEqual({ status: 200 });
    expect(await world.task(task.id)).toMatchObject({ status: 'UNCONFIRMED', upstreamTaskId: null });
    // And the right one is still welcome.
    const { upstreamTaskId } = world.provider.billFor(task.id);
    await world.callback(task.id, separationCallback(upstreamTaskId));
    expect(await world.task(task.id)).toMatchObject({ status: 'PROCESSING', upstreamTaskId });
  });

  it('faster than an answer that names another task: the answer is believed', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const [{ taskId, upstreamTaskId } = { taskId: '', upstreamTaskId: '' }] = world.provider.ledger;
    await world.callback(taskId, separationCallback('f'.repeat(32)));
    expect(await world.task(taskId)).toMatchObject({ upstreamTaskId: 'f'.repeat(32) });
    world.provider.letGo();
    await buying;
    expect(await world.task(taskId)).toMatchObject({ status: 'PROCESSING', upstreamTaskId });
    // The true one is heard, and the false one no longer.
    world.provider.tell(upstreamTaskId, separated);
    await world.callback(taskId, separationCallback('f'.repeat(32)));
    expect(world.callbackOutcomes.at(-1)).toBe('quarantined');
    await world.callback(taskId, separationCallback(upstreamTaskId));
    await world.clock.advance(500);
    expect(await world.task(taskId)).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
  });

  it('that ended before an answer that names another task: the answer is quarantined, loudly', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const [{ taskId } = { taskId: '' }] = world.provider.ledger;
    world.provider.tell('f'.repeat(32), separated);
    await world.callback(taskId, separationCallback('f'.repeat(32)));
    await world.clock.settle();
    expect((await world.task(taskId)).status).toBe('SUCCEEDED');
    world.provider.letGo();
    await buying;
    await world.clock.settle();
    expect((await world.notes(taskId)).at(-1)).toMatchObject({ kind: 'purchase', outcome: 'quarantined' });
    expect(world.logged.some(({ level }) => level === 'error')).toBe(true);
  });
});
