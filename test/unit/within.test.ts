import { expect, test } from 'vitest';
import type { Clock } from '../../src/domain/ports/clock.ts';
import { within } from '../../src/domain/within.ts';
import { createManualClock } from '../support/manual-clock.ts';

const late = () => new Error('late');

test('work that ends in time is what it is, and nothing waits any longer', async () => {
  const { steady } = createManualClock();
  const waits: Promise<void>[] = [];
  const clock: Clock = {
    ...steady,
    wait(ms, signal) {
      const wait = steady.wait(ms, signal);
      waits.push(wait);
      return wait;
    },
  };
  expect(await within(clock, 1_000, Promise.resolve(7), late)).toBe(7);
  await expect(within(clock, 1_000, Promise.reject(new Error('own')), late)).rejects.toThrow('own');
  await Promise.all(waits);
});

test('work that takes longer is given up, and how it ends troubles nobody', async () => {
  const clock = createManualClock();
  const { promise, reject } = Promise.withResolvers<number>();
  const waiting = within(clock.steady, 1_000, promise, late);
  const refused = expect(waiting).rejects.toThrow('late');
  await clock.advance(1_000);
  await refused;
  reject(new Error('too late to matter'));
  await clock.settle();
});
