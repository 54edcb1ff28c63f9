import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import {
  MUSIC_RECORD,
  NOBODY,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
  VOCALS,
  vocals,
} from './support.ts';

const SAMPLE = { audioUrl: 'https://files.example.com/song.mp3' };

/** The signature by the words of the provider's page. */
const signature = (key: string, taskId: string, timestamp: string): string =>
  createHmac('sha256', key).update(`${taskId}.${timestamp}`).digest('base64');

test('callbacks are signed over task id and second, and not without a key', async () => {
  const receiver = await startReceiver();
  const signed = await startKie({ hmacKey: 'example-hmac-key' });
  const taskId = await signed.buy(SEPARATION, { ...SAMPLE, callBackUrl: receiver.url });
  await signed.mock.clock.jump(4_000);
  const { headers } = await receiver.until(1);
  const timestamp = String(headers['x-webhook-timestamp']);
  expect(Number(timestamp)).toBe(
    Math.floor((await signed.record(SEPARATION_RECORD, taskId)).data.createTime / 1000) + 2,
  );
  expect(headers['x-webhook-signature']).toBe(signature('example-hmac-key', taskId, timestamp));

  const plain = await startKie();
  await plain.buy(SEPARATION, { ...SAMPLE, callBackUrl: receiver.url });
  await plain.mock.clock.jump(4_000);
  const second = await receiver.until(2);
  expect(Object.keys(second.headers).filter((name) => name.startsWith('x-'))).toEqual([]);
});

test('the sibling brand does not sign, key or no key', async () => {
  const receiver = await startReceiver();
  const { buy, mock } = await startKie({ hmacKey: 'k', dialect: 'sunoapi' });
  await buy(SEPARATION, { ...SAMPLE, callBackUrl: receiver.url });
  await mock.clock.jump(4_000);
  expect((await receiver.until(1)).headers).not.toHaveProperty('x-webhook-signature');
});

const answers: readonly [string, (response: ServerResponse) => void][] = [
  ['HTTP 500', (response) => response.writeHead(500).end()],
  ['HTTP 201', (response) => response.writeHead(201).end()],
  ['HTTP 204', (response) => response.writeHead(204).end()],
  ['a redirect', (response) => response.writeHead(307, { location: '/elsewhere' }).end()],
  ['a broken connection', (response) => response.socket?.destroy()],
];

test.each(answers)(
  '%s is no delivery: three retries, then CALLBACK_EXCEPTION with the files kept',
  async (_what, answer) => {
    const kie = await startKie();
    const receiver = await startReceiver();
    receiver.answer = answer;
    const taskId = await kie.buy(SEPARATION, { ...SAMPLE, callBackUrl: receiver.url });
    await kie.mock.clock.jump(4_000);
    expect(receiver.received.length).toBeLessThan(4);
    await kie.mock.clock.jump(60_000);
    expect(receiver.received).toHaveLength(4);
    const { data } = await kie.record(SEPARATION_RECORD, taskId);
    expect(data.successFlag).toBe('CALLBACK_EXCEPTION');
    expect(data.response.vocalUrl).toMatch(/_Vocals\.mp3$/);
    const attempts = kie.mock.journal({ kind: 'callback' });
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
  },
);

test('retries stop at the first 200', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  receiver.answer = (response) => response.writeHead(receiver.received.length < 3 ? 503 : 200).end();
  const taskId = await kie.buy(SEPARATION, { ...SAMPLE, callBackUrl: receiver.url });
  await kie.mock.clock.jump(60_000);
  expect(receiver.received).toHaveLength(3);
  expect((await kie.record(SEPARATION_RECORD, taskId)).data.successFlag).toBe('SUCCESS');
});

test('a receiver that takes fifteen seconds has not answered', async () => {
  const kie = await startKie({ clock: { stopped: true, settleTimeoutMs: 50 } });
  const receiver = await startReceiver();
  receiver.answer = () => undefined;
  await kie.buy(SEPARATION, { ...SAMPLE, callBackUrl: receiver.url });
  await kie.mock.clock.jump(4_000);
  await receiver.until(1);
  expect(kie.mock.journal({ kind: 'callback' })).toEqual([]);
  await kie.mock.clock.jump(14_000);
  const [post] = kie.mock.journal({ kind: 'callback' });
  expect(post).toMatchObject({
    ms: 15_000,
    ending: { kind: 'failed', status: null, error: expect.stringContaining('no answer within 15 s') },
  });
});

