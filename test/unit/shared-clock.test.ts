import { expect, it } from 'vitest';
import { createSharedClock } from '../../src/store/shared-clock.ts';
import { createManualClock, START } from '../support/manual-clock.ts';

it.each([60_000, -60_000, 1_001])('follows the clock of a database that differs by %i ms', (difference) => {
  const clock = createSharedClock(createManualClock());
  expect(clock.now()).toBe(START);
  clock.compare(START + difference, START);
  expect(clock.now()).toBe(START + difference);
  // Compared again, it agrees; and it follows the database wherever that goes.
  clock.compare(START + difference, START + difference);
  expect(clock.now()).toBe(START + difference);
  clock.compare(START, START + difference);
  expect(clock.now()).toBe(START);
});

it('is left alone where the difference may come from the way to the database', async () => {
  const own = createManualClock();
  const clock = createSharedClock(own);
  clock.compare(START + 900, START);
  expect(clock.now()).toBe(START);
  // The answer took three seconds: it may be as old as that, or new.
  await own.advance(3_000);
  clock.compare(START + 3_900, START);
  clock.compare(START - 900, START);
  expect(clock.now()).toBe(START + 3_000);
  clock.compare(START + 4_100, START);
  expect(clock.now()).toBe(START + 5_600);
});
