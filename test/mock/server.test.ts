import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createMockKie } from '../../mock-server/index.ts';
import { SEPARATION, startKie, startReceiver, VOCALS, vocals } from './support.ts';

/** Bytes in, bytes out. */
const raw = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
};

const strange: readonly [string, string, number][] = [
  ['a path that is none', 'GET // HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400],
  ['a method that fetch forbids', 'TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400],
  ['a host that is none', 'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n', 400],
  [
    'a GET with a body',
    'GET /api/v1/chat/credit HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}',
    200,
  ],
  ['a path that cannot be decoded', 'GET /media/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 404],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
];

test.each(strange)('%s is answered, and harms nothing', async (_what, text, status) => {
  const { get, mock } = await startKie();
  expect(await raw(mock.port, text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect((await get('/api/v1/chat/credit')).status).toBe(200);
});

test('a body beyond all measure is cut off', async () => {
  const { get, mock } = await startKie();
  const body = 'x'.repeat(9 * 1024 * 1024);
  const status = await fetch(mock.url + VOCALS, { method: 'POST', body }).then(
    (response) => response.status,
    () => 'cut off',
  );
  expect([413, 'cut off']).toContain(status);
  expect((await get('/api/v1/chat/credit')).status).toBe(200);
});

test('a state may be longer: a full mock’s is', async () => {
  const { admin, buy } = await startKie();
  await buy(VOCALS, vocals());
  const { body } = await admin<{ tasks: { request: object }[] }>('GET', '/state');
  const tasks = body.tasks.map((task) => ({ ...task, request: { ...task.request, prompt: 'x'.repeat(12_000_000) } }));
  expect((await admin('PUT', '/state', { ...body, tasks })).status).toBe(200);
});

test('closed in the middle of a callback, it does not try again', async () => {
  const receiver = await startReceiver();
  const mock = await createMockKie({ timeScale: 0 });
  const heard = new Promise<void>((resolve) => {
    receiver.answer = () => resolve();
  });
  const body = JSON.stringify({ audioUrl: mock.sampleUrl, callBackUrl: receiver.url });
  await fetch(mock.url + SEPARATION, { method: 'POST', headers: { authorization: 'Bearer k' }, body });
  await heard;
  await mock.close();
  expect(mock.clock.pending()).toEqual([]);
  expect(receiver.received).toHaveLength(1);
});

test('a callback held over a reset is never sent', async () => {
  const { buy, mock } = await startKie();
  const receiver = await startReceiver();
  mock.holds.arm('callback', 1);
  await buy(SEPARATION, { audioUrl: mock.sampleUrl, callBackUrl: receiver.url });
  await mock.clock.jump(4_000);
  await mock.holds.reached('callback');
  mock.reset();
  await mock.clock.jump(4_000);
  expect(receiver.received).toEqual([]);
});

test('a redirect is not followed, also by another sender', async () => {
  const receiver = await startReceiver();
  receiver.answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
  const { buy, mock } = await startKie({ send: fetch });
  await buy(SEPARATION, { audioUrl: mock.sampleUrl, callBackUrl: receiver.url });
  await mock.clock.jump(60_000);
  expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook', '/hook']);
});

test('two mocks share nothing', async () => {
  const [one, two] = [await startKie({ seed: 'same' }), await startKie({ seed: 'same' })];
  one.mock.scenario('455');
  expect((await one.post(VOCALS, vocals())).body.code).toBe(455);
  expect((await two.post(VOCALS, vocals())).body.code).toBe(200);
  expect([one.mock.balance(), two.mock.balance()]).toEqual([1000, 988]);
});

test('callbacks can be handed to an app that has no port', async () => {
  const heard: string[] = [];
  const send = async (request: Request): Promise<Response> => {
    heard.push(request.url);
    return new Response('ok');
  };
  const { buy, mock } = await startKie({ send });
  await buy(SEPARATION, { audioUrl: 'https://files.example.com/a.mp3', callBackUrl: 'http://app.invalid/hook' });
  await mock.clock.jump(4_000);
  expect(heard).toEqual(['http://app.invalid/hook']);
});
