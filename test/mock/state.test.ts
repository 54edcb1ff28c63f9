import { expect, test, vi } from 'vitest';
import type { MockKie } from '../../mock-server/index.ts';
import { eventually } from '../support/eventually.ts';
import { MUSIC_RECORD, NOBODY, SEPARATION, startKie, startReceiver, VOCALS, vocals } from './support.ts';

test('a state taken in mid-task goes on elsewhere: record, money, stages, retries and rules', async () => {
  const receiver = await startReceiver();
  const one = await startKie({ credits: 100, hmacKey: 'k' });
  const taskId = await one.buy(VOCALS, vocals({ callBackUrl: receiver.url, uploadUrl: one.mock.sampleUrl }));
  receiver.answer = (response) => response.writeHead(500).end();
  await one.mock.clock.jump(1_200);
  await receiver.until(1);
  await one.admin('POST', '/scenarios', { scenario: '455', times: 2 });
  const { body: state } = await one.admin('GET', '/state');
  await one.mock.close();
  receiver.answer = (response) => response.end();

  // Keys are not in the state: the mock that takes it over has its own.
  const two = await startKie({ hmacKey: 'k' });
  expect(JSON.stringify(state)).not.toContain('"k"');
  await two.admin('PUT', '/state', JSON.parse(JSON.stringify(state)));
  expect((await two.admin('GET', '/state')).body).toEqual(state);
  expect(two.mock.balance()).toBe(88);
  expect((await two.post(VOCALS, vocals())).body.code).toBe(455);
  await two.mock.clock.jump(60_000);
  expect((await two.record(MUSIC_RECORD, taskId)).data.status).toBe('SUCCESS');
  expect(receiver.received.map(({ body }) => body.data.callbackType)).toEqual(['text', 'text', 'first', 'complete']);
  const [before] = two.mock.ledger();
  expect(before).toMatchObject({ taskId, credits: 12 });
  await two.admin('DELETE', '/scenarios');
  expect(await two.buy(VOCALS, vocals())).not.toBe(taskId);
});

const impossible: readonly [string, (task: Record<string, unknown>) => object, string][] = [
  ['an operation that is not sold', (task) => ({ ...task, operation: 'opera' }), '"separation"|"add-vocals"'],
  [
    'content that its operation cannot read',
    (task) => ({ ...task, content: { ...(task['content'] as object), type: 'garbage' } }),
    'body.tasks.0.content.type: Invalid option: expected one of "separate_vocal"',
  ],
  ['a callback URL that is none', (task) => ({ ...task, callBackUrl: 'garbage' }), 'body.tasks.0.callBackUrl'],
  ['a time that is none', (task) => ({ ...task, acceptedAt: 1e300 }), 'body.tasks.0.acceptedAt'],
];

test.each(impossible)('a state with %s is refused, and nothing is forgotten', async (_what, change, words) => {
  const { admin, buy, mock } = await startKie();
  await buy(SEPARATION, { audioUrl: mock.sampleUrl, callBackUrl: NOBODY });
  const { body } = await admin<{ tasks: Record<string, unknown>[] }>('GET', '/state');
  const { status, body: refusal } = await admin<{ error: string }>('PUT', '/state', {
    ...body,
    tasks: body.tasks.map(change),
  });
  expect([status, refusal.error]).toEqual([400, expect.stringContaining(words)]);
  expect(mock.ledger()).toHaveLength(1);
});

test('a reset forgets everything, also what was on its way', async () => {
  const kie = await startKie({ credits: 50 });
  const receiver = await startReceiver();
  receiver.answer = (response) => response.writeHead(500).end();
  const taskId = await kie.buy(VOCALS, vocals({ callBackUrl: receiver.url }));
  await kie.mock.clock.jump(1_200);
  kie.mock.scenario('455');
  await kie.admin('POST', '/reset', { credits: 70 });
  const heard = receiver.received.length;
  await kie.mock.clock.jump(60_000);
  expect(receiver.received).toHaveLength(heard);
  expect((await kie.record(MUSIC_RECORD, taskId)).data).toBeNull();
  expect([kie.mock.balance(), kie.mock.ledger()]).toEqual([70, []]);
  expect((await kie.post(VOCALS, vocals())).body.code).toBe(200);
});

