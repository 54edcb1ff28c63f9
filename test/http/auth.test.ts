import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiKeys } from '../../src/config/api-keys.ts';
import type { AuthSettings } from '../../src/http/auth/create-authenticator.ts';
import { closedAfterInit, invalid, missing, statusFor, welcome } from '../support/auth.ts';
import { codesOf, startGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

interface Tasks {
  readonly tasks: { readonly nodes: readonly { readonly id: string }[] };
}

describe('API keys', () => {
  const auth = {
    kind: 'api-key',
    keys: apiKeys.parse(`alice:alice-secret,bob:sha256:${createHash('sha256').update('bob-secret').digest('hex')}`),
  } as const;

  test('open the door, given as they are or by their digest, and nothing else does', async () => {
    await using gateway = await startGateway({ auth });
    expect(await statusFor(gateway, 'Bearer alice-secret')).toEqual(welcome);
    expect(await statusFor(gateway, 'bearer bob-secret')).toEqual(welcome);
    expect(await statusFor(gateway)).toEqual(missing);
    expect(await statusFor(gateway, '')).toEqual(missing);
    for (const wrong of ['Bearer', 'Basic alice-secret', 'alice-secret', 'Bearer alice-secret2', 'Bearer a b']) {
      expect(await statusFor(gateway, wrong)).toEqual(invalid);
    }
    const digest = createHash('sha256').update('bob-secret').digest('hex');
    expect(await statusFor(gateway, `Bearer sha256:${digest}`)).toEqual(invalid);
    expect(await statusFor(gateway, `Bearer ${digest}`)).toEqual(invalid);
  });

  test('are told apart however often each was presented, and however it was spelled', async () => {
    await using gateway = await startGateway({ auth });
    await gateway.buy('key:alice');
    const query = '{ tasks { nodes { status } } }';
    for (let i = 0; i < 3; i += 1) {
      const of = async (authorization: string) => (await gateway.ask<Tasks>(query, {}, { authorization })).data;
      expect((await of('Bearer alice-secret'))?.tasks.nodes).toHaveLength(1);
      expect((await of('bearer  alice-secret'))?.tasks.nodes).toHaveLength(1);
      expect((await of('Bearer bob-secret'))?.tasks.nodes).toHaveLength(0);
      expect(await statusFor(gateway, 'Bearer alice-secreT')).toEqual(invalid);
      expect(await statusFor(gateway)).toEqual(missing);
    }
  });

  test('keep viewers apart, by HTTP and by socket', async () => {
    await using gateway = await startGateway({ auth });
    await gateway.buy('key:alice');
    const query = '{ tasks { nodes { id } } }';
    const alice = await gateway.ask<Tasks>(query, {}, { authorization: 'Bearer alice-secret' });
    const task = alice.data?.tasks.nodes[0];
    expect(task).toBeDefined();

    const socket = await openSocket(gateway.socketUrl);
    await socket.init({ authorization: 'Bearer bob-secret' });
    expect((await socket.run('1', query)).payload).toEqual({ data: { tasks: { nodes: [] } } });
    expect((await socket.run('2', `{ task(id: "${task?.id}") { id } }`)).payload).toEqual({ data: { task: null } });
    const foreign = await socket.run('3', `subscription { taskUpdated(id: "${task?.id}") { id } }`);
    const nowhere = await socket.run(
      '3',
      'subscription { taskUpdated(id: "task_00000000-0000-4000-8000-000000000000") { id } }',
    );
    expect(foreign).toEqual(nowhere);
    expect(foreign.payload).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    await socket.close();
  });

  test('a socket without a good one is closed: 4401', async () => {
    await using gateway = await startGateway({ auth });
    expect(await closedAfterInit(gateway)).toBe(4401);
    expect(await closedAfterInit(gateway, { authorization: 'Bearer wrong' })).toBe(4401);
    expect(await closedAfterInit(gateway, { authorization: { $ne: null } })).toBe(4401);
  });

  test('nothing runs on a socket while it is being closed', async () => {
    await using gateway = await startGateway({ auth });
    const socket = await openSocket(gateway.socketUrl);
    socket.send({ type: 'connection_init', payload: { authorization: 'Bearer wrong' } });
    socket.subscribe('1', '{ __typename }');
    await expect(socket.next()).rejects.toThrow('closed with 4401');
  });
});

describe('credentials of a socket', () => {
  const auth: AuthSettings = { kind: 'api-key', keys: apiKeys.parse('alice:alice-secret') };
  const authorization = 'Bearer alice-secret';

  test.each([
    ['in connectionParams', { authorization }, {}],
    ['in connectionParams, capitalised', { Authorization: authorization }, {}],
    ['in headers of connectionParams', { headers: { Authorization: authorization } }, {}],
    ['in headers of connectionParams, in lower case', { headers: { authorization } }, {}],
    ['in the upgrade request', undefined, { authorization }],
    ['in connectionParams before the upgrade request', { authorization }, { authorization: 'Bearer other' }],
  ])('are read %s', async (_where, payload, headers) => {
    await using gateway = await startGateway({ auth });
    const socket = await openSocket(gateway.socketUrl, { headers });
    await socket.init(payload);
    await socket.close();
  });

  test('that are wrong where they are read are not replaced by others', async () => {
    await using gateway = await startGateway({ auth });
    const socket = await openSocket(gateway.socketUrl, { headers: { authorization } });
    socket.send({ type: 'connection_init', payload: { authorization: 'Bearer other', headers: { authorization } } });
    expect(await socket.closed).toBe(4401);
  });
});

test('a viewer may hold so many sockets and streams, and no more', async () => {
  const keys = apiKeys.parse('alice:alice-secret,bob:bob-secret');
  await using gateway = await startGateway({
    auth: { kind: 'api-key', keys },
    http: { limits: { socketsPerViewer: 2 } },
  });
  const authorization = 'Bearer alice-secret';
  const first = await openSocket(gateway.socketUrl);
  await first.init({ authorization });
  const stream = await gateway.post(
    { query: 'subscription { tasksUpdated { cursor } }' },
    { authorization, accept: 'text/event-stream' },
  );
  expect(stream.status).toBe(200);

  expect(await closedAfterInit(gateway, { authorization })).toBe(1013);
  const refused = await gateway.ask(
    'subscription { tasksUpdated { cursor } }',
    {},
    { authorization, accept: 'text/event-stream' },
  );
  expect([refused.status, codesOf(refused), refused.errors?.[0]?.extensions['retryAfter']]).toEqual([
    429,
    ['QUOTA_EXCEEDED'],
    10,
  ]);
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'retry-after': '10',
    'ratelimit-policy': '"connections";q=2;qu="concurrent-requests"',
    ratelimit: '"connections";r=0;t=10',
  });

  const bob = await openSocket(gateway.socketUrl);
  await bob.init({ authorization: 'Bearer bob-secret' });
  await first.close();
  const again = await openSocket(gateway.socketUrl);
  await expect
    .poll(async () => {
      const socket = await openSocket(gateway.socketUrl);
      return await socket.init({ authorization }).then(
        () => socket.close().then(() => true),
        () => false,
      );
    })
    .toBe(true);
  for (const socket of [bob, again]) await socket.close();
  await stream.body?.cancel();
});
