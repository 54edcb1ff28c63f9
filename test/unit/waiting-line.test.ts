import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWaitingLine } from '../../src/limits/waiting-line.ts';

it('says how many are served before an item that comes now, whoever waits and whoever was served before', () => {
  const viewer = fc.constantFrom('alice', 'bob', 'carol', 'dave');
  const step = fc.oneof(viewer, fc.constant(null));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), viewer, (steps, last) => {
      const line = createWaitingLine<string>();
      for (const each of steps) {
        if (each === null) line.next();
        else line.add(each, each);
      }
      const ahead = line.ahead(last);
      line.add(last, 'the last one');
      let served = 0;
      while (line.next() !== 'the last one') served += 1;
      expect(ahead).toBe(served);
    }),
  );
});

it('takes what fits from the front of each viewer, and knows how many are left', () => {
  const line = createWaitingLine<number>();
  for (const [viewer, item] of [
    ['alice', 1],
    ['alice', 5],
    ['alice', 2],
    ['bob', 3],
  ] as const) {
    line.add(viewer, item);
  }
  expect(line.heads()).toEqual([1, 3]);
  expect(line.takeWhile((item) => item < 4)).toEqual([1, 3]);
  expect([line.size, line.heads()]).toEqual([2, [5]]);
  expect([line.next(), line.next(), line.next(), line.size]).toEqual([5, 2, undefined, 0]);
});
