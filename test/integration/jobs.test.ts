import { describe, expect, it } from 'vitest';
import type { OperationName } from '../../src/domain/operations/index.ts';
import type { Provider } from '../../src/domain/ports/provider.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import { addVocalsInput } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';
import { jobsBehind } from '../support/kie.ts';
import { createWireWorld, type WireAnswer, yes } from '../support/wire-world.ts';

const JOBS: readonly OperationName[] = ['ADD_VOCALS', 'GENERATE_LYRICS', 'TIMESTAMP_LYRICS'];
const vocals = { operation: 'ADD_VOCALS', input: addVocalsInput } as const;

const songs = JSON.stringify({
  data: [
    { id: 'one', audio_url: 'https://media.example.com/1.mp3' },
    { id: 'two', audio_url: 'https://media.example.com/2.mp3' },
  ],
});
const record = (state: string, rest: object = {}): WireAnswer =>
  yes({ taskId: 'up-1', model: 'ai-music-api/add-vocals', state, resultJson: '', ...rest });
const done = record('success', { resultJson: songs, creditsConsumed: 11.5 });
const failed = record('fail', { failCode: '400', failMsg: 'Upstream failed, try again later', creditsConsumed: 0 });

const begin = async () => {
  const world = createWireWorld({ jobs: JOBS });
  const { task } = await world.buy(vocals);
  await world.start();
  return { world, id: task.id };
};

