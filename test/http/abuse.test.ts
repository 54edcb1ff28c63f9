import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiKeys } from '../../src/config/api-keys.ts';
import { codesOf, type Result, startGateway, type TestGateway } from '../support/gateway.ts';
import { sendRaw, statusIn } from '../support/raw-http.ts';
import { openSocket } from '../support/socket.ts';

/*
 * Hostile inputs, each with the answer that it must get, all against one gateway. After each, the gateway is alive,
 * answers a plain query, and has bought nothing.
 */

const key = 'canary-api-key-0123456789';
const authorization = `Bearer ${key}`;
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({
    auth: { kind: 'api-key', keys: apiKeys.parse(`alice:${key}`) },
    http: { timeouts: { headersMs: 300, requestMs: 600 } },
  });
});

afterAll(() => gateway.server.drain(200));

const unharmed = async (): Promise<void> => {
  const answer = await gateway.ask('{ __typename }', {}, { authorization });
  expect([answer.status, answer.data]).toEqual([200, { __typename: 'Query' }]);
  expect(gateway.domain.provider.attempts).toEqual([]);
  expect(gateway.log().filter(({ level }) => level === 'error')).toEqual([]);
};

const repeat = (text: string, count: number): string => text.repeat(count);
const each = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const SPLIT = 'separateVocals(input: {source: {audioUrl: "https://media.example.com/a.mp3"}}) { reused }';
const NOWHERE = 'task_00000000-0000-4000-8000-000000000000';

