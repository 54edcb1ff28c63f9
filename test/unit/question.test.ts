import { expect, test } from 'vitest';
import { createAskedBefore } from '../../src/http/graphql/asked-before.ts';
import { questionOf } from '../../src/http/graphql/question.ts';

const hashOf = (viewer: string, request: string): number => questionOf(viewer, 'POST', Buffer.from(request)).hash;

test('equal questions have the same hash, wherever their bytes are', () => {
  const shifted = Buffer.from('  {"query":"{ tasks }"}').subarray(2);
  expect(questionOf('alice', 'POST', shifted)).toEqual(
    questionOf('alice', 'POST', Buffer.from('{"query":"{ tasks }"}')),
  );
});

test('each byte of a question has a part in the upper bits of its hash, and so has its viewer', () => {
  const text = 'x'.repeat(103);
  const others = Array.from(text, (_, at) => `${text.slice(0, at)}y${text.slice(at + 1)}`);
  const hashes = [hashOf('alice', text), hashOf('bob', text), hashOf('alicf', text), hashOf('alice', `${text}x`)];
  const places = [...hashes, ...others.map((other) => hashOf('alice', other))].map((hash) => hash >>> 12);
  // A few of a hundred may meet in one of a million places.
  expect(new Set(places).size).toBeGreaterThan(places.length - 3);
});

test('questions that differ in their numbers have hashes of their own', () => {
  const hashes = Array.from({ length: 20_000 }, (_, number) => hashOf('alice', `{"id":"task_${number}"}`));
  expect(new Set(hashes).size).toBeGreaterThan(hashes.length - 3);
});

test('a question was asked before when it is asked again, and few others seem to be', () => {
  const askedBefore = createAskedBefore();
  const hashes = Array.from({ length: 20_000 }, (_, number) => hashOf('alice', `{"id":"task_${number}"}`));
  expect(hashes.filter(askedBefore).length).toBeLessThan(400);
  expect(hashes.every(askedBefore)).toBe(true);
});

test('what was asked is forgotten after many other questions, so that new ones stay new', () => {
  const askedBefore = createAskedBefore();
  const count = 500_000;
  let seemed = 0;
  for (let number = 0; number < count; number += 1) if (askedBefore(hashOf('alice', `${number}`))) seemed += 1;
  expect(seemed / count).toBeLessThan(1 / 16);
});
