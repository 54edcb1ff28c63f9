import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import { failed, separated, separationCallback, stems } from '../support/bodies.ts';
import { createTestDomain, TIMING } from '../support/domain.ts';
import { begin, lookNow, minutes } from '../support/polling.ts';

/* Promises 10 to 12: a task ends though no callback comes, and polls are few. */

describe('silence', () => {
  it('is broken by asking, first after POLL_AFTER_MS, then with growing pauses', async () => {
    const { world } = await begin();
    const asked: number[] = [];
    for (let second = 0; second < 600; second += 1) {
      const before = world.provider.reads.length;
      await world.clock.advance(1_000);
      if (world.provider.reads.length > before) asked.push(second + 1);
    }
    const [first = 0] = asked;
    expect(first).toBeGreaterThanOrEqual(27);
    expect(first).toBeLessThanOrEqual(34);
    const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(133);
    expect(pauses.length).toBeLessThan(12);
    expect(pauses.at(-1)).toBeGreaterThan(90);
  });

  it.each<[string, Report, object]>([
    ['success', separated, { status: 'SUCCEEDED', output: stems }],
    ['failure', failed(), { status: 'FAILED', error: { code: 'GENERATION_FAILED', upstreamCode: 500 } }],
    ['a refund', failed(531, true), { status: 'FAILED', charge: 'REFUNDED' }],
    ['an undelivered callback with files', { state: 'undelivered', output: stems }, { status: 'SUCCEEDED' }],
  ])('ends in %s without a single callback', async (_name, report, end) => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, report);
    await minutes(world, 1);
    expect(await world.task(id)).toMatchObject(end);
  });

  it('ends in TIMED_OUT when nothing ever comes of it', async () => {
    const { world, id } = await begin();
    await world.clock.advance(TIMING.taskDeadlineMs + TIMING.pollMaxIntervalMs);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'TIMED_OUT' }, charge: 'CHARGED' });
  });

  it('finds what is done some minutes after we gave up', async () => {
    const { world, id, upstreamTaskId } = await begin();
    await world.clock.advance(TIMING.taskDeadlineMs + 1_000);
    expect((await world.task(id)).error?.code).toBe('TIMED_OUT');
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 3);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('asks nobody about what is finished', async () => {
    const { world, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 1);
    const reads = world.provider.reads.length;
    await minutes(world, 60);
    expect(world.provider.reads).toHaveLength(reads);
  });
});

it('an end that a callback announces is read at once, however many other questions hang', async () => {
  const world = createTestDomain();
  world.reconciler.start();
  for (let count = 0; count < 80; count += 1) await world.buy({ forceNew: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  world.provider.delay = promise;
  await minutes(world, 1);
  const { ledger, reads } = world.provider;
  expect(reads.length).toBeGreaterThan(40);
  const waiting = ledger.find(({ upstreamTaskId }) => !reads.includes(upstreamTaskId));
  if (waiting === undefined) throw new Error('every task is being asked about');
  world.provider.delay = null;
  world.provider.tell(waiting.upstreamTaskId, separated);
  await world.callback(waiting.taskId, separationCallback(waiting.upstreamTaskId));
  await world.clock.settle();
  expect((await world.task(waiting.taskId)).status).toBe('SUCCEEDED');
  resolve();
  await world.reconciler.stop();
});

describe('looking too early', () => {
  it('gives up no purchase in doubt before its time', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    world.provider.script('lose');
    const { task } = await world.buy();
    await lookNow(world, task.id);
    await world.clock.advance(60_000);
    expect((await world.task(task.id)).status).toBe('UNCONFIRMED');
    await world.clock.advance(TIMING.submissionDeadlineMs);
    expect((await world.task(task.id)).error?.code).toBe('SUBMISSION_LOST');
  });
});

describe('looking after tasks', () => {
  it('does not spin when there is nothing to do', async () => {
    const { world } = await begin();
    await world.clock.settle();
    const before = world.storeCalls();
    await world.clock.advance(20_000);
    expect(world.storeCalls() - before).toBeLessThan(60);
  });

  it('does not spin while the store is locked, nor give up', async () => {
    const locked = () => Promise.reject(new StoreUnavailableError('The store cannot be read: database is locked'));
    const world = createTestDomain({ wrapStore: (store) => ({ ...store, leaseDue: locked }) });
    world.reconciler.start();
    await world.clock.advance(20_000);
    expect(world.storeCalls()).toBeGreaterThan(15);
    expect(world.storeCalls()).toBeLessThan(60);
  });

  it('asks about many at once, and about none twice at a time', async () => {
    const world = createTestDomain();
    for (let count = 0; count < 60; count += 1) await world.buy({ forceNew: true });
    await world.clock.jump(60_000);
    const { promise, resolve } = Promise.withResolvers<void>();
    world.provider.delay = promise;
    world.reconciler.start();
    await world.clock.advance(1_000);
    // None of them is answered yet.
    expect(world.provider.reads.length).toBeGreaterThan(40);
    resolve();
    await world.clock.advance(1_000);
    expect(new Set(world.provider.reads).size).toBe(60);
    expect(world.provider.reads).toHaveLength(60);
  });
});
