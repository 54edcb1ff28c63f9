import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiKeys } from '../../src/config/api-keys.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { ORIGIN, startGateway, type TestGateway } from '../support/gateway.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';

const auth = { kind: 'api-key', keys: apiKeys.parse('alice:alice-secret,bob:bob-secret') } as const;
const alice = { authorization: 'Bearer alice-secret' };
const bob = { authorization: 'Bearer bob-secret' };

const FILES_LAST_MS = 60_000;
const GET = 'query($id: ID!) { task(id: $id) { id version filesExpired ... on SeparationTask { stems { url } } } }';
const LIST = '{ tasks { cursor nodes { id version } } }';

const start = () => startGateway({ auth });

const store = async ({ domain }: TestGateway, task: Task): Promise<string> => {
  await domain.store.create({
    tracked: { task, check: { at: null, pauseMs: 0 }, revision: 1 },
    idempotencyKey: null,
    maxKeys: 1,
    fingerprint: '',
    reuseKey: null,
    sourceTrack: null,
    forceNew: true,
    budgets: [],
  });
  return `task_${task.id}`;
};

const separation = (change: Partial<Task> = {}): Task =>
  aTask({
    id: randomUUID(),
    viewer: 'key:alice',
    status: 'SUCCEEDED',
    upstreamTaskId: randomUUID(),
    expiresAt: START + FILES_LAST_MS,
    output: {
      kind: 'separation',
      stems: [
        { kind: 'DRUMS', label: 'drums', url: 'https://f.example.com/é', audioId: null, duration: 1 },
        { kind: 'BASS', label: 'bass', url: 'https://f.example.com/b', audioId: null, duration: 1 },
      ],
    },
    ...change,
  });

/** Saves the next version of a task, as another node would: behind the back of this one's HTTP server. */
const saveNext = async ({ domain }: TestGateway, task: Task, change: Partial<Task> = {}): Promise<void> => {
  const next = { ...task, version: task.version + 1, ...change };
  const note = { at: START, kind: 'poll', outcome: 'changed', detail: null } as const;
  const tracked = { task: next, check: { at: null, pauseMs: 0 }, revision: 2 };
  expect(await domain.store.save(tracked, 1, note)).not.toBeNull();
};

/** The text of the answer, and how many calls to the store it took. */
const asked = async ({ domain, post }: TestGateway, body: object, headers: Record<string, string> = alice) => {
  const before = domain.storeCalls();
  const text = await (await post(body, headers)).text();
  return { text, storeCalls: domain.storeCalls() - before };
};

