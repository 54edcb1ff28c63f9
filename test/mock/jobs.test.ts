import { expect, test } from 'vitest';
import { violations } from '../../mock-server/contract/index.ts';
import { CREATE, type JobRecord, jobUnder, READ, vocalsJob } from './scenarios/jobs.ts';
import { MUSIC_RECORD, startKie, VOCALS, vocals } from './support.ts';

test('a job is charged like its operation, told of in one record, and posted once, at its end', async () => {
  const { kie, receiver, taskId, read } = await jobUnder(null);
  expect(kie.mock.ledger()).toMatchObject([{ operation: 'add-vocals', credits: 12, taskId }]);
  expect((await read()).data).toMatchObject({ model: 'ai-music-api/add-vocals', state: 'waiting', resultJson: '' });
  await kie.mock.clock.jump(2_000);
  expect(violations('job-record', await read())).toEqual([]);
  const { state, progress, param } = (await read()).data;
  expect(state).toBe('generating');
  expect(progress).toBeGreaterThan(30);
  expect(progress).toBeLessThan(70);
  expect(JSON.parse(JSON.parse(param).input)).toMatchObject({ title: 'Night Ferry', negative_tags: 'heavy metal' });
  await kie.mock.clock.jump(60_000);
  expect((await read()).data).toMatchObject({ state: 'success', creditsConsumed: 12, progress: 100, failCode: null });
  expect(violations('job-record', await read())).toEqual([]);
  const { data } = JSON.parse((await read()).data.resultJson);
  expect(data).toMatchObject([{ id: expect.any(String), model_name: 'chirp-crow' }, {}]);
  expect((await fetch(data[0].audio_url)).status).toBe(200);
  expect(violations('job-callback', (await receiver.until(1)).body)).toEqual([]);
  expect(receiver.received.map(({ body }) => body)).toEqual([
    { code: 200, msg: 'success', data: expect.objectContaining({ taskId, state: 'success' }) },
  ]);
});

test('a callback URL is optional', async () => {
  const kie = await startKie();
  const { callBackUrl: _none, ...job } = vocalsJob();
  const taskId = await kie.buy(CREATE, job);
  await kie.mock.clock.jump(60_000);
  expect((await kie.record(READ, taskId)).data).toMatchObject({ state: 'success' });
});

test.each([
  ['failed-501', '501'],
  ['failed-531', '531'],
  ['sensitive-word', 'SENSITIVE_WORD_ERROR'],
])('a job that fails, %s, is refunded and consumes nothing', async (scenario, failCode) => {
  const { kie, receiver, done } = await jobUnder(scenario);
  expect(await done()).toMatchObject({ state: 'fail', failCode, creditsConsumed: 0, resultJson: '' });
  expect(kie.mock.ledger().map(({ kind }) => kind)).toEqual(['charge', 'refund']);
  await receiver.until(1);
  expect(violations('job-callback', receiver.received[0]?.body)).toEqual([]);
  expect(receiver.received[0]?.body).toMatchObject({ code: 501, data: { state: 'fail', failCode } });
});

test('a job is told to fail by a text within its input', async () => {
  const kie = await startKie();
  const { input } = vocalsJob();
  const taskId = await kie.buy(CREATE, vocalsJob({ input: { ...input, title: 'Ferry [mock:failed-501]' } }));
  await kie.mock.clock.jump(60_000);
  expect((await kie.record(READ, taskId)).data).toMatchObject({ state: 'fail' });
});

test.each<[string, object, number, RegExp]>([
  ['a version for a model', { model: 'V5' }, 422, /not supported/],
  ['an unknown model', { model: 'ai-music-api/cover' }, 422, /not supported/],
  ['no model', { model: '' }, 422, /required/],
  ['no input', { input: null }, 422, /required/],
  ['an input without a needed field', { input: { title: 'x' } }, 422, /Please enter/],
  ['an input in camelCase', { input: { uploadUrl: 'https://files.example.com/a.mp3' } }, 422, /Please enter uploadUrl/],
])('%s is refused, uncharged', async (_what, change, code, words) => {
  const kie = await startKie();
  const { body } = await kie.post(CREATE, vocalsJob(change as Record<string, unknown>));
  expect(body).toMatchObject({ code, msg: expect.stringMatching(words), data: null });
  expect(kie.mock.ledger()).toEqual([]);
});

test('each API knows its own tasks', async () => {
  const { kie, taskId } = await jobUnder(null);
  expect((await kie.record(MUSIC_RECORD, taskId)).data).toBeNull();
  const other = await kie.buy(VOCALS, vocals());
  expect(await kie.record(READ, other)).toEqual({ code: 422, msg: 'recordInfo is null', data: null });
  expect(await kie.record(READ, 'nobody')).toEqual({ code: 422, msg: 'recordInfo is null', data: null });
  expect((await kie.get(READ)).body).toMatchObject({ code: 400 });
});

test('records are read ten times a second, for a key', async () => {
  const { read } = await jobUnder(null);
  const codes = await Promise.all(Array.from({ length: 12 }, async () => (await read()).code));
  expect(codes.filter((code) => code === 429)).toHaveLength(2);
});

test('a job survives a state dump', async () => {
  const { kie, taskId } = await jobUnder(null);
  await kie.mock.clock.jump(2_000);
  const { body: dump } = await kie.admin<object>('GET', '/state');
  const other = await startKie();
  await other.admin('PUT', '/state', dump);
  await other.mock.clock.jump(60_000);
  const { data } = (await other.get<{ data: JobRecord }>(`${READ}?taskId=${taskId}`)).body;
  expect(data.state).toBe('success');
});

test('the sibling brand has no jobs', async () => {
  const kie = await startKie({ dialect: 'sunoapi' });
  expect((await kie.post(CREATE, vocalsJob())).body).toMatchObject({ code: 404 });
});
