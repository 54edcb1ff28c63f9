import { expect, test } from 'vitest';
import { createBoundedCache } from '../../src/bounded-cache.ts';

test('the entry that was not used for the longest time leaves first', () => {
  const cache = createBoundedCache<string, number>(3);
  for (const [index, key] of ['a', 'b', 'c'].entries()) cache.set(key, index, 1);
  expect(cache.get('a')).toBe(0);
  cache.set('d', 3, 1);
  expect(['a', 'b', 'c', 'd'].map(cache.get)).toEqual([0, undefined, 2, 3]);
});

test('a heavy entry makes several light ones leave, and one over the bound is not kept', () => {
  const cache = createBoundedCache<string, string>(10);
  for (const key of ['a', 'b', 'c']) cache.set(key, key, 3);
  cache.set('heavy', 'heavy', 5);
  expect(['a', 'b', 'c', 'heavy'].map(cache.get)).toEqual([undefined, undefined, 'c', 'heavy']);
  cache.set('too heavy', 'x', 11);
  expect(cache.get('too heavy')).toBeUndefined();
});

test('an entry that is set again weighs once, and one that is deleted weighs nothing', () => {
  const cache = createBoundedCache<string, number>(4);
  for (let value = 0; value < 9; value += 1) cache.set('a', value, 2);
  cache.set('b', 1, 2);
  expect([cache.get('a'), cache.get('b')]).toEqual([8, 1]);
  cache.delete('a');
  cache.delete('nothing');
  cache.set('c', 2, 2);
  expect(['a', 'b', 'c'].map(cache.get)).toEqual([undefined, 1, 2]);
});
