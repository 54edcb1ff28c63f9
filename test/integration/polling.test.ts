import { describe, expect, it } from 'vitest';
import type { Music } from '../../src/domain/outputs/music.ts';
import type { Provider } from '../../src/domain/ports/provider.ts';
import { StoreUnavailableError, TaskNotFoundError } from '../../src/domain/tasks/errors.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import {
  addVocalsInput,
  composed,
  failed,
  musicCallback,
  pair,
  separated,
  separationCallback,
  stems,
  track,
} from '../support/bodies.ts';
import { createChanges } from '../support/changes.ts';
import { createTestDomain, type TestDomain, type TestDomainOptions, TIMING } from '../support/domain.ts';

/* Promises 10 to 12: silence, oddities, and the same end whatever the way. */

const begin = async (options: TestDomainOptions = {}) => {
  const world = createTestDomain(options);
  world.reconciler.start();
  const { task } = await world.buy();
  return { world, id: task.id, upstreamTaskId: world.provider.billFor(task.id).upstreamTaskId };
};

/** What the operator's tool does: makes the check of a task due. */
const lookNow = async (world: TestDomain, id: string): Promise<void> => {
  const tracked = await world.store.getTracked(id);
  if (tracked === null) throw new Error(`there is no task ${id}`);
  const { task, revision } = tracked;
  const check = { at: world.clock.now(), pauseMs: 1_000 };
  const note = { at: world.clock.now(), kind: 'poll', outcome: 'asked', detail: null } as const;
  await world.store.save({ task, check, revision: revision + 1 }, revision, note);
};

const minutes = async (world: TestDomain, count: number): Promise<void> => {
  await world.clock.advance(count * 60_000);
};

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

describe('a record that the gateway cannot handle, by a mistake of its own', () => {
  /** Readers that throw, or a report that nothing can be made of. */
  const mistakes: [string, (reads: Provider['readRecord']) => Provider['readRecord']][] = [
    ['in reading it', () => () => Promise.reject(new TypeError('a mistake'))],
    [
      'in applying it',
      (read) => async (task) => {
        const record = await read(task);
        return {
          ...record,
          get report(): Report {
            return {
              state: 'progress',
              get output(): Music {
                throw new TypeError('a mistake');
              },
            };
          },
        };
      },
    ],
  ];

  it.each(mistakes)('%s is asked about with growing pauses, and its deadline passes', async (_where, mistaken) => {
    const { world, id } = await begin();
    const read = world.provider.readRecord;
    let reads = 0;
    world.provider.readRecord = (task) => {
      reads += 1;
      return mistaken(read)(task);
    };
    await minutes(world, 30);
    expect(reads).toBeGreaterThan(5);
    expect(reads).toBeLessThan(25);
    expect((await world.task(id)).status).toBe('PROCESSING');
    const seen = world.logged.filter(({ message }) => message === 'a record could not be handled');
    expect(seen).toHaveLength(reads);
    await world.clock.advance(TIMING.taskDeadlineMs);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'TIMED_OUT' } });
  });
});

