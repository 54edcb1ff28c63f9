import { expect, test } from 'vitest';
import type { JsonObject } from '../../mock-server/core/json.ts';
import { silentPlayer } from '../../mock-server/media/player.ts';
import type { SyncOperation } from '../../mock-server/operations/operation.ts';
import { receive } from '../../mock-server/provider/call.ts';
import { createMock, type Mock } from '../../mock-server/provider/mock.ts';
import { buyAtOnce } from '../../mock-server/provider/sync-purchase.ts';
import { activeScenarios, parseUse } from '../../mock-server/scenarios/index.ts';

/** An operation that is answered at once, made up for these tests. */
const echo: SyncOperation = {
  name: 'echo',
  createPath: '/api/v1/echo',
  shape: () => ({ text: { type: 'string', required: true } }),
  example: () => ({ text: 'la' }),
  prices: { echo: 0.5 },
  priceName: () => 'echo',
  refuse: ({ text }) => (text === 'nobody' ? { why: 'unknown-parent' } : null),
  answer: ({ text }) => ({ echo: text ?? null }),
};

const openMock = (credits: number): Mock => {
  const network = { send: fetch, sign: () => ({}), player: silentPlayer };
  const mock = createMock({ credits, clock: { stopped: true } }, network);
  mock.settings.prices['echo'] = 0.5;
  return mock;
};

const call = async (mock: Mock, body: JsonObject, scenarios: readonly string[] = []) => {
  const request = new Request('http://localhost/api/v1/echo', { method: 'POST', body: JSON.stringify(body) });
  const received = await receive(request, 0, null);
  const outcome = await buyAtOnce(mock, echo, received, activeScenarios(scenarios.map(parseUse)));
  const text = outcome.kind === 'answer' && typeof outcome.answer.body === 'string' ? outcome.answer.body : '{}';
  return {
    answer: JSON.parse(text),
    active: received.active.map(({ scenario }) => scenario.name),
    notes: received.notes,
  };
};

test('a call that is answered at once is charged, and makes no task', async () => {
  const mock = openMock(10);
  expect(await call(mock, { text: 'la' })).toMatchObject({ answer: { code: 200, data: { echo: 'la' } }, notes: [] });
  expect(mock.ledger.entries()).toMatchObject([{ kind: 'charge', operation: 'echo', credits: 0.5, key: null }]);
  expect([mock.ledger.balance(), mock.tasks.all(), mock.clock.pending()]).toEqual([9.5, [], []]);
});

test('what is refused is not charged', async () => {
  const mock = openMock(0.4);
  expect((await call(mock, {})).answer).toMatchObject({ code: 422, msg: 'Please enter text.' });
  expect((await call(mock, { text: 'nobody' })).answer).toMatchObject({ code: 422, msg: 'Record does not exist' });
  expect((await call(mock, { text: 'la' })).answer).toMatchObject({ code: 402 });
  expect(mock.ledger.entries()).toEqual([]);
});

test('only scenarios about calls happen to it; others are near misses', async () => {
  const { active, notes } = await call(openMock(10), { text: 'la' }, ['data-array', 'callback-lost']);
  expect(active).toEqual(['data-array']);
  expect(notes).toEqual(['near miss: "callback-lost" follows a task, and echo makes none']);
});
