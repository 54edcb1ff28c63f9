import { expect, test } from 'vitest';
import { SEPARATION, startKie, startReceiver, VOCALS, vocals } from './support.ts';

const refused: readonly [string, object, string][] = [
  ['a callback that is lost', { scenarios: ['callback-lost'] }, 'sends no callback, so there is nothing to trigger'],
  ['an order of one', { scenarios: ['callback-reordered'] }, 'changes nothing about a complete callback'],
  ['an ending of the call', { scenarios: ['html-502'] }, '"html-502" changes nothing'],
  ['an ending of the task', { scenarios: ['failed-501'] }, '"failed-501" changes nothing'],
  ['another stage’s scenario', { scenarios: ['text-null'] }, '"text-null" changes nothing'],
  ['another family’s scenario', { scenarios: ['container-both'] }, '"container-both" changes nothing'],
  ['a signature without a key', { scenarios: ['wrong-signature'] }, 'callbacks are not signed: set MOCK_HMAC_KEY'],
  ['a missing signature without a key', { scenarios: ['unsigned'] }, 'callbacks are not signed'],
  ['a scenario that is none', { scenarios: ['callback-lots'] }, 'did you mean "callback-lost"?'],
  [
    'an unknown field',
    { request: { tempo: 3 } },
    'no task can be made of this: unknown field "tempo". add-vocals takes',
  ],
  ['a wrong field', { request: { model: 'V4' } }, 'no task can be made of this: model must be one of'],
  ['an unknown callback', { callback: 'add-vocals.last' }, 'there is no callback "add-vocals.last"; there are'],
];

test.each(refused)('%s is refused, and nothing is sent', async (_what, more, words) => {
  const { admin, mock } = await startKie();
  const receiver = await startReceiver();
  const body = { callback: 'add-vocals.complete', url: receiver.url, ...more };
  const answer = await admin<{ error: string }>('POST', '/callbacks', body);
  expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(words)]);
  await mock.clock.jump(60_000);
  expect(receiver.received).toEqual([]);
  expect((await admin<{ tasks: unknown[] }>('GET', '/tasks')).body.tasks).toEqual([]);
});

test('a doubled callback is sent twice, a late one late, and a signed one as the scenario says', async () => {
  const { admin, mock } = await startKie({ hmacKey: 'k' });
  const receiver = await startReceiver();
  const trigger = (callback: string, ...scenarios: string[]) =>
    admin('POST', '/callbacks', { callback, url: receiver.url, scenarios });
  await trigger('separation.complete', 'callback-doubled', 'container-both');
  await trigger('add-vocals.text', 'callback-late=20s', 'text-null');
  await trigger('add-vocals.first', 'unsigned');
  await mock.clock.jump(1_000);
  expect(receiver.received.map(({ body }) => Object.keys(body.data))).toEqual([
    ['task_id', 'vocal_separation_info', 'vocal_removal_info'],
    ['task_id', 'vocal_separation_info', 'vocal_removal_info'],
    ['callbackType', 'task_id', 'data'],
  ]);
  expect(receiver.received.map(({ headers }) => 'x-webhook-signature' in headers)).toEqual([true, true, false]);
  await mock.clock.jump(20_000);
  expect(receiver.received.at(-1)?.body.data).toMatchObject({ callbackType: 'text', data: null });
});

test('a scenario about signatures is a near miss where nothing is signed', async () => {
  const { buy, mock } = await startKie({ hmacKey: 'k', dialect: 'sunoapi' });
  await buy(VOCALS, vocals({ title: '[mock:stale-signature]' }));
  expect(mock.journal()[0]?.notes).toContain('near miss: "stale-signature" does nothing, for callbacks are not signed');
});

test('spans of time can be written with a unit, where the value is one', async () => {
  const { admin, buy, mock } = await startKie();
  const receiver = await startReceiver();
  const audioUrl = `${mock.sampleUrl}?${encodeURIComponent('[mock:callback-late=20s]')}`;
  await buy(SEPARATION, { audioUrl, callBackUrl: receiver.url });
  await mock.clock.jump(19_000);
  expect(receiver.received).toEqual([]);
  await mock.clock.jump(5_000);
  expect(receiver.received).toHaveLength(1);
  expect((await admin('POST', '/scenarios', { scenario: 'slow=3s' })).status).toBe(400);
});
