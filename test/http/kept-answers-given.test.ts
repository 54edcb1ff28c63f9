import { describe, expect, test } from 'vitest';
import { ORIGIN, startGateway } from '../support/gateway.ts';
import { alice, asked, askedTwice, auth, bob, GET, LIST, separation, start, store } from '../support/kept-answers.ts';

/** Twelve stems with words that are longer in UTF-8. */
const STEMS = Array.from({ length: 12 }, (_, index) => ({
  kind: 'DRUMS' as const,
  label: `émêché ${index}`,
  url: `https://f.example.com/é/${index}`,
  audioId: null,
  duration: 1,
}));

describe('an answer is given', () => {
  test('to the viewer whose it is', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation());
    const request = { query: GET, variables: { id } };
    for (let i = 0; i < 3; i += 1) {
      expect((await asked(gateway, request)).text).toContain('stems');
      expect((await asked(gateway, request, bob)).text).toBe('{"data":{"task":null}}');
      expect((await gateway.post(request, { authorization: 'Bearer eve' })).status).toBe(401);
      expect((await gateway.post(request)).status).toBe(401);
    }
  });

  test('under every check of the request itself, with headers of its own', async () => {
    await using gateway = await start();
    const request = { query: LIST };
    const post = (headers: Record<string, string>) => gateway.post(request, { ...alice, ...headers });
    await post({});
    const first = await post({ 'x-request-id': 'one', accept: 'application/json' });
    expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const calls = gateway.domain.storeCalls();
    const second = await post({ 'x-request-id': 'two', accept: 'application/graphql-response+json', origin: ORIGIN });
    expect(gateway.domain.storeCalls()).toBe(calls + 1);
    expect(second.headers.get('x-request-id')).toBe('two');
    expect(second.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(second.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(await second.text()).toBe(await first.text());
    const stream = await post({ accept: 'text/event-stream' });
    expect(await stream.text()).toMatch(/event: next\ndata: \{"data":\{"tasks".*\n\nevent: complete/);
    expect((await post({ accept: 'image/png' })).status).toBe(406);
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(415);
    expect(gateway.log().filter(({ msg }) => msg === 'request')).toHaveLength(6);
  });

  test('to many at once, for which the store is asked whether anything has changed', async () => {
    await using gateway = await start();
    await store(gateway, separation());
    const { text } = await askedTwice(gateway, { query: LIST });
    const askAll = () => Promise.all(Array.from({ length: 20 }, () => asked(gateway, { query: LIST })));
    expect((await askAll()).map((answer) => answer.text)).toEqual(Array(20).fill(text));
    const before = gateway.domain.storeCalls();
    await askAll();
    expect(gateway.domain.storeCalls() - before).toBeLessThanOrEqual(20);
    await store(gateway, separation());
    for (const answer of await askAll()) expect(JSON.parse(answer.text).data.tasks.nodes).toHaveLength(2);
  });

  test('as the same bytes, however long it is', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation({ expiresAt: null, output: { kind: 'separation', stems: STEMS } }));
    const aliases = Array.from({ length: 25 }, (_, index) => `a${index}: stems { kind label url duration }`).join(' ');
    const query = `query($id: ID!) { task(id: $id) { id ... on SeparationTask { ${aliases} } } }`;
    const post = (headers: Record<string, string>) =>
      gateway.post({ query, variables: { id } }, { ...alice, ...headers });
    const executed = await (await post({})).text();
    expect(executed.length).toBeGreaterThan(16_384);
    expect(await (await post({})).text()).toBe(executed);
    const calls = gateway.domain.storeCalls();
    expect(await (await post({})).text()).toBe(executed);
    expect(await (await post({ accept: 'text/event-stream' })).text()).toContain(`data: ${executed}\n`);
    expect(gateway.domain.storeCalls()).toBe(calls);
  });

  test('to a GET as to a POST', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation({ expiresAt: null }));
    const search = new URLSearchParams({ query: GET, variables: JSON.stringify({ id }) });
    const get = async () => await (await fetch(`${gateway.url}?${search}`, { headers: alice })).text();
    const first = await get();
    expect(await get()).toBe(first);
    const calls = gateway.domain.storeCalls();
    expect(await get()).toBe(first);
    expect(gateway.domain.storeCalls()).toBe(calls);
    expect((await asked(gateway, { query: GET, variables: { id } })).text).toBe(first);
  });

  test('to a GET, and not to a POST whose body is the URL of that GET', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation({ expiresAt: null }));
    const url = new URL(`${gateway.url}?${new URLSearchParams({ query: GET, variables: JSON.stringify({ id }) })}`);
    for (let count = 0; count < 3; count += 1) await (await fetch(url, { headers: alice })).arrayBuffer();
    const headers = { ...alice, 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: url.pathname + url.search });
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{}] }]);
  });

  test('to the same bytes only', async () => {
    await using gateway = await start();
    const [a, b] = [await store(gateway, separation()), await store(gateway, separation())];
    for (let i = 0; i < 3; i += 1) {
      for (const id of [a, b]) expect((await asked(gateway, { query: GET, variables: { id } })).text).toContain(id);
      const query = 'query A { tasks { cursor } } query B { tasks { nodes { id } } }';
      expect((await asked(gateway, { query, operationName: 'A' })).text).toContain('cursor');
      expect((await asked(gateway, { query, operationName: 'B' })).text).toContain(a);
    }
  });
});

describe('not kept is', () => {
  test("a mutation's answer", async () => {
    await using gateway = await start();
    const query =
      'mutation { separateVocals(input: {source: {audioUrl: "https://m.example.com/a.mp3"}, forceNew: true}) { task { id } reused } }';
    const first = await askedTwice(gateway, { query });
    const next = await asked(gateway, { query });
    expect(JSON.parse(next.text).data.separateVocals.reused).toBe(false);
    expect(next.text).not.toBe(first.text);
    expect(gateway.domain.provider.ledger).toHaveLength(3);
  });

  test('an answer that the provider had a part in', async () => {
    await using gateway = await start();
    const at = async () =>
      JSON.parse((await askedTwice(gateway, { query: '{ credits { at } tasks { cursor } }' })).text);
    const first = await at();
    await gateway.domain.clock.advance(60_000);
    expect((await at()).data.credits.at).not.toBe(first.data.credits.at);
  });

  test('an error', async () => {
    const broken = { is: true };
    await using gateway = await startGateway({
      auth,
      domain: {
        wrapStore: (inner) => ({
          ...inner,
          list(...request) {
            if (broken.is) throw new Error('the store is broken');
            return inner.list(...request);
          },
        }),
      },
    });
    expect((await askedTwice(gateway, { query: LIST })).text).toContain('INTERNAL_SERVER_ERROR');
    broken.is = false;
    expect(JSON.parse((await asked(gateway, { query: LIST })).text)).toEqual({
      data: { tasks: { cursor: `0-${gateway.domain.tasks.epoch}`, nodes: [] } },
    });
  });

  test('an answer of a store that cannot tell whether anything has changed', async () => {
    const broken = { is: false };
    await using gateway = await startGateway({
      auth,
      domain: {
        wrapStore: (inner) => ({
          ...inner,
          latestSequence: (viewer) =>
            broken.is ? Promise.reject(new Error('the store is broken')) : inner.latestSequence(viewer),
        }),
      },
    });
    const first = await askedTwice(gateway, { query: LIST });
    broken.is = true;
    for (let i = 0; i < 2; i += 1) {
      const next = await asked(gateway, { query: LIST });
      expect(next.text).toBe(first.text);
      expect(next.storeCalls).toBeGreaterThan(1);
    }
  });
});
