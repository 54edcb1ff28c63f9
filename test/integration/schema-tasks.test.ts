import { expect, it } from 'vitest';
import {
  AddVocalsDocument,
  GetTaskDocument,
  RefreshTaskDocument,
  SeparateVocalsDocument,
} from '../../examples/generated/graphql.ts';
import { addVocalsInput, composed, separated } from '../support/bodies.ts';
import { RETENTION_MS } from '../support/domain.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';

const NOBODYS = '00000000-0000-4000-8000-000000000000';

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

const NODES = `query ($ids: [ID!]!) {
  nodes(ids: $ids) { __typename id ... on Track { audioId taskId separations { id sourceTaskId sourceAudioId } } }
}`;

it('finds a task by its id', async () => {
  const graph = createTestGraph();
  const { id } = await makeMusic(graph);
  const { task } = await graph.ask(GetTaskDocument, { id });
  expect(task).toMatchObject({ __typename: 'MusicTask', id, status: 'SUCCEEDED', stage: 'COMPLETE' });
});

it('finds nothing, and is not troubled, by an id that is unknown, foreign, malformed or of another type', async () => {
  const graph = createTestGraph();
  const theirs = await makeMusic(graph, 'bob');
  const mine = await makeMusic(graph);
  const ids = [
    `task_${NOBODYS}`,
    NOBODYS,
    theirs.id,
    `${mine.id} `,
    mine.id.toUpperCase(),
    ...mine.trackIds,
    '',
    'task_',
    'VGFzazox',
    'x'.repeat(100_000),
  ];
  for (const id of ids) expect(await graph.ask(GetTaskDocument, { id })).toEqual({ task: null });
});

it('finds nodes of all types in their order, in one look at the store', async () => {
  const graph = createTestGraph();
  const theirs = await makeMusic(graph, 'bob');
  const { id, taskId, trackIds } = await makeMusic(graph);
  const separation = await split(graph, taskId, 'one');
  const ids = [...trackIds, 'nonsense', separation, id, ...theirs.trackIds, theirs.id, `${trackIds[0]}_`, id];
  const before = graph.storeCalls();
  const { data, codes } = await graph.tell(NODES, { ids });
  expect(codes).toEqual([]);
  expect(data?.['nodes']).toEqual([
    {
      __typename: 'Track',
      id: trackIds[0],
      audioId: 'one',
      taskId,
      separations: [{ id: separation, sourceTaskId: taskId, sourceAudioId: 'one' }],
    },
    { __typename: 'Track', id: trackIds[1], audioId: 'two', taskId, separations: [] },
    null,
    { __typename: 'SeparationTask', id: separation },
    { __typename: 'MusicTask', id },
    null,
    null,
    null,
    null,
    { __typename: 'MusicTask', id },
  ]);
  // One for all nodes, one for the separations of all tracks.
  expect(graph.storeCalls() - before).toBe(2);
});

it('reads a page of music with all its separations in two looks at the store', async () => {
  const graph = createTestGraph();
  const music = await Promise.all(Array.from({ length: 10 }, () => makeMusic(graph)));
  for (const { taskId } of music.slice(0, 3)) await split(graph, taskId, 'two');
  const before = graph.storeCalls();
  const { data } = await graph.tell(`{
    tasks(first: 50, filter: { operation: [ADD_VOCALS] }) {
      nodes { ... on MusicTask { tracks { separations { stems { label } } } } }
      again: nodes { ... on MusicTask { tracks { separations { id } } } }
    }
  }`);
  expect(graph.storeCalls() - before).toBe(2);
  expect(JSON.stringify(data).match(/"Vocals"/g)).toHaveLength(3);
});

