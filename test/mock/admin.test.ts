import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { type Kie, MUSIC_RECORD, NOBODY, SEPARATION, startKie, startReceiver, VOCALS, vocals } from './support.ts';

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** Calls the admin API and holds its answer against the document that it serves itself. */
const documented = async (kie: Kie) => {
  const { body: document } = await kie.admin<OpenApi>('GET', '/openapi.json');
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const tried = new Set<string>();
  const call = async (
    method: string,
    template: string,
    body?: unknown,
    params: Record<string, string> = {},
    query = '',
  ) => {
    const path = template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? 'none');
    const answer = await kie.admin<Record<string, unknown>>(method, path + query, body);
    const described = document.paths[template]?.[method.toLowerCase()]?.responses[answer.status];
    const schema = described?.content['application/json']?.schema;
    expect(schema, `${method} ${template} answers ${answer.status}, which is not described`).toBeDefined();
    const validate = ajv.compile(schema ?? false);
    expect(validate(answer.body) ? [] : validate.errors, `${method} ${path}`).toEqual([]);
    tried.add(`${method} ${template}`);
    return answer;
  };
  return { call, document, tried };
};

test('every answer is as the served document describes it', async () => {
  const kie = await startKie({ hmacKey: 'k' });
  const receiver = await startReceiver();
  const { call, document, tried } = await documented(kie);
  const taskId = await kie.buy(VOCALS, vocals({ callBackUrl: receiver.url, style: '[mock:531] [mock:slow=2]' }));
  await kie.buy(SEPARATION, { audioUrl: 'https://files.example.com/a.mp3', callBackUrl: NOBODY });
  await kie.post(VOCALS, { nonsense: 1 });
  await call('GET', '/clock');
  await call('POST', '/clock/stop');
  await call('POST', '/clock/step', { count: 2 });
  await call('POST', '/clock/jump', { ms: 60_000 });
  await kie.record(MUSIC_RECORD, taskId);
  await call('GET', '/tasks', undefined, {}, '?operation=add-vocals&limit=5');
  expect((await call('GET', '/tasks/{taskId}', undefined, { taskId })).body).toMatchObject({
    id: taskId,
    failure: { code: 531 },
  });
  const { body } = await call('GET', '/callbacks');
  const [callback] = body['callbacks'] as { id: string }[];
  await call('POST', '/callbacks/{callbackId}/resend', {}, { callbackId: callback?.id ?? '' });
  await call('POST', '/callbacks', { callback: 'add-vocals.complete', url: receiver.url });
  const rule = await call('POST', '/scenarios', { scenario: 'slow-answer=5', times: 3, forMs: 60_000, on: 'record' });
  await call('GET', '/scenarios');
  await call('DELETE', '/scenarios/{ruleId}', undefined, { ruleId: String(rule.body['id']) });
  await call('DELETE', '/scenarios');
  await call('GET', '/ledger');
  await call('GET', '/journal');
  await call('GET', '/journal.har');
  await call('GET', '/journal/{entryId}', undefined, { entryId: 'entry-1' });
  await call('DELETE', '/journal');
  await call('POST', '/sample');
  await call('POST', '/inbox/{name}', { any: 'thing' }, { name: 'hook' });
  await call('GET', '/inbox/{name}', undefined, { name: 'hook' });
  await call('DELETE', '/inbox/{name}', undefined, { name: 'hook' });
  await call('POST', '/holds', { point: 'record' });
  await call('GET', '/holds');
  await call('POST', '/holds/release', {});
  await call('GET', '/settings');
  await call('PATCH', '/settings', { timeScale: 2, prices: { 'add-vocals': 1.5 }, credits: 3, pollLimit: null });
  const { body: state } = await call('GET', '/state');
  await call('PUT', '/state', state);
  await call('POST', '/reset', {});
  await call('POST', '/clock/start');

  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([...tried].sort()).toEqual(described.filter((one) => one !== 'GET /events').sort());
});

test('the served document has no reference outside itself, and describes every refusal', async () => {
  const { admin } = await startKie();
  const { body: document } = await admin<OpenApi>('GET', '/openapi.json');
  const dangling = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].filter(([, pointer = '']) => {
    const steps = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const found = steps.slice(1).reduce((at: unknown, step) => Object(at)[step], document);
    return steps[0] !== '#' || found === undefined;
  });
  expect(dangling).toEqual([]);
  for (const { responses } of Object.values(document.paths).flatMap(Object.values<Described>)) {
    expect(Object.keys(responses)).toEqual(['200', '400', '403', '404', '405', '413', '415', '500']);
  }
});

