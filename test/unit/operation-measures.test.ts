import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { measure } from '../../src/http/graphql/measure.ts';
import { schema } from '../../src/schema/index.ts';

const sizeOf = (text: string) => measure(schema, parse(text), (field) => field !== 'refreshTask', 100);

test('a field costs one, and what is inside it as often as a list may be long', () => {
  expect(sizeOf('{ __typename }').cost).toBe(1);
  expect(sizeOf('{ credits { balance at } }').cost).toBe(3);
  // 1 for tasks, and ten times: 1 for nodes and 2 for its fields.
  expect(sizeOf('{ tasks(first: 10) { nodes { id status } } }').cost).toBe(1 + 10 * 3);
  expect(sizeOf('{ nodes(ids: ["a", "b"]) { id } }').cost).toBe(1 + 2 * 1);
  // Five lines of a timeline where nobody can know.
  expect(sizeOf('{ task(id: "a") { timeline { at type } } }').cost).toBe(1 + 1 + 5 * 2);
});

test('a size that is not written down counts as its default, or as the longest', () => {
  expect(sizeOf('{ tasks { nodes { id } } }').cost).toBe(1 + 20 * 2);
  expect(sizeOf('query($n: Int) { tasks(first: $n) { nodes { id } } }').cost).toBe(1 + 100 * 2);
  expect(sizeOf('query($ids: [ID!]!) { nodes(ids: $ids) { id } }').cost).toBe(1 + 100);
});

test('a list that is mostly short counts as usual where no size is written down', () => {
  const cost = (field: string) => sizeOf(`{ node(id: "a") { ... on Track { ${field} { id } } } }`).cost;
  expect([cost('separations'), cost('derived'), cost('derived(first: 7)')]).toEqual([1 + 1 + 5, 1 + 1 + 5, 1 + 1 + 7]);
});

test('fragments measure the same as what they stand for', () => {
  expect(
    sizeOf('{ tasks { ...P } } fragment P on TaskConnection { nodes { ...T } } fragment T on Task { id }'),
  ).toEqual(sizeOf('{ tasks { nodes { id } } }'));
  expect(sizeOf('{ ... on Query { a: __typename ...F ...F } } fragment F on Query { b: __typename }').aliases).toBe(3);
});

test('the largest of several operations counts, and a ring of fragments ends', () => {
  expect(sizeOf('query A { __typename } query B { a: __typename b: __typename }').aliases).toBe(2);
  expect(sizeOf('{ ...A } fragment A on Query { ...B x: __typename } fragment B on Query { ...A }').aliases).toBe(1);
});

test('depth and introspection', () => {
  expect(sizeOf('{ tasks { nodes { id } } }').depth).toBe(3);
  expect(sizeOf('{ __schema { types { fields { type { name } } } } }')).toMatchObject({ depth: 1, introspects: true });
});

test('the largest sensible questions are well within the bounds', () => {
  const task =
    'id status version operation upstreamTaskId createdAt updatedAt finishedAt expiresAt charge creditCost error { code message upstreamCode } timeline { at version type detail }';
  const stems = 'stems { kind label url audioId duration }';
  const track = 'id audioId taskId title tags lyrics model duration audioUrl streamUrl imageUrl createdAt';
  const all = `{ tasks(first: 100) { pageInfo { hasNextPage endCursor } edges { cursor node { ${task} ... on SeparationTask { type ${stems} } ... on MusicTask { stage tracks { ${track} } } } } } }`;
  expect(sizeOf(all).cost).toBeLessThan(25_000);
  const tree = `{ tasks { nodes { ${task} ... on MusicTask { tracks { ${track} separations { id status ${stems} } } } } } }`;
  expect(sizeOf(tree).cost).toBeLessThan(25_000);
});
