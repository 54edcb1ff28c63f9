import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { createTestDomain } from '../support/domain.ts';

/* Promises 1 to 5: purchases while the gateway shuts down. */

describe('a goodbye', () => {
  it('waits for purchases under way, and leaves the rest unconfirmed', async () => {
    const world = createTestDomain();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const patience = new AbortController();
    const drained = world.purchases.drain(Promise.resolve(), patience.signal);
    await world.clock.settle();
    patience.abort();
    await drained;
    // Whoever waits for it is answered all the same.
    expect(await buying).toMatchObject({ reused: false, task: { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' } });
    const [{ taskId } = { taskId: '' }] = world.provider.attempts;
    expect(await world.task(taskId)).toMatchObject({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' });
    // The answer may still come.
    world.provider.letGo();
    await world.clock.settle();
    expect(await world.task(taskId)).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED' });
  });

  it('believes a refusal that comes afterwards, and frees the key', async () => {
    const world = createTestDomain();
    const { promise, resolve } = Promise.withResolvers<void>();
    const purchase = world.provider.purchase;
    world.provider.purchase = async (...given) => {
      await promise;
      return await purchase(...given);
    };
    world.provider.script({ refuse: { code: 'INSUFFICIENT_CREDITS' } });
    const buying = world.tryToBuy({ idempotencyKey: 'key' });
    await world.clock.settle();
    await world.purchases.drain(Promise.resolve(), AbortSignal.abort());
    const [{ task } = { task: null }] = (await world.store.list('alice', {}, 1, null)).tasks;
    expect(task?.status).toBe('UNCONFIRMED');
    expect(await buying).toMatchObject({ status: 'UNCONFIRMED' });
    resolve();
    await world.clock.settle();
    expect(await world.task(task?.id ?? '')).toMatchObject({ status: 'FAILED', charge: 'NOT_CHARGED' });
    await world.crash();
    await world.start();
    expect((await world.buy({ idempotencyKey: 'key' })).reused).toBe(false);
  });

  it('sends nothing more: who waits for a turn is told so, and keeps the key', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 4_000 } });
    await world.buy({ forceNew: true });
    const waiting = ['one', 'two'].map((idempotencyKey) => world.tryToBuy({ forceNew: true, idempotencyKey }));
    await world.clock.settle();
    await world.purchases.drain(Promise.resolve(), new AbortController().signal);
    const refusal = { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfterMs: 1_000, upstreamCode: null };
    for (const told of waiting) expect(await told).toMatchObject(refusal);
    expect(await world.tryToBuy({ forceNew: true })).toMatchObject(refusal);
    expect(world.provider.attempts).toHaveLength(1);
    await world.crash();
    await world.start();
    const again = world.buy({ forceNew: true, idempotencyKey: 'one' });
    await world.clock.advance(4_000);
    expect(await again).toMatchObject({ reused: false, task: { status: 'PROCESSING' } });
  });

  it('takes purchases for as long as requests come in', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 4_000 } });
    await world.buy({ forceNew: true });
    const waiting = world.tryToBuy({ forceNew: true });
    await world.clock.settle();
    const served = Promise.withResolvers<void>();
    const drained = world.purchases.drain(served.promise, new AbortController().signal);
    const late = world.tryToBuy({ forceNew: true });
    await world.clock.advance(4_000);
    expect(await waiting).toMatchObject({ status: 'PROCESSING' });
    served.resolve();
    await drained;
    expect(await late).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(world.provider.attempts).toHaveLength(2);
  });

  it('is said also when the store takes nothing any more', async () => {
    let isLocked = false;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        save: async (...given) => {
          if (isLocked) throw new StoreUnavailableError('locked');
          return await store.save(...given);
        },
      }),
    });
    world.provider.script('swallow');
    const buying = world.buy();
    await world.clock.settle();
    isLocked = true;
    await world.purchases.drain(Promise.resolve(), AbortSignal.abort());
    expect((await buying).task.status).toBe('SUBMITTING');
    isLocked = false;
    await world.crash();
    await world.start();
    expect((await world.task((await buying).task.id)).status).toBe('UNCONFIRMED');
  });

  it('does not wait when there is no time left', async () => {
    const world = createTestDomain();
    world.provider.script('swallow');
    void world.buy();
    await world.clock.settle();
    await world.purchases.drain(Promise.resolve(), AbortSignal.abort());
    const [{ taskId } = { taskId: '' }] = world.provider.attempts;
    expect(await world.task(taskId)).toMatchObject({ status: 'UNCONFIRMED' });
  });
});
