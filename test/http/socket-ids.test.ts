import { expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const QUERY = 'subscription($id: ID!) { taskUpdated(id: $id) { version } }';

/** Subscriptions that are open on all sockets. */
const openSubscriptions = async ({ metrics }: TestGateway): Promise<number> =>
  Number(/^stemgate_open_subscriptions\{transport="socket"\} (\d+)$/m.exec(await metrics.read())?.[1]);

/** A gateway that reads no task before it is let to, and a socket whose requests all have one id. */
const arrange = async () => {
  const { promise: mayRead, resolve: letRead } = Promise.withResolvers<void>();
  const gateway = await startGateway({
    domain: {
      wrapStore: (store) => ({
        ...store,
        get: (id) => mayRead.then(() => store.get(id)),
        getMany: (ids) => mayRead.then(() => store.getMany(ids)),
      }),
    },
    http: { limits: { subscriptionsPerSocket: 2 } },
  });
  const task = await gateway.buy();
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  return {
    gateway,
    socket,
    letRead,
    ask: (query = QUERY) => socket.subscribe('1', query, { id: `task_${task.id}` }),
    complete: () => socket.send({ type: 'complete', id: '1' }),
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
};

test.each([QUERY, 'query($id: ID!) { node(id: $id) { id } }'])(
  'a request that was ended before it had a result is over, also when its id is used again: %s',
  async (query) => {
    await using world = await arrange();
    const { gateway, socket, ask, complete } = world;
    for (let round = 0; round < 5; round += 1) {
      ask(query);
      complete();
    }
    ask();
    // Answered after all of them have come.
    expect(await socket.run('2', '{ __typename }')).toMatchObject({ type: 'next', id: '2' });
    world.letRead();
    expect(await socket.next()).toMatchObject({ type: 'next', id: '1', payload: { data: { taskUpdated: {} } } });
    expect(await socket.run('2', '{ __typename }')).toMatchObject({ type: 'next', id: '2' });
    expect(await openSubscriptions(gateway)).toBe(1);
    await socket.close();
    await expect.poll(() => openSubscriptions(gateway)).toBe(0);
  },
);

test('a subscription that takes the id of one that was just ended goes on, and ends with its socket', async () => {
  await using world = await arrange();
  const { gateway, socket, ask, complete } = world;
  world.letRead();
  ask();
  expect(await socket.next()).toMatchObject({ type: 'next', id: '1' });
  complete();
  ask();
  expect(await socket.next()).toMatchObject({ type: 'next', id: '1' });
  expect(await socket.run('2', '{ __typename }')).toMatchObject({ type: 'next', id: '2' });
  expect(await openSubscriptions(gateway)).toBe(1);
  await socket.close();
  await expect.poll(() => openSubscriptions(gateway)).toBe(0);
});
