import { expect, test } from 'vitest';
import type { Held } from '../../mock-server/core/holds.ts';
import { MUSIC_RECORD, startKie, startReceiver, VOCALS, vocals } from './support.ts';

interface Holding {
  readonly armed: Record<string, number>;
  readonly held: readonly Held[];
  readonly released: number;
}

test('a purchase held before the charge is not charged, and goes on when let go', async () => {
  const { admin, mock, post } = await startKie();
  expect((await admin('POST', '/holds', { point: 'before-charge' })).body).toEqual({
    armed: { 'before-charge': 1 },
    held: [],
  });
  const answer = post(VOCALS, vocals());
  await mock.holds.reached('before-charge');
  expect(mock.ledger()).toEqual([]);
  const { body } = await admin<Holding>('GET', '/holds');
  expect(body).toEqual({ armed: {}, held: [{ id: expect.any(String), point: 'before-charge', about: VOCALS }] });
  expect((await admin<Holding>('POST', '/holds/release', { id: body.held[0]?.id })).body).toMatchObject({
    released: 1,
    held: [],
  });
  expect((await answer).body.code).toBe(200);
  expect(mock.ledger()).toHaveLength(1);
});

test('a purchase held after the charge is charged, lives, and is not answered', async () => {
  const { admin, mock, post } = await startKie();
  const receiver = await startReceiver();
  await admin('POST', '/holds', { point: 'after-charge' });
  const answer = post(VOCALS, vocals({ callBackUrl: receiver.url }));
  const { about } = await mock.holds.reached('after-charge');
  expect(mock.ledger()).toMatchObject([{ kind: 'charge', taskId: about }]);
  await mock.clock.jump(2_000);
  expect((await receiver.until(1)).body.data.task_id).toBe(about);
  await admin('POST', '/holds/release');
  expect((await answer).body.data.taskId).toBe(about);
});

test('a purchase whose buyer died while it was held is charged all the same', async () => {
  const { mock } = await startKie();
  mock.holds.arm('before-charge', 1);
  const death = new AbortController();
  const headers = { authorization: 'Bearer k' };
  const call = fetch(mock.url + VOCALS, {
    method: 'POST',
    headers,
    body: JSON.stringify(vocals()),
    signal: death.signal,
  }).catch(() => 'died');
  await mock.holds.reached('before-charge');
  death.abort();
  expect(await call).toBe('died');
  mock.holds.arm('after-charge', 1);
  const charged = mock.holds.reached('after-charge');
  mock.holds.release({ point: 'before-charge' });
  await charged;
  expect(mock.ledger()).toHaveLength(1);
});

test('callbacks and reads can be held too', async () => {
  const { admin, buy, get, mock } = await startKie();
  const receiver = await startReceiver();
  await admin('POST', '/holds', { point: 'callback', times: 2 });
  await admin('POST', '/holds', { point: 'record' });
  const taskId = await buy(VOCALS, vocals({ callBackUrl: receiver.url }));
  const read = get(`${MUSIC_RECORD}?taskId=${taskId}`);
  await mock.holds.reached('record');
  await mock.clock.jump(1_100);
  await mock.holds.reached('callback');
  expect(receiver.received).toEqual([]);
  await admin('POST', '/holds/release', { point: 'record' });
  // Answered as it is at the release, not as it was when it was read.
  expect((await read).body.data.status).toBe('TEXT_SUCCESS');
  await admin('POST', '/holds/release', { point: 'callback' });
  await receiver.until(1);
});

test('letting go of a point also disarms it', async () => {
  const { admin } = await startKie();
  await admin('POST', '/holds', { point: 'record', times: 3 });
  await admin('POST', '/holds', { point: 'callback' });
  const { body } = await admin<Holding>('POST', '/holds/release', { point: 'record' });
  expect(body).toEqual({ armed: { callback: 1 }, held: [], released: 0 });
});

test('a point that does not exist is refused with those that do', async () => {
  const { admin } = await startKie();
  const { status, body } = await admin<{ error: string }>('POST', '/holds', { point: 'during-lunch' });
  expect(status).toBe(400);
  expect(body.error).toContain('"before-charge"|"after-charge"|"callback"|"record"');
});
