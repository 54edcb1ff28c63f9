import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { TaskService } from '../../src/domain/tasks/task-service.ts';
import { schema } from '../../src/schema/index.ts';
import { createBothWays } from '../support/both-ways.ts';
import { isAllowed, randomDocuments } from '../support/documents.ts';
import { createTestGraph } from '../support/graph.ts';
import { idOf, TASK, TASKS, taskId } from '../support/planned-tasks.ts';
import { seedOfToday, wholeNumber } from '../support/whole-number.ts';

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

const executeBoth = createBothWays(() => ({ ...graph.services, tasks }));

const fragments = `fragment A on Task { id ...B } fragment B on Node { id ... on Task { version } }`;

const UNDER_CONDITIONS = `query($a: Boolean!, $b: Boolean!, $all: Boolean = true) {
  one: task(id: "${taskId(1)}") @include(if: $all) { ...S @skip(if: $a) ... on Task @include(if: $b) { ...S } }
  two: task(id: "${taskId(1)}") @include(if: $all) { id @skip(if: $a) @include(if: $b) ...S @include(if: $b) }
}
fragment S on SeparationTask { id stems { kind @skip(if: $b) label } }`;

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
    ['@skip', 'query($s: Boolean!) { task(id: "x") { id } tasks @skip(if: $s) { nodes { id } } }', { s: true }],
    ['@include', '{ tasks { ...F @include(if: false) ...F } } fragment F on TaskConnection { cursor }', {}],
    ['a fragment under two conditions', UNDER_CONDITIONS, { a: false, b: true }],
    ['the same, otherwise', UNDER_CONDITIONS, { a: true, b: false }],
    ['nothing left', UNDER_CONDITIONS, { a: true, b: true, all: false }],
    ['a question to the provider', '{ credits { balance } __typename }', {}],
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
    const { actual, expected } = await executeBoth(text, variables);
    expect(JSON.parse(expected).errors).toBeDefined();
    expect(actual).toBe(expected);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['a field named __proto__', '{ tasks { __proto__: cursor } }', {}],
    ['a variable named __proto__', 'query($__proto__: Int) { tasks(first: $__proto__) { cursor } }', {}],
    ['a condition that is null', 'query($s: Boolean = true) { tasks { cursor @skip(if: $s) } }', { s: null }],
    ['a question to the provider beside others', '{ credits { balance } tasks { cursor } }', {}],
  ])('left to graphql-js: %s', async (_, text, variables) => {
    const { actual, expected, isPlanned } = await executeBoth(text, variables);
    expect(isPlanned).toBe(false);
    expect(actual).toBe(expected);
  });

  test.each(['A', 'B'])('of two operations: %s', async (name) => {
    const text = `query A { tasks { cursor } } query B($id: ID!) { task(id: $id) { ${TASK} ...C @skip(if: false) } }
      query C($c: Boolean!) { tasks { cursor @include(if: $c) } } fragment C on Task { a: id }`;
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
    const conditions = [' @skip(if: $a)', ' @include(if: $b)', ' @skip(if: $b) @include(if: $a)', ' @skip(if: false)'];
    const documents = randomDocuments(schema, { arguments: arguments_, conditions });
    const property = fc.asyncProperty(documents, fc.boolean(), fc.boolean(), async (document, a, b) => {
      const text = `query($a: Boolean!, $b: Boolean = true) ${document}`;
      if (!isAllowed(schema, text)) return;
      const { actual, expected, isPlanned } = await executeBoth(text, b ? { a } : { a, b });
      if (isPlanned) planned += 1;
      expect(actual).toBe(expected);
    });
    await fc.assert(property, { seed: seedOfToday(), numRuns: wholeNumber('DOCUMENTS', 60) });
    // How many documents are planned depends on the seed; that some are shows that plans were compared at all.
    expect(planned).toBeGreaterThan(0);
  });
});
