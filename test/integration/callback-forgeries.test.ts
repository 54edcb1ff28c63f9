import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallbackTokens } from '../../src/domain/tasks/callbacks/callback-tokens.ts';
import { musicCallback, separationCallback } from '../support/bodies.ts';
import { createTestDomain, type TestDomain } from '../support/domain.ts';
import { buySeparation, buySong } from '../support/purchased.ts';

/* Promises 9 and 13: what forged, odd and signed callbacks may do, and what they may not. */

const HMAC = 'example-hmac-key';

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
    const { id, upstreamTaskId } = await buySeparation(world);
    const before = await world.task(id);
    const calls = world.storeCalls();
    for (const token of forgeries(world, id)) {
      expect(await world.post(token, separationCallback(upstreamTaskId))).toEqual({ status: 404 });
    }
    expect(world.storeCalls()).toBe(calls);
    expect(await world.task(id)).toEqual(before);
    expect(world.provider.reads).toHaveLength(0);
  });

  it('for a task that is gone gets the same, and the operator is told: the store may be an old copy', async () => {
    const world = createTestDomain();
    const taskId = '00000000-0000-4000-8000-00000000dead';
    expect(await world.post(world.tokens.issue(taskId), separationCallback('up'))).toEqual({ status: 404 });
    expect(world.logged).toEqual([
      {
        level: 'warn',
        fields: expect.objectContaining({ taskId }),
        message: expect.stringContaining('not in this store'),
      },
    ]);
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
    for (const begin of [buySong, buySeparation]) {
      const world = createTestDomain();
      const { id, upstreamTaskId } = await begin(world);
      expect(await world.callback(id, text.replace('{up}', upstreamTaskId))).toEqual({ status: 200 });
      expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED', upstreamTaskId });
    }
  });

  it('whatever it is gets an answer in the right class', async () => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await buySong(world);
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
    const { id, upstreamTaskId } = await buySong(world);
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
    const { id, upstreamTaskId } = await buySong(world);
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
    const { id, upstreamTaskId } = await buySong(world);
    const headers = world.signed(HMAC, upstreamTaskId);
    await world.callback(id, musicCallback(upstreamTaskId, 'error'), headers);
    await world.callback(id, musicCallback(upstreamTaskId, 'complete'), headers);
    await world.clock.settle();
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', output: { tracks: [] } });
  });
});
