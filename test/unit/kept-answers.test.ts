import { expect, test } from 'vitest';
import { KEEP_MS } from '../../src/domain/tasks/lifecycle/is-settled.ts';
import { createKeptAnswers } from '../../src/http/graphql/kept-answers.ts';
import { createSources } from '../../src/http/graphql/sources.ts';
import { createTestDomain } from '../support/domain.ts';

const arrange = (maxBytes: number) => {
  const { tasks, clock } = createTestDomain();
  const answers = createKeptAnswers({ tasks, clock, maxBytes });
  return {
    keep: (viewer: string, request: string, body: string) => answers.keep({ viewer, request }, body, createSources()),
    find: (viewer: string, request: string) => answers.find({ viewer, request }),
    clock,
  };
};

// V8 may keep two bytes for each character of a text that is not ASCII.
test.each([
  ['x', 2],
  ['é', 5],
])('answers of %s are bounded by weight, with their questions', (character, first) => {
  const { keep, find } = arrange(10_000);
  for (let number = 0; number < 9; number += 1) keep('alice', `${number}`, character.repeat(1_000));
  expect(Array.from({ length: 9 }, (_, number) => find('alice', `${number}`) !== null)).toEqual(
    Array.from({ length: 9 }, (_, number) => number >= first),
  );
  keep('alice', character.repeat(3_000), 'x');
  expect(find('alice', character.repeat(3_000))).toBe('x');
  expect(find('alice', `${first}`)).toBeNull();
  expect(find('alice', '8')).not.toBeNull();
});

test('a long answer weighs what its UTF-8 takes', () => {
  const { keep, find } = arrange(61_000);
  keep('alice', 'first', '歌'.repeat(20_000));
  expect(String(find('alice', 'first'))).toBe('歌'.repeat(20_000));
  keep('alice', 'second', '歌'.repeat(20_400));
  expect(find('alice', 'second')).toBeNull();
});

test('an answer that would take the place of many others is not kept', () => {
  const { keep, find } = arrange(100_000_000);
  keep('alice', 'long', 'x'.repeat(600_000));
  keep('alice', 'short', 'x'.repeat(500_000));
  expect([find('alice', 'long'), find('alice', 'short') !== null]).toEqual([null, true]);
});

test("no viewer's name makes a question another viewer's", () => {
  const { keep, find } = arrange(100_000);
  keep('a', 'b {}', 'of a');
  keep('a b', '{}', 'of a b');
  expect([find('a', 'b {}'), find('a b', '{}'), find('', 'a b {}')]).toEqual(['of a', 'of a b', null]);
});

test('an answer is kept for half a minute: its task may be deleted', async () => {
  const { keep, find, clock } = arrange(100_000);
  keep('alice', '{}', 'of alice');
  await clock.advance(KEEP_MS - 1);
  expect(find('alice', '{}')).toBe('of alice');
  await clock.advance(1);
  expect(find('alice', '{}')).toBeNull();
});
