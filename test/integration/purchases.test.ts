import { describe, expect, it } from 'vitest';
import { RefusedError, StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { addVocalsInput, stems } from '../support/bodies.ts';
import { breakable } from '../support/breakable-store.ts';
import { createTestDomain, TIMING } from '../support/domain.ts';

/* Promises 1 to 5: what is bought, how often, and what is told. */

const split = (source: object, type = 'SPLIT_STEM') => ({ source, type });

describe('a purchase', () => {
  it('is written down, with its token, before its first byte is sent', async () => {
    const world = createTestDomain();
    world.provider.script('swallow');
    void world.buy();
    await world.clock.settle();
    const [attempt] = world.provider.attempts;
    const task = await world.task(attempt?.taskId ?? '');
    expect(task).toMatchObject({ status: 'SUBMITTING', charge: 'NOT_CHARGED' });
    // Whoever dies now is found by what is on the disk alone.
    await world.crash();
    await world.start();
    expect(await world.task(task.id)).toMatchObject({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' });
    expect(world.tokens.read(world.tokens.issue(task.id))).toBe(task.id);
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('is not sent by a node that was held up: others have its turn, or have given it up', async () => {
    const turn = { isHeld: () => false, release: async () => undefined, cancel: async () => undefined };
    const ended = createTestDomain();
    ended.rateLimiter.acquire = async () => turn;
    const refused = { code: 'UPSTREAM_UNAVAILABLE', retryable: true };
    expect(await ended.tryToBuy({ idempotencyKey: 'key' })).toMatchObject(refused);
    expect(ended.provider.attempts).toEqual([]);
    const late = createTestDomain();
    late.rateLimiter.acquire = async () => {
      // Others have made it UNCONFIRMED by then.
      await late.clock.jump(TIMING.submissionLeaseMs);
      return { ...turn, isHeld: () => true };
    };
    expect(await late.tryToBuy({ idempotencyKey: 'key' })).toMatchObject(refused);
    expect(late.provider.attempts).toEqual([]);
    // Surely nothing was bought, and so the key is free.
    const { tasks } = await late.store.list('alice', {}, 1, null);
    expect(tasks).toMatchObject([{ task: { status: 'FAILED', charge: 'NOT_CHARGED' } }]);
  });

  it('that nobody decides is waited for by who uses its key, but not for ever', async () => {
    const world = createTestDomain();
    world.provider.script('swallow');
    void world.buy({ idempotencyKey: 'key' });
    await world.clock.settle();
    let answer: object | null = null;
    const again = world.buy({ idempotencyKey: 'key' }).then((purchased) => {
      answer = purchased;
    });
    await world.clock.advance(TIMING.submissionLeaseMs - 1_000);
    expect(answer).toBeNull();
    await world.clock.advance(2_000);
    expect(answer).toMatchObject({ reused: true, task: { status: 'SUBMITTING' } });
    await again;
  });

  it('is not sent when it cannot be written down', async () => {
    const { broken, wrapStore } = breakable();
    const world = createTestDomain({ wrapStore });
    broken.add('create');
    await expect(world.buy()).rejects.toThrow(StoreUnavailableError);
    expect(world.provider.attempts).toHaveLength(0);
    broken.clear();
    await world.buy();
    expect(world.provider.ledger).toHaveLength(1);
  });

  it('ends in PROCESSING, with the id that the provider gave', async () => {
    const world = createTestDomain();
    const { task, reused } = await world.buy();
    expect(reused).toBe(false);
    expect(task).toMatchObject({
      status: 'PROCESSING',
      charge: 'CHARGED',
      creditCost: 10,
      upstreamTaskId: world.provider.billFor(task.id).upstreamTaskId,
    });
    expect(world.provider.billFor(task.id).callbackUrl).toMatch(/^https:\/\/gateway\.example\/callbacks\/[\w-]{64}$/);
  });

  it('of anything unfit costs nothing, not even a row', async () => {
    const world = createTestDomain();
    for (const request of [
      { input: split({ audioUrl: 'http://127.0.0.1/' }) },
      { input: null },
      { operation: 'ADD_VOCALS' as const, input: { ...addVocalsInput, title: '' } },
      { operation: 'ADD_VOCALS' as const, input: { ...addVocalsInput, prompt: 'a\0b' } },
      { idempotencyKey: '' },
      { idempotencyKey: 'x'.repeat(256) },
      { idempotencyKey: '\ud800' },
      { idempotencyKey: 'a\0b' },
    ]) {
      await expect(world.buy(request)).rejects.toThrow(RefusedError);
    }
    expect(world.provider.attempts).toHaveLength(0);
    expect((await world.store.list('alice', {}, 10, null)).tasks).toEqual([]);
  });

  it('is sent again when it surely never arrived, three times at most, and each attempt is noted', async () => {
    const world = createTestDomain();
    world.provider.script('unreachable', 'unreachable', 'accept');
    const buying = world.buy();
    await world.clock.advance(2_000);
    const { task } = await buying;
    expect(world.provider.attempts).toHaveLength(3);
    expect(world.provider.ledger).toHaveLength(1);
    const outcomes = (await world.notes(task.id)).map(({ kind, outcome }) => `${kind} ${outcome}`);
    expect(outcomes).toEqual(['purchase not-sent', 'purchase not-sent', 'purchase accepted']);
  });

  it('that never arrives is refused, and leaves its key free', async () => {
    const world = createTestDomain();
    world.provider.otherwise = 'unreachable';
    const buying = world.tryToBuy({ idempotencyKey: 'key' });
    await world.clock.advance(2_000);
    expect(await buying).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
    expect(world.provider.attempts).toHaveLength(3);
    world.provider.otherwise = 'accept';
    const { task, reused } = await world.buy({ idempotencyKey: 'key' });
    expect([task.status, reused]).toEqual(['PROCESSING', false]);
  });

  it.each(['lose', 'drop'] as const)('in doubt (%s) is never sent again by itself', async (answer) => {
    const world = createTestDomain();
    world.provider.script(answer);
    world.reconciler.start();
    const { task } = await world.buy({ idempotencyKey: 'key' });
    expect(task).toMatchObject({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED', upstreamTaskId: null });
    await world.clock.advance(TIMING.submissionDeadlineMs + 60_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'FAILED', error: { code: 'SUBMISSION_LOST' } });
    await world.crash();
    await world.start();
    await world.clock.advance(TIMING.taskDeadlineMs);
    // Nor by the same key: a task that failed later keeps it.
    const again = await world.buy({ idempotencyKey: 'key' });
    expect([again.task.id, again.reused]).toEqual([task.id, true]);
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('whose way breaks inside of us is in doubt, never taken for unsent', async () => {
    const world = createTestDomain({
      change: {
        metrics: {
          purchase: () => {
            throw new Error('a listener that throws');
          },
          callback: () => undefined,
          poll: () => undefined,
          refusal: () => undefined,
          queueWait: () => undefined,
        },
      },
    });
    const { task } = await world.buy();
    expect(world.provider.ledger).toHaveLength(1);
    expect(task).toMatchObject({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' });
  });

  it('whose answer the store cannot take is told as unknown, kept, and saved later', async () => {
    const { broken, wrapStore } = breakable();
    const world = createTestDomain({ wrapStore });
    world.provider.script('hang');
    const buying = world.buy({ idempotencyKey: 'key' }).catch((error: unknown) => error);
    await world.clock.settle();
    broken.add('save');
    world.provider.letGo();
    await world.clock.settle(); // Now the caller waits, and no longer where the time of day is set back.
    await world.clock.jump(-3_600_000);
    await world.clock.advance(6_000);
    expect(await buying).toBeInstanceOf(StoreUnavailableError);
    broken.clear();
    await world.clock.advance(2_000);
    const again = await world.buy({ idempotencyKey: 'key' });
    expect(again).toMatchObject({ reused: true, task: { status: 'PROCESSING' } });
    expect(world.provider.attempts).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it.each([
    'INVALID_INPUT',
    'NOT_FOUND',
    'INSUFFICIENT_CREDITS',
    'RATE_LIMITED',
    'UPSTREAM_UNAVAILABLE',
    'UPSTREAM_REFUSED',
  ] as const)('%s leaves the key free for another try, also with other input', async (code) => {
    const world = createTestDomain();
    world.provider.script({ refuse: { code, message: 'No.', upstreamCode: 422 } });
    expect(await world.tryToBuy({ idempotencyKey: 'key' })).toMatchObject({ code, message: 'No.' });
    const [{ task: refused } = { task: null }] = (await world.store.list('alice', {}, 1, null)).tasks;
    expect(refused).toMatchObject({ status: 'FAILED', charge: 'NOT_CHARGED', error: { code: 'REJECTED' } });
    const buying = world.buy({ idempotencyKey: 'key', input: split({ audioUrl: 'https://a.example.com/other.mp3' }) });
    await world.clock.advance(10_000);
    const { task, reused } = await buying;
    expect([task.status, reused]).toEqual(['PROCESSING', false]);
    expect(world.provider.ledger).toHaveLength(1);
  });

  it('is shared by those who waited for it', async () => {
    const world = createTestDomain();
    world.provider.script({ refuse: { code: 'INSUFFICIENT_CREDITS' } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.tryToBuy({ idempotencyKey: 'key' })));
    for (const answer of answers) expect(answer).toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
    expect(world.provider.attempts).toHaveLength(1);
  });
});

describe('what bought nothing', () => {
  it('leaves no task behind when it could not be sent', async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 60_000 } });
    await world.buy({ forceNew: true });
    for (let count = 0; count < 300; count += 1) {
      expect(await world.tryToBuy({ forceNew: true })).toMatchObject({ code: 'RATE_LIMITED' });
    }
    expect((await world.tasks.list('alice', {}, 1_000, null)).tasks).toHaveLength(1);
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('is refused when it would only bind one more key to a result', async () => {
    const world = createTestDomain();
    const { task } = await world.buy();
    const ask = (count: number) => world.tryToBuy({ idempotencyKey: `key-${count}` });
    for (let count = 0; count < 1_000; count += 1) expect(await ask(count)).toMatchObject({ id: task.id });
    expect(await ask(1_000)).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      field: ['input', 'idempotencyKey'],
      retryable: false,
    });
    expect(await ask(7)).toMatchObject({ id: task.id });
    expect(world.provider.attempts).toHaveLength(1);
  });
});

it('a task that was bought, and its files, are what the record says', async () => {
  const world = createTestDomain();
  world.reconciler.start();
  const { task } = await world.buy();
  const { upstreamTaskId } = world.provider.billFor(task.id);
  world.provider.tell(upstreamTaskId, { state: 'succeeded', output: stems, at: world.clock.now() });
  await world.clock.advance(TIMING.pollAfterMs * 1.2);
  expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', output: stems });
});
