import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  AddVocalsDocument,
  RefreshTaskDocument,
  SeparateVocalsDocument,
  WatchTaskDocument,
  WatchTasksDocument,
} from '../../examples/generated/graphql.ts';
import type { TaskEvents } from '../../src/domain/ports/task-events.ts';
import { createMemoryTaskEvents } from '../../src/events/memory-task-events.ts';
import { addVocalsInput, composed, failed, musicCallback } from '../support/bodies.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';

const buyMusic = async (graph: TestGraph, viewer = 'alice') => {
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: addVocalsInput }, viewer);
  const { id = '', upstreamTaskId } = addVocals.task ?? {};
  return { id, uuid: id.replace('task_', ''), taskId: upstreamTaskId ?? '' };
};

it('walks through the three stages, then ends', async () => {
  const graph = createTestGraph();
  const { id, uuid, taskId } = await buyMusic(graph);
  const stream = await graph.watch(WatchTaskDocument, { id });
  expect(await stream.next()).toMatchObject({ taskUpdated: { version: 2, status: 'PROCESSING', stage: null } });
  await graph.callback(uuid, musicCallback(taskId, 'text'));
  expect(await stream.next()).toMatchObject({ taskUpdated: { version: 3, stage: 'LYRICS', tracks: [] } });
  await graph.callback(uuid, musicCallback(taskId, 'first'));
  expect(await stream.next()).toMatchObject({ taskUpdated: { stage: 'FIRST_TRACK', tracks: [{ audioId: 'one' }] } });
  graph.provider.tell(taskId, composed);
  await graph.ask(RefreshTaskDocument, { id });
  expect(await stream.next()).toMatchObject({ taskUpdated: { status: 'SUCCEEDED', stage: 'COMPLETE', version: 5 } });
  expect(await stream.next()).toBe('end');
});

it('sends only what is newer than what was seen', async () => {
  const graph = createTestGraph();
  const { id, uuid, taskId } = await buyMusic(graph);
  const stream = await graph.watch(WatchTaskDocument, { id, afterVersion: 2 });
  const news = stream.next();
  await graph.callback(uuid, musicCallback(taskId, 'text'));
  expect(await news).toMatchObject({ taskUpdated: { version: 3 } });
  await stream.stop();
});

it('tells of a failure as data, and ends', async () => {
  const graph = createTestGraph();
  const { id, taskId } = await buyMusic(graph);
  graph.provider.tell(taskId, failed(501));
  await graph.ask(RefreshTaskDocument, { id });
  const stream = await graph.watch(WatchTaskDocument, { id });
  expect(await stream.next()).toMatchObject({
    taskUpdated: { status: 'FAILED', error: { code: 'GENERATION_FAILED', upstreamCode: 501 } },
  });
  expect(await stream.next()).toBe('end');
});

it('refuses an unknown, foreign or malformed id alike', async () => {
  const graph = createTestGraph();
  const { id } = await buyMusic(graph, 'bob');
  for (const each of ['task_00000000-0000-4000-8000-000000000000', id, 'nonsense', `track_${id.slice(5)}_one`]) {
    expect(await graph.refusalOf(WatchTaskDocument, { id: each })).toBe('NOT_FOUND');
  }
});

it("follows all of the viewer's tasks, and goes on from any cursor", async () => {
  const graph = createTestGraph();
  const first = await buyMusic(graph);
  const stream = await graph.watch(WatchTasksDocument, {});
  const news = stream.next();
  await graph.callback(first.uuid, musicCallback(first.taskId, 'text'));
  const seen = await news;
  expect(seen).toMatchObject({ tasksUpdated: { task: { id: first.id, stage: 'LYRICS' } } });
  await stream.stop();

  await buyMusic(graph, 'bob');
  const second = await buyMusic(graph);
  const after = seen === 'end' ? null : seen.tasksUpdated.cursor;
  const resumed = await graph.watch(WatchTasksDocument, { after });
  expect(await resumed.next()).toMatchObject({ tasksUpdated: { task: { id: second.id } } });
  await resumed.stop();
});

it('follows only what fits the filter', async () => {
  const graph = createTestGraph();
  const stream = await graph.watch(WatchTasksDocument, { filter: { operation: ['SEPARATE_VOCALS'] } });
  const news = stream.next();
  await buyMusic(graph);
  const source = { audioUrl: 'https://media.example.com/song.mp3' };
  await graph.ask(SeparateVocalsDocument, { input: { source } });
  expect(await news).toMatchObject({ tasksUpdated: { task: { operation: 'SEPARATE_VOCALS' } } });
  await stream.stop();
});

