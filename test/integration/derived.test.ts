import { expect, it } from 'vitest';
import { AddVocalsDocument, RefreshTaskDocument } from '../../examples/generated/graphql.ts';
import { OPERATION_NAMES, type OperationName } from '../../src/domain/operations/index.ts';
import type { Output } from '../../src/domain/outputs/output.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { addVocalsInput, composed, separated, timestamps } from '../support/bodies.ts';
import { FAMILY, RESULT_FRAGMENT } from '../support/family.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';

/* Everything that can be bought, bought of every track of a page. */

const TASKS = 25;

/** The results in the answers of those operations that have them there. */
const resultInAnswer = ({ operation }: Task): Output | null => {
  if (operation === 'GENERATE_PERSONA') return { kind: 'persona', personaId: 'p-1' };
  if (operation === 'BOOST_STYLE') return { kind: 'style', text: 'Pop, with pads' };
  return operation === 'TIMESTAMP_LYRICS' ? timestamps : null;
};

const makeMusic = async (graph: TestGraph): Promise<string> => {
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: addVocalsInput });
  const { id = '', upstreamTaskId } = addVocals.task ?? {};
  graph.provider.tell(upstreamTaskId ?? '', composed);
  // A viewer may refresh twenty times in ten seconds.
  await graph.clock.advance(1_000);
  await graph.ask(RefreshTaskDocument, { id });
  return upstreamTaskId ?? '';
};

const PAGE = `{
  tasks(first: 100, filter: { operation: [ADD_VOCALS] }) {
    nodes { ... on MusicTask { tracks { derived(first: 100) { operation ...Result } } } }
  }
} ${RESULT_FRAGMENT}`;

/** What works on a track, and on nothing else. */
const OF_A_TRACK: readonly OperationName[] = [
  'SEPARATE_VOCALS',
  'TIMESTAMP_LYRICS',
  'EXTEND_MUSIC',
  'REPLACE_SECTION',
  'CONVERT_TO_WAV',
  'CREATE_VIDEO',
  'GENERATE_PERSONA',
];

it('a page of fifty tracks with everything made from them costs two looks, whatever was made', async () => {
  const graph = createTestGraph({ rate: { limit: 10_000, windowMs: 10_000 } });
  graph.provider.resultInAnswer = resultInAnswer;
  const songs: string[] = [];
  for (let count = 0; count < TASKS; count += 1) songs.push(await makeMusic(graph));
  const split = await FAMILY.SEPARATE_VOCALS(graph, {
    track: { taskId: songs[0] ?? '', audioId: 'one' },
    separation: '',
    uploadUrl: '',
  });
  const looks = async () => {
    const before = graph.storeCalls();
    const { data, codes } = await graph.tell(PAGE);
    expect(codes).toEqual([]);
    const nodes: { tracks: { derived: { operation: string }[] }[] }[] = Object(data?.['tasks']).nodes;
    return { calls: graph.storeCalls() - before, tracks: nodes.flatMap(({ tracks }) => tracks) };
  };
  expect((await looks()).calls).toBe(2);

  const separation = split.task?.upstreamTaskId ?? '';
  const buyOf = async (taskId: string, audioId: string, names: readonly OperationName[]) => {
    const parents = { track: { taskId, audioId }, separation, uploadUrl: 'https://media.example.com/in.mp3' };
    for (const name of names) await FAMILY[name](graph, parents);
  };
  const [first = '', ...others] = songs;
  await buyOf(first, 'one', OPERATION_NAMES);
  await buyOf(first, 'two', OPERATION_NAMES);
  for (const taskId of others) for (const audioId of ['one', 'two']) await buyOf(taskId, audioId, OF_A_TRACK);
  const { calls, tracks } = await looks();
  expect(calls).toBe(2);
  const songsOfPage = tracks.filter(({ derived }) => derived.length > 0);
  expect(songsOfPage).toHaveLength(2 * TASKS);
  for (const { derived } of songsOfPage) {
    expect(derived.map(({ operation }) => operation).toSorted()).toEqual(OF_A_TRACK.toSorted());
  }
});

it('a page of notes costs two looks, whatever they are', async () => {
  const graph = createTestGraph();
  const [taskId = ''] = [await makeMusic(graph)];
  const instruments = ['Drums', 'Bass'].map((name) => ({
    name,
    noteCount: 1,
    notes: [{ pitch: 38, start: 0, end: 1, velocity: 1 }],
  }));
  for (const audioId of ['one', 'two']) {
    const parents = { track: { taskId, audioId }, separation: '', uploadUrl: '' };
    const { task: split } = await FAMILY.SEPARATE_VOCALS(graph, parents);
    const separation = split?.upstreamTaskId ?? '';
    graph.provider.tell(separation, separated);
    await graph.ask(RefreshTaskDocument, { id: split?.id ?? '' });
    const { task } = await FAMILY.GENERATE_MIDI(graph, { ...parents, separation });
    graph.provider.tell(task?.upstreamTaskId ?? '', {
      state: 'succeeded',
      output: { kind: 'midi', instruments },
      at: null,
    });
    await graph.ask(RefreshTaskDocument, { id: task?.id ?? '' });
  }
  const before = graph.storeCalls();
  const { data } = await graph.tell(`{
    tasks(first: 50, filter: { operation: [GENERATE_MIDI] }) {
      nodes { ... on MidiTask { instruments { notes(first: 10) { pitch } } } }
    }
  }`);
  expect(graph.storeCalls() - before).toBe(2);
  expect(JSON.stringify(data).match(/"pitch":38/g)).toHaveLength(4);
});