describe('a record that makes no sense yet', () => {
  it('is waited for 90 s after a purchase', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await world.clock.advance(100_000);
    expect((await world.task(id)).status).toBe('PROCESSING');
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 2);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('is an answer when it stays', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, 8);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'UPSTREAM_ERROR' } });
    // And gives way to the provider's word, should it come.
    world.provider.tell(upstreamTaskId, failed(531, true));
    await minutes(world, 5);
    expect(await world.task(id)).toMatchObject({ charge: 'REFUNDED', error: { code: 'GENERATION_FAILED' } });
  });

  it.each([5, 13, 20, 115, 600])('is found when it comes back after %d minutes, without a callback', async (count) => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, count);
    expect((await world.task(id)).status).toBe('FAILED');
    world.provider.tell(upstreamTaskId, separated);
    await world.clock.advance(2 * TIMING.pollMaxIntervalMs);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: stems });
  });

  it.each([5, 115, 600])('of a task that the provider knew is an outage, here of %d minutes', async (count) => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'pending' });
    await minutes(world, 1);
    expect(world.provider.reads).toHaveLength(1);
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, count);
    const { status, error } = await world.task(id);
    // Only its own deadline ends it.
    expect([status, error?.code]).toEqual(count < 120 ? ['PROCESSING', undefined] : ['FAILED', 'TIMED_OUT']);
    world.provider.tell(upstreamTaskId, separated);
    await world.clock.advance(2 * TIMING.pollMaxIntervalMs);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: stems });
  });

  it('is not asked about for more than a day, nor after the provider has told of a failure', async () => {
    const { world, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, 25 * 60);
    const readsOfOne = world.provider.reads.length;
    await minutes(world, 60);
    expect(world.provider.reads).toHaveLength(readsOfOne);
    const { task } = await world.buy({ forceNew: true });
    const other = world.provider.billFor(task.id).upstreamTaskId;
    world.provider.tell(other, failed());
    await minutes(world, 1);
    world.provider.tell(other, { state: 'invisible' });
    await minutes(world, 15);
    const readsOfBoth = world.provider.reads.length;
    await minutes(world, 60);
    expect(world.provider.reads).toHaveLength(readsOfBoth);
  });

  it('that is done without files is waited for, too', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'succeeded', output: { kind: 'separation', stems: [] }, at: null });
    await minutes(world, 1);
    expect((await world.task(id)).status).toBe('PROCESSING');
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 3);
    expect((await world.task(id)).output).toEqual(stems);
  });
});

describe('a pair of tracks of which one is missing at the end', () => {
  const half = { kind: 'music', stage: null, tracks: [track('one'), { ...track('two'), audioUrl: null }] } as const;
  const begun = async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    return { world, id: task.id, upstreamTaskId: world.provider.billFor(task.id).upstreamTaskId };
  };
  const tracksOf = async (world: TestDomain, id: string): Promise<(string | null)[]> => {
    const { output } = await world.task(id);
    return output.kind === 'music' ? output.tracks.map(({ audioUrl }) => audioUrl) : [];
  };
  const both = pair.tracks.map(({ audioUrl }) => audioUrl);

  it.each(['undelivered', 'succeeded'] as const)('is waited for anew with each file (%s)', async (state) => {
    const { world, id, upstreamTaskId } = await begun();
    const report = (output: Music): Report => (state === 'succeeded' ? { state, output, at: null } : { state, output });
    world.provider.tell(upstreamTaskId, report({ kind: 'music', stage: null, tracks: [] }));
    await world.tasks.refresh('alice', id);
    await world.clock.jump(80_000);
    world.provider.tell(upstreamTaskId, report(half));
    await world.tasks.refresh('alice', id);
    await world.clock.jump(80_000);
    await world.tasks.refresh('alice', id);
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', output: { stage: 'FIRST_TRACK' } });
    world.provider.tell(upstreamTaskId, report(pair));
    await minutes(world, 3);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
    expect(await tracksOf(world, id)).toEqual(both);
  });

  it('is added when it turns up after the end, and the end stays', async () => {
    const { world, id, upstreamTaskId } = await begun();
    world.provider.tell(upstreamTaskId, { state: 'undelivered', output: half });
    await minutes(world, 5);
    const ended = await world.task(id);
    expect(ended.status).toBe('SUCCEEDED');
    expect(await tracksOf(world, id)).toEqual([both[0], null]);
    world.provider.tell(upstreamTaskId, failed());
    await minutes(world, 3);
    expect(await world.task(id)).toEqual(ended);
    world.provider.tell(upstreamTaskId, composed);
    await minutes(world, 3);
    const { version, finishedAt, status } = await world.task(id);
    expect({ version, finishedAt, status }).toEqual({
      version: ended.version + 1,
      finishedAt: ended.finishedAt,
      status: 'SUCCEEDED',
    });
    expect(await tracksOf(world, id)).toEqual(both);
  });

  it('is added at any later time when a callback or a client asks', async () => {
    for (const ask of ['callback', 'client']) {
      const { world, id, upstreamTaskId } = await begun();
      world.provider.tell(upstreamTaskId, { state: 'undelivered', output: half });
      await minutes(world, 60);
      const reads = world.provider.reads.length;
      await minutes(world, 60);
      expect(world.provider.reads).toHaveLength(reads);
      world.provider.tell(upstreamTaskId, composed);
      if (ask === 'callback') await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
      else await world.tasks.refresh('alice', id);
      await world.clock.settle();
      expect(await tracksOf(world, id)).toEqual(both);
    }
  });
});

