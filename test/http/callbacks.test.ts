import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { globalIdOf } from '../../src/resolvers/global-id.ts';
import { musicCallback } from '../support/bodies.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const BUY = `mutation($input: AddVocalsInput!) { addVocals(input: $input) { task { id upstreamTaskId } } }`;
const WATCH = 'subscription($id: ID!) { taskUpdated(id: $id) { version ... on MusicTask { stage } } }';
const input = {
  uploadUrl: 'https://media.example.com/a.mp3',
  prompt: 'a',
  title: 'a',
  style: 'a',
  negativeTags: 'a',
};

const buy = async (gateway: TestGateway) => {
  const { data } = await gateway.ask<{ addVocals: { task: { id: string; upstreamTaskId: string } } }>(BUY, { input });
  const [task] = (await gateway.domain.store.list('anonymous', {}, 1, null)).tasks;
  if (!task || !data) throw new Error('nothing was bought');
  expect(data.addVocals.task.id).toBe(globalIdOf(task.task));
  const path = `/callbacks/${gateway.domain.tokens.issue(task.task.id)}`;
  const post = (stage: 'text' | 'first', init: RequestInit = {}) =>
    fetch(gateway.origin + path, {
      method: 'POST',
      body: JSON.stringify(musicCallback(data.addVocals.task.upstreamTaskId, stage)),
      ...init,
    });
  return { id: data.addVocals.task.id, post };
};

test('what a callback tells is with the subscriber by the time it is acknowledged, or just after', async () => {
  await using gateway = await startGateway();
  const { id, post } = await buy(gateway);
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  socket.subscribe('1', WATCH, { id });
  expect(await socket.next()).toMatchObject({ payload: { data: { taskUpdated: { stage: null } } } });
  const answer = await post('text');
  expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
  expect(await socket.next()).toMatchObject({ payload: { data: { taskUpdated: { stage: 'LYRICS' } } } });
  await socket.close();
});

test('a callback may come with any content type, and be as long as the provider likes within reason', async () => {
  await using gateway = await startGateway();
  const { post } = await buy(gateway);
  expect((await post('text', { headers: { 'content-type': 'text/plain' } })).status).toBe(200);
  const long = { ...musicCallback('x', 'first'), padding: 'x'.repeat(200_000) };
  expect((await post('first', { body: JSON.stringify(long) })).status).toBe(200);
});

test('a callback of 1 MiB is read, and a longer one is a reason to ask', async () => {
  await using gateway = await startGateway();
  const { id, post } = await buy(gateway);
  const stageOf = async () => {
    const query = 'query ($id: ID!) { node(id: $id) { ... on MusicTask { upstreamTaskId stage } } }';
    const { data } = await gateway.ask<{ node: { upstreamTaskId: string; stage: string | null } }>(query, { id });
    return data?.node;
  };
  const padded = (upstreamTaskId: string, bytes: number): RequestInit => {
    const text = JSON.stringify(musicCallback(upstreamTaskId, 'text'));
    return { body: text + ' '.repeat(bytes - Buffer.byteLength(text)) };
  };
  const upstreamTaskId = (await stageOf())?.upstreamTaskId ?? '';
  const long = await post('text', padded(upstreamTaskId, 1_048_577));
  expect([long.status, await long.text()]).toEqual([200, 'ok\n']);
  expect(await stageOf()).toMatchObject({ stage: null });
  expect((await post('text', padded(upstreamTaskId, 1_048_576))).status).toBe(200);
  expect(await stageOf()).toMatchObject({ stage: 'LYRICS' });
});

test('a forged callback is answered before its body has come', async () => {
  await using gateway = await startGateway();
  const path = `/callbacks/${gateway.domain.tokens.issue('x').slice(0, -1)}`;
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 262144\r\n\r\n`;
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write(head + 'x'.repeat(1_000));
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 404 .*Not found\.\n$/s);
  socket.destroy();
});

test('connections over the bound are closed, and the log says so', async () => {
  await using gateway = await startGateway({ http: { limits: { sockets: 1 } } });
  const open = async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  const [first, second] = [await open(), await open()];
  const third = await open();
  third.resume();
  await once(third, 'close');
  expect(gateway.log()).toContainEqual(
    expect.objectContaining({ level: 'warn', msg: 'too many connections: new ones are closed', maxConnections: 2 }),
  );
  const closed = once(first, 'close');
  first.destroy();
  await closed;
  second.write('GET /livez HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(String((await once(second, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
  second.destroy();
});

test('while the store takes nothing, the provider is told to try again', async () => {
  let isDown = false;
  await using gateway = await startGateway({
    domain: {
      wrapStore: (store) => ({
        ...store,
        save: (...given) => (isDown ? Promise.reject(new StoreUnavailableError('locked')) : store.save(...given)),
      }),
    },
  });
  const { post } = await buy(gateway);
  isDown = true;
  expect((await post('text')).status).toBe(503);
  isDown = false;
  expect((await post('text')).status).toBe(200);
});

test('what is missing makes the gateway unready, and not dead', async () => {
  const requirements = [
    { name: 'store', missing: 'the store is gone', check: () => Promise.reject(new Error('locked')) },
    { name: 'bus', missing: 'the bus is gone', check: () => new Promise<void>(() => undefined) },
    { name: 'water', missing: 'the water is gone', check: () => Promise.resolve() },
  ];
  await using gateway = await startGateway({ http: { requirements } });
  const probe = async (query: string) => {
    const response = await fetch(`${gateway.origin}/readyz${query}`);
    return [response.status, await response.text()];
  };
  expect(await probe('')).toEqual([503, 'not ready: the store is gone; the bus is gone\n']);
  expect(await probe('?exclude=bus')).toEqual([503, 'not ready: the store is gone\n']);
  expect(await probe('?exclude=bus&exclude=store')).toEqual([200, 'ready\n']);
  expect((await fetch(`${gateway.origin}/livez`)).status).toBe(200);
});

test('the URL of a callback may have grown slashes, or an escape where none is needed', async () => {
  await using gateway = await startGateway();
  const { id } = await buy(gateway);
  const [task] = (await gateway.domain.store.list('anonymous', {}, 1, null)).tasks;
  const token = gateway.domain.tokens.issue(task?.task.id ?? '');
  const upstreamTaskId = task?.task.upstreamTaskId ?? '';
  const escaped = `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`;
  const body = JSON.stringify(musicCallback(upstreamTaskId, 'text'));
  for (const path of [
    `/callbacks/${token}/`,
    `//callbacks/${token}`,
    `//callbacks/${token}//`,
    `/callbacks/${escaped}`,
  ]) {
    const answer = await fetch(gateway.origin + path, { method: 'POST', body });
    expect([path, answer.status]).toEqual([path, 200]);
  }
  expect(id).toBeTruthy();
  expect(gateway.logText()).not.toContain(token);
  expect(gateway.logText()).not.toContain(token.slice(1));
});
