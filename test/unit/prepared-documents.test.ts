import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createPreparedDocuments, findOperation, toPrepared } from '../../src/http/graphql/prepared-documents.ts';

const documentOf = (name: string, fields = 1) => `query ${name} { ${'a '.repeat(fields)}}`;

const fill = (options: { maxDocuments: number; maxBytes: number }) => {
  const documents = createPreparedDocuments(options);
  return {
    add: (text: string) => documents.set(text, toPrepared(parse(text))),
    has: (text: string) => documents.get(text) !== undefined,
  };
};

test('of too many documents, the one that was not used for the longest time leaves', () => {
  const { add, has } = fill({ maxDocuments: 2, maxBytes: 1_000_000 });
  const [a, b, c] = [documentOf('A'), documentOf('B'), documentOf('C')];
  add(a);
  add(b);
  expect(has(a)).toBe(true);
  add(c);
  expect([a, b, c].map(has)).toEqual([true, false, true]);
});

test('documents that are sent once push out none that is in use, and one that comes into use finds room', () => {
  const { add, has } = fill({ maxDocuments: 8, maxBytes: 1_000_000 });
  const good = Array.from({ length: 6 }, (_, i) => documentOf(`Good${i}`));
  for (const text of good) add(text);
  expect(good.every(has)).toBe(true);
  for (let i = 0; i < 500; i += 1) add(documentOf(`Odd${i}`));
  expect(good.every(has)).toBe(true);
  const late = documentOf('Late');
  add(late);
  add(documentOf('Odd'));
  expect(has(late)).toBe(true);
  for (let i = 0; i < 500; i += 1) add(documentOf(`Other${i}`));
  expect([...good, late].filter(has).length).toBeGreaterThanOrEqual(6);
});

test('documents are bounded by weight, and a heavy one makes many light ones leave', () => {
  const { add, has } = fill({ maxDocuments: 1_000, maxBytes: 100_000 });
  const light = Array.from({ length: 20 }, (_, i) => documentOf(`Light${i}`));
  for (const text of light) add(text);
  expect(light.every(has)).toBe(true);
  const heavy = documentOf('Heavy', 200);
  add(heavy);
  expect(has(heavy)).toBe(true);
  expect(light.filter(has).length).toBeLessThan(10);
});

test('a document that weighs more than all may is not kept', () => {
  const { add, has } = fill({ maxDocuments: 10, maxBytes: 10_000 });
  add(documentOf('Heavy', 200));
  expect(has(documentOf('Heavy', 200))).toBe(false);
});

test('the same document twice weighs once', () => {
  const { add, has } = fill({ maxDocuments: 10, maxBytes: 4_000 });
  const [a, b] = [documentOf('A'), documentOf('B')];
  add(a);
  for (let i = 0; i < 10; i += 1) add(b);
  expect([a, b].map(has)).toEqual([true, true]);
});

test('positions that errors need are kept, without the tokens', () => {
  const prepared = toPrepared(parse('query A {\n  field\n}'));
  createPreparedDocuments({ maxDocuments: 1, maxBytes: 10_000 }).set('', prepared);
  const [field] = prepared.operations[0]?.node.selectionSet.selections ?? [];
  expect(field?.loc).toMatchObject({ start: 12, end: 17 });
  expect(field?.loc).not.toHaveProperty('startToken');
});

test('an operation is found by its name, or as the only one', () => {
  const one = toPrepared(parse('query A { a }'));
  const two = toPrepared(parse('query A { a } mutation B { b }'));
  expect(findOperation(one, undefined)?.node.name?.value).toBe('A');
  expect(findOperation(one, 'B')).toBeUndefined();
  expect(findOperation(two, undefined)).toBeUndefined();
  expect(findOperation(two, 'B')?.kind).toBe('mutation');
});
