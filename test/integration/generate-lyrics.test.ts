import { expect, it } from 'vitest';
import { GenerateLyricsDocument, WatchLyricsDocument } from '../../examples/generated/graphql.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/evidence.ts';
import { createTestGraph, type TestGraph } from '../support/graph.ts';

const input = { prompt: 'a ferry at night' };
const VARIANTS = [{ title: 'Ferry', text: '[Verse] Lights on the water' }];
const written: Report = { state: 'succeeded', output: { kind: 'lyrics', variants: VARIANTS }, at: null };

const buy = async (graph: TestGraph) => {
  const { task } = (await graph.ask(GenerateLyricsDocument, { input })).generateLyrics;
  if (!task?.upstreamTaskId) throw new Error('nothing was bought');
  return { id: task.id, localId: task.id.replace('task_', ''), upstreamTaskId: task.upstreamTaskId, task };
};

const read = async (graph: TestGraph, id: string) =>
  (
    await graph.tell(
      'query($id: ID!) { task(id: $id) { __typename status charge expiresAt ... on LyricsTask { variants { title text } } } }',
      { id },
    )
  ).data?.['task'];

const DONE = { __typename: 'LyricsTask', status: 'SUCCEEDED', charge: 'CHARGED', expiresAt: null, variants: VARIANTS };

it('is a task that yields texts, which a callback announces and the record confirms', async () => {
  const graph = createTestGraph();
  const { id, localId, upstreamTaskId, task } = await buy(graph);
  expect(task).toMatchObject({ __typename: 'LyricsTask', operation: 'GENERATE_LYRICS', status: 'PROCESSING' });
  await graph.start();
  graph.provider.tell(upstreamTaskId, written);
  const said = { callbackType: 'complete', task_id: upstreamTaskId, data: VARIANTS };
  expect(await graph.callback(localId, { code: 200, msg: 'All generated successfully.', data: said })).toEqual({
    status: 200,
  });
  await graph.clock.advance(1_000);
  expect(await read(graph, id)).toEqual(DONE);
  // Texts do not expire: they are kept here.
  await graph.clock.jump(90 * 86_400_000);
  expect(await read(graph, id)).toEqual(DONE);
});

it('ends by polling alone, and its texts arrive on the stream', async () => {
  const graph = createTestGraph();
  const { id, upstreamTaskId } = await buy(graph);
  const stream = await graph.watch(WatchLyricsDocument, { id });
  await graph.start();
  graph.provider.tell(upstreamTaskId, written);
  expect(await stream.next()).toMatchObject({ taskUpdated: { status: 'PROCESSING', variants: [] } });
  await graph.clock.advance(60_000);
  expect(await stream.next()).toMatchObject({ taskUpdated: { status: 'SUCCEEDED', variants: VARIANTS } });
  expect(await stream.next()).toBe('end');
});

it('that failed is corrected when the texts turn up', async () => {
  const graph = createTestGraph();
  const { id, upstreamTaskId } = await buy(graph);
  await graph.start();
  const error = { code: 'GENERATION_FAILED', message: 'Lyrics generation failed', upstreamCode: 500 } as const;
  graph.provider.tell(upstreamTaskId, { state: 'failed', refunded: false, error });
  await graph.clock.advance(60_000);
  expect(await read(graph, id)).toMatchObject({ status: 'FAILED', variants: [] });
  graph.provider.tell(upstreamTaskId, written);
  await graph.clock.advance(300_000);
  expect(await read(graph, id)).toEqual(DONE);
});

it('that is done without a text fails after the grace', async () => {
  const graph = createTestGraph();
  const { id, upstreamTaskId } = await buy(graph);
  await graph.start();
  graph.provider.tell(upstreamTaskId, { state: 'succeeded', output: { kind: 'lyrics', variants: [] }, at: null });
  await graph.clock.advance(300_000);
  expect(await read(graph, id)).toMatchObject({ status: 'FAILED' });
});

it.each(['', ' ', 'x'.repeat(201), 'a\0b'])('is refused unsent for a prompt that cannot be one: %j', async (prompt) => {
  const graph = createTestGraph();
  const { generateLyrics } = await graph.ask(GenerateLyricsDocument, { input: { prompt } });
  expect(generateLyrics).toMatchObject({
    task: null,
    userErrors: [{ code: 'INVALID_INPUT', field: ['input', 'prompt'] }],
  });
  expect(graph.provider.attempts).toHaveLength(0);
});