it.each(['', 'nonsense', '-1', '1e3', '1.5', ' 1', '1 OR 1=1', '9'.repeat(400)])(
  'refuses the cursor "%.20s"',
  async (after) => {
    expect(await createTestGraph().refusalOf(WatchTasksDocument, { after })).toBe('BAD_USER_INPUT');
  },
);

it('refuses a cursor that lies ahead of all that has happened', async () => {
  const graph = createTestGraph();
  await buyMusic(graph);
  const stream = await graph.watch(WatchTasksDocument, { after: '0' });
  const seen = await stream.next();
  const cursor = seen === 'end' ? '' : seen.tasksUpdated.cursor;
  await stream.stop();
  expect(await graph.refusalOf(WatchTasksDocument, { after: `${Number.parseInt(cursor, 10) + 1}` })).toBe(
    'CURSOR_AHEAD',
  );
});

/** `TaskConnection.cursor` of an answer. */
const cursorOf = ({ data }: { readonly data: unknown }): string =>
  z.object({ tasks: z.object({ cursor: z.string() }) }).parse(data).tasks.cursor;

it.each([
  ['an empty list', 0],
  ['a list', 2],
])('goes on from the cursor of %s, without a gap', async (_name, count) => {
  const graph = createTestGraph();
  for (let index = 0; index < count; index += 1) await buyMusic(graph);
  const list = '{ tasks(first: 1, filter: { status: [FAILED] }) { cursor nodes { id } } }';
  const cursor = cursorOf(await graph.tell(list));
  const { id } = await buyMusic(graph);
  const stream = await graph.watch(WatchTasksDocument, { after: cursor });
  expect(await stream.next()).toMatchObject({ tasksUpdated: { task: { id, status: 'PROCESSING' } } });
  await stream.stop();
});

it('tells again, and never leaves out, what changed while the list was read', async () => {
  const started = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let isHeld = false;
  const graph = createTestGraph({
    wrapStore: (store) => ({
      ...store,
      async list(...given) {
        if (!isHeld) return await store.list(...given);
        const page = await store.list(...given);
        started.resolve();
        await gate.promise;
        return page;
      },
    }),
  });
  isHeld = true;
  const listing = graph.tell('{ tasks { cursor nodes { id } } }');
  await started.promise;
  const { id } = await buyMusic(graph);
  gate.resolve();
  const listed = await listing;
  expect(listed.data).toMatchObject({ tasks: { nodes: [] } });
  const stream = await graph.watch(WatchTasksDocument, { after: cursorOf(listed) });
  expect(await stream.next()).toMatchObject({ tasksUpdated: { task: { id } } });
  await stream.stop();
});

it('reads anew for each message what hangs on a track', async () => {
  const graph = createTestGraph();
  const { id, uuid, taskId } = await buyMusic(graph);
  await graph.callback(uuid, musicCallback(taskId, 'first'));
  const stream = await graph.watch(
    `subscription ($id: ID!) {
      taskUpdated(id: $id) { ... on MusicTask { tracks { audioId separations { id } } } }
    }`,
    { id },
  );
  expect(await stream.next()).toEqual({ taskUpdated: { tracks: [{ audioId: 'one', separations: [] }] } });
  const source = { track: { taskId, audioId: 'one' } };
  const { separateVocals } = await graph.ask(SeparateVocalsDocument, { input: { source } });
  graph.provider.tell(taskId, composed);
  await graph.ask(RefreshTaskDocument, { id });
  expect(await stream.next()).toEqual({
    taskUpdated: {
      tracks: [
        { audioId: 'one', separations: [{ id: separateVocals.task?.id }] },
        { audioId: 'two', separations: [] },
      ],
    },
  });
});

it('ends its subscription to the bus when its reader goes', async () => {
  const memory = createMemoryTaskEvents();
  let subscriptions = 0;
  const events: TaskEvents = {
    ...memory,
    async subscribe(viewer, subscriber) {
      const unsubscribe = await memory.subscribe(viewer, subscriber);
      subscriptions += 1;
      return async () => {
        subscriptions -= 1;
        await unsubscribe();
      };
    },
  };
  const graph = createTestGraph({ change: { events } });
  const { id } = await buyMusic(graph);
  for (const stream of [
    await graph.watch(WatchTaskDocument, { id, afterVersion: 2 }),
    await graph.watch(WatchTasksDocument, {}),
  ]) {
    const waiting = stream.next();
    await graph.clock.settle();
    expect(subscriptions).toBe(1);
    await stream.stop();
    expect(await waiting).toBe('end');
    expect(subscriptions).toBe(0);
  }
});
