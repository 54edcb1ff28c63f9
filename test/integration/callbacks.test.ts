import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { createCallbackTokens } from '../../src/domain/tasks/callbacks/callback-tokens.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { ASK_INTERVAL_MS } from '../../src/domain/tasks/lifecycle/schedule.ts';
import {
  addVocalsInput,
  composed,
  failed,
  musicCallback,
  pair,
  separated,
  separationCallback,
  stems,
} from '../support/bodies.ts';
import { createTestDomain, type TestDomain, TIMING } from '../support/domain.ts';

/* Promises 3, 8, 9, 10 and 13: what callbacks may do, and what they may not. */

const HMAC = 'example-hmac-key';

/** A music task that the provider works on. */
const singing = async (world: TestDomain) => {
  const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
  return { id: task.id, upstreamTaskId: world.provider.billFor(task.id).upstreamTaskId };
};

const separating = async (world: TestDomain) => {
  const { task } = await world.buy();
  return { id: task.id, upstreamTaskId: world.provider.billFor(task.id).upstreamTaskId };
};

describe('one code path', () => {
  it('a callback before the answer binds the id, and the answer changes nothing', async () => {
    const world = createTestDomain();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const [bill] = world.provider.ledger;
    if (bill === undefined) throw new Error('nothing was billed');
    world.provider.tell(bill.upstreamTaskId, separated);
    world.reconciler.start();
    expect(await world.callback(bill.taskId, separationCallback(bill.upstreamTaskId))).toEqual({ status: 200 });
    await world.clock.settle();
    expect(await world.task(bill.taskId)).toMatchObject({ status: 'SUCCEEDED', output: stems });
    world.provider.letGo();
    expect((await buying).task).toMatchObject({ status: 'SUCCEEDED', upstreamTaskId: bill.upstreamTaskId });
    await world.clock.settle();
    expect((await world.notes(bill.taskId)).map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'callback accepted',
      'poll succeeded',
      'purchase accepted',
    ]);
  });

  it('a callback after a lost answer heals the task', async () => {
    const world = createTestDomain();
    world.provider.script('lose');
    const { id, upstreamTaskId } = await singing(world);
    expect((await world.task(id)).status).toBe('UNCONFIRMED');
    expect(await world.callback(id, musicCallback(upstreamTaskId, 'text'))).toEqual({ status: 200 });
    expect(await world.task(id)).toMatchObject({
      status: 'PROCESSING',
      charge: 'CHARGED',
      upstreamTaskId,
      output: { stage: 'LYRICS' },
    });
  });

  it('a callback after our death in mid-purchase heals the task', async () => {
    const world = createTestDomain();
    world.provider.script('hang');
    void world.buy();
    await world.clock.settle();
    await world.crash();
    await world.start();
    const [bill] = world.provider.ledger;
    if (bill === undefined) throw new Error('nothing was billed');
    world.provider.tell(bill.upstreamTaskId, separated);
    await world.callback(bill.taskId, separationCallback(bill.upstreamTaskId));
    await world.clock.settle();
    expect(await world.task(bill.taskId)).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('a callback after the deadline adopts the task, which ends as the record says', async () => {
    for (const report of [separated, failed()]) {
      const world = createTestDomain();
      world.reconciler.start();
      world.provider.script('lose');
      const { id, upstreamTaskId } = await separating(world);
      await world.clock.advance(TIMING.submissionDeadlineMs + 1_000);
      expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'SUBMISSION_LOST' } });
      world.provider.tell(upstreamTaskId, report);
      expect(await world.callback(id, separationCallback(upstreamTaskId))).toEqual({ status: 200 });
      await world.clock.settle();
      expect(await world.task(id)).toMatchObject(
        report === separated
          ? { status: 'SUCCEEDED', error: null, output: stems }
          : { status: 'FAILED', error: { code: 'GENERATION_FAILED' } },
      );
    }
  });

  it('a callback in the very moment of the deadline is not overruled by it', async () => {
    let race: (() => Promise<unknown>) | null = null;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        async save(next, ...given) {
          if (next.task.error?.code === 'SUBMISSION_LOST') await race?.();
          return await store.save(next, ...given);
        },
      }),
    });
    world.provider.script('lose');
    const { id, upstreamTaskId } = await separating(world);
    // The reconciler has leased the task as unconfirmed, and saves that it is lost after the callback was saved.
    await world.clock.jump(TIMING.submissionDeadlineMs + 1);
    let answer: unknown = null;
    race = async () => {
      race = null;
      answer = await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    };
    world.reconciler.start();
    await world.clock.settle();
    expect(answer).toEqual({ status: 200 });
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', upstreamTaskId });
  });
});

