import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorization, expectUnharmed, startGatewayForAbuse } from '../support/abuse.ts';
import type { TestGateway } from '../support/gateway.ts';
import { sendRaw } from '../support/raw-http.ts';
import { openSocket } from '../support/socket.ts';

/*
 * Hostile frames on a WebSocket, each with the answer that it must get, all against one gateway. After each, the
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

const NOWHERE = 'task_00000000-0000-4000-8000-000000000000';

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
