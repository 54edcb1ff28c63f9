import { expect, it } from 'vitest';
import { TimestampLyricsDocument } from '../../examples/generated/graphql.ts';
import type { PurchaseOutcome } from '../../src/domain/tasks/lifecycle/evidence.ts';
import { addVocalsInput } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';

const WORDS = [{ word: 'Lights', start: 1.2, end: 1.56 }];
const done: PurchaseOutcome = {
  kind: 'done',
  output: { kind: 'timestamped-lyrics', words: WORDS, waveform: [0, 0.5, 1] },
};
const source = { taskId: 'song', audioId: 'one' };

const ask = async (graph: TestGraph, change: object = {}) =>
  (await graph.ask(TimestampLyricsDocument, { input: { source, ...change } })).timestampLyrics;

it('is done with the answer to its purchase', async () => {
  const graph = createTestGraph();
  graph.provider.script({ say: done });
  expect(await ask(graph)).toMatchObject({
    reused: false,
    userErrors: [],
    task: {
      __typename: 'TimestampedLyricsTask',
      operation: 'TIMESTAMP_LYRICS',
      status: 'SUCCEEDED',
      charge: 'CHARGED',
      version: 2,
      upstreamTaskId: null,
      sourceTaskId: 'song',
      sourceAudioId: 'one',
      words: WORDS,
      waveform: [0, 0.5, 1],
    },
  });
  await graph.start();
  await graph.clock.advance(600_000);
  expect(graph.provider.reads).toEqual([]);
});

it('is bought once per track, and its words do not expire', async () => {
  const graph = createTestGraph();
  graph.provider.script({ say: done }, { say: done }, { say: done });
  const first = await ask(graph);
  await graph.clock.jump(90 * 86_400_000);
  expect(await ask(graph)).toMatchObject({ reused: true, task: { id: first.task?.id, words: WORDS } });
  expect(graph.provider.attempts).toHaveLength(1);
  expect((await ask(graph, { source: { taskId: 'song', audioId: 'two' } })).reused).toBe(false);
  expect((await ask(graph, { forceNew: true })).reused).toBe(false);
  expect(graph.provider.attempts).toHaveLength(3);
});

it('whose answer was lost fails at once, maybe charged: there is nothing that could decide it', async () => {
  const graph = createTestGraph();
  graph.provider.script('lose');
  expect(await ask(graph, { idempotencyKey: 'k' })).toMatchObject({
    userErrors: [],
    task: { status: 'FAILED', charge: 'MAYBE_CHARGED', error: { code: 'SUBMISSION_LOST' }, words: [] },
  });
  // The key keeps its answer; the next call without it buys anew.
  expect(await ask(graph, { idempotencyKey: 'k' })).toMatchObject({ reused: true, task: { status: 'FAILED' } });
  graph.provider.script({ say: done });
  expect(await ask(graph)).toMatchObject({ reused: false, task: { status: 'SUCCEEDED' } });
});

it('that was interrupted by a crash fails at the next start', async () => {
  const world = createTestDomain();
  world.provider.script('swallow');
  void world.buy({ operation: 'TIMESTAMP_LYRICS', input: { source } });
  await world.clock.settle();
  await world.crash();
  await world.start();
  const [task] = (await world.tasks.list('alice', {}, 1, null)).tasks;
  expect(task?.task).toMatchObject({
    status: 'FAILED',
    charge: 'MAYBE_CHARGED',
    error: { code: 'SUBMISSION_LOST' },
  });
});

it("is refused for a track of another viewer's", async () => {
  const graph = createTestGraph();
  const { task } = await graph.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
  const theirs = { taskId: task.upstreamTaskId ?? '', audioId: 'one' };
  expect(await ask(graph, { source: theirs })).toMatchObject({ task: null, userErrors: [{ code: 'NOT_FOUND' }] });
  expect(graph.provider.attempts).toHaveLength(1);
});
