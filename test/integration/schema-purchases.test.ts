import { expect, it } from 'vitest';
import {
  AddVocalsDocument,
  GetTaskDocument,
  ReadAccountDocument,
  RefreshTaskDocument,
  SeparateVocalsDocument,
} from '../../examples/generated/graphql.ts';
import { addVocalsInput, composed, separated } from '../support/bodies.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';

const SONG = { audioUrl: 'https://media.example.com/song.mp3' };
const NOBODYS = 'task_00000000-0000-4000-8000-000000000000';

const buyMusic = async (graph: TestGraph, viewer = 'alice') => {
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: addVocalsInput }, viewer);
  const { task } = addVocals;
  if (!task?.upstreamTaskId) throw new Error('nothing was bought');
  return { id: task.id, upstreamTaskId: task.upstreamTaskId };
};

it('buys music, and says what the provider took', async () => {
  const graph = createTestGraph();
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: addVocalsInput });
  expect(addVocals).toMatchObject({
    task: { __typename: 'MusicTask', status: 'PROCESSING', charge: 'CHARGED', stage: null, tracks: [], version: 2 },
    reused: false,
    userErrors: [],
  });
  expect(graph.provider.ledger).toHaveLength(1);
});

it('splits into two stems where the type is left out, and prices both types', async () => {
  const graph = createTestGraph();
  const two = await graph.ask(SeparateVocalsDocument, { input: { source: SONG } });
  const all = await graph.ask(SeparateVocalsDocument, { input: { source: SONG, type: 'SPLIT_STEM' } });
  expect(two.separateVocals.task).toMatchObject({ type: 'SEPARATE_VOCAL', creditCost: 10, stems: [] });
  expect(all.separateVocals.task).toMatchObject({ type: 'SPLIT_STEM', creditCost: 50 });
});

it('gives the task that exists to an identical request, unless told otherwise', async () => {
  const graph = createTestGraph();
  const first = await graph.ask(SeparateVocalsDocument, { input: { source: SONG } });
  const again = await graph.ask(SeparateVocalsDocument, { input: { source: SONG } });
  const anew = await graph.ask(SeparateVocalsDocument, { input: { source: SONG, forceNew: true } });
  expect(again.separateVocals).toMatchObject({ reused: true, task: { id: first.separateVocals.task?.id } });
  expect(anew.separateVocals.reused).toBe(false);
  expect(graph.provider.ledger).toHaveLength(2);
});

it('tells other input under a used key apart, with the path of the key', async () => {
  const graph = createTestGraph();
  const input = { ...addVocalsInput, idempotencyKey: 'k' };
  await graph.ask(AddVocalsDocument, { input });
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: { ...input, title: 'Another' } });
  expect(addVocals).toMatchObject({
    task: null,
    reused: false,
    userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['input', 'idempotencyKey'], retryable: false }],
  });
});

it.each([
  ['a URL that is none', { uploadUrl: 'not a url' }, ['input', 'uploadUrl']],
  ['a URL of another kind', { uploadUrl: 'ftp://media.example.com/a.mp3' }, ['input', 'uploadUrl']],
  ['a private address', { uploadUrl: 'http://10.0.0.1/a.mp3' }, ['input', 'uploadUrl']],
  ['a blank title', { title: ' ' }, ['input', 'title']],
  ['a weight of three decimals', { styleWeight: 0.123 }, ['input', 'styleWeight']],
  ['a key that is too long', { idempotencyKey: 'k'.repeat(256) }, ['input', 'idempotencyKey']],
])('names the field at fault for %s, and buys nothing', async (_what, change, field) => {
  const graph = createTestGraph();
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: { ...addVocalsInput, ...change } });
  expect(addVocals).toMatchObject({ task: null, userErrors: [{ code: 'INVALID_INPUT', field, retryable: false }] });
  expect(graph.provider.attempts).toHaveLength(0);
});

it('takes an explicit null for every option', async () => {
  const graph = createTestGraph();
  const nothing = { model: null, vocalGender: null, styleWeight: null, audioWeight: null, idempotencyKey: null };
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: { ...addVocalsInput, ...nothing } });
  expect(addVocals.userErrors).toEqual([]);
});

it.each([
  [
    'a URL that is no string',
    'mutation { addVocals(input: {uploadUrl: 1, prompt: "", title: "", style: "", negativeTags: ""}) { reused } }',
  ],
  [
    'two sources',
    'mutation { separateVocals(input: {source: {audioUrl: "u", track: {taskId: "t", audioId: "a"}}}) { reused } }',
  ],
  ['no source', 'mutation { separateVocals(input: {source: {}}) { reused } }'],
])('is no GraphQL with %s', async (_what, source) => {
  const graph = createTestGraph();
  expect(await graph.tell(source)).toMatchObject({ data: null, codes: [expect.anything()] });
  expect(graph.provider.attempts).toHaveLength(0);
});

