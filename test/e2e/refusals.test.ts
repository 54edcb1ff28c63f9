import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askForVocals, purchasesAt } from '../support/buying.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { openScene, type Scene } from '../support/scene.ts';

type Row = readonly [scenario: string, code: string, retryable: boolean, retryAfter: number | null];

const COMMON: readonly Row[] = [
  ['refused-400', 'INVALID_INPUT', false, null],
  ['401', 'UPSTREAM_REFUSED', false, null],
  // Vocals name no track that could be unknown: the path is.
  ['refused-404', 'UPSTREAM_UNAVAILABLE', false, null],
  ['refused-409', 'INVALID_INPUT', false, null],
  ['refused-413', 'INVALID_INPUT', false, null],
  ['422', 'INVALID_INPUT', false, null],
  ['refused-451', 'INVALID_INPUT', false, null],
  ['455', 'UPSTREAM_UNAVAILABLE', true, 60],
  ['http-401', 'UPSTREAM_REFUSED', false, null],
];

const dialects = [
  {
    dialect: 'kie',
    rows: [
      ...COMMON,
      ['402', 'INSUFFICIENT_CREDITS', false, null],
      ['refused-405', 'UPSTREAM_UNAVAILABLE', false, null],
      ['refused-433', 'UPSTREAM_REFUSED', false, null],
    ],
    rates: ['429', '430', 'http-429'],
  },
  // The same numbers, other meanings.
  {
    dialect: 'sunoapi',
    rows: [...COMMON, ['429', 'INSUFFICIENT_CREDITS', false, null]],
    rates: ['refused-405', '430', 'http-429'],
  },
] as const satisfies readonly { dialect: string; rows: readonly Row[]; rates: readonly string[] }[];

const titles = ({ kie }: Scene): unknown[] => purchasesAt(kie).map(({ request }) => request['title']);

describe.each(dialects)('refused in the dialect $dialect', ({ dialect, rows, rates }) => {
  let scene: Scene;
  let client: GraphClient;
  beforeAll(async () => {
    scene = await openScene({ dialect });
    client = scene.client();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it.concurrent.each([...rows])('%s: %s, and the key is free again', async (scenario, code, retryable, retryAfter) => {
    const { kie } = scene;
    const idempotencyKey = `key of ${scenario}`;
    const title = `Refused [mock:${scenario}]`;
    const refused = await askForVocals(client, kie, { title, idempotencyKey });
    expect(refused).toMatchObject({ task: null, reused: false, userErrors: [{ code, retryable, retryAfter }] });
    expect(refused.userErrors[0]?.message).not.toBe('');

    const good = `Good after ${scenario}`;
    const bought = await askForVocals(client, kie, { title: good, idempotencyKey });
    expect(bought).toMatchObject({ reused: false, userErrors: [], task: { charge: 'CHARGED' } });
    expect(titles(scene).filter((sent) => sent === title)).toHaveLength(1);
    expect(titles(scene).filter((sent) => sent === good)).toHaveLength(1);
  });

  it('the provider took nothing for any of them', () => {
    expect(scene.kie.ledger()).toHaveLength(rows.length);
  });

  it.concurrent.each([...rates])('%s: RATE_LIMITED, for as long as the provider wants silence', async (scenario) => {
    await using busy = await openScene({ dialect });
    const { kie } = busy;
    const refused = await askForVocals(busy.client(), kie, { title: `[mock:${scenario}]` });
    const userErrors = [{ code: 'RATE_LIMITED', retryable: true, retryAfter: 10 }];
    expect(refused).toMatchObject({ task: null, userErrors });
    expect(kie.ledger()).toEqual([]);
  });
});

it.concurrent('a Retry-After of the provider is passed on, and kept', async () => {
  await using scene = await openScene();
  const { kie } = scene;
  const client = scene.client();
  const refused = await askForVocals(client, kie, { title: '[mock:http-429=1]', idempotencyKey: 'again' });
  expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'RATE_LIMITED', retryable: true, retryAfter: 1 }] });
  const bought = await askForVocals(client, kie, { idempotencyKey: 'again' });
  expect(bought).toMatchObject({ reused: false, userErrors: [] });
  const [first, second] = purchasesAt(kie);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(995);
});

it.concurrent('a provider that cannot be reached is told as such, and nothing is left open', async () => {
  await using elsewhere = await openScene();
  const { kie } = elsewhere;
  const { port } = new URL(kie.url);
  await using scene = await openScene({ env: { KIE_API_URL: `http://127.0.0.1:${port}` } });
  const client = scene.client();
  await kie.close();
  const refused = await askForVocals(client, scene.kie, { idempotencyKey: 'later' });
  expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }] });
});