describe('a provider that corrects itself', () => {
  it('is believed from failure to success, within its ten minutes, without a callback', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, failed());
    await minutes(world, 1);
    expect((await world.task(id)).status).toBe('FAILED');
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 6);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', error: null, output: stems });
  });

  it('is believed at any later time when it calls', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, failed());
    await minutes(world, 60);
    world.provider.tell(upstreamTaskId, separated);
    await world.callback(id, separationCallback(upstreamTaskId));
    await world.clock.settle();
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('is never believed from success to failure', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 1);
    const done = await world.task(id);
    world.provider.tell(upstreamTaskId, failed());
    await world.callback(id, { code: 500, msg: 'failed', data: { task_id: upstreamTaskId } });
    await world.tasks.refresh('alice', id);
    await minutes(world, 20);
    expect(await world.task(id)).toEqual(done);
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

describe('a record that lags the callback about its end', () => {
  it('is asked about again soon, also when it brought other news meanwhile', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const first = { ...pair, stage: 'FIRST_TRACK', tracks: [track('one')] } as const;
    world.provider.tell(upstreamTaskId, { state: 'progress', output: first });
    await world.callback(task.id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    expect(await world.task(task.id)).toMatchObject({ status: 'PROCESSING', output: { stage: 'FIRST_TRACK' } });
    world.provider.tell(upstreamTaskId, composed);
    await world.clock.advance(3_000);
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });
});

