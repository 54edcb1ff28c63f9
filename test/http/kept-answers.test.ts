import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KEEP_MS } from '../../src/domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { TestGateway } from '../support/gateway.ts';
import {
  alice,
  asked,
  askedTwice,
  bob,
  FILES_LAST_MS,
  GET,
  LIST,
  separation,
  start,
  store,
} from '../support/kept-answers.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask } from '../support/tasks.ts';

/** Saves the next version of a task, as another node would: behind the back of this one's HTTP server. */
const saveNext = async ({ domain }: TestGateway, task: Task, change: Partial<Task> = {}): Promise<void> => {
  const next = { ...task, version: task.version + 1, ...change };
  const note = { at: START, kind: 'poll', outcome: 'changed', detail: null } as const;
  const tracked = { task: next, check: { at: null, pauseMs: 0 }, revision: 2 };
  expect(await domain.store.save(tracked, 1, note)).not.toBeNull();
};

describe('an answer is kept', () => {
  test('for half a minute, whatever else changes, where it was made of settled tasks', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation({ expiresAt: null }));
    const first = await askedTwice(gateway, { query: GET, variables: { id } });
    expect(first.text).toContain('https://f.example.com/é');
    await store(gateway, separation());
    await gateway.domain.clock.advance(KEEP_MS - 1);
    expect(await asked(gateway, { query: GET, variables: { id } })).toEqual({ text: first.text, storeCalls: 0 });
    // The operator may delete a task.
    await gateway.domain.store.prune({ before: START + 1, after: null, limit: 10 });
    await gateway.domain.clock.advance(1);
    expect(JSON.parse((await asked(gateway, { query: GET, variables: { id } })).text)).toEqual({
      data: { task: null },
    });
  });

  test('until files expire; and what is right after that, not before, should the clock be set back', async () => {
    await using gateway = await start();
    const id = await store(gateway, separation());
    const fresh = await askedTwice(gateway, { query: GET, variables: { id } });
    await gateway.domain.clock.advance(FILES_LAST_MS - 1);
    expect(await asked(gateway, { query: GET, variables: { id } })).toEqual({ ...fresh, storeCalls: 0 });
    await gateway.domain.clock.advance(1);
    const expired = await askedTwice(gateway, { query: GET, variables: { id } });
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
    const first = await askedTwice(gateway, { query: GET, variables: { id } });
    expect(await asked(gateway, { query: GET, variables: { id } })).toEqual({ text: first.text, storeCalls: 1 });
    await saveNext(gateway, task, { status: 'SUCCEEDED' });
    expect((await asked(gateway, { query: GET, variables: { id } })).text).toBe(
      first.text.replace('"version":1', '"version":2'),
    );
  });

  test('until the next change of the viewer, where it is a list', async () => {
    await using gateway = await start();
    const nodes = async (headers: Record<string, string>) =>
      JSON.parse((await askedTwice(gateway, { query: LIST }, headers)).text).data.tasks.nodes;
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
    const first = await askedTwice(gateway, { query, variables: { id } });
    expect(await asked(gateway, { query, variables: { id } })).toEqual({ text: first.text, storeCalls: 1 });
    const source = { track: { taskId: 'song', audioId: 'b' } };
    await gateway.domain.buy({ viewer: 'key:alice', input: { source, type: 'SEPARATE_VOCAL' } });
    expect(JSON.parse((await asked(gateway, { query, variables: { id } })).text).data.task.tracks).toEqual([
      { separations: [] },
      { separations: [{ status: 'PROCESSING' }] },
    ]);
  });
});
