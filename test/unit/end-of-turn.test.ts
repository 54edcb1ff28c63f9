import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createEndOfTurn } from '../../src/http/end-of-turn.ts';

test('all who wait for the end of one turn go on together, after the last of them has begun to wait', async () => {
  const endOfTurn = createEndOfTurn();
  const steps: string[] = [];
  const wait = async (name: string): Promise<void> => {
    steps.push(`${name} waits`);
    await endOfTurn();
    steps.push(`${name} goes on`);
  };
  const first = wait('a');
  await Promise.resolve();
  await Promise.all([first, wait('b')]);
  expect(steps).toEqual(['a waits', 'b waits', 'a goes on', 'b goes on']);
});

test('who waits in a later turn waits for its end', async () => {
  const endOfTurn = createEndOfTurn();
  await endOfTurn();
  let isOver = false;
  const second = endOfTurn().then(() => {
    isOver = true;
  });
  await Promise.resolve();
  expect(isOver).toBe(false);
  await nextTurn();
  await second;
  expect(isOver).toBe(true);
});
