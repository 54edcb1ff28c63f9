import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { separated, separationCallback, stems } from '../support/bodies.ts';
import { createTestDomain, TIMING } from '../support/domain.ts';
import { begin, minutes } from '../support/polling.ts';

/* Promise 10: outages, restarts and clocks that are set back delay an end, and no more. */

describe('an outage', () => {
  it('of any length is over two polling periods after its end', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const ids: string[] = [];
    for (let count = 0; count < 40; count += 1) ids.push((await world.buy({ forceNew: true })).task.id);
    world.provider.outage = true;
    await minutes(world, 100);
    for (const { upstreamTaskId } of world.provider.ledger) world.provider.tell(upstreamTaskId, separated);
    world.provider.outage = false;
    await world.clock.advance(2 * TIMING.pollMaxIntervalMs);
    for (const id of ids) expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it("of the store's is over two polling periods after its end, however short they are", async () => {
    const periods = { pollAfterMs: 1_000, pollMaxIntervalMs: 2_000 };
    let isLocked = false;
    const locked =
      <Given extends unknown[], Result>(call: (...given: Given) => Promise<Result>) =>
      async (...given: Given) => {
        if (isLocked) throw new StoreUnavailableError('locked');
        return await call(...given);
      };
    const { world, id, upstreamTaskId } = await begin({
      change: { timing: { ...TIMING, ...periods } },
      wrapStore: (store) => ({ ...store, save: locked(store.save), ping: locked(store.ping) }),
    });
    world.provider.tell(upstreamTaskId, separated);
    isLocked = true;
    await world.clock.advance(4_000);
    expect(world.provider.reads.length).toBeGreaterThan(0);
    isLocked = false;
    await world.clock.advance(2 * periods.pollMaxIntervalMs);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('of ours is over as soon', async () => {
    const world = createTestDomain();
    const ids: string[] = [];
    for (let count = 0; count < 40; count += 1) ids.push((await world.buy({ forceNew: true })).task.id);
    for (const { upstreamTaskId } of world.provider.ledger) world.provider.tell(upstreamTaskId, separated);
    await world.crash();
    await world.clock.jump(90 * 60_000);
    await world.start();
    await world.clock.advance(1_000);
    for (const id of ids) expect((await world.task(id)).status).toBe('SUCCEEDED');
    expect(world.provider.attempts).toHaveLength(40);
  });

  it('of ours in the middle of a question does not wait for the leases of the process that died', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, separated);
    const answer = world.callback(id, separationCallback(upstreamTaskId));
    while (world.provider.reads.length === 0) await new Promise(setImmediate);
    await world.crash();
    await answer;
    await world.start();
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('that outlasts the deadline does not cost a result that is there', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.outage = true;
    await world.clock.advance(TIMING.taskDeadlineMs + 600_000);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'TIMED_OUT' } });
    world.provider.tell(upstreamTaskId, separated);
    world.provider.outage = false;
    await world.clock.advance(2 * TIMING.pollMaxIntervalMs);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: stems });
  });

  it('does not make anybody ask faster', async () => {
    const { world } = await begin();
    world.provider.outage = true;
    await minutes(world, 60);
    expect(world.provider.reads.length).toBeLessThan(50);
  });
});

describe('a start on a store that other nodes use', () => {
  it('leaves alone what may be their purchases, until the time that a purchase can take is over', async () => {
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        exclusive: false,
        takeOver: () => Promise.reject(new Error('other nodes are working')),
      }),
    });
    world.provider.script('hang');
    void world.buy();
    await world.clock.settle();
    const [{ taskId } = { taskId: '' }] = world.provider.attempts;
    await world.crash();
    await world.start();
    await world.clock.advance(TIMING.submissionLeaseMs - 5_000);
    expect((await world.task(taskId)).status).toBe('SUBMITTING');
    await world.clock.advance(10_000);
    expect((await world.task(taskId)).status).toBe('UNCONFIRMED');
  });
});

describe('a clock that is set back', () => {
  it.each([10, 60, 24 * 60, 365 * 24 * 60])('by %d minutes does not keep a task from being polled', async (by) => {
    const { world, id, upstreamTaskId } = await begin();
    await world.clock.jump(-by * 60_000);
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 4);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('while a record is being read does not keep the task leased', async () => {
    const { world, id, upstreamTaskId } = await begin();
    const { promise } = Promise.withResolvers<void>();
    world.provider.delay = promise;
    await minutes(world, 1);
    expect(world.provider.reads).toHaveLength(1);
    await world.crash();
    await world.clock.jump(-24 * 3_600_000);
    world.provider.delay = null;
    world.provider.tell(upstreamTaskId, separated);
    world.reconciler.start();
    await minutes(world, 4);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });
});
