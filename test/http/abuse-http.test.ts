import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorization, expectUnharmed, key, startGatewayForAbuse } from '../support/abuse.ts';
import type { TestGateway } from '../support/gateway.ts';
import { sendRaw, statusIn } from '../support/raw-http.ts';

/*
 * Hostile HTTP requests and callbacks, each with the answer that it must get, all against one gateway. After each, the
 * gateway is alive, answers a plain query, and has bought nothing.
 */

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGatewayForAbuse();
});

afterAll(() => gateway.server.drain(200));

const unharmed = (): Promise<void> => expectUnharmed(gateway);

const repeat = (text: string, count: number): string => text.repeat(count);

const each = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

const SPLIT = 'separateVocals(input: {source: {audioUrl: "https://media.example.com/a.mp3"}}) { reused }';

describe('HTTP', () => {
  const HEAD = `Host: x\r\nAuthorization: ${authorization}\r\nConnection: close\r\n`;
  const JSON_HEAD = `${HEAD}Content-Type: application/json\r\n`;
  const body = '{"query":"{ __typename }"}';
  const cases: [string, string | Buffer, number][] = [
    ['noise', randomBytes(2_000), 400],
    ['TLS', Buffer.from('160301020001000001fc0303', 'hex'), 400],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['no host', 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a method that is none', `HELLO /graphql HTTP/1.1\r\n${HEAD}\r\n`, 400],
    ['TRACE', `TRACE /graphql HTTP/1.1\r\n${HEAD}\r\n`, 405],
    ['CONNECT', `CONNECT evil.example:443 HTTP/1.1\r\n${HEAD}\r\n`, 0],
    ['another host in the address', `GET http://evil.example/graphql HTTP/1.1\r\n${HEAD}\r\n`, 404],
    ['an address of two slashes', `GET //graphql?query={__typename} HTTP/1.1\r\n${HEAD}\r\n`, 404],
    ['a way up', `GET /graphql/../metrics HTTP/1.1\r\n${HEAD}\r\n`, 404],
    ['a way up, hidden', `GET /%2e%2e/metrics HTTP/1.1\r\n${HEAD}\r\n`, 404],
    ['an asterisk', `OPTIONS * HTTP/1.1\r\n${HEAD}\r\n`, 404],
    ['a header that is too long', `GET /livez HTTP/1.1\r\n${HEAD}X: ${repeat('x', 20_000)}\r\n\r\n`, 431],
    ['an address that is too long', `GET /livez?${repeat('x', 20_000)} HTTP/1.1\r\n${HEAD}\r\n`, 431],
    [
      'a thousand headers',
      `GET /livez HTTP/1.1\r\n${HEAD}${each(900, (i) => `X${i}: 1\r\n`).replaceAll('\n ', '\n')}\r\n`,
      200,
    ],
    ['two lengths', `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\n${body}`, 400],
    [
      'a length and chunks',
      `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a length below zero', `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: -1\r\n\r\n`, 400],
    ['a length in hexadecimal', `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: 0x10\r\n\r\n${body}`, 400],
    [
      'a length beyond all bounds',
      `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: ${repeat('9', 15)}\r\n\r\n${body}`,
      413,
    ],
    ['an encoding that is none', `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Transfer-Encoding: gzip\r\n\r\n${body}`, 400],
    [
      'a chunk of a negative size',
      `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n`,
      400,
    ],
    [
      'a line feed in a header',
      `GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\nSet-Cookie: b\r\nConnection: close\r\n\r\n`,
      400,
    ],
    ['not a word', '', 408],
    ['headers that never end', `GET /livez HTTP/1.1\r\nHost: x\r\nX: `, 408],
    ['a body that never ends', `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: 100\r\n\r\n{`, 408],
    ['an empty body', `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: 0\r\n\r\n`, 400],
    [
      'compressed noise',
      `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nxxxxx`,
      415,
    ],
    [
      'variables in the address that are no JSON',
      `GET /graphql?query={__typename}&variables={ HTTP/1.1\r\n${HEAD}\r\n`,
      400,
    ],
    ['an escape in the address that is none', `GET /graphql?query=%ff%zz HTTP/1.1\r\n${HEAD}\r\n`, 200],
    [
      'a mutation in the address',
      `GET /graphql?query=mutation{${encodeURIComponent(SPLIT)}} HTTP/1.1\r\n${HEAD}\r\n`,
      405,
    ],
    [
      'the key in the address',
      `GET /graphql?query={__typename}&authorization=Bearer%20${key} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      401,
    ],
    ['no socket key', `GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, 400],
    [
      'an upgrade to something else, which is not taken up',
      `GET /livez HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`,
      200,
    ],
    [
      'an upgrade elsewhere',
      `GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      404,
    ],
  ];
  test.each(cases)('%s', async (_name, bytes, status) => {
    expect(statusIn(await sendRaw(gateway.port, bytes))).toBe(status);
    await unharmed();
  });

  test('a client that goes away in the middle', async () => {
    await sendRaw(gateway.port, `POST /graphql HTTP/1.1\r\n${JSON_HEAD}Content-Length: 100\r\n\r\n{`, true);
    await unharmed();
  });
});

describe('callbacks', () => {
  const post = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${gateway.origin}${path}`, { method: 'POST', body: '{}', ...init });
    const { status, headers } = response;
    const varying = new Set(['date', 'x-request-id']);
    return { status, text: await response.text(), headers: [...headers].filter(([name]) => !varying.has(name)) };
  };
  const FORGED = repeat('A', 64);

  test.each([
    ['a forged token', `/callbacks/${FORGED}`, {}],
    ['a token that is none', '/callbacks/x', {}],
    ['no token', '/callbacks/', {}],
    ['a token below a token', `/callbacks/${FORGED}/x`, {}],
    ['a token that is a way up', '/callbacks/%2e%2e%2fmetrics', {}],
    ['a token of Object.prototype', '/callbacks/__proto__', {}],
    ['a GET', `/callbacks/${FORGED}`, { method: 'GET', body: null }],
    ['a PUT', `/callbacks/${FORGED}`, { method: 'PUT' }],
    ['no body', `/callbacks/${FORGED}`, { body: null }],
    ['a body that is no JSON', `/callbacks/${FORGED}`, { body: '<xml>' }],
    ['a body that is nested deep', `/callbacks/${FORGED}`, { body: repeat('[', 100_000) }],
    ['a body that is too long', `/callbacks/${FORGED}`, { body: repeat('x', 300_000) }],
    ['noise', `/callbacks/${FORGED}`, { body: new Uint8Array(randomBytes(1_000)) }],
  ] as const)('%s gets the answer of a path that does not exist, byte for byte', async (_name, path, init) => {
    const calls = gateway.domain.storeCalls();
    const unknown = await post('/no-such-path', init);
    expect(await post(path, init)).toEqual(unknown);
    expect(unknown.status).toBe(404);
    expect(gateway.domain.storeCalls()).toBe(calls);
    await unharmed();
  });
});
