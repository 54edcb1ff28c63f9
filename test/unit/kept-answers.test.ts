import { expect, test } from 'vitest';
import { KEEP_MS } from '../../src/domain/tasks/lifecycle/is-settled.ts';
import { createKeptAnswers } from '../../src/http/graphql/kept-answers.ts';
import { type Question, questionOf } from '../../src/http/graphql/question.ts';
import { createSources } from '../../src/http/graphql/sources.ts';
import { createTestDomain } from '../support/domain.ts';

const arrange = (maxBytes: number) => {
  const { tasks, clock } = createTestDomain();
  const answers = createKeptAnswers({ tasks, clock, maxBytes });
  const answer = (viewer: string, request: string, body: string): void =>
    answers.keep(questionOf(viewer, 'POST', Buffer.from(request)), body, createSources());
  return {
    answer,
    /** Answers a question twice, as it takes to keep the answer. */
    keep(viewer: string, request: string, body: string) {
      answer(viewer, request, body);
      answer(viewer, request, body);
    },
    find: (viewer: string, request: string) => answers.find(questionOf(viewer, 'POST', Buffer.from(request))),
    clock,
  };
};

// V8 may keep two bytes for each character of a text that is not ASCII.
test.each([
  ['x', 3],
  ['é', 6],
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

test('an answer is kept when its question is answered a second time, whatever was asked meanwhile', () => {
  const { answer, find } = arrange(100_000);
  answer('alice', '{}', 'first');
  answer('bob', '{}', 'of bob');
  for (let number = 0; number < 1_000; number += 1) answer('alice', `{${number}}`, 'of another');
  expect(find('alice', '{}')).toBeNull();
  answer('alice', '{}', 'second');
  expect([find('alice', '{}'), find('bob', '{}')]).toEqual(['second', null]);
});

test('a question does not get the answer of one with the same hash', () => {
  const { tasks, clock } = createTestDomain();
  const answers = createKeptAnswers({ tasks, clock, maxBytes: 100_000 });
  const ask = (viewer: string, request: string): Question => ({
    method: 'POST',
    viewer,
    request: Buffer.from(request),
    hash: 7,
  });
  for (let count = 0; count < 2; count += 1) answers.keep(ask('alice', '{a}'), 'a', createSources());
  expect([
    answers.find(ask('alice', '{a}')),
    answers.find(ask('alice', '{b}')),
    answers.find(ask('bob', '{a}')),
  ]).toEqual(['a', null, null]);
  answers.keep(ask('alice', '{b}'), 'b', createSources());
  expect([answers.find(ask('alice', '{a}')), answers.find(ask('alice', '{b}'))]).toEqual([null, 'b']);
});

test('an answer is kept whatever becomes of the memory that its question came in', () => {
  const { tasks, clock } = createTestDomain();
  const answers = createKeptAnswers({ tasks, clock, maxBytes: 100_000 });
  const request = Buffer.from('{a}');
  for (let count = 0; count < 2; count += 1) answers.keep(questionOf('alice', 'POST', request), 'a', createSources());
  request.fill(0);
  expect(answers.find(questionOf('alice', 'POST', Buffer.from('{a}')))).toBe('a');
});

test('an answer is kept for half a minute: its task may be deleted', async () => {
  const { keep, find, clock } = arrange(100_000);
  keep('alice', '{}', 'of alice');
  await clock.advance(KEEP_MS - 1);
  expect(find('alice', '{}')).toBe('of alice');
  await clock.advance(1);
  expect(find('alice', '{}')).toBeNull();
});