describe('a callback', () => {
  it('shows stages as they are told, and reads the end from the record', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await singing(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    await world.callback(id, musicCallback(upstreamTaskId, 'first'));
    expect(world.provider.reads).toHaveLength(0);
    expect((await world.task(id)).output).toMatchObject({ stage: 'FIRST_TRACK', tracks: [{ audioId: 'one' }] });
    // The body says complete; the record does not yet.
    await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    expect(world.provider.reads).toHaveLength(1);
    expect((await world.task(id)).status).toBe('PROCESSING');
    world.provider.tell(upstreamTaskId, composed);
    await world.clock.advance(3_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: pair });
  });

  it('that lies about the end changes neither money nor files', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await separating(world);
    const lies = [
      { ...separationCallback(upstreamTaskId), code: 500 },
      { code: 531, msg: 'refunded', data: { task_id: upstreamTaskId } },
      separationCallback(upstreamTaskId),
    ];
    for (const lie of lies) {
      expect(await world.callback(id, lie)).toEqual({ status: 200 });
      await world.clock.settle();
      expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED', output: { stems: [] } });
    }
    world.provider.tell(upstreamTaskId, separated);
    await world.clock.advance(5_000);
    expect((await world.task(id)).output).toEqual(stems);
  });

  it('is answered 200 only once it is stored', async () => {
    let hold: (() => void) | null = null;
    let held = false;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        save: async (...given) => {
          if (held) await new Promise<void>((resolve) => (hold = resolve));
          return await store.save(...given);
        },
      }),
    });
    const { id, upstreamTaskId } = await singing(world);
    held = true;
    let answer: number | null = null;
    const answered = world.callback(id, musicCallback(upstreamTaskId, 'text')).then(({ status }) => (answer = status));
    await world.clock.settle();
    expect(answer).toBeNull();
    (hold as (() => void) | null)?.();
    await answered;
    expect(answer).toBe(200);
    await world.crash();
    expect((await world.task(id)).output).toMatchObject({ stage: 'LYRICS' });
  });

  it.each(['getTracked', 'save', 'addNote'] as const)('is answered 503 while the store cannot %s', async (name) => {
    let broken = false;
    const world = createTestDomain({
      wrapStore: (store) =>
        new Proxy(store, {
          get: (target, key: keyof TaskStore) =>
            broken && key === name
              ? () => Promise.reject(new StoreUnavailableError('locked'))
              : Reflect.get(target, key),
        }),
    });
    const { id, upstreamTaskId } = await singing(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    // News and ends need `save`, a duplicate `addNote`.
    const stage = ({ getTracked: 'first', save: 'complete', addNote: 'text' } as const)[name];
    broken = true;
    expect(await world.callback(id, musicCallback(upstreamTaskId, stage))).toEqual({ status: 503 });
    expect(world.callbackOutcomes).toEqual(['accepted', 'unstored']);
    broken = false;
    expect(await world.callback(id, musicCallback(upstreamTaskId, stage))).toEqual({ status: 200 });
  });

  it('is a duplicate when it brings nothing new, and is noted as such', async () => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await singing(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'first'));
    const before = await world.task(id);
    for (let times = 0; times < 3; times += 1) await world.callback(id, musicCallback(upstreamTaskId, 'first'));
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    expect(await world.task(id)).toEqual(before);
    const notes = (await world.notes(id)).filter(({ kind }) => kind === 'callback');
    expect(notes.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
  });

  it('a hundred times over has the provider asked three times a second at most, and once after the last', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await singing(world);
    for (let count = 0; count < 100; count += 1) {
      await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
      await world.clock.advance(10);
    }
    const asked = world.provider.reads.length;
    expect(asked).toBeLessThanOrEqual(3);
    await world.clock.advance(ASK_INTERVAL_MS);
    expect(world.provider.reads.length).toBeGreaterThan(asked);
  });

  it('about an end is followed up at once, also when somebody else saves the task at the same moment', async () => {
    let others = 0;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        save: async (...given) => (others-- > 0 ? null : await store.save(...given)),
      }),
    });
    world.reconciler.start();
    world.provider.script('lose');
    const { task } = await world.buy();
    const { upstreamTaskId } = world.provider.billFor(task.id);
    world.provider.tell(upstreamTaskId, separated);
    others = 1;
    await world.callback(task.id, separationCallback(upstreamTaskId));
    await world.clock.settle();
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });

  it('after the last word changes nothing, and asks nobody', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await singing(world);
    world.provider.tell(upstreamTaskId, composed);
    await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    const done = await world.task(id);
    const reads = world.provider.reads.length;
    for (const stage of ['text', 'first', 'complete', 'error'] as const) {
      expect(await world.callback(id, musicCallback(upstreamTaskId, stage))).toEqual({ status: 200 });
    }
    await world.clock.advance(600_000);
    expect(await world.task(id)).toEqual(done);
    expect(world.provider.reads).toHaveLength(reads);
  });

  it('that brings a second id is quarantined, and the first stays', async () => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await separating(world);
    expect(await world.callback(id, separationCallback('f'.repeat(32)))).toEqual({ status: 200 });
    expect(await world.task(id)).toMatchObject({ upstreamTaskId, version: 2 });
    expect((await world.notes(id)).at(-1)).toMatchObject({ kind: 'callback', outcome: 'quarantined' });
    expect(world.logged.some(({ level, message }) => level === 'error' && /another task/.test(message))).toBe(true);
  });

  it('that brings the id of another task is quarantined, also before the own id is known', async () => {
    const world = createTestDomain();
    const other = await separating(world);
    world.provider.script('lose');
    const { task } = await world.buy({ forceNew: true });
    expect(await world.callback(task.id, separationCallback(other.upstreamTaskId))).toEqual({ status: 200 });
    expect(await world.task(task.id)).toMatchObject({ status: 'UNCONFIRMED', upstreamTaskId: null });
    // And the right one is still welcome.
    const { upstreamTaskId } = world.provider.billFor(task.id);
    await world.callback(task.id, separationCallback(upstreamTaskId));
    expect(await world.task(task.id)).toMatchObject({ status: 'PROCESSING', upstreamTaskId });
  });

  it('faster than an answer that names another task: the answer is believed', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const [{ taskId, upstreamTaskId } = { taskId: '', upstreamTaskId: '' }] = world.provider.ledger;
    await world.callback(taskId, separationCallback('f'.repeat(32)));
    expect(await world.task(taskId)).toMatchObject({ upstreamTaskId: 'f'.repeat(32) });
    world.provider.letGo();
    await buying;
    expect(await world.task(taskId)).toMatchObject({ status: 'PROCESSING', upstreamTaskId });
    // The true one is heard, and the false one no longer.
    world.provider.tell(upstreamTaskId, separated);
    await world.callback(taskId, separationCallback('f'.repeat(32)));
    expect(world.callbackOutcomes.at(-1)).toBe('quarantined');
    await world.callback(taskId, separationCallback(upstreamTaskId));
    await world.clock.advance(500);
    expect(await world.task(taskId)).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
  });

  it('that ended before an answer that names another task: the answer is quarantined, loudly', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const [{ taskId } = { taskId: '' }] = world.provider.ledger;
    world.provider.tell('f'.repeat(32), separated);
    await world.callback(taskId, separationCallback('f'.repeat(32)));
    await world.clock.settle();
    expect((await world.task(taskId)).status).toBe('SUCCEEDED');
    world.provider.letGo();
    await buying;
    await world.clock.settle();
    expect((await world.notes(taskId)).at(-1)).toMatchObject({ kind: 'purchase', outcome: 'quarantined' });
    expect(world.logged.some(({ level }) => level === 'error')).toBe(true);
  });
});

