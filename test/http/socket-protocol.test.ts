import { expect, test } from 'vitest';
import { ORIGIN, startGateway } from '../support/gateway.ts';
import { openSocket, refusedWith } from '../support/socket.ts';

/** Says each thing on a socket of its own, and gives the code with which that socket is closed. */
const closeCodeAfter = async (url: string, ...said: (object | string)[]): Promise<number> => {
  const socket = await openSocket(url);
  for (const each of said) socket.send(each);
  return await socket.closed;
};

const INIT = { type: 'connection_init' };
const subscribe = (id: unknown, query: unknown) => ({ type: 'subscribe', id, payload: { query } });

test('closes with the code that the protocol names', async () => {
  await using gateway = await startGateway();
  const after = (...said: (object | string)[]) => closeCodeAfter(gateway.socketUrl, ...said);
  expect(await after('not JSON')).toBe(4400);
  expect(await after('null')).toBe(4400);
  expect(await after('[]')).toBe(4400);
  expect(await after({})).toBe(4400);
  expect(await after({ type: 'start' })).toBe(4400);
  expect(await after({ type: 'connection_ack' })).toBe(4400);
  expect(await after({ type: 'next', id: '1', payload: {} })).toBe(4400);
  expect(await after({ type: 'connection_init', payload: 'text' })).toBe(4400);
  expect(await after(INIT, subscribe(1, '{ __typename }'))).toBe(4400);
  expect(await after(INIT, subscribe('', '{ __typename }'))).toBe(4400);
  expect(await after(INIT, subscribe('1', null))).toBe(4400);
  expect(await after(INIT, { type: 'subscribe', id: '1' })).toBe(4400);
  expect(await after(INIT, { type: 'complete' })).toBe(4400);
  expect(await after(subscribe('1', '{ __typename }'))).toBe(4401);
  expect(await after(INIT, INIT)).toBe(4429);
});

test('closes when nobody says who is there', async () => {
  await using gateway = await startGateway({ http: { limits: { initTimeoutMs: 50 } } });
  expect(await closeCodeAfter(gateway.socketUrl)).toBe(4408);
  expect(await closeCodeAfter(gateway.socketUrl, { type: 'ping' })).toBe(4408);
});

test('closes when an id is taken while its operation is running', async () => {
  await using gateway = await startGateway();
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  socket.subscribe('1', 'subscription { tasksUpdated { cursor } }');
  socket.subscribe('1', 'subscription { tasksUpdated { cursor } }');
  expect(await socket.closed).toBe(4409);
});

test('closes on frames that are no text, no UTF-8, or too long', async () => {
  await using gateway = await startGateway();
  const sent = async (data: string | Buffer, options = {}) => {
    const { socket, closed } = await openSocket(gateway.socketUrl);
    socket.send(data, options);
    return await closed;
  };
  expect(await sent(Buffer.from('{}'))).toBe(4400);
  expect(await sent(Buffer.from([0xff, 0xfe]), { binary: false })).toBe(1007);
  expect(await sent(JSON.stringify({ ...INIT, payload: { a: 'a'.repeat(65_536) } }))).toBe(1009);
});

test('speaks no other protocol', async () => {
  await using gateway = await startGateway();
  const closedAfter = async (protocol: string | null) => (await openSocket(gateway.socketUrl, { protocol })).closed;
  expect(await closedAfter(null)).toBe(4406);
  await expect(openSocket(gateway.socketUrl, { protocol: 'graphql-ws' })).rejects.toThrow(/subprotocol/);
});

test('a socket that never says who it is, and never answers, gives its place back soon', async () => {
  await using gateway = await startGateway({ http: { limits: { initTimeoutMs: 50, sockets: 1 } } });
  const { socket } = await openSocket(gateway.socketUrl);
  socket.pause();
  expect(await refusedWith(gateway.socketUrl)).toBe(503);
  const begun = performance.now();
  await expect.poll(async () => (await gateway.metrics.read()).includes('stemgate_open_sockets 0')).toBe(true);
  expect(performance.now() - begun).toBeLessThan(20_000);
  const next = await openSocket(gateway.socketUrl);
  await next.init();
  await next.close();
  socket.terminate();
});

test('of too many sockets that have not said who they are, the oldest is closed', async () => {
  await using gateway = await startGateway({ http: { limits: { unauthenticatedSockets: 2 } } });
  const known = await openSocket(gateway.socketUrl);
  await known.init();
  const silent = [await openSocket(gateway.socketUrl), await openSocket(gateway.socketUrl)];
  const third = await openSocket(gateway.socketUrl);
  expect(await silent[0]?.closed).toBe(1006);
  await third.init();
  await silent[1]?.init();
  expect(await known.run('1', '{ __typename }')).toMatchObject({ type: 'next' });
  for (const socket of [known, third, silent[1]]) await socket?.close();
});

