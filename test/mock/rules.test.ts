import { expect, test } from 'vitest';
import { RULE_TARGETS } from '../../mock-server/scenarios/rules.ts';
import { eventually } from '../support/eventually.ts';
import {
  finishedTrack,
  MUSIC_RECORD,
  NOBODY,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
  VOCALS,
  vocals,
} from './support.ts';

const FILE = { audioUrl: 'https://files.example.com/song.mp3', callBackUrl: NOBODY };

test('a rule ends by itself after so many times', async () => {
  const { admin, post } = await startKie();
  await admin('POST', '/scenarios', { scenario: '455', times: 2 });
  const codes: number[] = [];
  for (let count = 0; count < 3; count++) codes.push((await post(VOCALS, vocals())).body.code);
  expect(codes).toEqual([455, 455, 200]);
  expect((await admin('GET', '/scenarios')).body).toMatchObject({ rules: [] });
});

test('a rule ends by itself after so long, on the mock’s clock', async () => {
  const { admin, mock, post } = await startKie();
  await admin('POST', '/scenarios', { scenario: '455', forMs: 5_000 });
  expect((await post(VOCALS, vocals())).body.code).toBe(455);
  await mock.clock.jump(5_000);
  expect((await post(VOCALS, vocals())).body.code).toBe(200);
});

test('a rule counts what happened, not what was refused before it could happen', async () => {
  const { admin, get, mock, post } = await startKie({ apiKey: 'right' });
  const left = async () =>
    (await admin<{ rules: { left: number }[] }>('GET', '/scenarios')).body.rules.map((rule) => rule.left);
  const key = { authorization: 'Bearer right' };
  for (const scenario of ['callback-lost', 'reset-after-charge', 'container-both'])
    mock.scenario(scenario, { times: 1 });
  mock.scenario('data-array', { on: 'credits', times: 1 });
  mock.scenario('media-needs-user-agent', { on: 'media', times: 1 });
  await post(VOCALS, vocals());
  await post(VOCALS, vocals({ title: '' }), key);
  await get('/api/v1/chat/credit', { authorization: 'none' });
  await get('/media/none.mp3');
  await get(new URL(mock.sampleUrl).pathname);
  expect(await left()).toEqual([1, 1, 1, 1, 1]);
  expect(mock.journal().flatMap(({ notes }) => notes)).toEqual([]);
  await expect(post(VOCALS, vocals(), key)).rejects.toThrow('fetch failed');
  await get('/api/v1/chat/credit', key);
  await get(new URL(mock.sampleUrl).pathname, { 'user-agent': '' });
  expect(await left()).toEqual([]);
  await mock.clock.jump(60_000);
  expect(mock.journal({ kind: 'callback' })).toEqual([]);
});

test('a rule for one purchase happens to one of two at the same time', async () => {
  const { mock, buy } = await startKie();
  mock.scenario('callback-lost', { times: 1 });
  mock.holds.arm('before-charge', 2);
  const both = [buy(VOCALS, vocals()), buy(VOCALS, vocals())];
  await eventually(() => expect(mock.holds.held()).toHaveLength(2));
  mock.holds.release();
  await Promise.all(both);
  const notes = mock.journal().map((entry) => entry.notes);
  expect(notes.flat()).toEqual(['scenario: callback-lost']);
});

test('a rule can be about one operation', async () => {
  const { admin, post } = await startKie();
  await admin('POST', '/scenarios', { scenario: '455', operation: 'separation' });
  expect((await post(VOCALS, vocals())).body.code).toBe(200);
  expect((await post(SEPARATION, FILE)).body.code).toBe(455);
});

test('a rule can be about other calls than purchases, and about one task’s', async () => {
  const { admin, buy, get, mock } = await startKie();
  const [one, two] = [await buy(VOCALS, vocals()), await buy(VOCALS, vocals())];
  await admin('POST', '/scenarios', { scenario: 'html-502', on: 'record', taskId: one });
  expect((await get(`${MUSIC_RECORD}?taskId=${one}`)).status).toBe(502);
  expect((await get(`${MUSIC_RECORD}?taskId=${two}`)).status).toBe(200);
  mock.scenario('401', { on: 'credits', times: 1 });
  expect((await get('/api/v1/chat/credit')).body.code).toBe(401);
  expect((await get('/api/v1/chat/credit')).body.code).toBe(200);
  mock.scenario('media-empty', { on: 'media', times: 1 });
  expect((await (await fetch(mock.sampleUrl)).arrayBuffer()).byteLength).toBe(0);
});