const waits: readonly [string, (mock: MockKie) => unknown, (mock: MockKie) => number][] = [
  ['before the charge', ({ holds }) => holds.arm('before-charge', 1), ({ holds }) => holds.held().length],
  ['after the charge', ({ holds }) => holds.arm('after-charge', 1), ({ holds }) => holds.held().length],
  ['by a slow answer', ({ scenario }) => scenario('slow-answer'), ({ clock }) => clock.pending().length],
  ['for its callback', ({ scenario }) => scenario('callback-before-answer'), ({ clock }) => clock.pending().length],
];

test.each(waits)('a purchase held back %s is cut off by a reset, and left no trace', async (_what, hold, held) => {
  const { admin, mock, post } = await startKie();
  hold(mock);
  const answer = post(VOCALS, vocals()).catch(({ cause }) => cause.code);
  await eventually(() => expect(held(mock)).toBeGreaterThan(0));
  await admin('POST', '/reset', {});
  expect(await answer).toBe('ECONNRESET');
  expect([mock.ledger(), mock.journal(), mock.clock.pending(), mock.holds.held()]).toEqual([[], [], [], []]);
});

test('a purchase whose upload comes after a reset is not charged', async () => {
  const upload = Promise.withResolvers<Response>();
  const fetched = vi.fn(() => upload.promise);
  const { mock, post } = await startKie({ send: fetched });
  const answer = post(VOCALS, vocals({ uploadUrl: 'http://127.0.0.1:9/take.mp3' })).catch(({ cause }) => cause.code);
  await eventually(() => expect(fetched).toHaveBeenCalled());
  mock.reset();
  upload.resolve(new Response(''));
  expect(await answer).toBe('ECONNRESET');
  expect(mock.ledger()).toEqual([]);
});

test('a callback that is being sent breaks off with a reset, and no attempt of it is shown', async () => {
  const { buy, mock } = await startKie({ clock: { stopped: true, settleTimeoutMs: 50 } });
  const receiver = await startReceiver();
  const broken = new Promise<void>((resolve) => {
    receiver.answer = (response) => response.once('close', resolve);
  });
  await buy(SEPARATION, { audioUrl: mock.sampleUrl, callBackUrl: receiver.url });
  await mock.clock.jump(4_000);
  await receiver.until(1);
  mock.reset();
  await broken;
  expect(mock.clock.pending()).toEqual([]);
  await mock.clock.jump(60_000);
  expect(mock.journal()).toEqual([]);
});

test('five thousand tasks are kept, the oldest go first', async () => {
  const { mock } = await startKie({ purchaseLimit: null, pollLimit: null, credits: 1e6 });
  const buy = async (): Promise<string> => {
    const headers = { authorization: 'Bearer k' };
    const body = JSON.stringify(vocals({ title: '[mock:stuck]' }));
    const response = await mock.fetch(new Request(mock.url + VOCALS, { method: 'POST', headers, body }));
    return (await response.json()).data.taskId;
  };
  const ids: string[] = [];
  for (let count = 0; count < 5_001; count++) ids.push(await buy());
  const read = async (id: string | undefined) => {
    const headers = { authorization: 'Bearer k' };
    return (await (await mock.fetch(new Request(`${mock.url}${MUSIC_RECORD}?taskId=${id}`, { headers }))).json()).data;
  };
  expect(await read(ids[0])).toBeNull();
  expect(await read(ids[1])).toMatchObject({ status: 'PENDING' });
});

test('a reset returns to how the mock was started, settings and clock included', async () => {
  const { admin, mock, post } = await startKie({ timeScale: 2, credits: 70, strict: true, apiKey: 'key' });
  const changes = { timeScale: 9, dialect: 'sunoapi', strict: false, apiKey: null, prices: { 'add-vocals': 1 } };
  await admin('PATCH', '/settings', { ...changes, pollLimit: null, credits: 3 });
  await admin('POST', '/clock/start');
  await admin('POST', '/clock/jump', { ms: 86_400_000 });
  await admin('POST', '/reset', { keepSettings: true });
  expect((await admin('GET', '/settings')).body).toMatchObject({ timeScale: 9, dialect: 'sunoapi', strict: false });
  await admin('POST', '/reset', {});
  expect((await admin('GET', '/settings')).body).toMatchObject({
    timeScale: 2,
    dialect: 'kie',
    strict: true,
    apiKey: '***',
    prices: { 'add-vocals': 12 },
    pollLimit: { limit: 3, windowMs: 1_000 },
  });
  expect((await admin('GET', '/clock')).body).toMatchObject({ now: Date.UTC(2026, 0, 1), stopped: true });
  expect(mock.balance()).toBe(70);
  expect((await post(VOCALS, vocals(), { authorization: 'Bearer key' })).body.code).toBe(200);
});