test('an error ends its operation, and neither the socket nor the other operations', async () => {
  await using gateway = await startGateway();
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  socket.subscribe('live', 'subscription { tasksUpdated { task { status } } }');
  for (const [query, code] of [
    ['{ x', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { tasksUpdated { cursor } a: tasksUpdated { cursor } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['fragment F on Query { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['{ '.repeat(300), 'GRAPHQL_PARSE_FAILED'],
    ['mutation { refreshTask(id: 7', 'GRAPHQL_PARSE_FAILED'],
    [`{ ${'a: __typename '.repeat(800)} }`, 'TOO_MANY_TOKENS'],
    [`{ ${Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ')} }`, 'TOO_MANY_ALIASES'],
  ] as const) {
    const { type, payload } = await socket.run('bad', query);
    expect([type, payload]).toMatchObject(['error', [{ extensions: { code } }]]);
  }
  const { payload } = await socket.run('nowhere', 'query($id: ID!) { task(id: $id) { id } }', {});
  expect(payload).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  await gateway.buy();
  expect(await socket.next()).toMatchObject({ id: 'live', type: 'next' });
  await socket.close();
});

test('a ping is answered, with its payload, before and after it is known who is there', async () => {
  await using gateway = await startGateway();
  const socket = await openSocket(gateway.socketUrl);
  socket.send({ type: 'ping', payload: { a: 1 } });
  expect(await socket.next()).toEqual({ type: 'pong', payload: { a: 1 } });
  await socket.init();
  socket.send({ type: 'ping' });
  expect(await socket.next()).toEqual({ type: 'pong' });
  await socket.close();
});

test('completing an operation ends it, and its id can be used again', async () => {
  await using gateway = await startGateway();
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  socket.subscribe('1', 'subscription { tasksUpdated { cursor } }');
  socket.send({ type: 'complete', id: '1' });
  expect(await socket.run('2', '{ __typename }')).toMatchObject({ type: 'next', id: '2' });
  expect(await socket.run('1', '{ __typename }')).toMatchObject({ type: 'next', id: '1' });
  await socket.close();
});

test('is refused with a status before it is a socket: foreign origins, other paths, too many', async () => {
  await using gateway = await startGateway({ http: { limits: { sockets: 1 } } });
  expect(await refusedWith(gateway.socketUrl, { origin: 'https://evil.example' })).toBe(403);
  expect(await refusedWith(gateway.socketUrl, { origin: 'null' })).toBe(403);
  expect(await refusedWith(`${gateway.socketUrl}/`)).toBe(404);
  expect(await refusedWith(gateway.socketUrl.replace('/graphql', '/livez'))).toBe(404);
  const socket = await openSocket(gateway.socketUrl, { origin: ORIGIN });
  expect(await refusedWith(gateway.socketUrl)).toBe(503);
  await socket.close();
});

test('more operations than one socket may run are refused one by one', async () => {
  await using gateway = await startGateway({ http: { limits: { subscriptionsPerSocket: 2 } } });
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  for (const id of ['1', '2']) socket.subscribe(id, 'subscription { tasksUpdated { cursor } }');
  expect(await socket.run('3', '{ __typename }')).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }],
  });
  socket.send({ type: 'complete', id: '1' });
  expect(await socket.run('4', '{ __typename }')).toMatchObject({ type: 'next' });
  await socket.close();
});

test('clients that answer no ping are gone, also where there are more than one turn pings', async () => {
  await using gateway = await startGateway({ http: { limits: { heartbeatMs: 1_500 } } });
  const opening = Array.from({ length: 100 }, () => openSocket(gateway.socketUrl, { autoPong: false }));
  const deaf = await Promise.all(opening);
  const pinged = new Set<object>();
  for (const { socket } of deaf) socket.on('ping', () => pinged.add(socket));
  const alive = await openSocket(gateway.socketUrl);
  await alive.init();
  await Promise.race(deaf.map(({ closed }) => closed));
  expect(pinged.size).toBe(deaf.length);
  expect(new Set(await Promise.all(deaf.map(({ closed }) => closed)))).toEqual(new Set([1006]));
  expect(await alive.run('1', '{ __typename }')).toMatchObject({ type: 'next' });
  await alive.close();
});

test('a client that asks without reading the answers is cut off', async () => {
  await using gateway = await startGateway({ http: { limits: { waitingBytes: 100_000 } } });
  const { socket, closed } = await openSocket(gateway.socketUrl);
  socket.pause();
  const payload = { a: 'a'.repeat(60_000) };
  const flood = setInterval(() => socket.send(JSON.stringify({ type: 'ping', payload })), 1);
  const gone = () => gateway.log().some(({ msg }) => msg === 'socket closed');
  await expect.poll(gone).toBe(true);
  clearInterval(flood);
  socket.resume();
  expect(await closed).toBe(1006);
});

test('messages of a subscription come whole, whatever their length', async () => {
  await using gateway = await startGateway({ http: { limits: { frameBytes: 200_000 } } });
  const { id: taskId } = await gateway.buy();
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  const firstOf = async (id: string) => {
    socket.subscribe(id, 'subscription($id: ID!) { t: taskUpdated(id: $id) { v: version } }', { id: `task_${taskId}` });
    return await socket.next();
  };
  const { payload } = await firstOf('1');
  expect(payload).toMatchObject({ data: { t: { v: expect.any(Number) } } });
  const rest = JSON.stringify({ id: 'é', type: 'next', payload });
  // The lengths around which a frame says its length in another way.
  for (const bytes of [125, 126, 65_535, 65_536]) {
    const id = `é${'a'.repeat(bytes - Buffer.byteLength(rest))}`;
    expect(await firstOf(id)).toEqual({ id, type: 'next', payload });
  }
  await socket.close();
});
