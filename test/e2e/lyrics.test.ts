import { describe, expect, it } from 'vitest';
import {
  GenerateLyricsDocument,
  TimestampLyricsDocument,
  WatchLyricsDocument,
  WatchTaskDocument,
} from '../../examples/generated/graphql.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { buyVocals, chargesFor } from '../support/buying.ts';
import { TRANSPORTS } from '../support/graph-client.ts';
import { openScene } from '../support/scene.ts';

const prompt = 'a ferry leaves the harbour light';

describe.each(DIALECTS)('lyrics in the dialect %s', (dialect) => {
  it.concurrent.each(TRANSPORTS)('are bought and watched to their end over %s', async (over) => {
    await using scene = await openScene({ dialect });
    const client = scene.client();
    const { generateLyrics } = await client.ask(GenerateLyricsDocument, { input: { prompt, idempotencyKey: 'k' } });
    const { task } = generateLyrics;
    if (!task) throw new Error('nothing was bought');
    const end = (await client.watch(WatchLyricsDocument, { id: task.id }, over).end()).at(-1)?.taskUpdated;
    expect(end).toMatchObject({ __typename: 'LyricsTask', status: 'SUCCEEDED', charge: 'CHARGED', creditCost: 0.4 });
    expect(end?.__typename === 'LyricsTask' && end.variants).toEqual([
      { title: expect.any(String), text: expect.stringContaining('[Verse]') },
      { title: expect.any(String), text: expect.stringContaining('[Chorus]') },
    ]);
    expect(chargesFor(scene.kie, task.upstreamTaskId)).toBe(1);
    const again = await client.ask(GenerateLyricsDocument, { input: { prompt, idempotencyKey: 'k' } });
    expect(again.generateLyrics).toMatchObject({ reused: true, task: { id: task.id } });
  });

  it.concurrent.each([
    ['callback-lost', 'SUCCEEDED', null],
    ['failed-500', 'FAILED', 'GENERATION_FAILED'],
  ])('with [mock:%s] end as %s, by polling alone', async (scenario, status, code) => {
    await using scene = await openScene({ dialect, env: { POLL_AFTER_MS: '300' } });
    const client = scene.client();
    const input = { prompt: `a ferry [mock:${scenario}] [mock:callback-lost]` };
    const { task } = (await client.ask(GenerateLyricsDocument, { input })).generateLyrics;
    const watching = client.watch(WatchLyricsDocument, { id: task?.id ?? '' });
    const end = (await watching.end()).at(-1)?.taskUpdated;
    expect(end).toMatchObject({ status, ...(code && { error: { code } }) });
  });

  it.concurrent('have their words timed, once per track, in the answer itself', async () => {
    await using scene = await openScene({ dialect });
    const client = scene.client();
    const { id } = await buyVocals(client, scene.kie);
    const sung = (await client.watch(WatchTaskDocument, { id }).end()).at(-1)?.taskUpdated;
    const track = sung?.__typename === 'MusicTask' ? sung.tracks[0] : undefined;
    const source = { taskId: track?.taskId ?? '', audioId: track?.audioId ?? '' };
    const timed = (await client.ask(TimestampLyricsDocument, { input: { source } })).timestampLyrics;
    expect(timed).toMatchObject({ reused: false, userErrors: [], task: { status: 'SUCCEEDED', charge: 'CHARGED' } });
    const words = timed.task?.__typename === 'TimestampedLyricsTask' ? timed.task.words : [];
    expect(words.length).toBeGreaterThan(2);
    expect(words.every(({ start, end }) => start < end && end <= (track?.duration ?? 0) + 0.01)).toBe(true);
    const again = (await client.ask(TimestampLyricsDocument, { input: { source } })).timestampLyrics;
    expect(again).toMatchObject({ reused: true, task: { id: timed.task?.id } });
    const charges = scene.kie
      .ledger()
      .filter(({ kind, operation }) => kind === 'charge' && operation === 'timestamp-lyrics');
    expect(charges).toHaveLength(1);
    const unknown = { taskId: 'f'.repeat(32), audioId: source.audioId };
    expect((await client.ask(TimestampLyricsDocument, { input: { source: unknown } })).timestampLyrics).toMatchObject({
      task: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
  });
});