describe('operations', () => {
  const PARSE = 'GRAPHQL_PARSE_FAILED';
  const INVALID = 'GRAPHQL_VALIDATION_FAILED';
  const cases: [string, string, string][] = [
    ['blank', '   ', PARSE],
    ['a comment', '# nothing', PARSE],
    ['an open brace', '{', PARSE],
    ['a thousand open braces', repeat('{', 1_000), 'TOO_DEEP'],
    ['four hundred open braces', repeat('{', 400), PARSE],
    ['nested six hundred deep', `${repeat('{a', 600)}${repeat('}', 600)}`, 'TOO_DEEP'],
    ['a list nested a thousand deep', `{ nodes(ids: ${repeat('[', 900)}${repeat(']', 900)}) { id } }`, 'TOO_DEEP'],
    ['a list nested four hundred deep', `{ nodes(ids: ${repeat('[', 400)}${repeat(']', 400)}) { id } }`, INVALID],
    ['a list that the parser would run out of stack for', `{ node(id: ${repeat('[', 15_000)}) { id } }`, 'TOO_DEEP'],
    ['a type nested fifteen thousand deep', `query($a: ${repeat('[', 15_000)}) { __typename }`, 'TOO_DEEP'],
    ['an object nested deep', `{ node(id: ${repeat('{a:', 400)}1${repeat('}', 400)}) { id } }`, INVALID],
    ['a NUL', '{ \u0000 }', PARSE],
    ['a lone surrogate', '{ node(id: "\ud800") { id } }', PARSE],
    ['an unfinished string', '{ node(id: "x) { id } }', PARSE],
    ['an unfinished block string', '{ node(id: """x) { id } }', PARSE],
    ['a number with a leading zero', '{ tasks(first: 01) { nodes { id } } }', PARSE],
    ['a number beyond all bounds', `{ tasks(first: ${repeat('9', 400)}) { nodes { id } } }`, 'TOO_EXPENSIVE'],
    ['a negative page', '{ tasks(first: -1) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['an empty page', '{ tasks(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a float as a page', '{ tasks(first: 1.5) { nodes { id } } }', INVALID],
    ['a subscription by POST for JSON', 'subscription { tasksUpdated { cursor } }', 'NOT_ACCEPTABLE'],
    ['a fragment that spreads itself', '{ ...F } fragment F on Query { ...F }', INVALID],
    ['fragments in a ring', `{ ...F0 } ${each(50, (i) => `fragment F${i} on Query { ...F${(i + 1) % 50} }`)}`, INVALID],
    [
      'fragments that double',
      `{ ...F0 } ${each(60, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F60 on Query { credits { balance } }`,
      'TOO_EXPENSIVE',
    ],
    ['the same field a thousand times', `{ ${repeat('__typename ', 1_000)} }`, INVALID],
    ['a field twice with other arguments', '{ node(id: "a") { id } node(id: "b") { id } }', INVALID],
    ['aliases', `{ ${each(200, (i) => `a${i}: credits { balance }`)} }`, 'TOO_MANY_ALIASES'],
    ['aliases of __typename', `{ ${each(200, (i) => `a${i}: __typename`)} }`, 'TOO_MANY_ALIASES'],
    [
      'aliases in a mutation',
      `mutation { ${each(40, (i) => `a${i}: refreshTask(id: "x") { reused }`)} }`,
      'TOO_MANY_ALIASES',
    ],
    ['directives on a field', `{ __typename ${repeat('@skip(if: true) ', 100)} }`, 'TOO_MANY_DIRECTIVES'],
    ['a directive that is not there', '{ __typename @nothing }', INVALID],
    ['@defer, which we do not have', '{ ... @defer { __typename } }', INVALID],
    ['@stream, which we do not have', '{ tasks { nodes @stream { id } } }', INVALID],
    ['two purchases', `mutation { a: ${SPLIT} b: ${SPLIT} }`, 'TOO_MANY_PURCHASES'],
    ['the same purchase twice without aliases', `mutation { ${SPLIT} ${SPLIT} }`, 'TOO_MANY_PURCHASES'],
    ['a hundred purchases', `mutation { ${each(25, (i) => `a${i}: ${SPLIT}`)} }`, 'TOO_MANY_PURCHASES'],
    ['a purchase as a query', `query { ${SPLIT} }`, INVALID],
    [
      'a purchase inside a purchase',
      `mutation { ...F } fragment F on Mutation { ${SPLIT} ... { x: ${SPLIT} } }`,
      'TOO_MANY_PURCHASES',
    ],
    [
      'two operations of which none is named',
      `query A { __typename } mutation B { ${SPLIT} }`,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['the definition of a type', 'type Query { a: Int }', 'OPERATION_RESOLUTION_FAILURE'],
    ['an extension of the schema', 'extend type Query { a: Int } query { __typename }', INVALID],
    ['a name of Object.prototype as a field', '{ constructor }', INVALID],
    ['another one', '{ __proto__ }', INVALID],
    ['an enum value of Object.prototype', '{ quote(operation: toString) { credits } }', INVALID],
    ['a name of Object.prototype as a type', '{ node(id: "x") { ... on constructor { id } } }', INVALID],
    ['a variable of a type of Object.prototype', 'query($a: toString) { __typename }', INVALID],
    ['ten thousand tokens', `{ ${repeat('a ', 10_000)} }`, 'TOO_MANY_TOKENS'],
    ['a very long name', `{ ${repeat('a', 30_000)} }`, INVALID],
    ['a very long comment', `{ __typename } #${repeat('x', 60_000)}`, 'QUERY_TOO_LONG'],
    [
      'introspection in a ring',
      '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }',
      INVALID,
    ],
    [
      "a task of somebody else's, or of nobody",
      `subscription { taskUpdated(id: "${NOWHERE}") { id } }`,
      'NOT_ACCEPTABLE',
    ],
    ['an id that is no id', '{ task(id: "\' OR 1=1 --") { id } }', 'NONE'],
    ['an id that is very long', `{ task(id: "${repeat('x', 20_000)}") { id } }`, 'NONE'],
    ['a cursor that is none', '{ tasks(after: "../../etc/passwd") { nodes { id } } }', 'BAD_USER_INPUT'],
  ];
  test.each(cases)('%s', async (_name, query, code) => {
    const answer = await gateway.ask(query, {}, { authorization, accept: 'application/json' });
    if (code === 'NONE') expect(answer.errors).toBeUndefined();
    else expect(codesOf(answer)).toContain(code);
    expect(answer.errors?.length ?? 0).toBeLessThanOrEqual(5);
    expect(answer.status).toBeLessThan(500);
    await unharmed();
  });
});

describe('variables', () => {
  const NODES = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const SPLIT_BY = 'mutation($i: SeparateVocalsInput!) { separateVocals(input: $i) { userErrors { code } } }';
  const PAGE = 'query($n: Int, $after: String) { tasks(first: $n, after: $after) { nodes { id } } }';
  const source = (audioUrl: unknown) => ({ i: { source: { audioUrl } } });
  const cases: [string, string, unknown, string][] = [
    ['a text', '{ __typename }', 'text', 'BAD_REQUEST'],
    ['a list', '{ __typename }', [], 'BAD_REQUEST'],
    ['missing ones', NODES, {}, 'BAD_USER_INPUT'],
    ['null for a list', NODES, { ids: null }, 'BAD_USER_INPUT'],
    ['an object for a list', NODES, { ids: { length: 3 } }, 'BAD_USER_INPUT'],
    ['ten thousand ids', NODES, { ids: Array.from({ length: 10_000 }, () => 'a') }, 'LIST_TOO_LONG'],
    ['lists in lists', NODES, { ids: JSON.parse(`${repeat('[', 200)}${repeat(']', 200)}`) }, 'VARIABLES_TOO_DEEP'],
    ['a huge number', PAGE, { n: 1e300 }, 'BAD_USER_INPUT'],
    ['a number beyond Int', PAGE, { n: 2 ** 31 }, 'BAD_USER_INPUT'],
    ['a text for a number', PAGE, { n: '20' }, 'BAD_USER_INPUT'],
    ['true for a number', PAGE, { n: true }, 'BAD_USER_INPUT'],
    ['an object for a text', PAGE, { n: 1, after: { toString: 'x' } }, 'BAD_USER_INPUT'],
    [
      'a field that is not there',
      SPLIT_BY,
      { i: { source: { audioUrl: 'https://a.example.com' }, admin: true } },
      'BAD_USER_INPUT',
    ],
    [
      'two sources',
      SPLIT_BY,
      { i: { source: { audioUrl: 'https://a.example.com', track: { taskId: 'a', audioId: 'b' } } } },
      'BAD_USER_INPUT',
    ],
    ['no source', SPLIT_BY, { i: { source: {} } }, 'BAD_USER_INPUT'],
    ['a number as an address', SPLIT_BY, source(7), 'BAD_USER_INPUT'],
    [
      'a prototype',
      SPLIT_BY,
      JSON.parse('{"i":{"__proto__":{"source":{"audioUrl":"https://a.example.com/a.mp3"}}}}'),
      'BAD_USER_INPUT',
    ],
  ];
  test.each(cases)('%s', async (_name, query, variables, code) => {
    const response = await gateway.post({ query, variables }, { authorization });
    const result = (await response.json()) as Result;
    expect(codesOf(result)).toContain(code);
    expect(response.status).toBeLessThan(500);
    await unharmed();
  });

  test.each([
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:audio/mp3;base64,AAAA'],
    ['this machine', 'http://127.0.0.1:4000/metrics'],
    ['this machine by name', 'http://localhost/'],
    ['this machine in IPv6', 'http://[::1]/'],
    ['this machine in another spelling', 'http://2130706433/'],
    ['a cloud that tells secrets', 'http://169.254.169.254/latest/meta-data/'],
    ['a private network', 'https://10.0.0.1/a.mp3'],
    ['credentials', 'https://user:secret@media.example.com/a.mp3'],
  ])('an address of %s', async (_name, audioUrl) => {
    const { data, errors } = await gateway.ask<{ separateVocals: { userErrors: object[] } }>(
      SPLIT_BY,
      source(audioUrl),
      { authorization },
    );
    if (errors) expect(codesOf({ errors })).toEqual(['BAD_USER_INPUT']);
    else expect(data?.separateVocals.userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    await unharmed();
  });
});

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

describe('frames', () => {
  const INIT = { type: 'connection_init', payload: { authorization } };
  const operation = (payload: unknown, id: unknown = '1') => ({ type: 'subscribe', id, payload });
  const closing: [string, (object | string)[], number][] = [
    ['nothing', [''], 4400],
    ['a number', ['7'], 4400],
    ['a list', ['[]'], 4400],
    ['half an object', ['{"type":'], 4400],
    ['a type of Object.prototype', [{ type: 'constructor' }], 4400],
    ['a type that is an object', [{ type: {} }], 4400],
    ['nested ten thousand deep', [`${repeat('[', 10_000)}${repeat(']', 10_000)}`], 4400],
    ['what only a server says', [INIT, { type: 'next', id: '1', payload: { data: {} } }], 4400],
    ['an error of its own', [INIT, { type: 'error', id: '1', payload: [{ message: 'x' }] }], 4400],
    ['credentials that are an object', [{ type: 'connection_init', payload: { authorization: {} } }], 4401],
    [
      'credentials as a prototype',
      [`{"type":"connection_init","payload":{"__proto__":{"authorization":"${authorization}"}}}`],
      4401,
    ],
    ['wrong credentials', [{ type: 'connection_init', payload: { authorization: 'Bearer x' } }], 4401],
    ['no credentials', [{ type: 'connection_init' }], 4401],
    ['an operation before its credentials', [operation({ query: '{ __typename }' })], 4401],
    ['credentials twice', [INIT, { type: 'connection_init' }], 4429],
    ['an id that is a number', [INIT, operation({ query: '{ __typename }' }, 1)], 4400],
    ['an operation that is a list', [INIT, operation([])], 4400],
    ['an operation without a query', [INIT, operation({})], 4400],
    ['variables that are a list', [INIT, operation({ query: '{ __typename }', variables: [] })], 4400],
    [
      'the same id twice',
      [INIT, ...Array.from({ length: 2 }, () => operation({ query: 'subscription { tasksUpdated { cursor } }' }))],
      4409,
    ],
    ['a frame that is too long', [repeat('x', 70_000)], 1009],
  ];
  test.each(closing)('%s', async (_name, said, code) => {
    const socket = await openSocket(gateway.socketUrl);
    for (const message of said) {
      if (message === INIT && said.length > 1) await socket.init(INIT.payload);
      else socket.send(message);
    }
    expect(await socket.closed).toBe(code);
    await unharmed();
  });

  const answered: [string, object, string][] = [
    ['a syntax error', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown operation', { query: 'query A { __typename }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['two purchases', { query: `mutation { a: ${SPLIT} b: ${SPLIT} }` }, 'TOO_MANY_PURCHASES'],
    [
      'ten thousand ids',
      {
        query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
        variables: { ids: Array.from({ length: 5_000 }, () => 'a') },
      },
      'LIST_TOO_LONG',
    ],
    [
      'fragments that double',
      {
        query: `{ ...F0 } ${each(60, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F60 on Query { credits { balance } }`,
      },
      'TOO_EXPENSIVE',
    ],
    [
      "a task of somebody else's, or of nobody",
      { query: `subscription { taskUpdated(id: "${NOWHERE}") { id } }` },
      'NOT_FOUND',
    ],
    ['a cursor that is none', { query: 'subscription { tasksUpdated(after: "-1") { cursor } }' }, 'BAD_USER_INPUT'],
    [
      'a cursor beyond all bounds',
      { query: `subscription { tasksUpdated(after: "${repeat('9', 30)}") { cursor } }` },
      'BAD_USER_INPUT',
    ],
  ];
  test.each(answered)('%s', async (_name, payload, code) => {
    const socket = await openSocket(gateway.socketUrl);
    await socket.init(INIT.payload);
    socket.send(operation(payload, '__proto__'));
    expect(JSON.stringify(await socket.next())).toContain(`"code":"${code}"`);
    await socket.close();
    await unharmed();
  });

  test.each([
    ['a reserved opcode', Buffer.from([0x83, 0x80, 0, 0, 0, 0]), 1002],
    ['reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0]), 1002],
    ['a frame without a mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
    [
      'a length beyond all bounds',
      Buffer.from([0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]),
      1009,
    ],
    [
      'a ping that is too long',
      Buffer.concat([Buffer.from([0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0]), Buffer.alloc(256)]),
      1002,
    ],
    ['a continuation of nothing', Buffer.from([0x80, 0x80, 0, 0, 0, 0]), 1002],
    ['a text that is not UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]), 1007],
  ])('%s', async (_name, frame, code) => {
    const handshake = `GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`;
    const bytes = Buffer.from(
      await sendRaw(gateway.port, Buffer.concat([Buffer.from(handshake), frame]), true),
      'latin1',
    );
    const close = bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
    expect([close[0], close.readUInt16BE(2)]).toEqual([0x88, code]);
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
