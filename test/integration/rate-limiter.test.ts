import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import { createMemoryPurchaseRateLimiter } from '../../src/limits/memory-purchase-rate-limiter.ts';
import { busiest } from '../support/busiest.ts';
import { createTestDomain, type TestDomain } from '../support/domain.ts';
import { createManualClock, START } from '../support/manual-clock.ts';

/* Promise 7: a burst waits its turn, and the refusal by rate of the provider holds all purchases back. */

const RATE = { limit: 20, windowMs: 10_000 };

/** The codes of refusals, `bought` for what was bought. */
const buyMany = (world: TestDomain, count: number): Promise<string>[] =>
  Array.from({ length: count }, async () => {
    const answer = await world.tryToBuy({ forceNew: true });
    return 'code' in answer ? answer.code : 'bought';
  });

const count = (answers: readonly string[], wanted: string): number =>
  answers.filter((answer) => answer === wanted).length;

describe('a burst', () => {
  it('of twice the rate passes whole, in two windows, in the order in which it came', async () => {
    const world = createTestDomain({ rate: RATE });
    const buying = Promise.all(buyMany(world, 40));
    await world.clock.advance(9_000);
    expect(world.provider.ledger).toHaveLength(20);
    await world.clock.advance(2_000);
    expect(count(await buying, 'bought')).toBe(40);
    expect(
      busiest(
        world.provider.attempts.map(({ at }) => at),
        RATE.windowMs,
      ),
    ).toBe(20);
    // In the order of their rows.
    const born = (await world.store.list('alice', {}, 100, null)).tasks.map(({ task }) => task.id).reverse();
    expect(world.provider.attempts.map(({ taskId }) => taskId)).toEqual(born);
  });

  it('of twice the rate passes whole, also when each purchase takes its time', async () => {
    const clock = createManualClock();
    const rateLimiter = createMemoryPurchaseRateLimiter(RATE, clock.steady);
    const passing = Array.from({ length: 40 }, async () => {
      const turn = await rateLimiter.acquire({ viewer: 'alice' });
      await clock.wait(300);
      await turn.release();
    });
    await clock.advance(11_000);
    await Promise.all(passing);
  });

  it('of more is told at once how long to wait, costs nothing, and leaves keys free', async () => {
    const world = createTestDomain({ rate: RATE });
    const buying = buyMany(world, 40);
    await world.clock.settle();
    const refused = (await world.tryToBuy({ idempotencyKey: 'key', forceNew: true })) as Refusal;
    expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryable: true, upstreamCode: null });
    expect(refused.retryAfterMs).toBeGreaterThan(10_000);
    await world.clock.advance(refused.retryAfterMs ?? 0);
    await Promise.all(buying);
    const late = world.buy({ idempotencyKey: 'key', forceNew: true });
    await world.clock.advance(1_000);
    expect((await late).reused).toBe(false);
    expect(world.provider.ledger).toHaveLength(41);
  });

  it('of more leaves nothing behind, and is still answered by an earlier task', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 60_000 } });
    const { task } = await world.buy({ idempotencyKey: 'key' });
    for (let time = 0; time < 20; time += 1) {
      const key = `key ${time}`;
      expect(await world.tryToBuy({ idempotencyKey: key, forceNew: true })).toMatchObject({ code: 'RATE_LIMITED' });
    }
    expect((await world.store.list('alice', {}, 100, null)).tasks).toHaveLength(1);
    expect(await world.store.latestSequence('alice')).toBe(task.version);
    // By its key, and as the same wish.
    expect(await world.buy({ idempotencyKey: 'key' })).toMatchObject({ reused: true, task: { id: task.id } });
    expect(await world.buy()).toMatchObject({ reused: true, task: { id: task.id } });
  });

  it('waits ten seconds and a little at most', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 4_000 } });
    const waits: number[] = [];
    const buying = Array.from({ length: 10 }, async () => {
      await world.tryToBuy({ forceNew: true });
      waits.push(world.clock.now() - START);
    });
    await world.clock.advance(60_000);
    await Promise.all(buying);
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_500);
    expect(world.provider.ledger).toHaveLength(3);
  });
});

describe('a clock that is set back', () => {
  it('makes nobody wait longer', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 5_000 } });
    const buying = Promise.all(buyMany(world, 2));
    await world.clock.settle();
    await world.clock.jump(-3_600_000);
    await world.clock.advance(5_100);
    expect(await buying).toEqual(['bought', 'bought']);
  });

  it('makes nobody wait longer for what an earlier life has sent', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 5_000 } });
    await world.buy({ forceNew: true });
    await world.crash();
    await world.clock.jump(-3_600_000);
    await world.start();
    const buying = Promise.all(buyMany(world, 1));
    await world.clock.advance(5_100);
    expect(await buying).toEqual(['bought']);
  });
});

describe("the provider's own refusal by rate", () => {
  it.each([
    [2_000, 2_000],
    [null, 0],
  ])('holds everyone back for as long as it asks (%s ms)', async (retryAfterMs, pauseMs) => {
    const world = createTestDomain();
    world.provider.script({ refuse: { code: 'RATE_LIMITED', upstreamCode: 429, retryable: true, retryAfterMs } });
    expect(await world.tryToBuy({ forceNew: true })).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs });
    const buying = Promise.all(buyMany(world, 3));
    await world.clock.advance(Math.max(0, pauseMs - 100));
    expect(world.provider.attempts).toHaveLength(pauseMs === 0 ? 4 : 1);
    await world.clock.advance(200);
    expect(count(await buying, 'bought')).toBe(3);
  });

  it('holds everyone back for the longest that it asked, whatever it says later', async () => {
    const world = createTestDomain();
    const refuse = (retryAfterMs: number) =>
      ({ refuse: { code: 'RATE_LIMITED', upstreamCode: 429, retryAfterMs } }) as const;
    world.provider.script(refuse(5_000), refuse(1_000));
    expect(await Promise.all(buyMany(world, 2))).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    const buying = Promise.all(buyMany(world, 1));
    await world.clock.advance(4_900);
    expect(world.provider.attempts).toHaveLength(2);
    await world.clock.advance(200);
    expect(await buying).toEqual(['bought']);
  });

  it('that asks for longer than anybody waits is passed on at once', async () => {
    const world = createTestDomain();
    world.provider.script({ refuse: { code: 'RATE_LIMITED', upstreamCode: 429, retryAfterMs: 60_000 } });
    await world.tryToBuy({ forceNew: true });
    expect(await world.tryToBuy({ forceNew: true })).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('holds back those who wait already', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 1_000 } });
    world.provider.script({ refuse: { code: 'RATE_LIMITED', upstreamCode: 429, retryAfterMs: 5_000 } });
    const answers = Promise.all(buyMany(world, 2));
    await world.clock.advance(4_900);
    expect(world.provider.attempts).toHaveLength(1);
    await world.clock.advance(200);
    expect(await answers).toEqual(['RATE_LIMITED', 'bought']);
  });
});
