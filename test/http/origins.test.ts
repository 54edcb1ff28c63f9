import { describe, expect, test } from 'vitest';
import { apiKeys } from '../../src/config/api-keys.ts';
import { codesOf, ORIGIN, type Result, startGateway } from '../support/gateway.ts';
import { openSocket, refusedWith } from '../support/socket.ts';

const MUTATION = 'mutation { refreshTask(id: "task_x") { userErrors { code } } }';
const FOREIGN = 'https://evil.example';

describe('a mutation runs from application/json only, by a page that is welcome or by no page', () => {
  const json = JSON.stringify({ query: MUTATION });
  const form = new FormData();
  form.set('operations', json);
  form.set('map', '{}');
  const asForm = new URLSearchParams({ query: MUTATION });

  const cases: [string, string, RequestInit & { headers?: Record<string, string> }, number][] = [
    ['no page', '', { method: 'POST', body: json, headers: { 'content-type': 'application/json' } }, 200],
    [
      'a page that is welcome',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json', origin: ORIGIN } },
      200,
    ],
    [
      'a charset that is the right one',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json; charset=UTF-8' } },
      200,
    ],
    [
      'a charset that is the right one, misspelt',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json;charset=utf8' } },
      200,
    ],
    ['an empty parameter', '', { method: 'POST', body: json, headers: { 'content-type': 'application/json;' } }, 200],
    [
      'a foreign page',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json', origin: FOREIGN } },
      403,
    ],
    [
      'a sandboxed page',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json', origin: 'null' } },
      403,
    ],
    [
      'a page whose origin only begins like a welcome one',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json', origin: `${ORIGIN}.evil.example` } },
      403,
    ],
    [
      'a foreign page that streams',
      '',
      {
        method: 'POST',
        body: json,
        headers: { 'content-type': 'application/json', origin: FOREIGN, accept: 'text/event-stream' },
      },
      403,
    ],
    ['plain text', '', { method: 'POST', body: json, headers: { 'content-type': 'text/plain' } }, 415],
    ['no content type', '', { method: 'POST', body: new Uint8Array(new TextEncoder().encode(json)) }, 415],
    ['a form', '', { method: 'POST', body: asForm }, 415],
    ['a multipart form', '', { method: 'POST', body: form }, 415],
    ['graphql text', '', { method: 'POST', body: MUTATION, headers: { 'content-type': 'application/graphql' } }, 415],
    [
      'JSON that is a comment on a form',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'text/plain; application/json' } },
      415,
    ],
    [
      'another charset',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json; charset=utf-16' } },
      415,
    ],
    [
      'another parameter',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json; profile=utf-8' } },
      415,
    ],
    [
      'a compressed body',
      '',
      { method: 'POST', body: json, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
      415,
    ],
    ['GET', `?query=${encodeURIComponent(MUTATION)}`, {}, 405],
    [
      'GET by an EventSource',
      `?query=${encodeURIComponent(MUTATION)}`,
      { headers: { accept: 'text/event-stream' } },
      405,
    ],
    ['GET by a page that is welcome', `?query=${encodeURIComponent(MUTATION)}`, { headers: { origin: ORIGIN } }, 405],
    ['PUT', '', { method: 'PUT', body: json, headers: { 'content-type': 'application/json' } }, 405],
    ['DELETE', '', { method: 'DELETE' }, 405],
    [
      'POST with the operation in the address',
      `?query=${encodeURIComponent(MUTATION)}`,
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      400,
    ],
  ];

  test.each(cases)('%s', async (_name, search, init, status) => {
    await using gateway = await startGateway();
    const response = await fetch(gateway.url + search, init);
    const result = (await response.json()) as Result;
    expect([response.status, codesOf(result)]).toMatchObject([status, status === 200 ? [] : [expect.any(String)]]);
  });
});

describe('browsers are told of listed origins, and of no others', () => {
  const corsOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control') || name === 'vary'));

  test('an answer to a listed origin', async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ query: '{ __typename }' }, { origin: ORIGIN });
    await response.text();
    expect(corsOf(response)).toEqual({
      vary: 'Origin',
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
    });
  });

  test('an answer to another origin: it may ask, and may not read', async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ query: '{ __typename }' }, { origin: FOREIGN });
    await response.text();
    expect([response.status, corsOf(response)]).toEqual([200, { vary: 'Origin' }]);
  });

  test('a refusal too can be read by a listed origin', async () => {
    await using gateway = await startGateway({ auth: { kind: 'api-key', keys: apiKeys.parse('a:secret') } });
    const response = await gateway.post({ query: '{ __typename }' }, { origin: ORIGIN });
    await response.text();
    expect([response.status, corsOf(response)['access-control-allow-origin']]).toEqual([401, ORIGIN]);
  });

  test('the question before the request', async () => {
    await using gateway = await startGateway({ auth: { kind: 'api-key', keys: apiKeys.parse('a:secret') } });
    const ask = (origin: string) =>
      fetch(gateway.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const yes = await ask(ORIGIN);
    expect([yes.status, corsOf(yes)]).toEqual([
      204,
      {
        vary: 'Origin, Access-Control-Request-Headers',
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
        'access-control-max-age': '600',
      },
    ]);
    expect(corsOf(await ask(FOREIGN))).toEqual({ vary: 'Origin' });
  });

  test('with no list there are no such headers at all', async () => {
    await using gateway = await startGateway({ http: { origins: [] } });
    const response = await gateway.post({ query: '{ __typename }' }, { origin: ORIGIN });
    await response.text();
    expect(corsOf(response)).toEqual({});
  });
});

test('apps with schemes of their own and sandboxed pages get in where they are listed', async () => {
  const origins = ['tauri://localhost', 'null'];
  await using gateway = await startGateway({ http: { origins } });
  for (const origin of origins) {
    const answer = await gateway.ask(MUTATION, {}, { origin });
    expect(codesOf(answer)).not.toContain('FORBIDDEN_ORIGIN');
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    const socket = await openSocket(gateway.socketUrl, { headers: { origin } });
    await socket.init();
    await socket.close();
  }
  expect(codesOf(await gateway.ask(MUTATION, {}, { origin: 'tauri://other' }))).toEqual(['FORBIDDEN_ORIGIN']);
});

test('a refused origin is in the log once, with the setting that would let it in', async () => {
  await using gateway = await startGateway();
  for (let i = 0; i < 3; i += 1) {
    await gateway.ask(MUTATION, {}, { origin: FOREIGN });
    expect(await refusedWith(gateway.socketUrl, { headers: { origin: FOREIGN } })).toBe(403);
  }
  for (let i = 0; i < 150; i += 1) await gateway.ask(MUTATION, {}, { origin: `${FOREIGN}:${i + 1_000}` });
  const lines = gateway.log().filter(({ level }) => level === 'warn');
  expect(lines).toHaveLength(100);
  expect(lines[0]).toMatchObject({ origin: FOREIGN, msg: expect.stringContaining('CORS_ORIGINS') });
});
