import { expect, test } from 'vitest';
import { createClock } from '../../mock-server/core/clock.ts';
import { createEvents } from '../../mock-server/core/events.ts';
import { createLedger } from '../../mock-server/core/ledger.ts';
import { NOBODY, SEPARATION, startKie, VOCALS, vocals } from './support.ts';

interface Report {
  readonly balance: number;
  readonly chargedExactlyOnce: boolean | null;
  readonly charges: number;
  readonly refunds: number;
  readonly credits: number;
  readonly purchases: readonly {
    readonly charges: number;
    readonly chargedExactlyOnce: boolean | null;
    readonly key: string | null;
    readonly taskIds: readonly string[];
  }[];
  readonly inputs: readonly { readonly charges: number }[];
  readonly entries: readonly object[];
}

const STYLE = '/api/v1/style/generate';
const FILE = { audioUrl: 'https://files.example.com/song.mp3' };

test('the ledger knows a purchase that was sent twice', async () => {
  const { admin, buy } = await startKie({ uniqueCallbackUrls: true });
  const ask = async (query = '') => (await admin<Report>('GET', `/ledger${query}`)).body;
  expect(await ask()).toMatchObject({ chargedExactlyOnce: false, charges: 0, balance: 1000 });

  const one = await buy(VOCALS, vocals({ callBackUrl: `${NOBODY}/1` }));
  await buy(VOCALS, vocals({ callBackUrl: `${NOBODY}/2` }));
  expect(await ask()).toMatchObject({
    chargedExactlyOnce: true,
    charges: 2,
    credits: 24,
    balance: 976,
    inputs: [{ charges: 2 }],
  });

  // The same body again, its keys in another order: the buyer's own token says that it is the same purchase.
  const again = await buy(VOCALS, Object.fromEntries(Object.entries(vocals({ callBackUrl: `${NOBODY}/1` })).reverse()));
  const report = await ask();
  expect(report.chargedExactlyOnce).toBe(false);
  expect(report.purchases[0]).toMatchObject({ charges: 2, chargedExactlyOnce: false, taskIds: [one, again] });
  expect(await ask(`?callBackUrl=${encodeURIComponent(`${NOBODY}/2`)}`)).toMatchObject({
    chargedExactlyOnce: true,
    charges: 1,
  });
  expect(await ask(`?taskId=${again}`)).toMatchObject({ charges: 1 });
});

test('purchases without a callback URL are not taken for one', async () => {
  const { admin, buy } = await startKie({ uniqueCallbackUrls: true });
  for (const content of ['Pop, dreamy', 'Folk, calm']) await buy(STYLE, { content });
  const { body } = await admin<Report>('GET', '/ledger');
  expect(body).toMatchObject({ chargedExactlyOnce: true, purchases: [{ key: null }, { key: null }] });
});

test('two purchases of one input at one fixed URL are not called one purchase charged twice', async () => {
  const { admin, buy } = await startKie();
  const one = await buy(VOCALS, vocals());
  const two = await buy(VOCALS, vocals());
  await buy(VOCALS, vocals({ title: 'another' }));
  const { body } = await admin<Report>('GET', '/ledger');
  expect(body).toMatchObject({
    chargedExactlyOnce: null,
    purchases: [
      { charges: 2, chargedExactlyOnce: null, key: null, taskIds: [one, two] },
      { charges: 1, chargedExactlyOnce: true },
    ],
  });
});

test('a key that the buyer chose says what was one purchase', async () => {
  const { admin, post } = await startKie();
  await post(VOCALS, vocals(), { 'x-mock-purchase-key': 'order-1' });
  await post(`${VOCALS}?mock-purchase-key=order-2`, vocals());
  expect((await admin<Report>('GET', '/ledger')).body).toMatchObject({
    chargedExactlyOnce: true,
    purchases: [{ key: 'order-1' }, { key: 'order-2' }],
    inputs: [{ charges: 2 }],
  });
  await post(VOCALS, vocals({ title: 'another' }), { 'x-mock-purchase-key': 'order-2' });
  expect((await admin<Report>('GET', '/ledger')).body).toMatchObject({
    chargedExactlyOnce: false,
    purchases: [
      { key: 'order-1', chargedExactlyOnce: true },
      { key: 'order-2', charges: 2, chargedExactlyOnce: false },
    ],
  });
});

test('a refund stands beside its charge', async () => {
  const { admin, buy, mock } = await startKie();
  await buy(VOCALS, vocals({ title: '[mock:531]' }));
  await mock.clock.jump(600_000);
  const { body } = await admin<Report>('GET', '/ledger');
  expect(body).toMatchObject({ charges: 1, refunds: 1, credits: 0, balance: 1000, chargedExactlyOnce: true });
  expect(body.entries).toMatchObject([
    { kind: 'charge', balance: 988 },
    { kind: 'refund', balance: 1000 },
  ]);
});

test('a task is refunded once, and never what was not charged', () => {
  const ledger = createLedger(createClock({ stopped: true }), createEvents(), 20);
  ledger.charge({ taskId: 't', operation: 'separation', credits: 12, request: {}, callBackUrl: NOBODY, key: null });
  for (const taskId of ['t', 't', 'other']) ledger.refund(taskId);
  expect([ledger.balance(), ledger.entries().length]).toEqual([20, 2]);
});

test('prices follow the type, and can be changed', async () => {
  const { admin, buy, mock } = await startKie();
  for (const type of ['separate_vocal', 'split_stem', 'split_stem_advanced']) {
    await buy(SEPARATION, { ...FILE, type, stemName: 'Bass', callBackUrl: NOBODY });
  }
  await admin('PATCH', '/settings', { prices: { separate_vocal: 8.4 } });
  await buy(SEPARATION, { ...FILE, callBackUrl: NOBODY });
  expect(mock.ledger().map(({ credits }) => credits)).toEqual([10, 50, 20, 8.4]);
  expect(mock.balance()).toBe(911.6);
});

test('decimals leave no dust', async () => {
  const { mock, post } = await startKie({ credits: 10, purchaseLimit: null, prices: { separate_vocal: 0.1 } });
  for (let count = 0; count < 99; count++) await post(SEPARATION, { ...FILE, callBackUrl: NOBODY });
  expect(mock.balance()).toBe(0.1);
});
