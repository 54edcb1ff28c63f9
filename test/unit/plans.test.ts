import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { execute, getIntrospectionQuery, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { TaskService } from '../../src/domain/tasks/task-service.ts';
import { createBoundsCheck, DEFAULT_BOUNDS } from '../../src/http/graphql/bounds.ts';
import { createContextFactory } from '../../src/http/graphql/context.ts';
import { createEngine } from '../../src/http/graphql/engine.ts';
import { countPlannedFields } from '../../src/http/graphql/planned-fields.ts';
import { compilePlan, type Plan } from '../../src/http/graphql/plans.ts';
import { createPreparedDocuments, findOperation, toPrepared } from '../../src/http/graphql/prepared-documents.ts';
import { MAX_ERRORS } from '../../src/http/graphql/present-errors.ts';
import { schema } from '../../src/schema/index.ts';
import { aCaller } from '../support/caller.ts';
import { randomDocuments } from '../support/documents.ts';
import { createTestGraph } from '../support/graph.ts';
import { START } from '../support/manual-clock.ts';
import { aLyricsTask, aMusicTask, aTask, aTimestampsTask } from '../support/tasks.ts';

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const taskId = (number: number) => `task_${idOf(number)}`;
const stem = { kind: 'DRUMS', label: 'drums "é"', url: 'https://f.example.com/a.mp3', audioId: null } as const;
const track = {
  title: 'a',
  tags: null,
  lyrics: 'la',
  model: null,
  audioUrl: 'https://f.example.com/t',
  imageUrl: null,
};
const finished = { status: 'SUCCEEDED', version: 3, upstreamTaskId: 'up', finishedAt: START } as const;
const error = { code: 'TIMED_OUT', message: 'late', upstreamCode: 500 } as const;

const TASKS = [
  aTask({ id: idOf(1), ...finished, output: { kind: 'separation', stems: [{ ...stem, duration: 1.5 }] } }),
  aMusicTask({
    id: idOf(2),
    ...finished,
    expiresAt: START + 1,
    output: {
      kind: 'music',
      stage: 'COMPLETE',
      tracks: ['x', 'y'].map((audioId) => ({ ...track, audioId, duration: 3, streamUrl: null, createdAt: START })),
    },
  }),
  aLyricsTask({ id: idOf(3), ...finished, output: { kind: 'lyrics', variants: [{ title: null, text: 'la' }] } }),
  aTimestampsTask({ id: idOf(4), status: 'FAILED', error, expiresAt: START - 1 }),
  // Values that cannot be sent: in fields that may be null, in fields that may not, and within lists.
  aTask({ id: idOf(5), finishedAt: Number.NaN, version: 0.5 }),
  aTask({
    id: idOf(6),
    creditCost: Number.POSITIVE_INFINITY,
    output: { kind: 'separation', stems: [1, Number.NaN].map((duration) => ({ ...stem, duration })) },
    timeline: [{ at: Number.NaN, version: 1, type: 'CREATED', detail: null }],
  }),
];

const graph = createTestGraph();
const tasks: TaskService = {
  ...graph.tasks,
  async getMany(_viewer, ids) {
    if (ids.includes(idOf(9))) throw new Error('the store is broken');
    return ids.map((id) => TASKS.find((task) => task.id === id) ?? null);
  },
  listBySourceTrack: async (_viewer, tracks) => tracks.map(() => TASKS.slice(0, 1)),
  list: async (_viewer, filter, first) => ({
    tasks: TASKS.filter(({ status }) => filter.status?.includes(status) ?? true)
      .slice(0, first)
      .map((task, position) => ({ task, position })),
    hasMore: true,
    sequence: 7,
  }),
};

/** Executes a document by graphql-js, and by the engine with a plan. */
const executeBoth = async (text: string, variables: Record<string, unknown> = {}, operationName?: string) => {
  const prepared = toPrepared(parse(text));
  createPreparedDocuments({ maxDocuments: 1, maxBytes: 1_000_000 }).set(text, prepared);
  const { document, operations } = prepared;
  const operation = findOperation({ document, operations }, operationName);
  if (operation === undefined) throw new Error('The document has no such operation.');
  const isPlanned = countPlannedFields(schema, document, operation.node, 5_000) !== null;
  const plan = isPlanned ? await compilePlan(schema, document, operation) : null;
  let bare: unknown = null;
  const seen: Plan = async (...given) => {
    const result = await plan?.(...given);
    bare = result;
    return result ?? {};
  };
  const engine = createEngine({
    bounds: DEFAULT_BOUNDS,
    boundsCheck: createBoundsCheck({ schema, bounds: DEFAULT_BOUNDS, introspection: true }),
    suggestions: false,
    plans: { find: () => (plan ? seen : null) },
    onSubscribe: () => () => undefined,
  });
  const args = () => ({
    schema,
    document,
    operation,
    operationName: operationName ?? null,
    variableValues: variables,
    contextValue: createContextFactory({ ...graph.services, tasks })(aCaller(), operation.kind),
  });
  const expected = JSON.stringify(
    await execute({ ...args(), hideSuggestions: true, options: { maxCoercionErrors: MAX_ERRORS } }),
  );
  return { expected, actual: JSON.stringify(await engine.execute(args())), isPlanned, bare: JSON.stringify(bare) };
};

const TASK = `__typename id version status operation charge creditCost finishedAt error { code message upstreamCode }
  timeline { at version type detail } filesExpired expiresAt
  ... on SeparationTask { type stems { kind label url duration audioId } sourceTaskId }
  ... on MusicTask { stage tracks { id audioId duration audioUrl createdAt separations { id stems { kind } } } }
  ... on LyricsTask { variants { title text } }`;

const fragments = `fragment A on Task { id ...B } fragment B on Node { id ... on Task { version } }`;

describe('a plan answers as graphql-js does, byte for byte', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['each type of task', `query($ids: [ID!]!) { nodes(ids: $ids) { ${TASK} } }`, { ids: [1, 2, 3, 4].map(taskId) }],
    ['an interface', `query($id: ID!) { task(id: $id) { ${TASK} } }`, { id: taskId(2) }],
    [
      'a page',
      `{ tasks(first: 3) { cursor edges { cursor node { ${TASK} } } pageInfo { hasNextPage endCursor } } }`,
      {},
    ],
    ['a track by its id', `{ node(id: "track_${idOf(2)}_x") { id ... on Track { title duration } } }`, {}],
    ['aliases', `{ b: task(id: "${taskId(1)}") { z: id a: id } a: task(id: "${taskId(2)}") { a: id z: version } }`, {}],
    ['fragments', `{ task(id: "${taskId(1)}") { ...B ...A } nodes(ids: ["${taskId(2)}"]) { ...A } } ${fragments}`, {}],
    ['one field twice', `{ task(id: "${taskId(1)}") { id } task(id: "${taskId(1)}") { version id } }`, {}],
    ['a default of a variable', 'query($n: Int = 2) { tasks(first: $n) { nodes { id } } }', {}],
    ['null in place of a default', 'query($n: Int = 2) { tasks(first: $n) { nodes { id } } }', { n: null }],
    [
      'a list of enum values',
      'query($s: [TaskStatus!]) { tasks(filter: {status: $s}) { nodes { id } } }',
      { s: 'FAILED' },
    ],
    ['an input object', 'query($f: TaskFilter) { tasks(filter: $f) { nodes { id } } }', { f: { status: ['FAILED'] } }],
    ['a number as an id', 'query($id: ID!) { task(id: $id) { id } }', { id: 12 }],
    ['a price', '{ quote(operation: SEPARATE_VOCALS, separationType: SPLIT_STEM) { credits } }', {}],
    ['nothing found', `{ task(id: "nothing") { id } node(id: "${taskId(8)}") { id } nodes(ids: ["x"]) { id } }`, {}],
    ['introspection', getIntrospectionQuery(), {}],
    ['one type of the schema', '{ __type(name: "Task") { name fields { name type { kind } } } __typename }', {}],
  ])('%s', async (_, text, variables) => {
    const { actual, expected, bare, isPlanned } = await executeBoth(text, variables);
    expect(isPlanned).toBe(true);
    expect(actual).toBe(expected);
    expect(bare).toBe(expected);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['a value that is not one, where null is allowed', `{ task(id: "${taskId(5)}") { id finishedAt } }`, {}],
    ['a value that is not one, where it is not', `{ task(id: "${taskId(5)}") { id version } }`, {}],
    ['several at once', `{ nodes(ids: ["${taskId(5)}", "${taskId(6)}", "${taskId(1)}"]) { ${TASK} } }`, {}],
    ['in a list', `{ a: task(id: "${taskId(6)}") { ... on SeparationTask { stems { kind duration } } } }`, {}],
    ['in every item of a page', `{ tasks { nodes { version timeline { at } } } }`, {}],
    ['a store that is broken', `{ a: task(id: "${taskId(9)}") { id } tasks { nodes { id } } }`, {}],
    ['a page that is too long', '{ tasks(first: 1000) { nodes { id } } }', {}],
    ['a cursor that is none', 'query($c: String) { tasks(after: $c) { nodes { id } } }', { c: 'x' }],
  ])('with errors: %s', async (_, text, variables) => {
    const { actual, expected, isPlanned } = await executeBoth(text, variables);
    expect(isPlanned).toBe(true);
    expect(JSON.parse(expected).errors).toBeDefined();
    expect(actual).toBe(expected);
  });

  test.each<Record<string, unknown>>([
    {},
    { id: null },
    { id: {} },
    { id: ['a'] },
    { id: 0.5 },
    { id: 'a', n: 'b' },
    { id: 'a', f: { x: 1 } },
    { id: 'a', f: [{ status: 'SOLD' }] },
    { id: 'a', f: 'x', n: 2 ** 31 },
  ])('variables that do not fit: %j', async (variables) => {
    const text =
      'query($id: ID!, $n: Int, $f: TaskFilter) { task(id: $id) { id } tasks(first: $n, filter: $f) { cursor } }';
    const { actual, expected, isPlanned } = await executeBoth(text, variables);
    expect(isPlanned).toBe(true);
    expect(JSON.parse(expected).errors).toBeDefined();
    expect(actual).toBe(expected);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['@skip', 'query($s: Boolean!) { task(id: "x") { id } tasks @skip(if: $s) { nodes { id } } }', { s: true }],
    ['@include', '{ tasks { ...F @include(if: false) ...F } } fragment F on TaskConnection { cursor }', {}],
    ['a field named __proto__', '{ tasks { __proto__: cursor } }', {}],
    ['a variable named __proto__', 'query($__proto__: Int) { tasks(first: $__proto__) { cursor } }', {}],
    ['a question to the provider', '{ credits { balance } }', {}],
    ['a mutation', `mutation { refreshTask(id: "x") { reused } }`, {}],
  ])('left to graphql-js: %s', async (_, text, variables) => {
    const { actual, expected, isPlanned } = await executeBoth(text, variables);
    expect(isPlanned).toBe(false);
    expect(actual).toBe(expected);
  });

  test.each(['A', 'B'])('of two operations: %s', async (name) => {
    const text = `query A { tasks { cursor } } query B($id: ID!) { task(id: $id) { ${TASK} } }`;
    const { actual, expected, bare } = await executeBoth(text, { id: taskId(1) }, name);
    expect([actual, bare]).toEqual([expected, expected]);
  });

  test("the project's own documents", async () => {
    const folder = new URL('../../examples/operations/', import.meta.url);
    const shared = readdirSync(folder).filter((name) => name.startsWith('task-'));
    const texts = readdirSync(folder).filter((name) => /^(get|list)-/.test(name));
    expect(texts.length).toBeGreaterThan(2);
    for (const name of texts) {
      const text = [name, ...shared].map((each) => readFileSync(new URL(each, folder), 'utf8')).join('\n');
      const { actual, expected } = await executeBoth(text, { id: taskId(2), first: 3, audioId: 'x', taskId: 'up' });
      expect(actual, name).toBe(expected);
    }
  });

  test('random documents', async () => {
    const arguments_ = {
      'Query.task': [1, 2, 5, 6].map((number) => `(id: "${taskId(number)}")`),
      'Query.node': [`(id: "${taskId(3)}")`, `(id: "track_${idOf(2)}_x")`],
      'Query.nodes': [`(ids: ["${taskId(1)}", "${taskId(2)}", "x"])`],
      'Query.tasks': ['', '(first: 2)', '(filter: {status: [FAILED]})'],
      'Query.quote': ['(operation: ADD_VOCALS)'],
    };
    let planned = 0;
    const property = fc.asyncProperty(randomDocuments(schema, arguments_), async (text) => {
      if (validate(schema, parse(text)).some(({ message }) => !message.endsWith('is never used.'))) return;
      const { actual, expected, isPlanned } = await executeBoth(text);
      if (isPlanned) planned += 1;
      expect(actual).toBe(expected);
    });
    await fc.assert(property, { numRuns: Number(process.env['DOCUMENTS'] ?? 60) });
    // How many documents are planned depends on the seed; that some are shows that plans were compared at all.
    expect(planned).toBeGreaterThan(0);
  });
});
