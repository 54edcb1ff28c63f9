import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { RefusedError, StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { addVocalsInput, composed, failed, separated, separationCallback, stems, TRACK_ID } from '../support/bodies.ts';
import { createTestDomain, RETENTION_MS, TIMING } from '../support/domain.ts';

/* Promises 1 to 5: what is bought, how often, and what is told. */

const track = { taskId: 'a'.repeat(32), audioId: TRACK_ID };
const split = (source: object, type = 'SPLIT_STEM') => ({ source, type });

/** A store whose methods fail while `broken` names them. */
const breakable = () => {
  const broken = new Set<keyof TaskStore>();
  const wrapStore = (store: TaskStore): TaskStore =>
    new Proxy(store, {
      get: (target, name) =>
        broken.has(name as keyof TaskStore)
          ? () => Promise.reject(new StoreUnavailableError('The store cannot be written to: disk is full'))
          : Reflect.get(target, name),
    });
  return { broken, wrapStore };
};

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
    await world.buy({ operation: 'ADD_VOCALS', input: { ...addVocalsInput, model: 'V4_5PLUS' } });
    await world.buy();
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

describe('a track', () => {
  const wanted = { input: split({ track }) };

  it("of another viewer's looks just like one that does not exist", async () => {
    const world = createTestDomain();
    world.provider.script('accept');
    const { task } = await world.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
    const foreign = { ...track, taskId: task.upstreamTaskId ?? '' };
    const refused = await world.tryToBuy({ input: split({ track: foreign }) });
    expect(world.provider.attempts).toHaveLength(1);
    world.provider.script({
      refuse: { code: 'NOT_FOUND', message: 'The provider knows no such task or track.', upstreamCode: null },
    });
    const unknown = await world.tryToBuy(wanted);
    expect(refused).toEqual(unknown);
    const [one, two] = (await world.store.list('alice', {}, 2, null)).tasks.map((entry) => entry.task);
    expect(one?.error).toEqual(two?.error);
    expect(one?.timeline.map(({ type, detail }) => [type, detail])).toEqual(
      two?.timeline.map(({ type, detail }) => [type, detail]),
    );
    // And the owner may, once it is finished.
    world.provider.tell(foreign.taskId, composed);
    await world.tasks.refresh('bob', task.id);
    const own = split({ track: { ...foreign, audioId: 'one' } });
    expect((await world.buy({ viewer: 'bob', input: own })).task.status).toBe('PROCESSING');
  });

  it("of another viewer's waits its turn like any other", async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 60_000 } });
    const { task } = await world.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
    const foreign = { ...track, taskId: task.upstreamTaskId ?? '' };
    for (const each of [foreign, track]) {
      expect(await world.tryToBuy({ input: split({ track: each }) })).toMatchObject({ code: 'RATE_LIMITED' });
    }
  });

  it("of another viewer's is none in upper case either, nor beside the name of a task of one's own", async () => {
    const world = createTestDomain();
    const song = { operation: 'ADD_VOCALS', input: addVocalsInput } as const;
    const his = await world.buy({ viewer: 'bob', ...song });
    const { task: mine } = await world.buy(song);
    const [hisTaskId, taskId] = [his.task.upstreamTaskId ?? '', mine.upstreamTaskId ?? ''];
    world.provider.tell(taskId, composed);
    await world.tasks.refresh('alice', mine.id);
    for (const foreign of [
      { taskId: hisTaskId.toUpperCase(), audioId: 'one' },
      { taskId, audioId: 'his' },
    ]) {
      expect(await world.tryToBuy({ input: split({ track: foreign }) })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(world.provider.attempts).toHaveLength(2);
    const own = await world.buy({ input: split({ track: { taskId, audioId: 'two' } }) });
    expect(own.task.status).toBe('PROCESSING');
  });

  it("beside the name of a task of one's own that has none yet could be another viewer's, and is refused", async () => {
    const world = createTestDomain();
    const song = { operation: 'ADD_VOCALS', input: addVocalsInput } as const;
    const { task } = await world.buy(song);
    const taskId = task.upstreamTaskId ?? '';
    const guess = split({ track: { taskId, audioId: 'theirs' } });
    expect(await world.tryToBuy({ input: guess })).toMatchObject({ code: 'NOT_FOUND' });
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('that no task here made can be split', async () => {
    const world = createTestDomain();
    expect((await world.buy(wanted)).task.status).toBe('PROCESSING');
  });
});

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

describe('a goodbye', () => {
  it('waits for purchases under way, and leaves the rest unconfirmed', async () => {
    const world = createTestDomain();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const patience = new AbortController();
    const drained = world.purchases.drain(patience.signal);
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
    await world.purchases.drain(AbortSignal.abort());
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
    await world.purchases.drain(new AbortController().signal);
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
    await world.purchases.drain(AbortSignal.abort());
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
    await world.purchases.drain(AbortSignal.abort());
    const [{ taskId } = { taskId: '' }] = world.provider.attempts;
    expect(await world.task(taskId)).toMatchObject({ status: 'UNCONFIRMED' });
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