it('reads fifty tracks with everything derived in one look for each question, and none for a row', async () => {
  const graph = createTestGraph();
  const music = await Promise.all(Array.from({ length: 15 }, () => makeMusic(graph)));
  // A viewer may refresh twenty times in ten seconds.
  await graph.clock.advance(10_000);
  music.push(...(await Promise.all(Array.from({ length: 10 }, () => makeMusic(graph)))));
  const made = { forceNew: true };
  for (const { taskId } of music.slice(0, 3)) {
    await split(graph, taskId, 'two');
    const source = { taskId, audioId: 'two' };
    await graph.buy({ operation: 'CONVERT_TO_WAV', input: { source } });
    await graph.buy({ operation: 'CONVERT_TO_WAV', input: { source }, ...made });
    await graph.buy({ operation: 'CREATE_VIDEO', input: { source } });
    await graph.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
  }
  const before = graph.storeCalls();
  const { data } = await graph.tell(`{
    tasks(first: 100, filter: { operation: [ADD_VOCALS] }) {
      nodes { ... on MusicTask { tracks {
        derived { __typename }
        newest: derived(first: 1) { __typename }
        wavs: derived(operation: [CONVERT_TO_WAV]) { __typename }
        none: derived(operation: []) { __typename }
        separations(first: 1) { __typename }
      } } }
    }
  }`);
  // The page; then everything, the newest, the WAVs, none, and the separations.
  expect(graph.storeCalls() - before).toBe(6);
  const tracks = Object(data?.['tasks']).nodes.flatMap((node: { tracks: object[] }) => node.tracks);
  expect(tracks).toHaveLength(50);
  const kind = (name: string) => ({ __typename: name });
  const wavs = [kind('WavTask'), kind('WavTask')];
  const full = {
    derived: [kind('VideoTask'), ...wavs, kind('SeparationTask')],
    newest: [kind('VideoTask')],
    wavs,
    none: [],
    separations: [kind('SeparationTask')],
  };
  expect(tracks.filter(({ derived }: { derived: object[] }) => derived.length > 0)).toEqual([full, full, full]);
});

it.each([0, -1, 101])('refuses %i tasks of a track', async (first) => {
  const graph = createTestGraph();
  await makeMusic(graph);
  const query = (field: string) =>
    `query ($first: Int) { tasks { nodes { ... on MusicTask { tracks { ${field} } } } } }`;
  for (const field of ['derived(first: $first) { id }', 'separations(first: $first) { id }']) {
    expect((await graph.tell(query(field), { first })).codes).toContain('BAD_USER_INPUT');
  }
});

it('refuses more than a hundred ids', async () => {
  const graph = createTestGraph();
  const before = graph.storeCalls();
  expect(await graph.tell(NODES, { ids: Array(101).fill('task_') })).toEqual({ data: null, codes: ['BAD_USER_INPUT'] });
  expect(graph.storeCalls()).toBe(before);
  expect((await graph.tell(NODES, { ids: Array(100).fill('task_') })).codes).toEqual([]);
});

it('never serves files that the provider has deleted', async () => {
  const graph = createTestGraph();
  const { id, taskId, trackIds } = await makeMusic(graph);
  const separation = await split(graph, taskId, 'one');
  await graph.clock.jump(RETENTION_MS - 1);
  expect((await graph.ask(GetTaskDocument, { id: separation })).task).toMatchObject({ filesExpired: false });
  await graph.clock.jump(1);
  expect((await graph.ask(GetTaskDocument, { id: separation })).task).toMatchObject({
    status: 'SUCCEEDED',
    filesExpired: true,
    stems: [],
  });
  expect((await graph.ask(GetTaskDocument, { id })).task).toMatchObject({
    filesExpired: true,
    tracks: [{ audioUrl: null }, { audioUrl: null }],
  });
  const { data } = await graph.tell(
    'query ($id: ID!) { node(id: $id) { ... on Track { audioUrl streamUrl imageUrl } } }',
    {
      id: trackIds[0],
    },
  );
  expect(data).toEqual({ node: { audioUrl: null, streamUrl: null, imageUrl: null } });
});
