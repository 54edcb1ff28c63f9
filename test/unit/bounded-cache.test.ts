import { expect, test } from 'vitest';
import { createBoundedCache } from '../../src/bounded-cache.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { agedBytes } from '../support/old-space.ts';
import { createRandom } from '../support/random.ts';
import { seedOfToday } from '../support/whole-number.ts';

test('the oldest entry leaves first, unless it was used', () => {
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
  cache.set('c', 'newer', 11);
  expect(['too heavy', 'c', 'heavy'].map(cache.get)).toEqual([undefined, undefined, 'heavy']);
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

test('an entry that was used stays for one more round, and leaves when it is not used again', () => {
  const cache = createBoundedCache<string, number>(2);
  cache.set('a', 0, 1);
  cache.set('b', 1, 1);
  cache.get('a');
  for (const key of ['c', 'd']) cache.set(key, 2, 1);
  // The first made "b" leave, and the second "c".
  expect(cache.get('d')).toBe(2);
  cache.set('e', 3, 1);
  expect(['a', 'd', 'e'].map(cache.get)).toEqual([undefined, 2, 3]);
});

test('the weight stays within the bound, and each value with its key, whatever happens', () => {
  const seed = seedOfToday();
  const next = createRandom(seed);
  const random = (below: number): number => Math.floor(next() * below);
  const cache = createBoundedCache<number, { key: number; weight: number }>(50);
  for (let step = 0; step < 1_000; step += 1) {
    const key = random(40);
    const weight = random(12);
    if (random(3) === 0) cache.get(key);
    else if (random(8) === 0) cache.delete(key);
    else cache.set(key, { key, weight }, weight);
    const kept = Array.from({ length: 40 }, (_, each) => each).flatMap((each) => {
      const value = random(4) === 0 ? cache.get(each) : undefined;
      return value ? [{ ...value, each }] : [];
    });
    expect(
      kept.reduce((sum, value) => sum + value.weight, 0),
      `seed ${seed}`,
    ).toBeLessThanOrEqual(50);
    for (const value of kept) expect(value.key, `seed ${seed}`).toBe(value.each);
  }
});

test('values that were replaced or deleted are not kept alive', async () => {
  const cache = createBoundedCache<string, object>(1_000);
  const gone = Array.from({ length: 5_000 }, (_, index) => {
    const value = { index };
    cache.set(`replaced ${index % 10}`, value, 1);
    cache.set(`deleted ${index}`, value, 1);
    cache.delete(`deleted ${index}`);
    return new WeakRef(value);
  });
  await collectGarbage();
  expect(gone.filter((reference) => reference.deref() !== undefined)).toHaveLength(10);
  expect(cache.get('replaced 9')).toEqual({ index: 4_999 });
});

test('a value that replaces another one needs no entry of its own', async () => {
  const keys = 20_000;
  const cache = createBoundedCache<number, unknown>(keys);
  const replace = async (): Promise<void> => {
    // V8 looks through the newest objects several times until the next round: what lives on grows old.
    for (let key = 0; key < keys; key += 1) cache.set(key, new Array(500).fill(key).length, 1);
  };
  await replace();
  expect((await agedBytes(replace)) / keys).toBeLessThan(20);
});