test('a stage whose callback cannot be delivered does not end the task', async () => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals());
  await kie.mock.clock.jump(3_000);
  expect((await kie.record(MUSIC_RECORD, taskId)).data.status).toBe('FIRST_SUCCESS');
  await kie.mock.clock.jump(600_000);
  const { data } = await kie.record(MUSIC_RECORD, taskId);
  expect([data.status, data.response.sunoData.length]).toEqual(['CALLBACK_EXCEPTION', 2]);
});

test.each(['failed-501', 'error-after-first', 'callback-lies', 'sensitive-word'])(
  'a task that ended by %s keeps its state when its callbacks cannot be delivered',
  async (scenario) => {
    const kie = await startKie();
    const taskId = await kie.buy(VOCALS, vocals({ title: `[mock:${scenario}]` }));
    await kie.mock.clock.jump(5_000);
    const { data: before } = await kie.record(MUSIC_RECORD, taskId);
    await kie.mock.clock.jump(600_000);
    const { data: after } = await kie.record(MUSIC_RECORD, taskId);
    // Only a task that went well can end so.
    expect(after.status).toBe(before.status === 'SUCCESS' ? 'CALLBACK_EXCEPTION' : before.status);
    expect(after.errorCode).toBe(before.errorCode);
  },
);

test('a triggered callback that is not taken says nothing about an unfinished or another buyer’s task', async () => {
  const kie = await startKie();
  const callBackUrl = NOBODY;
  const trigger = async (callback: string, more: object = {}) =>
    (await kie.admin<{ taskId: string }>('POST', '/callbacks', { callback, url: callBackUrl, ...more })).body.taskId;
  const unfinished = await trigger('add-vocals.text');
  const finished = await trigger('add-vocals.complete');
  const receiver = await startReceiver();
  const bought = await kie.buy(VOCALS, vocals({ callBackUrl: receiver.url }));
  await kie.mock.clock.jump(60_000);
  await trigger('add-vocals.complete', { taskId: bought });
  await kie.mock.clock.jump(600_000);
  const states = await Promise.all(
    [unfinished, finished, bought].map(async (id) => (await kie.record(MUSIC_RECORD, id)).data.status),
  );
  expect(states).toEqual(['TEXT_SUCCESS', 'CALLBACK_EXCEPTION', 'SUCCESS']);
});

test('at time scale 0 everything happens at once, in order', async () => {
  const receiver = await startReceiver();
  const { buy } = await startKie({ timeScale: 0, clock: {} });
  await buy(VOCALS, vocals({ callBackUrl: receiver.url }));
  await receiver.until(3);
  expect(receiver.received.map(({ body }) => body.data.callbackType)).toEqual(['text', 'first', 'complete']);
});

test('a callback can be sent once more, signed anew', async () => {
  const kie = await startKie({ hmacKey: 'k' });
  const receiver = await startReceiver();
  await kie.buy(SEPARATION, { ...SAMPLE, callBackUrl: receiver.url });
  await kie.mock.clock.jump(10_000);
  const one = await receiver.until(1);
  const { body } = await kie.admin<{ callbacks: { id: string; state: string }[] }>('GET', '/callbacks');
  const [callback] = body.callbacks;
  expect(callback?.state).toBe('delivered');
  expect((await kie.admin('POST', `/callbacks/${callback?.id}/resend`)).body).toMatchObject({
    status: 200,
    error: null,
  });
  const two = await receiver.until(2);
  expect(two.body).toEqual(one.body);
  expect(two.headers['x-webhook-timestamp']).not.toBe(one.headers['x-webhook-timestamp']);
});

test('any callback can be sent anywhere, and its task can be read', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const wish = {
    callback: 'separation.complete',
    url: receiver.url,
    request: { type: 'split_stem' },
    scenarios: ['task-id-camel'],
  };
  const { body } = await kie.admin<{ taskId: string }>('POST', '/callbacks', wish);
  await kie.mock.clock.step();
  const heard = await receiver.until(1);
  expect(heard.body.data).toMatchObject({
    taskId: body.taskId,
    vocal_separation_info: { drums_url: expect.any(String) },
  });
  expect((await kie.record(SEPARATION_RECORD, body.taskId)).data.successFlag).toBe('SUCCESS');
  expect(kie.mock.ledger()).toEqual([]);
});

test('a callback URL that cannot be called harms nothing', async () => {
  const kie = await startKie();
  for (const callBackUrl of [NOBODY, 'http://user:secret@127.0.0.1:9/', 'http://127.0.0.1:1/']) {
    await kie.buy(SEPARATION, { ...SAMPLE, callBackUrl });
  }
  await kie.mock.clock.jump(60_000);
  const { body } = await kie.admin<{ callbacks: { state: string }[] }>('GET', '/callbacks');
  expect(body.callbacks.map(({ state }) => state)).toEqual(['given-up', 'given-up', 'given-up']);
});