describe('an answer is kept', () => {
  test('for ever, where it was made of settled tasks', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation({ expiresAt: null }));
    const first = await asked(gateway, { query: GET, variables: { id } });
    expect(first.text).toContain('https://f.example.com/é');
    await store(gateway, separation());
    await gateway.domain.clock.advance(10 * FILES_LAST_MS);
    expect(await asked(gateway, { query: GET, variables: { id } })).toEqual({ text: first.text, storeCalls: 0 });
  });

  test('until files expire; and what is right after that, not before, should the clock be set back', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation());
    const fresh = await asked(gateway, { query: GET, variables: { id } });
    await gateway.domain.clock.advance(FILES_LAST_MS - 1);
    expect(await asked(gateway, { query: GET, variables: { id } })).toEqual({ ...fresh, storeCalls: 0 });
    await gateway.domain.clock.advance(1);
    const expired = await asked(gateway, { query: GET, variables: { id } });
    expect(JSON.parse(expired.text)).toEqual({ data: { task: { id, version: 1, filesExpired: true, stems: [] } } });
    expect(await asked(gateway, { query: GET, variables: { id } })).toEqual({ ...expired, storeCalls: 0 });
    await gateway.domain.clock.jump(-1);
    expect((await asked(gateway, { query: GET, variables: { id } })).text).toBe(fresh.text);
  });

  test.each<[string, Partial<Task>]>([
    ['is under way', { status: 'PROCESSING' }],
    ['has failed', { status: 'FAILED' }],
  ])('until the next change, also by another node, where a task %s', async (_, change) => {
    await using gateway = await start();
    const task = separation(change);
    const id = await store(gateway, task);
    const first = await asked(gateway, { query: GET, variables: { id } });
    expect(await asked(gateway, { query: GET, variables: { id } })).toEqual({ text: first.text, storeCalls: 1 });
    await saveNext(gateway, task, { status: 'SUCCEEDED' });
    expect((await asked(gateway, { query: GET, variables: { id } })).text).toBe(
      first.text.replace('"version":1', '"version":2'),
    );
  });

  test('until the next change of the viewer, where it is a list', async () => {
    await using gateway = await start();
    const nodes = async (headers: Record<string, string>) =>
      JSON.parse((await asked(gateway, { query: LIST }, headers)).text).data.tasks.nodes;
    expect(await nodes(alice)).toEqual([]);
    const task = separation({ status: 'PROCESSING' });
    const first = await store(gateway, task);
    expect(await nodes(alice)).toEqual([{ id: first, version: 1 }]);
    // Of another viewer.
    await store(gateway, separation({ viewer: 'key:bob' }));
    expect((await asked(gateway, { query: LIST })).storeCalls).toBe(1);
    expect(await nodes(bob)).toHaveLength(1);
    await saveNext(gateway, task);
    expect(await nodes(alice)).toEqual([{ id: first, version: 2 }]);
    const second = await store(gateway, separation());
    expect(await nodes(alice)).toMatchObject([{ id: second }, { id: first }]);
  });

  test('of a settled task, no longer than the tasks of its tracks stay the same', async () => {
    await using gateway = await start();
    const track = { title: null, tags: null, lyrics: null, model: null, duration: 1, streamUrl: null, imageUrl: null };
    const tracks = ['a', 'b'].map((audioId) => ({
      ...track,
      audioId,
      audioUrl: 'https://f.example.com/t',
      createdAt: 0,
    }));
    const output = { kind: 'music', stage: 'COMPLETE', tracks } as const;
    const change = { id: randomUUID(), viewer: 'key:alice', status: 'SUCCEEDED', upstreamTaskId: 'song' } as const;
    const id = await store(gateway, aMusicTask({ ...change, output }));
    const query = 'query($id: ID!) { task(id: $id) { ... on MusicTask { tracks { separations { status } } } } }';
    const first = await asked(gateway, { query, variables: { id } });
    expect(await asked(gateway, { query, variables: { id } })).toEqual({ text: first.text, storeCalls: 1 });
    const source = { track: { taskId: 'song', audioId: 'b' } };
    await gateway.domain.buy({ viewer: 'key:alice', input: { source, type: 'SEPARATE_VOCAL' } });
    expect(JSON.parse((await asked(gateway, { query, variables: { id } })).text).data.task.tracks).toEqual([
      { separations: [] },
      { separations: [{ status: 'PROCESSING' }] },
    ]);
  });
});

describe('an answer is given', () => {
  test('to the viewer whose it is', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation());
    const request = { query: GET, variables: { id } };
    for (let i = 0; i < 2; i += 1) {
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
    expect(gateway.log().filter(({ msg }) => msg === 'request')).toHaveLength(5);
  });

  test('to a GET as to a POST', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation({ expiresAt: null }));
    const search = new URLSearchParams({ query: GET, variables: JSON.stringify({ id }) });
    const get = async () => await (await fetch(`${gateway.url}?${search}`, { headers: alice })).text();
    const first = await get();
    const calls = gateway.domain.storeCalls();
    expect(await get()).toBe(first);
    expect(gateway.domain.storeCalls()).toBe(calls);
    expect((await asked(gateway, { query: GET, variables: { id } })).text).toBe(first);
  });

  test('to the same bytes only', async () => {
    await using gateway = await start();
    const [a, b] = [await store(gateway, separation()), await store(gateway, separation())];
    for (let i = 0; i < 2; i += 1) {
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
    const first = await asked(gateway, { query });
    const second = await asked(gateway, { query });
    expect(JSON.parse(second.text).data.separateVocals.reused).toBe(false);
    expect(second.text).not.toBe(first.text);
    expect(gateway.domain.provider.ledger).toHaveLength(2);
  });

  test('an answer that the provider had a part in', async () => {
    await using gateway = await start();
    const at = async () => JSON.parse((await asked(gateway, { query: '{ credits { at } tasks { cursor } }' })).text);
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
    expect((await asked(gateway, { query: LIST })).text).toContain('INTERNAL_SERVER_ERROR');
    broken.is = false;
    expect(JSON.parse((await asked(gateway, { query: LIST })).text)).toEqual({
      data: { tasks: { cursor: '0', nodes: [] } },
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
    const first = await asked(gateway, { query: LIST });
    broken.is = true;
    for (let i = 0; i < 2; i += 1) {
      const next = await asked(gateway, { query: LIST });
      expect(next.text).toBe(first.text);
      expect(next.storeCalls).toBeGreaterThan(1);
    }
  });
});
