import { expect, test } from 'vitest';
import type { JournalEntry } from '../../mock-server/core/journal.ts';
import { SEPARATION, startKie, startReceiver, VOCALS, vocals } from './support.ts';

interface Answered {
  readonly entries: readonly JournalEntry[];
}

test('the journal has both directions, whole, and can be filtered', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const { body } = await kie.post(VOCALS, vocals({ callBackUrl: receiver.url, title: '[mock:complete-only]' }), {
    'x-trace': 't1',
  });
  await kie.post(VOCALS, vocals({ title: '' }));
  await kie.mock.clock.jump(10_000);
  await kie.get('/api/v1/chat/credit');
  const read = async (query: string) => (await kie.admin<Answered>('GET', `/journal?${query}`)).body.entries;

  const all = await read('');
  expect(all.map(({ kind, method, code }) => [kind, method, code])).toEqual([
    ['request', 'POST', 200],
    ['request', 'POST', 422],
    ['callback', 'POST', null],
    ['request', 'GET', 200],
  ]);
  expect(all[0]).toMatchObject({
    path: VOCALS,
    taskId: body.data.taskId,
    sent: { headers: { 'x-trace': 't1' } },
    ending: { status: 200 },
  });
  expect(JSON.parse(all[0]?.sent.body ?? '')).toMatchObject({ style: 'folk, calm' });
  expect(all[2]).toMatchObject({
    stage: 'complete',
    attempt: 1,
    url: receiver.url,
    ending: { status: 200, body: 'ok' },
  });

  expect(await read('kind=callback')).toEqual([all[2]]);
  expect(await read('code=422')).toEqual([all[1]]);
  expect(await read(`taskId=${body.data.taskId}`)).toEqual([all[0], all[2]]);
  expect(await read('path=/api/v1/chat&method=get')).toEqual([all[3]]);
  expect(await read('noted=true')).toEqual([all[0]]);
  expect(await read('noted=false')).toEqual(all.slice(1));
  expect(await read('limit=1')).toEqual([all[3]]);
  expect(await read(`since=${Date.UTC(2026, 0, 1) + 1}`)).toEqual([all[2], all[3]]);
  expect((await kie.admin('GET', `/journal/${all[1]?.id}`)).body).toEqual(all[1]);
  await kie.admin('DELETE', '/journal');
  expect(await read('')).toEqual([]);
});

test('the admin API leaves no trace in it', async () => {
  const { admin, mock } = await startKie();
  await admin('GET', '/tasks');
  expect(mock.journal()).toEqual([]);
});

const misses: readonly [string, string, string][] = [
  ['POST', '/api/v1/generate/add-vocal', 'near miss: did you mean /api/v1/generate/add-vocals?'],
  ['GET', '/api/v1/vocal-removal/recordinfo?taskId=1', 'near miss: did you mean /api/v1/vocal-removal/record-info?'],
  ['POST', '/api/v1/chat/credit', 'near miss: /api/v1/chat/credit takes GET, not POST'],
  ['GET', '/task/1', 'no such path; there are '],
];

test.each(misses)('%s %s: %s', async (method, path, note) => {
  const { get, mock, post } = await startKie();
  const { status } = method === 'GET' ? await get(path) : await post(path, {});
  expect(status).toBeGreaterThanOrEqual(404);
  expect(mock.journal()[0]?.notes[0]).toContain(note);
});

test('scenarios at work are noted', async () => {
  const { mock, post } = await startKie();
  mock.scenario('half-answer');
  await expect(post(VOCALS, vocals())).rejects.toThrow();
  expect(mock.journal()[0]).toMatchObject({ notes: ['scenario: half-answer'], ending: { kind: 'half', status: 200 } });
});

test('it can be looked at as an HTTP Archive', async () => {
  const { admin, mock, post } = await startKie();
  await post(VOCALS, vocals());
  mock.scenario('reset-before-charge', { times: 1 });
  await expect(post(SEPARATION, {})).rejects.toThrow();
  const { body } = await admin<{ log: { entries: object[] } }>('GET', '/journal.har');
  expect(body.log).toMatchObject({ version: '1.2', creator: { name: 'mock kie.ai' } });
  expect(body.log.entries).toMatchObject([
    {
      startedDateTime: '2026-01-01T00:00:00.000Z',
      request: { method: 'POST', postData: { text: JSON.stringify(vocals()) } },
      response: { status: 200 },
    },
    { response: { status: 0, statusText: 'reset' } },
  ]);
});

test('an HTTP Archive has the sizes that went over the wire', async () => {
  const { admin, mock, post } = await startKie();
  await post('/api/v1/nothing', 'ö'.repeat(1_000_000));
  const bytes = (await (await fetch(mock.sampleUrl)).arrayBuffer()).byteLength;
  mock.scenario('half-answer', { times: 1 });
  await expect(post(VOCALS, vocals())).rejects.toThrow();
  const { body } = await admin<{ log: { entries: object[] } }>('GET', '/journal.har');
  const [, half] = mock.journal({ path: '/api/v1/' });
  expect(body.log.entries).toMatchObject([
    {
      request: { bodySize: 2_000_000, postData: { text: 'ö'.repeat(16_384), comment: 'cut after 16384 characters' } },
    },
    {
      request: { bodySize: 0 },
      response: { bodySize: bytes, content: { size: bytes, mimeType: 'audio/mpeg', comment: 'binary, not kept' } },
    },
    { response: { content: { size: half?.ending.body.length } } },
  ]);
  expect(JSON.stringify(body.log.entries[1])).not.toContain('"text"');
  const whole = JSON.stringify({ code: 200, msg: 'success', data: { taskId: half?.taskId } }).length + 512;
  expect(half?.ending.size).toBe(Math.floor(whole / 2));
});

test('it forgets its oldest, counts them, and cuts long bodies', async () => {
  const { admin, mock } = await startKie();
  const request = () => new Request(`${mock.url}/api/v1/nothing`, { method: 'POST', body: 'x'.repeat(40_000) });
  for (let count = 0; count < 2_600; count++) await mock.fetch(request());
  const { body } = await admin<{ dropped: number; entries: JournalEntry[] }>('GET', '/journal');
  expect([body.entries.length, body.dropped]).toEqual([2_000, 600]);
  expect(body.entries[0]?.sent).toMatchObject({ body: 'x'.repeat(16 * 1024), size: 40_000, isWhole: false });
});

test.each([
  ['GET', '/api/v1/generate/record-info?task_id=x', 'near miss: the parameter is "taskId", not "task_id"'],
  [
    'POST',
    '/api/v1/voice/validate',
    "/api/v1/voice/validate is the provider's, for voices; this mock does not imitate it",
  ],
  [
    'POST',
    '/api/v1/suno/recovery',
    "/api/v1/suno/recovery is the provider's, for link recovery; this mock does not imitate it",
  ],
  ['POST', '/api/v1/jobs/createTasks', 'near miss: did you mean /api/v1/jobs/createTask?'],
  ['POST', '/api/v1/generate/add-vocal', 'near miss: did you mean /api/v1/generate/add-vocals?'],
])('%s %s is explained', async (method, path, words) => {
  const { get, mock, post } = await startKie();
  await (method === 'GET' ? get(path) : post(path, {}));
  expect(mock.journal()[0]?.notes).toEqual([expect.stringContaining(words)]);
});
