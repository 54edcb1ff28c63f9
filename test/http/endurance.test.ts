import { once } from 'node:events';
import { connect } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { globalIdOf } from '../../src/resolvers/global-id.ts';
import { createChanges } from '../support/changes.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const MEGABYTE = 1_048_576;

/** What is held on to, in bytes. */
const held = async (): Promise<number> => {
  await collectGarbage();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
};

const gauge = async ({ metrics }: TestGateway, name: string): Promise<number> =>
  [...(await metrics.read()).matchAll(new RegExp(`^stemgate_${name}(?:\\{.*\\})? (\\d+)$`, 'gm'))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );

const WATCH = 'subscription($id: ID!) { taskUpdated(id: $id) { version status timeline { at type } } }';

test('clients that stop reading while 100,000 changes happen cost little, and find the newest state', async () => {
  await using gateway = await startGateway();
  const task = await gateway.buy();
  const variables = { id: globalIdOf(task) };
  const changes = createChanges(gateway.domain, task);

  const stuck = await openSocket(gateway.socketUrl);
  await stuck.init();
  stuck.subscribe('1', WATCH, variables);
  expect(await stuck.next()).toMatchObject({ type: 'next' });
  stuck.socket.pause();
  const stuckStream = await gateway.post({ query: WATCH, variables }, { accept: 'text/event-stream' });
  const reader = stuckStream.body?.getReader();
  await reader?.read();

  const quick = await openSocket(gateway.socketUrl);
  await quick.init();
  quick.subscribe('1', WATCH, variables);
  await quick.next();

  const before = await held();
  await changes.rush(100_000);
  const versions: number[] = [];
  for (;;) {
    const { type, payload } = await quick.next();
    if (type === 'complete') break;
    versions.push((payload as { data: { taskUpdated: { version: number } } }).data.taskUpdated.version);
  }
  expect(versions.at(-1)).toBe(100_002);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  await expect.poll(async () => (await held()) - before).toBeLessThan(40 * MEGABYTE);

  stuck.socket.resume();
  let last: unknown;
  for (;;) {
    const { type, payload } = await stuck.next();
    if (type === 'complete') break;
    last = payload;
  }
  expect(last).toMatchObject({ data: { taskUpdated: { version: 100_002, status: 'SUCCEEDED' } } });

  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done) break;
    text = text.slice(-2_000) + decoder.decode(value, { stream: true });
  }
  expect(text).toMatch(/"version":100002(.|\n)*event: complete/);
  for (const socket of [stuck, quick]) await socket.close();
});

test('a stream that nobody reads is cut off', async () => {
  await using gateway = await startGateway({ http: { limits: { stuckMs: 30 } } });
  const task = await gateway.buy();
  const query = `subscription($id: ID!) { taskUpdated(id: $id) { version ${Array.from({ length: 25 }, (_, i) => `a${i}: timeline { at type }`).join(' ')} } }`;
  const stream = await gateway.post({ query, variables: { id: globalIdOf(task) } }, { accept: 'text/event-stream' });
  const changes = createChanges(gateway.domain, task);
  while ((await gauge(gateway, 'open_subscriptions')) > 0) {
    // As many as the network takes in; the domain has no part in it.
    for (let i = 0; i < 50; i += 1) await changes.next();
    await new Promise(setImmediate);
  }
  await expect(stream.text()).rejects.toThrow();
});

test('responses that a client does not read are not kept for long', async () => {
  await using gateway = await startGateway({ http: { limits: { stuckMs: 200 } } });
  const body = JSON.stringify({ query: getIntrospectionQuery() });
  const head = `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const client = connect(gateway.port, '127.0.0.1');
  // What it wrote may never be taken.
  client.on('error', () => undefined);
  client.pause();
  client.write((head + body).repeat(200));
  await expect.poll(() => gateway.log().filter(({ status }) => status === 499).length).toBeGreaterThan(0);
  client.destroy();
});

test('a socket that sends pongs and reads nothing is closed', async () => {
  await using gateway = await startGateway({ http: { limits: { heartbeatMs: 1_000 } } });
  const { socket, init } = await openSocket(gateway.socketUrl, { autoPong: false });
  await init();
  const pongs = setInterval(() => socket.pong(), 10);
  const [code] = await once(socket, 'close');
  clearInterval(pongs);
  expect(code).toBe(1006);
});

test('a long row of messages leaves the process free between each two of them', async () => {
  await using gateway = await startGateway();
  const count = 200;
  for (let i = 0; i < count; i += 1) await gateway.buy();
  const query = 'subscription { tasksUpdated(after: "0") { task { version } } }';
  /** Turns of the event loop until `read` has read all messages. */
  const turnsOf = async (read: () => Promise<void>): Promise<number> => {
    let turns = 0;
    let isReading = true;
    const turn = (): void => {
      turns += 1;
      if (isReading) setImmediate(turn);
    };
    setImmediate(turn);
    await read();
    isReading = false;
    return turns;
  };

  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  const onSocket = await turnsOf(async () => {
    socket.subscribe('1', query);
    for (let i = 0; i < count; i += 1) expect(await socket.next()).toMatchObject({ type: 'next' });
  });
  await socket.close();
  const onStream = await turnsOf(async () => {
    const response = await gateway.post({ query }, { accept: 'text/event-stream' });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (text.split('event: next').length <= count) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
  });
  expect(onSocket).toBeGreaterThanOrEqual(count);
  expect(onStream).toBeGreaterThanOrEqual(count);
});

test('memory after 5,000 sockets and streams have come and gone is where it was', { timeout: 300_000 }, async () => {
  await using gateway = await startGateway();
  const id = globalIdOf(await gateway.buy());

  const visit = async (n: number): Promise<void> => {
    if (n % 5 === 0) {
      const stream = await gateway.post({ query: WATCH, variables: { id } }, { accept: 'text/event-stream' });
      await stream.body?.cancel();
      return;
    }
    const socket = await openSocket(gateway.socketUrl);
    await socket.init();
    socket.subscribe('1', WATCH, { id });
    await socket.next();
    if (n % 2 === 0) socket.socket.terminate();
    else socket.socket.close();
    await socket.closed;
  };
  const visits = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => visit(done + i)));
      gateway.forgetLog();
    }
    await expect.poll(() => gauge(gateway, 'open_subscriptions')).toBe(0);
    await expect.poll(() => gauge(gateway, 'open_sockets')).toBe(0);
  };

  await visits(500);
  const before = await held();
  await visits(5_000);
  await expect.poll(async () => (await held()) - before).toBeLessThan(4 * MEGABYTE);
});