it('tells a refusal of the provider, with the time to wait in seconds', async () => {
  const graph = createTestGraph();
  graph.provider.script({ refuse: { code: 'RATE_LIMITED', retryable: true, retryAfterMs: 2_500 } });
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: addVocalsInput });
  expect(addVocals).toMatchObject({
    task: null,
    reused: false,
    userErrors: [{ code: 'RATE_LIMITED', field: null, retryable: true, retryAfter: 2.5 }],
  });
});

it('shows a lost answer as what it is', async () => {
  const graph = createTestGraph();
  graph.provider.script('lose');
  const { addVocals } = await graph.ask(AddVocalsDocument, { input: addVocalsInput });
  expect(addVocals.task).toMatchObject({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED', upstreamTaskId: null });
});

it("does not split a track of somebody else's", async () => {
  const graph = createTestGraph();
  const { upstreamTaskId } = await buyMusic(graph, 'bob');
  const source = { track: { taskId: upstreamTaskId, audioId: 'one' } };
  const { separateVocals } = await graph.ask(SeparateVocalsDocument, { input: { source } });
  expect(separateVocals).toMatchObject({ task: null, userErrors: [{ code: 'NOT_FOUND' }] });
  expect(graph.provider.ledger).toHaveLength(1);
});

it('asks the provider at once when told to', async () => {
  const graph = createTestGraph();
  const { id, upstreamTaskId } = await buyMusic(graph);
  graph.provider.tell(upstreamTaskId, composed);
  const { refreshTask } = await graph.ask(RefreshTaskDocument, { id });
  expect(refreshTask).toMatchObject({ reused: true, userErrors: [], task: { status: 'SUCCEEDED', stage: 'COMPLETE' } });
  expect(graph.provider.ledger).toHaveLength(1);
});

it('gives the task as it is when the provider cannot be asked', async () => {
  const graph = createTestGraph();
  const { id } = await buyMusic(graph);
  graph.provider.outage = true;
  const { refreshTask } = await graph.ask(RefreshTaskDocument, { id });
  expect(refreshTask).toMatchObject({ userErrors: [], task: { status: 'PROCESSING' } });
});

it('finds nothing to refresh under an unknown, foreign, or malformed id, and does not tell which', async () => {
  const graph = createTestGraph();
  const { id } = await buyMusic(graph, 'bob');
  const answers = [NOBODYS, id, 'nonsense', ''].map((each) => graph.ask(RefreshTaskDocument, { id: each }));
  const payloads = (await Promise.all(answers)).map(({ refreshTask }) => refreshTask);
  expect(payloads[0]).toMatchObject({ task: null, reused: false, userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] });
  for (const payload of payloads) expect(payload).toEqual(payloads[0]);
});

it('tells the story of a task, in ISO instants', async () => {
  const graph = createTestGraph();
  const { separateVocals } = await graph.ask(SeparateVocalsDocument, { input: { source: SONG } });
  const { id = '', upstreamTaskId } = separateVocals.task ?? {};
  graph.provider.tell(upstreamTaskId ?? '', separated);
  await graph.ask(RefreshTaskDocument, { id });
  const { task } = await graph.ask(GetTaskDocument, { id });
  expect(task).toMatchObject({
    __typename: 'SeparationTask',
    createdAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-15T00:00:00.000Z',
    filesExpired: false,
    stems: [
      { kind: 'VOCALS', label: 'Vocals', url: 'https://media.example.com/s/vocals.mp3' },
      { kind: 'INSTRUMENTAL', label: 'Instrumental', url: 'https://media.example.com/s/instrumental.mp3' },
    ],
    timeline: [
      { version: 1, type: 'CREATED' },
      { version: 2, type: 'SUBMITTED' },
      { version: 3, type: 'SUCCEEDED' },
    ],
  });
});

it('reads the account once for many, and quotes without asking', async () => {
  const graph = createTestGraph();
  const { credits } = graph.provider;
  let reads = 0;
  graph.provider.credits = () => {
    reads += 1;
    return credits();
  };
  const accounts = await Promise.all(Array.from({ length: 20 }, () => graph.ask(ReadAccountDocument, {})));
  for (const account of accounts) {
    expect(account).toMatchObject({ credits: { balance: 1_000 }, twoStems: { credits: 10 } });
    expect(account).toMatchObject({ allStems: { credits: 50 } });
  }
  expect(reads).toBe(1);
  const { data } = await graph.tell('{ quote(operation: ADD_VOCALS) { credits } }');
  expect(data).toEqual({ quote: { credits: null } });
});