test('what the page of the mock shows uses up no rule, and is nothing that a client did', async () => {
  const { mock } = await startKie();
  mock.scenario('media-empty', { on: 'media', times: 1 });
  const size = async (headers: Record<string, string>) =>
    (await (await fetch(mock.sampleUrl, { headers })).arrayBuffer()).byteLength;
  expect(await size({ referer: `${mock.url}/__mock/` })).toBeGreaterThan(0);
  expect(mock.journal()).toEqual([]);
  expect(await size({})).toBe(0);
});

test('a task under way can be given another future', async () => {
  const { admin, buy, mock, record } = await startKie();
  const taskId = await buy(VOCALS, vocals());
  await mock.clock.jump(3_000);
  const { body } = await admin('POST', '/scenarios', { scenario: 'failed-413', taskId });
  expect(body).toMatchObject({ id: null });
  await mock.clock.jump(3_000);
  expect((await record(MUSIC_RECORD, taskId)).data).toMatchObject({ status: 'GENERATE_AUDIO_FAILED', errorCode: 413 });
});

test('buyers can ask for scenarios in their own text', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const callBackUrl = receiver.url;
  await kie.buy(
    VOCALS,
    vocals({ callBackUrl, prompt: 'la [mock:complete-only] la', style: '[mock:callback-doubled]' }),
  );
  await kie.mock.clock.jump(60_000);
  expect(receiver.received.map(({ body }) => body.data.callbackType)).toEqual(['complete', 'complete']);

  const audioUrl = `https://files.example.com/song.mp3?as=${encodeURIComponent('[mock:failed-501]')}`;
  const taskId = await kie.buy(SEPARATION, { callBackUrl: NOBODY, audioUrl });
  await kie.mock.clock.jump(60_000);
  expect((await kie.record(SEPARATION_RECORD, taskId)).data.errorCode).toBe(500);
});

test.each([
  ['negativeTags', '[mock:455]'],
  ['prompt', 'la [MOCK:455] la'],
  ['style', '[Mock: 455]'],
])('buyers can ask in %s, also by %s', async (field, text) => {
  const { post } = await startKie();
  expect((await post(VOCALS, vocals({ [field]: text }))).body.code).toBe(455);
});

test.each([
  ['[mock:callback-lots]', 'there is no scenario "callback-lots"; did you mean "callback-lost"?'],
  ['[mock 455]', 'it is spelt [mock:name] or [mock:name=value]'],
  ['[ mock:455]', 'it is spelt [mock:name] or [mock:name=value]'],
  ['[mock=455]', 'it is spelt [mock:name] or [mock:name=value]'],
  ['[mock:455', 'it is spelt [mock:name] or [mock:name=value]'],
  ['[mock:]', 'there is no scenario ""'],
])('%s is a near miss in the journal, and nothing else', async (title, words) => {
  const { buy, mock, record } = await startKie();
  const taskId = await buy(VOCALS, vocals({ title }));
  expect(mock.journal()[0]?.notes).toEqual([`near miss: ${title}: ${words}`]);
  await mock.clock.jump(60_000);
  expect((await record(MUSIC_RECORD, taskId)).data.status).toMatch(/^(SUCCESS|CALLBACK_EXCEPTION)$/);
});

test('rules are ended one by one or all at once', async () => {
  const { admin, post } = await startKie();
  const one = await admin<{ id: string }>('POST', '/scenarios', { scenario: '455' });
  await admin('POST', '/scenarios', { scenario: '500' });
  expect((await post(VOCALS, vocals())).body.code).toBe(455);
  await admin('DELETE', `/scenarios/${one.body.id}`);
  expect((await post(VOCALS, vocals())).body.code).toBe(500);
  await admin('DELETE', '/scenarios');
  expect((await post(VOCALS, vocals())).body.code).toBe(200);
});

test('a refused purchase stays refused: what happens after a charge does not happen to it', async () => {
  const { admin, post } = await startKie();
  await admin('POST', '/scenarios', { scenario: 'reset-after-charge' });
  expect((await post(VOCALS, vocals({ title: '' }))).body).toMatchObject({ code: 422 });
});

