import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readPerTurn } from '../../src/http/graphql/read-per-turn.ts';

const arrange = () => {
  const values = new Map([['alice', 1]]);
  const reads: string[] = [];
  const read = readPerTurn(async (key) => {
    reads.push(key);
    const value = values.get(key);
    if (value === undefined) throw new Error(`nothing is known of ${key}`);
    return value;
  });
  return { values, reads, read };
};

test('all who ask in one turn get what one read brings, after the last of them has asked', async () => {
  const { values, reads, read } = arrange();
  const first = read('alice');
  await Promise.resolve();
  values.set('alice', 2);
  expect(await Promise.all([first, read('alice'), read('alice')])).toEqual([2, 2, 2]);
  expect(reads).toEqual(['alice']);
});

test('who asks in a later turn gets another read', async () => {
  const { values, reads, read } = arrange();
  const first = read('alice');
  await nextTurn();
  values.set('alice', 2);
  expect([await first, await read('alice')]).toEqual([1, 2]);
  expect(reads).toEqual(['alice', 'alice']);
});

test('each asks for its own', async () => {
  const { values, read } = arrange();
  values.set('bob', 7);
  expect(await Promise.all([read('alice'), read('bob'), read('alice')])).toEqual([1, 7, 1]);
});

test('a read that fails fails for all who asked, and for nobody else', async () => {
  const { values, read } = arrange();
  const asked = await Promise.allSettled([read('eve'), read('eve'), read('alice')]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  values.set('eve', 3);
  expect(await read('eve')).toBe(3);
});
