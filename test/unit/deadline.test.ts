import { expect, test } from 'vitest';
import { createDeadline } from '../../src/domain/deadline.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { agedBytes } from '../support/old-space.ts';

const arrange = () => {
  const clock = createManualClock();
  let waits = 0;
  const counted: Clock = {
    ...clock.steady,
    wait(ms, signal) {
      waits += 1;
      return clock.steady.wait(ms, signal);
    },
  };
  const inDeadline = createDeadline(counted, 1_000);
  const inTime = <T>(work: Promise<T>): Promise<T> => inDeadline(work, () => new Error('late'));
  return { clock, inTime, waits: () => waits };
};

test('work that ends in time is what it is, and all of it waits for one timer', async () => {
  const { clock, inTime, waits } = arrange();
  const results = await Promise.all([1, 2, 3].map((each) => inTime(Promise.resolve(each))));
  expect(results).toEqual([1, 2, 3]);
  await expect(inTime(Promise.reject(new Error('own')))).rejects.toThrow('own');
  expect(waits()).toBe(1);
  await clock.advance(5_000);
  expect(waits()).toBe(1);
});

test('each work has its whole time, is given up then, and how it ends later troubles nobody', async () => {
  const { clock, inTime } = arrange();
  const { promise, reject } = Promise.withResolvers<number>();
  const ends: string[] = [];
  const note = (name: string, work: Promise<unknown>) =>
    inTime(work).catch((error: Error) => ends.push(`${name} ${error.message} ${clock.steady.now()}`));
  void note('first', promise);
  await clock.advance(400);
  void note('second', promise);
  await clock.advance(599);
  expect(ends).toEqual([]);
  await clock.advance(1);
  expect(ends).toEqual(['first late 1000']);
  await clock.advance(400);
  expect(ends).toEqual(['first late 1000', 'second late 1400']);
  reject(new Error('too late to matter'));
  await clock.settle();
  expect(ends).toHaveLength(2);
  expect(await inTime(Promise.resolve('again'))).toBe('again');
});

test('work may end in any order, and what waits is given up all the same', async () => {
  const { clock, inTime } = arrange();
  const works = [1, 2, 3, 4].map(() => Promise.withResolvers<number>());
  const ends = works.map(({ promise }) => inTime(promise).catch((error: Error) => error.message));
  for (const [index, place] of [2, 0, 3].entries()) {
    works[place]?.resolve(index);
    await clock.settle();
  }
  const last = inTime(new Promise(() => undefined)).catch((error: Error) => `${error.message} ${clock.steady.now()}`);
  await clock.advance(1_000);
  expect(await Promise.all([...ends, last])).toEqual([1, 'late', 0, 2, 'late 1000']);
});

test('work that has ended is let go of at once', async () => {
  const { inTime } = arrange();
  const works = 20_000;
  const aged = await agedBytes(async () => {
    for (let begun = 0; begun < works; begun += 50) {
      const some = Array.from({ length: 50 }, (_, place) =>
        inTime(new Promise((resolve) => setImmediate(resolve, [begun, place, 'of what came in one turn']))),
      );
      await Promise.all(some);
    }
  });
  expect(aged / works).toBeLessThan(100);
});
