import { expect, it } from 'vitest';
import {
  AddVocalsDocument,
  ListTasksDocument,
  RefreshTaskDocument,
  SeparateVocalsDocument,
} from '../../examples/generated/graphql.ts';
import { addVocalsInput, composed, separated } from '../support/bodies.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';

/** A finished piece of music of the viewer's, with its two tracks. */
const makeMusic = async (graph: TestGraph, viewer = 'alice') => {
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: addVocalsInput }, viewer);
  const { id = '', upstreamTaskId } = addVocals.task ?? {};
  const taskId = upstreamTaskId ?? '';
  graph.provider.tell(taskId, composed);
  await graph.ask(RefreshTaskDocument, { id }, viewer);
  return { id, taskId, trackIds: ['one', 'two'].map((audioId) => `${id.replace('task_', 'track_')}_${audioId}`) };
};

/** A finished separation of a track. */
const split = async (graph: TestGraph, taskId: string, audioId: string) => {
  const input = { source: { track: { taskId, audioId } } };
  const { separateVocals } = await graph.ask(SeparateVocalsDocument, { input });
  const { id = '', upstreamTaskId } = separateVocals.task ?? {};
  graph.provider.tell(upstreamTaskId ?? '', separated);
  await graph.ask(RefreshTaskDocument, { id });
  return id;
};

it.each([0, -1, 101, 2_147_483_647])('refuses a page of %i', async (first) => {
  const graph = createTestGraph();
  const { data, codes } = await graph.tell('query ($first: Int) { tasks(first: $first) { nodes { id } } }', { first });
  expect({ data, codes }).toEqual({ data: null, codes: ['BAD_USER_INPUT'] });
});

it.each(['', 'nonsense', '-1', '1e3', '1.5', ' 1', '1 OR 1=1', '9'.repeat(400)])(
  'refuses the cursor "%.20s"',
  async (after) => {
    const graph = createTestGraph();
    const { codes } = await graph.tell('query ($after: String) { tasks(after: $after) { nodes { id } } }', { after });
    expect(codes).toEqual(['BAD_USER_INPUT']);
  },
);

it('pages through everything once, newest first, also while new tasks come', async () => {
  const graph = createTestGraph();
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) made.unshift((await makeMusic(graph)).id);
  const page = async (after: string | null) => (await graph.ask(ListTasksDocument, { first: 2, after })).tasks;

  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Awaited<ReturnType<typeof page>> = await page(after);
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    seen.push(...nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    await makeMusic(graph);
  } while (after !== null);
  expect(seen).toEqual(made);
});

it('gives edges and nodes in the same order', async () => {
  const graph = createTestGraph();
  const { id: older } = await makeMusic(graph);
  const { id: newer } = await makeMusic(graph);
  const { data } = await graph.tell(
    '{ tasks { edges { cursor node { id } } nodes { id } pageInfo { startCursor endCursor } } }',
  );
  const anyCursor = expect.any(String);
  expect(data).toEqual({
    tasks: {
      edges: [
        { cursor: anyCursor, node: { id: newer } },
        { cursor: anyCursor, node: { id: older } },
      ],
      nodes: [{ id: newer }, { id: older }],
      pageInfo: { startCursor: anyCursor, endCursor: anyCursor },
    },
  });
});

it('lists nothing for one who has nothing', async () => {
  const graph = createTestGraph();
  await makeMusic(graph, 'bob');
  const { tasks } = await graph.ask(ListTasksDocument, {});
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
  expect(tasks).toEqual({ nodes: [], pageInfo });
});

it('filters by what is asked for; an empty list fits nothing', async () => {
  const graph = createTestGraph();
  const { id, taskId } = await makeMusic(graph);
  const separation = await split(graph, taskId, 'one');
  const list = async (filter: object) =>
    (await graph.ask(ListTasksDocument, { filter })).tasks.nodes.map((task) => task.id);
  expect(await list({})).toEqual([separation, id]);
  expect(await list({ operation: ['SEPARATE_VOCALS'] })).toEqual([separation]);
  expect(await list({ operation: ['ADD_VOCALS'], status: Array(50).fill('SUCCEEDED') })).toEqual([id]);
  expect(await list({ status: ['FAILED'] })).toEqual([]);
  expect(await list({ status: [] })).toEqual([]);
});
