import { expect, test } from 'vitest';
import { StoreUnavailableError, UpstreamUnavailableError } from '../../src/domain/tasks/errors.ts';
import { createChanges } from '../support/changes.ts';
import { codesOf, startGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const SECRET = 'sk-canary-0123456789';
const boom = () => Promise.reject(new Error(`connect ECONNREFUSED with ${SECRET}`));

const startBroken = () =>
  startGateway({
    secrets: [SECRET],
    domain: {
      wrapStore: (store) => ({
        ...store,
        list: boom,
        latestSequence: boom,
        get: boom,
        getMany: (ids) => store.getMany(ids),
      }),
    },
  });

test('an unexpected error is masked, with a request id that is in the log, once', async () => {
  await using gateway = await startBroken();
  const answer = await gateway.ask('{ tasks { nodes { id } } }', {}, { 'x-request-id': 'the-one' });
  expect(answer.errors).toEqual([
    {
      message: 'Unexpected error.',
      path: ['tasks'],
      locations: [{ line: 1, column: 3 }],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'the-one' },
    },
  ]);
  const lines = gateway.log().filter(({ level, requestId }) => level === 'error' && requestId === 'the-one');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.['err']).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') });
  expect(gateway.logText()).not.toContain(SECRET);
});

test('so it is on a socket and on a stream, before the first message', async () => {
  await using gateway = await startBroken();
  const query = 'subscription { tasksUpdated { cursor } }';
  const socket = await openSocket(gateway.socketUrl, { headers: { 'x-request-id': 'socket' } });
  await socket.init();
  const { payload } = await socket.run('op', query);
  expect(payload).toMatchObject({
    errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'socket/op' } }],
  });
  await socket.close();

  const stream = await gateway.post({ query }, { accept: 'text/event-stream', 'x-request-id': 'stream' });
  expect(await stream.text()).toContain('"extensions":{"code":"INTERNAL_SERVER_ERROR","requestId":"stream"}');
  const failed = gateway.log().filter(({ level }) => level === 'error');
  expect(failed.map(({ requestId }) => requestId)).toEqual(['socket/op', 'stream']);
});

test('so it is in the middle of a stream', async () => {
  let broken = false;
  await using gateway = await startGateway({
    domain: {
      wrapStore: (store) => ({
        ...store,
        changedSince: (...given) => (broken ? boom() : store.changedSince(...given)),
      }),
    },
  });
  const task = await gateway.buy();
  const query = 'subscription { tasksUpdated { task { version } } }';
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  socket.subscribe('1', query);
  const stream = await gateway.post({ query }, { accept: 'text/event-stream' });
  const text = stream.text();
  await expect.poll(async () => (await gateway.metrics.read()).match(/open_subscriptions\{.*\} 1/g)?.length).toBe(2);
  broken = true;
  // Faster than any reader: the first is told, and what came after it is read from the store.
  await createChanges(gateway.domain, task).rush(5);
  expect(await socket.next()).toMatchObject({ type: 'next', payload: { data: { tasksUpdated: { task: {} } } } });
  const message = await socket.next();
  expect(message.type).toBe('error');
  expect(JSON.stringify(message.payload)).toMatch(/Unexpected error.*INTERNAL_SERVER_ERROR/);
  expect(await text).toMatch(/Unexpected error.*INTERNAL_SERVER_ERROR/);
  expect(await socket.run('2', '{ __typename }')).toMatchObject({ type: 'next' });
  await socket.close();
});

test('a value that the schema cannot say is a bug of ours, and masked like one', async () => {
  await using gateway = await startGateway();
  const task = await gateway.buy();
  const error = { code: 'GENERATION_FAILED', message: 'No.', upstreamCode: 5_010_000_000 } as const;
  await createChanges(gateway.domain, task).fail(error);
  const query = 'query ($id: ID!) { task(id: $id) { error { upstreamCode } } }';
  const answer = await gateway.ask(query, { id: `task_${task.id}` }, { 'x-request-id': 'the-one' });
  expect(answer.errors).toMatchObject([
    { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'the-one' } },
  ]);
  expect(gateway.log()).toContainEqual(expect.objectContaining({ level: 'error', requestId: 'the-one' }));
});

test.each([
  ['STORE_UNAVAILABLE', '{ tasks { nodes { id } } }', ['tasks']],
  ['UPSTREAM_UNAVAILABLE', '{ credits { balance } }', ['credits']],
])('%s keeps its cause for the log, under the request id that the client is told', async (code, query, path) => {
  const cause = new Error(`disk I/O error with ${SECRET}`);
  await using gateway = await startGateway({
    secrets: [SECRET],
    domain: {
      wrapStore: (store) => ({
        ...store,
        list: () => Promise.reject(new StoreUnavailableError('The store cannot be read.', { cause })),
      }),
    },
  });
  gateway.domain.provider.credits = () => Promise.reject(new UpstreamUnavailableError('no answer', { cause }));
  const answer = await gateway.ask(query, {}, { 'x-request-id': 'the-one' });
  expect(answer.errors).toMatchObject([{ path, extensions: { code, requestId: 'the-one' } }]);
  expect(JSON.stringify(answer.errors)).not.toContain('disk I/O');
  const lines = gateway.log().filter(({ level }) => level === 'warn');
  expect(lines).toMatchObject([{ requestId: 'the-one', path, err: { stack: expect.stringContaining('disk I/O') } }]);
  expect(gateway.logText()).not.toContain(SECRET);
});

test('five errors are told of a hundred', async () => {
  await using gateway = await startGateway();
  const many = await gateway.ask(`{ ${Array.from({ length: 100 }, (_, i) => `nothing${i}`).join(' ')} }`);
  expect(codesOf(many)).toEqual(Array.from({ length: 5 }, () => 'GRAPHQL_VALIDATION_FAILED'));

  const ids = Array.from({ length: 20 }, () => 'task_00000000-0000-4000-8000-000000000000');
  await using broken = await startGateway({ domain: { wrapStore: (store) => ({ ...store, getMany: boom }) } });
  const failed = await broken.ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
  expect(failed.errors).toHaveLength(5);
});

test('errors that are foreseen are told in their own words', async () => {
  await using gateway = await startGateway();
  expect(codesOf(await gateway.ask('{ tasks(after: "nonsense") { nodes { id } } }'))).toEqual(['BAD_USER_INPUT']);
});

test('a door that breaks answers 500, masked', async () => {
  await using gateway = await startGateway({
    http: { callbacks: { accepts: () => true, receive: boom } },
    secrets: [SECRET],
  });
  const response = await fetch(`${gateway.origin}/callbacks/x`, { method: 'POST', headers: { 'x-request-id': 'cb' } });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'cb' } }],
  });
  expect(gateway.log().filter(({ level }) => level === 'error')).toMatchObject([{ requestId: 'cb' }]);
});

test('a variable that is missing or of another type is the request at fault, and no server error', async () => {
  await using gateway = await startGateway();
  const missing = await gateway.post({ query: 'query ($id: ID!) { task(id: $id) { id } }' });
  expect([missing.status, await missing.text()]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')]);
  const other = await gateway.post({ query: 'query ($id: ID!) { task(id: $id) { id } }', variables: { id: {} } });
  expect([other.status, await other.text()]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')]);
  // Found out only where the argument is used.
  const none = await gateway.ask('query ($id: ID = "x") { task(id: $id) { id } }', { id: null });
  expect([codesOf(none), none.errors?.[0]?.path]).toEqual([['BAD_USER_INPUT'], ['task']]);
});