describe('a record that echoes a callback URL', () => {
  const base = 'https://gateway.example/callbacks/';

  it('of another task is not believed', async () => {
    const { world, id, upstreamTaskId } = await begin();
    const other = world.tokens.issue('00000000-0000-4000-8000-000000000009');
    for (const callbackUrl of [`${base}${other}`, `https://relay.example/${other}/`, `${base}${other}?x=1`]) {
      world.provider.tell(upstreamTaskId, { report: separated, callbackUrl });
      await minutes(world, 3);
      expect((await world.task(id)).status).toBe('PROCESSING');
    }
    expect(world.logged.some(({ level, message }) => level === 'error' && /another purchase/.test(message))).toBe(true);
  });

  it.each<[string, (url: string) => string]>([
    ['ends in a slash', (url) => `${url}/`],
    ['has a query', (url) => `${url}?x=1`],
    ['is encoded', encodeURIComponent],
    ['hides its secret', () => `${base}***`],
    ['is hidden', () => '***'],
    ['is a number', () => '5'],
    ['is in lower case', (url) => url.toLowerCase()],
    ['is cut', (url) => url.slice(0, 64)],
    ['is that of a relay', () => 'https://relay.example/hook'],
    ['has a path that looks like a token', (url) => url.replace('/callbacks', `/${'a'.repeat(64)}/callbacks`)],
  ])('that %s is believed', async (_how, echo) => {
    const { world, id, upstreamTaskId } = await begin();
    const callbackUrl = echo(base + world.tokens.issue(id));
    world.provider.tell(upstreamTaskId, { report: separated, callbackUrl });
    await minutes(world, 1);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('of another task that this gateway made with a secret of the past is not believed', async () => {
    const { world, id, upstreamTaskId } = await begin();
    const { task: other } = await world.buy({ forceNew: true });
    const past = createTestDomain({ secrets: ['the secret of yesterday, long enough for any use'] });
    world.provider.tell(upstreamTaskId, { report: separated, callbackUrl: base + past.tokens.issue(other.id) });
    await minutes(world, 3);
    expect((await world.task(id)).status).toBe('PROCESSING');
  });

  it.each([
    ['alice', 'SUCCEEDED'],
    ['bob', 'PROCESSING'],
  ])(
    "of the first of two purchases that the provider answers with one task is believed for %s's second",
    async (viewer, status) => {
      const { world, id, upstreamTaskId } = await begin();
      world.provider.purchase = async () => ({ kind: 'accepted', upstreamTaskId });
      const { task: second } = await world.buy({ forceNew: true, viewer });
      world.provider.tell(upstreamTaskId, { report: separated, callbackUrl: base + world.tokens.issue(id) });
      await minutes(world, 2);
      expect((await world.task(id)).status).toBe('SUCCEEDED');
      expect(await world.task(second.id)).toMatchObject({ status, upstreamTaskId });
    },
  );

  it('with a token of a secret that was changed meanwhile is believed', async () => {
    const old = 'the secret of yesterday, long enough for anybody';
    const world = createTestDomain({ secrets: ['the secret of today, long enough for anybody', old] });
    world.reconciler.start();
    const { task } = await world.buy();
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const before = createTestDomain({ secrets: [old] });
    world.provider.tell(upstreamTaskId, { report: separated, callbackUrl: base + before.tokens.issue(task.id) });
    await minutes(world, 1);
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });
});

describe('the end of a music task', () => {
  it('does not depend on which callbacks came, in which order, or how often', async () => {
    const ways: ('text' | 'first' | 'complete' | 'error')[][] = [
      [],
      ['complete'],
      ['text', 'first', 'complete'],
      ['complete', 'first', 'text'],
      ['first', 'first', 'error', 'text'],
      ['error', 'complete', 'complete'],
    ];
    const ends = new Set<string>();
    for (const way of ways) {
      const world = createTestDomain();
      world.reconciler.start();
      const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
      const { upstreamTaskId } = world.provider.billFor(task.id);
      world.provider.tell(upstreamTaskId, composed);
      for (const stage of way) await world.callback(task.id, musicCallback(upstreamTaskId, stage));
      await minutes(world, 2);
      const { status, output, charge, error } = await world.task(task.id);
      ends.add(JSON.stringify({ status, output, charge, error }));
    }
    expect(ends.size).toBe(1);
    expect([...ends][0]).toContain(JSON.stringify(pair));
  });

  it('that a callback announces while a record is being read is not missed', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const first = { kind: 'music', stage: 'FIRST_TRACK', tracks: [track('one')] } as const;
    world.provider.tell(upstreamTaskId, { state: 'progress', output: first });
    // The answer that tells of the first track is on its way when the end is announced.
    const { promise, resolve } = Promise.withResolvers<void>();
    world.provider.delay = promise;
    const asking = world.tasks.refresh('alice', task.id);
    await world.clock.settle();
    world.provider.tell(upstreamTaskId, composed);
    await world.callback(task.id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    world.provider.delay = null;
    resolve();
    await asking;
    await world.clock.settle();
    // At once: nobody waits for the next look.
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
    expect(world.provider.reads).toHaveLength(2);
  });
});

it('a question that waits for another is asked, also when the other fails', async () => {
  let isLocked = false;
  const world = createTestDomain({
    wrapStore: (store) => ({
      ...store,
      async save(...given) {
        if (isLocked) throw new StoreUnavailableError('The store cannot be written to: database is locked');
        return await store.save(...given);
      },
    }),
  });
  world.reconciler.start();
  const { task } = await world.buy();
  const { upstreamTaskId } = world.provider.billFor(task.id);
  world.provider.tell(upstreamTaskId, separated);
  const { promise, resolve } = Promise.withResolvers<void>();
  world.provider.delay = promise;
  const first = world.tasks.refresh('alice', task.id);
  await world.clock.settle();
  await world.callback(task.id, separationCallback(upstreamTaskId));
  await world.clock.settle();
  isLocked = true;
  world.provider.delay = null;
  resolve();
  await expect(first).rejects.toThrow(StoreUnavailableError);
  isLocked = false;
  await world.clock.settle();
  expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  expect(world.provider.reads).toHaveLength(2);
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

it('a look that shares a poll with a client answers its check', async () => {
  const { world, id } = await begin();
  const { promise, resolve } = Promise.withResolvers<void>();
  world.provider.delay = promise;
  await world.clock.advance(20_000);
  const asked = [world.tasks.refresh('alice', id)];
  await world.clock.advance(1_000);
  asked.push(world.tasks.refresh('alice', id));
  // The check becomes due while the second question waits for the answer to the first.
  await world.clock.advance(14_000);
  resolve();
  await Promise.all(asked);
  await world.clock.settle();
  expect(world.provider.reads).toHaveLength(2);
  expect((await world.store.getTracked(id))?.check.at).toBeGreaterThan(world.clock.now());
});

describe('a client that asks', () => {
  it('gets the newest state, and cannot make us ask more often than the provider allows', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, separated);
    const asked = await Promise.all(Array.from({ length: 20 }, () => world.tasks.refresh('alice', id)));
    expect(asked.some(({ status }) => status === 'SUCCEEDED')).toBe(true);
    expect(world.provider.reads).toHaveLength(1);
  });

  it('leaves a note of its question, also when the answer is nothing new', async () => {
    const { world, id } = await begin();
    await world.tasks.refresh('alice', id);
    const notes = (await world.notes(id)).map(({ kind, outcome }) => `${kind} ${outcome}`);
    expect(notes).toContain('poll pending');
  });

  it('is not kept waiting by a clock that was set back', async () => {
    const { world, id } = await begin();
    await world.tasks.refresh('alice', id);
    await world.clock.jump(-3_600_000);
    await world.tasks.refresh('alice', id);
    expect(world.provider.reads).toHaveLength(2);
  });

  it('asks less and less often while nothing changes, and at once again when something has', async () => {
    const { world, id } = await begin();
    const askedAt: number[] = [];
    const start = world.clock.now();
    for (let ms = 0; ms < 12_000; ms += 100) {
      const before = world.provider.reads.length;
      await world.tasks.refresh('alice', id);
      if (world.provider.reads.length > before) askedAt.push(world.clock.now() - start);
      await world.clock.advance(100);
    }
    expect(askedAt).toEqual([0, 400, 1_200, 2_800, 6_000]);
    await createChanges(world, await world.task(id)).next();
    await world.clock.advance(400);
    const before = world.provider.reads.length;
    await world.tasks.refresh('alice', id);
    await world.clock.advance(400);
    await world.tasks.refresh('alice', id);
    expect(world.provider.reads).toHaveLength(before + 2);
  });

  it('asks about all tasks of one viewer together at a bounded rate, and of others as well', async () => {
    const world = createTestDomain();
    const ids: string[] = [];
    for (let index = 0; index < 16; index += 1) ids.push((await world.buy({ forceNew: true })).task.id);
    const { task } = await world.buy({ viewer: 'bob', forceNew: true });
    for (let ms = 0; ms < 3_000; ms += 100) {
      await Promise.all(ids.map((id) => world.tasks.refresh('alice', id)));
      await world.clock.advance(100);
    }
    expect(world.provider.reads.length).toBeLessThanOrEqual(20);
    expect(new Set(world.provider.reads).size).toBe(16);
    await world.tasks.refresh('bob', task.id);
    expect(world.provider.reads.at(-1)).toBe(task.upstreamTaskId);
    await world.clock.advance(10_000);
    await world.tasks.refresh('alice', ids[0] ?? '');
    expect(world.provider.reads.length).toBeGreaterThan(20);
  });

  it("cannot ask about another viewer's task", async () => {
    const { world, id } = await begin();
    await expect(world.tasks.refresh('bob', id)).rejects.toThrow(TaskNotFoundError);
    expect(world.provider.reads).toHaveLength(0);
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
