import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RefusedError, TaskNotFoundError } from '../../src/domain/tasks/errors.ts';
import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { TaskService } from '../../src/domain/tasks/task-service.ts';
import type { Uploads } from '../../src/domain/uploads/uploads.ts';
import { schema } from '../../src/schema/index.ts';
import { createBothWays, type Variables } from '../support/both-ways.ts';
import { isAllowed, randomDocuments } from '../support/documents.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';
import { START } from '../support/manual-clock.ts';
import { idOf, TASK, TASKS, taskId } from '../support/planned-tasks.ts';
import { seedOfToday, wholeNumber } from '../support/whole-number.ts';

const graph = createTestGraph();

const taskOf = (id: string) => {
  const task = TASKS.find((each) => each.id === id);
  if (id === idOf(9)) throw new Error('the provider is broken');
  if (id === idOf(8))
    throw new RefusedError([refusal('NOT_FOUND', 'There is no such track.', { retryAfterMs: 1_500 })]);
  if (task === undefined) throw new TaskNotFoundError();
  return task;
};

/** Executes mutations both ways, and tells what services were asked to do. */
const createWorld = () => {
  const worlds: string[][] = [];

  const executeBoth = createBothWays(() => {
    const effects: string[] = [];
    worlds.push(effects);
    const note = (name: string, ...given: unknown[]) => void effects.push(`${name} ${JSON.stringify(given)}`);
    const tasks: TaskService = {
      ...graph.tasks,
      async buy(request) {
        note('buy', request);
        await null;
        return { task: taskOf(request.idempotencyKey ?? idOf(1)), reused: true };
      },
      async refresh(viewer, id) {
        note('refresh', viewer, id);
        return taskOf(id);
      },
      listBySourceTrack: async (_viewer, tracks) => tracks.map(() => TASKS.slice(0, 1)),
    };
    const uploads: Uploads = {
      ...graph.services.uploads,
      create(viewer, input) {
        note('upload', viewer, input);
        if (input.size === 8) throw new RefusedError([refusal('QUOTA_EXCEEDED', 'Too much.')]);
        if (input.size === 9) throw new Error('broken');
        return { id: 'u', putUrl: 'https://g.example/u', expiresAt: input.size === 5 ? Number.NaN : START };
      },
    };
    const account = {
      ...graph.services.account,
      credits: async () => {
        note('credits');
        return { balance: Number.NaN, at: START };
      },
    };
    return { ...graph.services, tasks, uploads, account };
  });

  return async (text: string, variables: Variables = {}) => {
    worlds.length = 0;
    const { actual, expected, isPlanned, bare } = await executeBoth(text, variables);
    const [asked = [], done = []] = worlds;
    return { actual, expected, isPlanned, bare, asked, done };
  };
};

const BUY = `mutation($input: SeparateVocalsInput!) { separateVocals(input: $input) {
  reused task { ${TASK} } userErrors { code message field retryable retryAfter } } }`;
const DEFINITIONS = '$a: Boolean!, $id: ID = "x", $track: TrackRef!, $input: SeparateVocalsInput!, $name: String';
const source = { track: { taskId: 'a', audioId: 'b' } };

const CASES: readonly [string, string, Variables][] = [
  ['a purchase', BUY, { input: { source, type: 'SPLIT_STEM', idempotencyKey: idOf(2) } }],
  ['by a URL', BUY, { input: { source: { audioUrl: 'https://f.example.com/a' }, stemName: null } }],
  ['one that is refused', BUY, { input: { source, idempotencyKey: idOf(8) } }],
  ['a refresh', `mutation($id: ID!) { a: refreshTask(id: $id) { task { ${TASK} } } }`, { id: taskId(2) }],
  ['a number as an id', 'mutation($id: ID!) { refreshTask(id: $id) { userErrors { code } } }', { id: 12 }],
  [
    'within fragments',
    'mutation { ...M ... { ...M } } fragment M on Mutation { a: refreshTask(id: "x") { reused } }',
    {},
  ],
  [
    'one field twice',
    `mutation { refreshTask(id: "${taskId(1)}") { reused } __typename
    refreshTask(id: "${taskId(1)}") { task { id } } }`,
    {},
  ],
  ['skipped', 'mutation($s: Boolean!) { refreshTask(id: "x") @skip(if: $s) { reused } }', { s: true }],
  [
    'one of two skipped',
    `mutation($s: Boolean!) { a: refreshTask(id: "x") @skip(if: $s) { reused }
    b: refreshTask(id: "${taskId(1)}") @include(if: $s) { reused } }`,
    { s: true },
  ],
  [
    'at once',
    'mutation { createUpload(input: {fileName: "a", contentType: "b", size: 1}) { upload { expiresAt } } }',
    {},
  ],
  [
    'variables within a literal',
    `mutation($name: String, $key: String, $track: TrackRef!) {
    separateVocals(input: {source: {track: $track}, stemName: $name, idempotencyKey: $key}) { reused } }`,
    { track: source.track, key: idOf(1) },
  ],
];