const impossible: readonly [Record<string, unknown>, string][] = [
  [{ scenario: 'callback-lots' }, 'did you mean "callback-lost"?'],
  [{ scenario: 'callback-lost=3' }, 'takes no value'],
  [{ scenario: 'callback-late=soon' }, 'milliseconds late'],
  [{ scenario: 'callback-late=1e99' }, 'from 0 to 10000000000'],
  [{ scenario: 'slow=1e300' }, 'from 0 to 10000000000'],
  [{ scenario: '455', forMs: 1e15 }, 'body.forMs: Too big'],
  [{ scenario: 'callback-before-answer', on: 'record' }, 'follows a task from its purchase on'],
  [{ scenario: 'callback-lost', on: 'record' }, 'follows a task from its purchase on'],
  [{ scenario: 'callback-lost', on: 'nothing' }, 'purchase'],
  [{ scenario: 'callback-lost', times: 0 }, 'times'],
  [{ scenario: 'callback-lost', taskId: 'none' }, 'there is no task none'],
  [{ scenario: 'callback-lost', operation: 'karaoke' }, 'add-vocals'],
  [{ scenario: 'callback-lost', count: 1 }, 'Unrecognized key'],
  [{}, 'scenario'],
];

test.each(impossible)('%j is refused with what would be possible', async (wish, words) => {
  const { admin } = await startKie();
  const { status, body } = await admin<{ error: string }>('POST', '/scenarios', wish);
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain(JSON.stringify(words).slice(1, -1));
});

test('the list says which calls each scenario can be about, and no rule is made about others', async () => {
  const { admin } = await startKie();
  const { body } = await admin<{ scenarios: { name: string; on: string[] }[] }>('GET', '/scenarios');
  const [listed, made]: [string[], string[]] = [[], []];
  for (const { name, on } of body.scenarios) {
    for (const target of RULE_TARGETS) {
      if (on.includes(target)) listed.push(`${name} on ${target}`);
      const { status } = await admin('POST', '/scenarios', { scenario: name, on: target });
      if (status === 200) made.push(`${name} on ${target}`);
    }
  }
  expect(made).toEqual(listed);
  expect(made).toEqual(
    expect.arrayContaining(['callback-lost on purchase', 'html-502 on record', 'media-empty on media']),
  );
  for (const none of [
    'callback-lost on record',
    'data-array on media',
    'refused-402 on media',
    'no-task-id on record',
  ]) {
    expect(made).not.toContain(none);
  }
});

test('what ends a call cannot be given to a task as its future', async () => {
  const kie = await startKie();
  const { taskId } = await finishedTrack(kie);
  const { status, body } = await kie.admin<{ error: string }>('POST', '/scenarios', { scenario: '500', taskId });
  expect([status, body.error]).toEqual([400, '"refused-500" ends a call; say which calls of the task with "on"']);
});

test('a scenario for an unfinished task leaves one event per stage, and each step runs one', async () => {
  const { admin, buy, mock, record } = await startKie();
  const taskId = await buy(VOCALS, vocals({ title: '[mock:callback-lost]' }));
  await admin('POST', '/scenarios', { scenario: 'extra-fields', taskId });
  await admin('POST', '/scenarios', { scenario: 'numbers-as-text', taskId });
  expect(mock.clock.pending().map(({ what }) => what)).toEqual([`text of ${taskId}`]);
  const states: string[] = [];
  for (let step = 0; step < 3; step++) {
    expect(await mock.clock.step()).toHaveLength(1);
    states.push((await record(MUSIC_RECORD, taskId)).data.status);
  }
  expect(states).toEqual(['TEXT_SUCCESS', 'FIRST_SUCCESS', 'SUCCESS']);
});

test('a finished task takes only what its record or files can still show', async () => {
  const kie = await startKie();
  const { taskId } = await finishedTrack(kie);
  const late = await kie.admin<{ error: string }>('POST', '/scenarios', { scenario: 'slow', taskId });
  expect([late.status, late.body.error]).toEqual([400, `task ${taskId} has no stage left that "slow" could change`]);
  const shown = await kie.admin<{ id: null }>('POST', '/scenarios', { scenario: 'unknown-state', taskId });
  expect([shown.status, shown.body.id]).toEqual([200, null]);
  expect((await kie.record(MUSIC_RECORD, taskId)).data.status).toBe('REVIEWING');
});