describe('a forged callback', () => {
  const forgeries = (world: TestDomain, id: string): string[] => [
    '',
    'x',
    id,
    '../livez',
    world.tokens.issue(id).slice(0, -1),
    `${world.tokens.issue(id)}A`,
    world.tokens.issue(id).replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')),
    createCallbackTokens(['some other secret, long enough']).issue(id),
  ];

  it('changes nothing, costs no read, and gets what an unknown path gets', async () => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await separating(world);
    const before = await world.task(id);
    const calls = world.storeCalls();
    for (const token of forgeries(world, id)) {
      expect(await world.post(token, separationCallback(upstreamTaskId))).toEqual({ status: 404 });
    }
    expect(world.storeCalls()).toBe(calls);
    expect(await world.task(id)).toEqual(before);
    expect(world.provider.reads).toHaveLength(0);
  });

  it('for a task that is gone gets the same', async () => {
    const world = createTestDomain();
    const token = world.tokens.issue('00000000-0000-4000-8000-00000000dead');
    expect(await world.post(token, separationCallback('up'))).toEqual({ status: 404 });
  });
});

describe('a body', () => {
  it.each([
    [''],
    ['not JSON'],
    ['null'],
    ['[]'],
    ['{}'],
    ['{"data":[]}'],
    ['{"data":{"task_id":""}}'],
    ['{"taskId":"a","data":{"task_id":"b"}}'],
    [`{"data":{"task_id":"${'x'.repeat(200)}"}}`],
    [`${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['{"data":{"task_id":"{up}"}}'],
    ['{"data":{"task_id":"{up}"},"code":"what","msg":{}}'],
    ['{"data":{"task_id":"{up}","callbackType":"unheard-of","data":7}}'],
    ['{"data":{"task_id":"{up}","vocal_removal_info":[[]]},"code":200}'],
    ['{"taskId":"{up}","__proto__":{"code":200}}'],
  ])('%s is stored as a reason to ask, and decides nothing', async (text) => {
    for (const begin of [singing, separating]) {
      const world = createTestDomain();
      const { id, upstreamTaskId } = await begin(world);
      expect(await world.callback(id, text.replace('{up}', upstreamTaskId))).toEqual({ status: 200 });
      expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED', upstreamTaskId });
    }
  });

  it('whatever it is gets an answer in the right class', async () => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await singing(world);
    const ids = fc.constantFrom(upstreamTaskId, 'other', '', null, 7);
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          code: fc.oneof(fc.integer(), fc.string()),
          taskId: ids,
          data: fc.oneof(
            fc.record({
              task_id: ids,
              callbackType: fc.oneof(fc.constantFrom('text', 'first', 'complete', 'error'), fc.string()),
              data: fc.oneof(fc.array(fc.object({ maxDepth: 1 })), fc.anything({ maxDepth: 1 })),
            }),
            fc.object(),
          ),
        })
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const { status } = await world.callback(id, text);
        expect([200, 400]).toContain(status);
        const task = await world.task(id);
        expect([task.status, task.charge, task.upstreamTaskId]).toEqual(['PROCESSING', 'CHARGED', upstreamTaskId]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('with a key for signatures', () => {
  it('a signed callback is heard', async () => {
    const world = createTestDomain({ hmacKey: HMAC });
    const { id, upstreamTaskId } = await singing(world);
    const headers = world.signed(HMAC, upstreamTaskId);
    expect(await world.callback(id, musicCallback(upstreamTaskId, 'text'), headers)).toEqual({ status: 200 });
    // Within the same second another stage has the very same signature.
    expect(await world.callback(id, musicCallback(upstreamTaskId, 'first'), headers)).toEqual({ status: 200 });
    expect((await world.task(id)).output).toMatchObject({ stage: 'FIRST_TRACK' });
  });

  it('the published example holds', async () => {
    const world = createTestDomain({ hmacKey: HMAC });
    const upstreamTaskId = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
    world.provider.script('drop');
    const { task } = await world.buy();
    const headers = {
      'x-webhook-timestamp': '1767225600',
      'x-webhook-signature': 'fa5uAio416ygjYYYb8YJjzSRHb+ip6IwJvZ2Omtj1wo=',
    };
    expect(await world.callback(task.id, separationCallback(upstreamTaskId), headers)).toEqual({ status: 200 });
  });

  it('nothing else is, and it gets what an unknown path gets', async () => {
    const world = createTestDomain({ hmacKey: HMAC });
    const { id, upstreamTaskId } = await singing(world);
    const good = world.signed(HMAC, upstreamTaskId);
    const bad: Record<string, string>[] = [
      {},
      world.signed('another key', upstreamTaskId),
      world.signed(HMAC, 'f'.repeat(32)),
      world.signed(HMAC, upstreamTaskId, world.clock.now() - 301_000),
      world.signed(HMAC, upstreamTaskId, world.clock.now() + 301_000),
      { ...good, 'x-webhook-timestamp': String(Number(good['x-webhook-timestamp']) + 1) },
      { ...good, 'x-webhook-timestamp': `${good['x-webhook-timestamp']}.0` },
      { ...good, 'x-webhook-timestamp': '' },
      { ...good, 'x-webhook-signature': '' },
      { ...good, 'x-webhook-signature': (good['x-webhook-signature'] ?? '').slice(0, -1) },
      { ...good, 'x-webhook-signature': (good['x-webhook-signature'] ?? '').toLowerCase() },
    ];
    const calls = world.storeCalls();
    for (const headers of bad) {
      expect(await world.callback(id, musicCallback(upstreamTaskId, 'text'), headers)).toEqual({ status: 404 });
    }
    expect(world.storeCalls()).toBe(calls);
    // A body that names no task is held against the task of its token.
    for (const headers of bad) expect(await world.callback(id, 'unreadable', headers)).toEqual({ status: 404 });
    expect(await world.callback(id, 'unreadable', good)).toEqual({ status: 200 });
    // Clocks may differ by five minutes.
    for (const ms of [-299_000, 299_000]) {
      const headers = world.signed(HMAC, upstreamTaskId, world.clock.now() + ms);
      expect(await world.callback(id, musicCallback(upstreamTaskId, 'text'), headers)).toEqual({ status: 200 });
    }
  });

  it('a good signature over a false body still decides nothing', async () => {
    const world = createTestDomain({ hmacKey: HMAC });
    world.reconciler.start();
    const { id, upstreamTaskId } = await singing(world);
    const headers = world.signed(HMAC, upstreamTaskId);
    await world.callback(id, musicCallback(upstreamTaskId, 'error'), headers);
    await world.callback(id, musicCallback(upstreamTaskId, 'complete'), headers);
    await world.clock.settle();
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', output: { tracks: [] } });
  });
});