const FAILING: readonly [string, string, Variables, number][] = [
  ['a purchase of which a part cannot be sent', BUY, { input: { source, idempotencyKey: idOf(6) } }, 1],
  ['a part that may not be null', BUY, { input: { source, idempotencyKey: idOf(5) } }, 1],
  ['a purchase that fails', BUY, { input: { source, idempotencyKey: idOf(9) } }, 1],
  ['a refresh that fails', `mutation { refreshTask(id: "${taskId(9)}") { task { id } } }`, {}, 1],
  [
    'at once, a part',
    'mutation { createUpload(input: {fileName: "a", contentType: "b", size: 5}) { upload { expiresAt } } }',
    {},
    1,
  ],
  ['at once', 'mutation { createUpload(input: {fileName: "a", contentType: "b", size: 9}) { upload { id } } }', {}, 1],
  ['a question to the provider', '{ credits { balance at } }', {}, 1],
  ['null in place of an id', 'mutation($id: ID = "x") { refreshTask(id: $id) { reused } }', { id: null }, 0],
];

describe('a mutation with a plan says and does what it does with graphql-js', () => {
  test.each(CASES)('%s', async (_, text, variables) => {
    const { actual, expected, bare, isPlanned, asked, done } = await createWorld()(text, variables);
    expect(isPlanned).toBe(true);
    expect([actual, bare]).toEqual([expected, expected]);
    expect(JSON.parse(expected).errors).toBeUndefined();
    expect(done).toEqual(asked);
  });

  test.each(FAILING)('with errors: %s', async (_, text, variables, times) => {
    const { actual, expected, isPlanned, asked, done } = await createWorld()(text, variables);
    expect(isPlanned).toBe(true);
    expect(JSON.parse(expected).errors).toBeDefined();
    expect(actual).toBe(expected);
    expect(done).toHaveLength(times);
    expect(done).toEqual(asked);
  });

  test.each([
    ['a source that is none', 'mutation($s: SeparationSource!) { separateVocals(input: {source: $s}) { reused } }'],
    ['several fields', 'mutation { a: refreshTask(id: "x") { reused } b: refreshTask(id: "x") { reused } }'],
    [
      'several, the second without an id',
      'mutation($id: ID = "x") { a: refreshTask(id: "x") { reused } b: refreshTask(id: $id) { reused } }',
    ],
    [
      'several, the first fails',
      `mutation { a: refreshTask(id: "${taskId(9)}") { reused } b: refreshTask(id: "x") { reused } }`,
    ],
    [
      'several in fragments',
      'mutation { ...M b: refreshTask(id: "x") { reused } } fragment M on Mutation { a: refreshTask(id: "x") { reused } }',
    ],
  ])('left to graphql-js: %s', async (_, text) => {
    const { actual, expected, isPlanned, asked, done } = await createWorld()(text, { id: null, s: {} });
    expect(isPlanned).toBe(false);
    expect(actual).toBe(expected);
    expect(done).toEqual(asked);
  });

  test('the provider receives one purchase, although a part of the answer cannot be sent', async () => {
    const graphs: TestGraph[] = [];
    const executeBoth = createBothWays(() => {
      const each = createTestGraph();
      graphs.push(each);
      const buy: TaskService['buy'] = async (request) => {
        const { task, reused } = await each.tasks.buy(request);
        return { task: { ...task, version: 0.5 }, reused };
      };
      return { ...each.services, tasks: { ...each.tasks, buy } };
    });
    const text = BUY.replace(TASK, 'version');
    const { actual, expected, isPlanned } = await executeBoth(text, { input: { source } });
    expect(isPlanned).toBe(true);
    expect(expected).toContain('Int cannot represent non-integer value: 0.5');
    expect(actual).toBe(expected);
    expect(graphs.map(({ provider }) => provider.attempts.length)).toEqual([1, 1]);
  });

  test('random mutations', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const input = (size: number) => `(input: {fileName: "a", contentType: "b", size: ${size}})`;
    const bought = (id: string) => `(input: {source: {track: $track}, idempotencyKey: "${id}", stemName: $name})`;
    const arguments_ = {
      'Mutation.refreshTask': [...numbers.map((number) => `(id: "${taskId(number)}")`), '(id: $id)', '(id: "x")'],
      'Mutation.separateVocals': [...numbers.map((number) => bought(idOf(number))), '(input: $input)'],
      'Mutation.createUpload': [1, 5, 8, 9].map(input),
      'Track.separations': ['', '(first: 2)'],
    };
    const conditions = [' @skip(if: $a)', ' @include(if: $a)', ' @include(if: true)'];
    const variables = fc.record({
      a: fc.boolean(),
      track: fc.constant(source.track),
      input: fc.constantFrom({ source }, { source, idempotencyKey: idOf(6), stemName: null, forceNew: true }),
      id: fc.constantFrom(taskId(1), taskId(6), null),
    });
    const documents = randomDocuments(schema, { arguments: arguments_, conditions, root: 'Mutation' });
    const world = createWorld();
    let planned = 0;
    const property = fc.asyncProperty(documents, variables, async (document, given) => {
      const text = `mutation(${DEFINITIONS}) ${document}`;
      if (!isAllowed(schema, text)) return;
      const { actual, expected, isPlanned, asked, done } = await world(text, given);
      if (isPlanned && asked.length > 0) planned += 1;
      expect(actual).toBe(expected);
      expect(done).toEqual(asked);
    });
    await fc.assert(property, { seed: seedOfToday(), numRuns: wholeNumber('DOCUMENTS', 200) });
    // How many mutations are planned depends on the seed; that some are shows that plans were compared at all.
    expect(planned).toBeGreaterThan(0);
  });
});
