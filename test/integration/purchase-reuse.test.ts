import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { addVocalsInput, separated, separationCallback } from '../support/bodies.ts';
import { createTestDomain, RETENTION_MS } from '../support/domain.ts';

/* Promises 1 to 5: one purchase for equal keys and equal wishes. */

const split = (source: object, type = 'SPLIT_STEM') => ({ source, type });

describe('an idempotencyKey', () => {
  it('buys once for fifty clients at the same moment', async () => {
    const world = createTestDomain();
    const bought = await Promise.all(Array.from({ length: 50 }, () => world.buy({ idempotencyKey: 'key' })));
    expect(world.provider.ledger).toHaveLength(1);
    expect(new Set(bought.map(({ task }) => task.id)).size).toBe(1);
    expect(bought.filter(({ reused }) => !reused)).toHaveLength(1);
    // Nobody is told before it is known what became of it.
    for (const { task } of bought) expect(task.status).toBe('PROCESSING');
  });

  it('buys once over two gateways on one database', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'stemgate-two-'));
    try {
      const file = join(directory, 'tasks.db');
      const one = createTestDomain({ db: openDatabase(file) });
      const two = createTestDomain({ db: openDatabase(file) });
      const buying = Promise.all(
        Array.from({ length: 50 }, (_, index) => (index % 2 ? one : two).buy({ idempotencyKey: 'key' })),
      );
      // Whoever finds the other's purchase under way looks at the store now and then.
      for (let round = 0; round < 20; round += 1) {
        await one.clock.advance(100);
        await two.clock.advance(100);
      }
      const bought = await buying;
      expect(one.provider.ledger.length + two.provider.ledger.length).toBe(1);
      expect(new Set(bought.map(({ task }) => `${task.id} ${task.status}`)).size).toBe(1);
      await one.store.close();
      await two.store.close();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('buys once through a restart, also while the purchase was under way', async () => {
    const world = createTestDomain();
    world.provider.script('hang');
    void world.buy({ idempotencyKey: 'key' });
    await world.clock.settle();
    await world.crash();
    await world.start();
    const { task, reused } = await world.buy({ idempotencyKey: 'key' });
    expect([task.status, reused]).toEqual(['UNCONFIRMED', true]);
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('is 255 characters long at most, however many units each takes', async () => {
    const world = createTestDomain();
    const { task } = await world.buy({ idempotencyKey: '\u{1f3a4}'.repeat(255) });
    expect((await world.buy({ idempotencyKey: '\u{1f3a4}'.repeat(255) })).task.id).toBe(task.id);
    expect(await world.tryToBuy({ idempotencyKey: '\u{1f3a4}'.repeat(256) })).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is a conflict with other input, whatever differs', async () => {
    const world = createTestDomain();
    await world.buy({ idempotencyKey: 'key' });
    for (const change of [
      { input: split({ audioUrl: 'https://a.example.com/other.mp3' }) },
      { input: split({ audioUrl: 'https://media.example.com/song.mp3' }, 'SPLIT_STEM') },
      { operation: 'ADD_VOCALS' as const, input: addVocalsInput },
      { forceNew: true },
    ]) {
      expect(await world.tryToBuy({ idempotencyKey: 'key', ...change })).toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
        retryable: false,
        field: ['input', 'idempotencyKey'],
      });
    }
    expect(world.provider.ledger).toHaveLength(1);
  });

  it('knows the same input in another order, and with what was left open spelt out', async () => {
    const world = createTestDomain();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput, idempotencyKey: 'key' });
    const spelt = { styleWeight: null, vocalGender: null, model: 'V5', ...addVocalsInput };
    const reversed = Object.fromEntries(Object.entries(spelt).reverse());
    const again = await world.buy({ operation: 'ADD_VOCALS', input: reversed, idempotencyKey: 'key' });
    expect([again.task.id, again.reused]).toEqual([task.id, true]);
  });

  it('knows an input by the same mark in every version: keys outlive an upgrade', async () => {
    const marks: string[] = [];
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        create: (purchase) => {
          marks.push(purchase.fingerprint);
          return store.create(purchase);
        },
      }),
    });
    const input = { ...addVocalsInput, model: 'V4_5PLUS' };
    await world.buy({ operation: 'ADD_VOCALS', input, idempotencyKey: 'one' });
    await world.buy({ idempotencyKey: 'two' });
    expect(marks).toEqual([
      'BWiwAOc1F-G8CF7_uCoRGsWrZTDbTqYtFp4qzdsQqKw',
      'nWIyKGxWRl4sCkVyqVZiSJ2ploEorPo-LFjvDndqcCk',
    ]);
  });

  it("of another viewer's is another purchase", async () => {
    const world = createTestDomain();
    const alice = await world.buy({ idempotencyKey: 'key' });
    const bob = await world.buy({ viewer: 'bob', idempotencyKey: 'key' });
    expect(bob.reused).toBe(false);
    expect(bob.task.id).not.toBe(alice.task.id);
    expect(world.provider.ledger).toHaveLength(2);
  });

  it('buys again and again without one, where nothing is reused', async () => {
    const world = createTestDomain();
    for (let times = 0; times < 3; times += 1) await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    expect(world.provider.ledger).toHaveLength(3);
  });
});

describe('a separation that was bought before', () => {
  it('is reused while it is in progress, in doubt, or done', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    world.provider.script('lose');
    const { task } = await world.buy();
    const again = async () => (await world.buy()).task;
    expect(await again()).toMatchObject({ id: task.id, status: 'UNCONFIRMED' });
    const { upstreamTaskId } = world.provider.billFor(task.id);
    world.provider.tell(upstreamTaskId, separated);
    await world.callback(task.id, separationCallback(upstreamTaskId));
    await world.clock.settle();
    expect(await again()).toMatchObject({ id: task.id, status: 'SUCCEEDED' });
    expect(world.provider.ledger).toHaveLength(1);
  });

  it('is bought anew when told, when it failed, or when its files are about to go', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const finish = async (id: string, report: Parameters<typeof world.provider.tell>[1]) => {
      const { upstreamTaskId } = world.provider.billFor(id);
      world.provider.tell(upstreamTaskId, report);
      await world.callback(id, separationCallback(upstreamTaskId));
      await world.clock.settle();
    };
    const first = await world.buy();
    const forced = await world.buy({ forceNew: true });
    expect([forced.reused, world.provider.ledger.length]).toEqual([false, 2]);
    await finish(first.task.id, separated);
    await finish(forced.task.id, {
      state: 'failed',
      refunded: false,
      error: { code: 'GENERATION_FAILED', message: 'No.', upstreamCode: 500 },
    });
    expect((await world.buy()).task.id).toBe(first.task.id);
    await world.clock.jump(RETENTION_MS - 3_600_000 - 1);
    expect((await world.buy()).task.id).toBe(first.task.id);
    await world.clock.jump(3_600_000);
    const fresh = await world.buy();
    expect([fresh.reused, world.provider.ledger.length]).toEqual([false, 3]);
  });

  it('is bought once when wanted twice at the same moment', async () => {
    const world = createTestDomain();
    const bought = await Promise.all(Array.from({ length: 20 }, () => world.buy()));
    expect(world.provider.ledger).toHaveLength(1);
    expect(bought.filter(({ reused }) => reused)).toHaveLength(19);
  });

  it('is not reused for another viewer, nor for another type', async () => {
    const world = createTestDomain();
    await world.buy();
    await world.buy({ viewer: 'bob' });
    await world.buy({ input: split({ audioUrl: 'https://media.example.com/song.mp3' }) });
    expect(world.provider.ledger).toHaveLength(3);
  });
});