describe('a job', () => {
  it('is bought and read at two paths, and remembers where', async () => {
    const { world, id } = await begin();
    expect(world.sent).toMatchObject([
      { path: '/api/v1/jobs/createTask', body: { model: 'ai-music-api/add-vocals', input: { title: 'Night Ferry' } } },
    ]);
    world.say.record = done;
    await world.clock.advance(40_000);
    expect(await world.task(id)).toMatchObject({ api: 'jobs', status: 'SUCCEEDED', creditsConsumed: 11.5 });
    expect(new Set(world.reads)).toEqual(new Set(['/api/v1/jobs/recordInfo?taskId=up-1']));
  });

  it('tells its progress as it is polled', async () => {
    const { world, id } = await begin();
    world.say.record = record('generating', { progress: 40 });
    await world.clock.advance(40_000);
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', progress: 40, version: 3 });
    world.say.record = done;
    await world.clock.advance(90_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', progress: 100, version: 4 });
  });

  it.each([
    ['422', { body: { code: 422, msg: 'recordInfo is null', data: null } }],
    ['404', { status: 404, body: { code: 404, msg: 'Not Found', data: null } }],
  ])('may be invisible at first, with %s', async (_how, invisible: WireAnswer) => {
    const { world, id } = await begin();
    world.say.record = invisible;
    await world.clock.advance(80_000);
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING' });
    world.say.record = done;
    await world.clock.advance(120_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('fails with the words of its record, refunded by what was consumed', async () => {
    const { world, id } = await begin();
    world.say.record = failed;
    await world.clock.advance(40_000);
    expect(await world.task(id)).toMatchObject({
      status: 'FAILED',
      charge: 'REFUNDED',
      creditsConsumed: 0,
      error: { code: 'GENERATION_FAILED', message: 'Upstream failed, try again later', upstreamCode: 400 },
    });
    world.say.record = done;
    await world.clock.advance(300_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', creditsConsumed: 11.5 });
  });

  it('that is done without a result is given time, and noticed', async () => {
    const { world, id } = await begin();
    world.say.record = record('success', { resultJson: '{"links":{}}' });
    await world.clock.advance(60_000);
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING' });
    expect(world.oddities).toContainEqual({ what: 'body', value: 'a finished ADD_VOCALS without results: links' });
    world.say.record = done;
    await world.clock.advance(120_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('that has its results at its endpoint is found there', async () => {
    const { world, id } = await begin();
    const sunoData = JSON.parse(songs).data;
    world.say.record = () =>
      world.reads.at(-1)?.startsWith('/api/v1/jobs/')
        ? record('success', { creditsConsumed: 11.5 })
        : yes({ taskId: 'up-1', status: 'SUCCESS', response: { sunoData } });
    await world.clock.advance(40_000);
    expect(await world.task(id)).toMatchObject({
      status: 'SUCCEEDED',
      creditsConsumed: 11.5,
      output: { tracks: [{ audioId: 'one' }, { audioId: 'two' }] },
    });
    expect(world.reads).toEqual(['/api/v1/jobs/recordInfo?taskId=up-1', '/api/v1/generate/record-info?taskId=up-1']);
  });

  it.each([
    ['the record', { taskId: 'up-1', state: 'success', resultJson: songs }],
    ['the form of the endpoint', { task_id: 'up-1', callbackType: 'complete', data: [] }],
  ])('is announced by a callback in %s, and confirmed by its record', async (_form, data) => {
    const { world, id } = await begin();
    world.say.record = done;
    expect(await world.callback(id, { code: 200, msg: 'ok', data })).toMatchObject({ status: 200 });
    await world.clock.advance(2_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', creditsConsumed: 11.5 });
  });

  it('whose answer was lost is found by its callback', async () => {
    const world = createWireWorld({ jobs: JOBS });
    world.say.create = { status: 502, body: 'Bad Gateway' };
    const { task } = await world.buy(vocals);
    await world.start();
    expect(await world.task(task.id)).toMatchObject({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' });
    world.say.record = done;
    await world.callback(task.id, { code: 200, data: { taskId: 'up-1', state: 'success', resultJson: songs } });
    await world.clock.advance(2_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
    expect(world.sent).toHaveLength(1);
  });
});

describe('a job that answers at once', () => {
  const source = { taskId: 'song', audioId: 'one' };
  const timed = { alignedWords: [{ word: 'Lights', startS: 1, endS: 2 }], waveformData: [0.5] };
  const times = { operation: 'TIMESTAMP_LYRICS', input: { source } } as const;

  it('is done with its answer', async () => {
    const world = createWireWorld({ jobs: JOBS });
    world.say.create = yes({ code: 200, msg: 'success', data: timed });
    expect((await world.buy(times)).task).toMatchObject({
      status: 'SUCCEEDED',
      charge: 'CHARGED',
      output: { words: [{ word: 'Lights', start: 1, end: 2 }] },
    });
  });

  it('may answer with a task all the same', async () => {
    const world = createWireWorld({ jobs: JOBS });
    const { task } = await world.buy(times);
    await world.start();
    expect(task).toMatchObject({ status: 'PROCESSING', upstreamTaskId: 'up-1' });
    world.say.record = yes({ taskId: 'up-1', state: 'success', resultJson: JSON.stringify(timed) });
    await world.clock.advance(40_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', output: { words: [{ word: 'Lights' }] } });
  });
});

describe('when the setting changes', () => {
  /** A provider that is another one from some moment on, before one wire. */
  const changing = () => {
    const calls: string[] = [];
    const answer = (body: unknown) => ({ status: 200, body: JSON.stringify(body), retryAfterMs: null });
    const transport: Transport = {
      async post(path) {
        calls.push(path);
        return answer({ code: 200, data: { taskId: `up-${calls.length}` } });
      },
      async get(path) {
        calls.push(path);
        const taskId = path.split('=').at(-1);
        const isJob = path.startsWith('/api/v1/jobs');
        const tracks = [{ id: `of-${taskId}`, audio_url: 'https://media.example.com/1.mp3' }];
        const result = isJob
          ? { state: 'success', resultJson: JSON.stringify({ data: tracks }) }
          : { status: 'SUCCESS', response: { sunoData: tracks } };
        return answer({ code: 200, data: { taskId, ...result } });
      },
      close: () => Promise.resolve(),
    };
    let now: Provider = jobsBehind(transport, { buys: JOBS });
    const provider: Provider = {
      apiFor: (operation) => now.apiFor(operation),
      purchase: (task, url) => now.purchase(task, url),
      readRecord: (task) => now.readRecord(task),
      readCallback: (task, body) => now.readCallback(task, body),
      credits: () => now.credits(),
    };
    return {
      calls,
      provider,
      buyAt: (buys: readonly OperationName[]) => {
        now = jobsBehind(transport, { buys });
      },
    };
  };

  it.each([
    ['away from jobs', JOBS, [] as readonly OperationName[], ['jobs', 'endpoints']],
    ['to jobs', [] as readonly OperationName[], JOBS, ['endpoints', 'jobs']],
  ])('%s, open tasks are read where they were bought', async (_way, before, after, apis) => {
    const { calls, provider, buyAt } = changing();
    const world = createTestDomain({ change: { provider } });
    buyAt(before);
    const first = (await world.buy(vocals)).task;
    buyAt(after);
    const second = (await world.buy(vocals)).task;
    expect([first.api, second.api]).toEqual(apis);
    await world.start();
    await world.clock.advance(40_000);
    for (const { id, upstreamTaskId } of [first, second]) {
      const ended = await world.task(id);
      expect(ended).toMatchObject({ status: 'SUCCEEDED', output: { tracks: [{ audioId: `of-${upstreamTaskId}` }] } });
    }
    const created = { jobs: '/api/v1/jobs/createTask', endpoints: '/api/v1/generate/add-vocals' };
    expect(calls.slice(0, 2)).toEqual(apis.map((api) => created[api === 'jobs' ? 'jobs' : 'endpoints']));
  });
});

it('what was really consumed is what counts in a budget', async () => {
  const budget = { purchasesPerMinute: null, creditsPerDay: 25 };
  const world = createWireWorld({ jobs: JOBS, domain: { change: { budget, prices: { ADD_VOCALS: 12 } } } });
  await world.buy(vocals);
  await world.start();
  world.say.create = yes({ taskId: 'up-2' });
  await world.buy(vocals);
  // Two prices leave 1 credit.
  expect(await world.tryToBuy(vocals)).toMatchObject({ code: 'QUOTA_EXCEEDED' });
  world.say.record = record('success', { resultJson: songs, creditsConsumed: 0.5 });
  await world.clock.advance(40_000);
  world.say.create = yes({ taskId: 'up-3' });
  expect(await world.tryToBuy(vocals)).toMatchObject({ status: 'PROCESSING' });
});