const bad: readonly [string, string, unknown, number, string][] = [
  ['POST', '/clock/jump', { ms: 'long' }, 400, 'body.ms'],
  ['POST', '/clock/jump', { ms: -1 }, 400, '>=0'],
  ['POST', '/clock/step', { count: 0 }, 400, '>=1'],
  ['POST', '/clock/step', [], 400, 'expected object'],
  ['GET', '/tasks?colour=red', undefined, 400, 'Unrecognized key: "colour"'],
  ['GET', '/journal?kind=letter', undefined, 400, '"request"|"callback"'],
  ['GET', '/journal?limit=-1', undefined, 400, 'must be a whole number'],
  [
    'POST',
    '/callbacks',
    { callback: 'separation.halfway', url: 'http://127.0.0.1/' },
    400,
    'separation.complete, separation.error',
  ],
  ['POST', '/callbacks', { callback: 'separation.complete', url: 'mailto:a@b' }, 400, 'body.url'],
  ['PATCH', '/settings', { dialect: 'latin' }, 400, '"kie"|"sunoapi"'],
  ['PATCH', '/settings', { prices: { opera: 1 } }, 400, 'there are separate_vocal, split_stem'],
  [
    'POST',
    '/callbacks',
    { callback: 'separation.complete', url: NOBODY, request: { type: 'foo' } },
    400,
    'type must be one of separate_vocal',
  ],
  [
    'POST',
    '/callbacks',
    { callback: 'separation.complete', url: NOBODY, request: { bogus: 1 } },
    400,
    'unknown field "bogus". separation takes callBackUrl, taskId',
  ],
  [
    'POST',
    '/callbacks',
    { callback: 'add-vocals.text', url: NOBODY, request: { title: 5 } },
    400,
    'title must be a string',
  ],
  ['GET', '/ledger?operation=opera', undefined, 400, '"separation"|"add-vocals"'],
  ['GET', '/tasks?operation=opera', undefined, 400, '"separation"|"add-vocals"'],
  ['PATCH', '/settings', { pollLimit: { limit: 1, windowMs: 1, per: 'task' } }, 400, 'Unrecognized key: "per"'],
  ['POST', '/holds/release', { id: 'hold-9' }, 404, 'nothing is held as hold-9; held are none'],
  ['PATCH', '/settings', { seed: 'x' }, 400, 'Unrecognized key: "seed"'],
  ['PUT', '/state', { version: 2 }, 400, 'body.version'],
  ['POST', '/reset', { credits: -5 }, 400, '>=0'],
  ['GET', '/tasks/none', undefined, 404, 'there is no task none'],
  ['DELETE', '/scenarios/rule-9', undefined, 404, 'there is no rule rule-9'],
  ['GET', '/ledgr', undefined, 404, 'did you mean /__mock/ledger?'],
  ['PUT', '/ledger', undefined, 405, 'takes GET, not PUT'],
];

test.each(bad)('%s %s %j is refused: %d', async (method, path, input, status, words) => {
  const { admin } = await startKie();
  const answer = await admin<{ error: string }>(method, path, input);
  expect(answer.status).toBe(status);
  expect(answer.body.error).toContain(words);
});

test('a body that is no JSON is refused with what would be', async () => {
  const { mock } = await startKie();
  const response = await fetch(`${mock.url}/__mock/clock/jump`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'the body is not valid JSON', allowed: { required: ['ms'] } });
});

test('the page and its assets are served, and nothing beside them', async () => {
  const { mock } = await startKie();
  const page = await fetch(`${mock.url}/__mock`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toContain('<!doctype html>');
  for (const path of ['../main.ts', '%2e%2e/main.ts', 'none.js', '..%2fmain.ts', 'index']) {
    expect((await fetch(`${mock.url}/__mock/assets/${path}`)).status).toBe(404);
  }
});

test('events are sent as they happen', async () => {
  const { buy, mock } = await startKie();
  const leave = new AbortController();
  const { body, headers } = await fetch(`${mock.url}/__mock/events`, { signal: leave.signal });
  expect(headers.get('content-type')).toBe('text/event-stream');
  if (body === null) throw new Error('the stream has no body');
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value ?? '';
  const taskId = await buy(VOCALS, vocals({ title: '[mock:callback-lost]' }));
  await mock.clock.jump(60_000);
  while (!text.includes('"reached":"complete"')) text += (await reader.read()).value ?? '';
  leave.abort();
  const events = [...text.matchAll(/^event: (.+)\ndata: (.+)$/gm)].map(([, type, data = '']) => ({
    type,
    data: JSON.parse(data),
  }));
  expect(events.map(({ type }) => type)).toEqual(['ledger', 'task', 'journal', 'task', 'task', 'task']);
  expect(events[0]?.data).toMatchObject({ kind: 'charge', taskId });
  expect(events[1]?.data).toMatchObject({ id: taskId, state: 'PENDING' });
});

test('the stream of a client that does not read ends, and holds up no other', async () => {
  const { admin, mock } = await startKie();
  const response = await mock.fetch(new Request(`${mock.url}/__mock/events`));
  for (let count = 0; count < 2_000; count++) await admin('POST', '/holds', { point: 'record' });
  let told = 0;
  for await (const chunk of response.body ?? []) told += chunk.length > 0 ? 1 : 0;
  expect(told).toBeLessThanOrEqual(1_001);
});

test('the old name of the time scale is taken', async () => {
  const { admin, mock } = await startKie();
  expect((await admin('PATCH', '/settings', { speed: 7 })).body).toMatchObject({ timeScale: 7 });
  expect(mock.settings.timeScale).toBe(7);
});
