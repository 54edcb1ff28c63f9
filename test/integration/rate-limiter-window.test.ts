import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '../../src/domain/tasks/errors.ts';
import { createMemoryPurchaseRateLimiter } from '../../src/limits/memory-purchase-rate-limiter.ts';
import { busiest } from '../support/busiest.ts';
import { createTestDomain, type TestDomain } from '../support/domain.ts';
import { createManualClock } from '../support/manual-clock.ts';

/* Promise 7: no more than UPSTREAM_RATE purchases in any window, also over restarts. */

const RATE = { limit: 20, windowMs: 10_000 };

/** The codes of refusals, `bought` for what was bought. */
const buyMany = (world: TestDomain, count: number): Promise<string>[] =>
  Array.from({ length: count }, async () => {
    const answer = await world.tryToBuy({ forceNew: true });
    return 'code' in answer ? answer.code : 'bought';
  });

const count = (answers: readonly string[], wanted: string): number =>
  answers.filter((answer) => answer === wanted).length;

describe('the window', () => {
  it('slides, and is never exceeded, whatever comes when and however long it takes', async () => {
    const arrival = fc.record({ after: fc.nat({ max: 4_000 }), takes: fc.nat({ max: 6_000 }), reaches: fc.nat(100) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 500, max: 5_000 }),
        async (arrivals, limit, windowMs) => {
          const clock = createManualClock();
          const rateLimiter = createMemoryPurchaseRateLimiter({ limit, windowMs }, clock);
          const reached: number[] = [];
          const entered: number[] = [];
          const all = arrivals.map(async ({ after, takes, reaches }, index) => {
            const delay = arrivals.slice(0, index).reduce((sum, one) => sum + one.after, after);
            await clock.wait(delay);
            const asked = clock.now();
            try {
              const turn = await rateLimiter.acquire({ viewer: 'alice' });
              expect(clock.now() - asked).toBeLessThanOrEqual(10_500);
              entered.push(index);
              // It may reach the provider at any moment until it is answered.
              const until = (takes * reaches) / 100;
              await clock.wait(until);
              reached.push(clock.now());
              await clock.wait(takes - until);
              await turn.release();
            } catch (error) {
              if (!(error instanceof RefusedError)) throw error;
              expect(error.refusals[0]).toMatchObject({ code: 'RATE_LIMITED' });
              expect(error.refusals[0]?.retryAfterMs).toBeGreaterThan(0);
            }
          });
          await clock.advance(300_000);
          await Promise.all(all);
          expect(busiest(reached, windowMs)).toBeLessThanOrEqual(limit);
          expect(entered).toEqual(entered.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('counts a purchase that hangs for as long as it may still arrive', async () => {
    const world = createTestDomain({ rate: { limit: 2, windowMs: 1_000 } });
    world.provider.script('hang', 'hang');
    const first = buyMany(world, 2);
    await world.clock.advance(5_000);
    const third = Promise.all(buyMany(world, 1));
    await world.clock.advance(1_000);
    expect(world.provider.attempts).toHaveLength(2);
    world.provider.letGo();
    await Promise.all(first);
    await world.clock.advance(900);
    expect(world.provider.attempts).toHaveLength(2);
    await world.clock.advance(200);
    expect(await third).toEqual(['bought']);
  });

  it('counts what an earlier life has sent', async () => {
    const world = createTestDomain({ rate: RATE });
    await Promise.all(buyMany(world, 20));
    await world.crash();
    await world.start();
    const buying = Promise.all(buyMany(world, 5));
    await world.clock.advance(9_900);
    expect(world.provider.ledger).toHaveLength(20);
    await world.clock.advance(500);
    expect(count(await buying, 'bought')).toBe(5);
  });

  it('counts what an earlier life has sent, however much it refused since', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 60_000 } });
    await world.buy({ forceNew: true });
    expect(count(await Promise.all(buyMany(world, 1_100)), 'RATE_LIMITED')).toBe(1_100);
    await world.crash();
    await world.start();
    expect(await Promise.all(buyMany(world, 1))).toEqual(['RATE_LIMITED']);
  });

  it('counts what an earlier life began long before, and what was answered only within the window', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 60_000 } });
    world.provider.script('hang');
    const slow = world.buy({ forceNew: true });
    await world.clock.settle();
    // More than are looked through at once, and begun as long ago.
    expect(count(await Promise.all(buyMany(world, 1_001)), 'RATE_LIMITED')).toBe(1_001);
    await world.clock.advance(30_000);
    world.provider.letGo();
    await slow;
    await world.clock.advance(40_000);
    await world.crash();
    await world.start();
    expect(await Promise.all(buyMany(world, 1))).toEqual(['RATE_LIMITED']);
  });

  it('counts what was under way when an earlier life ended as sent in its last moment', async () => {
    const world = createTestDomain({ rate: { limit: 2, windowMs: 5_000 } });
    await Promise.all(buyMany(world, 2));
    world.provider.otherwise = 'hang';
    // These wait for their turn, and are sent 5 s after their rows were written.
    void buyMany(world, 2);
    await world.clock.advance(5_500);
    expect(world.provider.attempts).toHaveLength(4);
    await world.crash();
    world.provider.otherwise = 'accept';
    await world.start();
    const buying = Promise.all(buyMany(world, 2));
    await world.clock.advance(4_900);
    expect(world.provider.attempts).toHaveLength(4);
    await world.clock.advance(200);
    expect(await buying).toEqual(['bought', 'bought']);
  });

  it('does not wait after a restart for what is long over, nor for what was never sent', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 10_000 } });
    await world.buy({ forceNew: true });
    await world.clock.jump(10_000);
    world.provider.otherwise = 'unreachable';
    const refused = buyMany(world, 1);
    await world.clock.advance(5_000);
    expect(await Promise.all(refused)).toEqual(['UPSTREAM_UNAVAILABLE']);
    world.provider.otherwise = 'accept';
    await world.crash();
    await world.start();
    await world.buy({ forceNew: true });
    expect(world.provider.ledger).toHaveLength(2);
  });
});
