import { expect, test } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { openSocket, refusedWith } from '../support/socket.ts';

const NEWS = 'subscription { tasksUpdated { cursor } }';
const BUY = `mutation {
  separateVocals(input: {source: {audioUrl: "https://media.example.com/a.mp3"}}) { task { status } }
}`;

test('leaves in good order', async () => {
  const gateway = await startGateway();
  const sockets = await Promise.all(Array.from({ length: 4 }, () => openSocket(gateway.socketUrl)));
  for (const socket of sockets) {
    await socket.init();
    socket.subscribe('1', NEWS);
  }
  const stream = await gateway.post({ query: NEWS }, { accept: 'text/event-stream' });
  gateway.domain.provider.script('hang');
  const purchase = gateway.ask(BUY);
  await expect.poll(() => gateway.domain.provider.attempts.length).toBe(1);

  const closedAt: number[] = [];
  const codes = Promise.all(
    sockets.map(async ({ closed }) => {
      const code = await closed;
      closedAt.push(performance.now());
      return code;
    }),
  );
  const begun = performance.now();
  const drained = gateway.server.drain(4_000);

  const ready = await fetch(`${gateway.origin}/readyz`);
  expect([ready.status, await ready.text(), ready.headers.get('connection')]).toEqual([503, 'draining\n', 'close']);
  expect((await fetch(`${gateway.origin}/livez`)).status).toBe(200);
  expect(await refusedWith(gateway.socketUrl)).toBe(503);

  gateway.domain.provider.letGo();
  expect(await purchase).toMatchObject({ status: 200, data: { separateVocals: { task: { status: 'PROCESSING' } } } });
  expect(await codes).toEqual([1001, 1001, 1001, 1001]);
  // Neither "complete" nor an error: the client is to take it up elsewhere.
  expect(await stream.text()).not.toMatch(/event: complete|errors/);
  const gaps = closedAt.map((at, index) => at - (closedAt[index - 1] ?? begun));
  expect(Math.max(...gaps.slice(1))).toBeGreaterThan(100);

  await drained;
  await expect(fetch(`${gateway.origin}/livez`)).rejects.toThrow();
});

test('a node beside others goes on listening until a load balancer has noticed', async () => {
  const gateway = await startGateway();
  const begun = performance.now();
  const drained = gateway.server.drain(1_000, { isAlone: false }).then(() => performance.now() - begun);
  const answer = await gateway.post({ query: '{ __typename }' });
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  expect(await drained).toBeGreaterThan(390);
  await expect(fetch(`${gateway.origin}/livez`)).rejects.toThrow();

  const alone = await startGateway();
  await alone.server.drain(60_000, { isAlone: true });
});

test('whoever stays is cut off in time', async () => {
  const gateway = await startGateway();
  const deaf = await openSocket(gateway.socketUrl);
  deaf.socket.pause();
  gateway.domain.provider.script('hang');
  const purchase = gateway.ask(BUY).then(
    () => 'answered',
    () => 'cut off',
  );
  await expect.poll(() => gateway.domain.provider.attempts.length).toBe(1);
  const begun = performance.now();
  await gateway.server.drain(400);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(await purchase).toBe('cut off');
  deaf.socket.resume();
  expect(await deaf.closed).toSatisfy((code: number) => code === 1001 || code === 1006);
  gateway.domain.provider.letGo();
});

test('a stream that begins only now ends right away, as those that are open do', async () => {
  const { promise: known, resolve: tell } = Promise.withResolvers<void>();
  let isAsked = false;
  const authenticator = {
    async authenticate() {
      isAsked = true;
      await known;
      return { viewer: 'alice', expiresAt: null };
    },
  };
  const gateway = await startGateway({ http: { authenticator } });
  const opening = gateway.post({ query: NEWS }, { accept: 'text/event-stream' });
  await expect.poll(() => isAsked).toBe(true);
  const drained = gateway.server.drain(60_000);
  tell();
  const stream = await opening;
  expect(stream.status).toBe(200);
  expect(await stream.text()).not.toMatch(/event: complete|errors/);
  await drained;
});

test('with nothing open, it is over at once', async () => {
  const gateway = await startGateway();
  await (await fetch(`${gateway.origin}/livez`)).text();
  await gateway.server.drain(60_000);
});
