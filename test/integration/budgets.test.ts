import { describe, expect, it } from 'vitest';
import { failed, TRACK_ID } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';

/* Promises 1 to 5: what a viewer may buy. */

const track = { taskId: 'a'.repeat(32), audioId: TRACK_ID };

const split = (source: object, type = 'SPLIT_STEM') => ({ source, type });

describe('a budget', () => {
  it('is told with the time to wait, and costs nothing', async () => {
    const world = createTestDomain({ change: { budget: { purchasesPerMinute: 2, creditsPerDay: null } } });
    await world.buy({ forceNew: true });
    await world.buy({ forceNew: true });
    expect(await world.tryToBuy({ forceNew: true })).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      message: 'Your budget of purchases per minute is used up.',
      retryable: true,
      retryAfterMs: 60_000,
    });
    expect(world.provider.ledger).toHaveLength(2);
  });
});

it('a budget of credits takes back what was refunded, and nothing else that failed', async () => {
  const world = createTestDomain({ change: { budget: { purchasesPerMinute: null, creditsPerDay: 20 } } });
  const ends = async (refunded: boolean) => {
    const { task } = await world.buy({ forceNew: true });
    world.provider.tell(world.provider.billFor(task.id).upstreamTaskId, failed(refunded ? 531 : 500, refunded));
    await world.tasks.refresh('alice', task.id);
    expect((await world.task(task.id)).charge).toBe(refunded ? 'REFUNDED' : 'CHARGED');
  };
  for (const refunded of [true, true, false, true]) await ends(refunded);
  await ends(false);
  expect(await world.tryToBuy({ forceNew: true })).toMatchObject({ code: 'QUOTA_EXCEEDED', retryAfterMs: 86_400_000 });
});

it('a budget of purchases counts attempts that the provider refused, and no credits for them', async () => {
  const budget = { purchasesPerMinute: 2, creditsPerDay: 60 };
  const world = createTestDomain({ change: { budget } });
  world.provider.refuse = () => 'NOT_FOUND';
  const attempt = () => world.tryToBuy({ input: split({ track }) });
  expect(await attempt()).toMatchObject({ code: 'NOT_FOUND' });
  expect(await attempt()).toMatchObject({ code: 'NOT_FOUND' });
  expect(await attempt()).toMatchObject({
    code: 'QUOTA_EXCEEDED',
    message: 'Your budget of purchases per minute is used up.',
  });
  expect(world.provider.attempts).toHaveLength(2);
  world.provider.refuse = () => null;
  await world.clock.advance(61_000);
  expect(await attempt()).toMatchObject({ status: 'PROCESSING' });
});

it('a budget that a purchase can never fit into is no reason to try again', async () => {
  const world = createTestDomain({ change: { budget: { purchasesPerMinute: null, creditsPerDay: 5 } } });
  expect(await world.tryToBuy()).toMatchObject({
    code: 'QUOTA_EXCEEDED',
    message: 'Your budget of credits per day is used up.',
    retryable: false,
    retryAfterMs: null,
  });
  expect(world.provider.attempts).toEqual([]);
});
