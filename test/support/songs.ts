import { describe, expect, it } from 'vitest';
import { publishedPrices } from '../../src/config/published-prices.ts';
import { type OperationName, PRICE_NAMES } from '../../src/domain/operations/index.ts';
import { DIALECTS, type Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { musicCallback } from './bodies.ts';
import { createTestGraph } from './graph.ts';
import { createWire, yes } from './wire-world.ts';

/** An operation that makes a song, by what a client gives, and what the provider gets. */
export interface SongCase {
  readonly operation: OperationName;
  /** The field of the mutation. */
  readonly mutation: string;
  readonly document: { toString(): string };
  readonly input: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** The request for `input`, without its callback URL. */
  readonly sent: object;
  readonly credits: number;
  /** Other inputs that are taken: what is changed of `input`, and what is changed of `sent` by that; undefined: gone. */
  readonly taken: readonly (readonly [about: string, change: object, sent: object])[];
  /** Inputs that are refused: what is changed of `input`, and the field at fault. */
  readonly refused: readonly (readonly [about: string, change: object, field: string])[];
}

const TRACKS = ['one', 'two'].map((id) => ({ id, audioUrl: `https://media.example.com/${id}.mp3`, duration: 120 }));

/** The record of the song in its last stage. */
export const songRecord = (taskId: string, state = 'SUCCESS') =>
  yes({ taskId, status: state, response: { taskId, sunoData: state === 'SUCCESS' ? TRACKS : [] } });

const READ = `query($id: ID!) { task(id: $id) {
  status charge creditCost error { code message }
  ... on MusicTask { stage tracks { audioId audioUrl duration } }
} }`;

/** The graph before the real adapter, with the published prices. */
export const createSongGraph = (dialect: Dialect = 'kie') => {
  const { provider, ...wire } = createWire(dialect);
  const rules = { allowPrivateUrls: false, models: 'published', defaultModel: 'V5', ignoredUrlParameters: [] } as const;
  const graph = createTestGraph({ change: { provider, rules, prices: publishedPrices(PRICE_NAMES) } });
  return Object.assign(graph, wire, {
    async buy({ document, mutation }: Pick<SongCase, 'document' | 'mutation'>, input: object) {
      const { data, codes } = await graph.tell(document.toString(), { input });
      return (codes.length > 0 ? { codes } : data?.[mutation]) as {
        readonly codes?: readonly string[];
        readonly reused: boolean;
        readonly task: { readonly id: string; readonly upstreamTaskId: string } | null;
        readonly userErrors: readonly { readonly code: string; readonly field: readonly string[]; message: string }[];
      };
    },
    read: async (id: string) => (await graph.tell(READ, { id })).data?.['task'],
  });
};

const DONE = {
  status: 'SUCCEEDED',
  charge: 'CHARGED',
  stage: 'COMPLETE',
  tracks: TRACKS.map(({ id, audioUrl, duration }) => ({ audioId: id, audioUrl, duration })),
};

/** Everything that holds for each operation that makes a song. */
export const describeSong = (song: SongCase): void => {
  const { operation, input, path, sent, credits } = song;
  const request = (body: object) => ({
    path,
    body: { ...body, callBackUrl: expect.stringMatching(/^https:\/\/gateway\.example\/callbacks\/[\w.-]+$/) },
  });

  const bought = async (dialect: Dialect) => {
    const graph = createSongGraph(dialect);
    await graph.start();
    const { task } = await graph.buy(song, input);
    if (task === null) throw new Error('nothing was bought');
    return { graph, id: task.id, localId: task.id.replace('task_', ''), upstreamTaskId: task.upstreamTaskId };
  };

  describe.each(DIALECTS)('in the dialect %s', (dialect) => {
    it('is bought in the words of the provider', async () => {
      const graph = createSongGraph(dialect);
      expect(await graph.buy(song, input)).toMatchObject({
        reused: false,
        userErrors: [],
        task: { __typename: 'MusicTask', operation, status: 'PROCESSING', charge: 'CHARGED', creditCost: credits },
      });
      expect(graph.sent).toEqual([request(sent)]);
    });

    it('ends by a callback, which the record confirms', async () => {
      const { graph, id, localId, upstreamTaskId } = await bought(dialect);
      graph.say.record = songRecord(upstreamTaskId);
      expect(await graph.callback(localId, musicCallback(upstreamTaskId, 'complete'))).toEqual({ status: 200 });
      await graph.clock.advance(1_000);
      expect(await graph.read(id)).toMatchObject(DONE);
    });

    it('ends by polling alone', async () => {
      const { graph, id, upstreamTaskId } = await bought(dialect);
      graph.say.record = songRecord(upstreamTaskId);
      await graph.clock.advance(60_000);
      expect(await graph.read(id)).toMatchObject(DONE);
      expect(graph.reads[0]).toBe(`/api/v1/generate/record-info?taskId=${upstreamTaskId}`);
    });

    it('fails with the words of the provider', async () => {
      const { graph, id, upstreamTaskId } = await bought(dialect);
      graph.say.record = yes({ taskId: upstreamTaskId, status: 'GENERATE_AUDIO_FAILED', errorMessage: 'no such tune' });
      await graph.clock.advance(60_000);
      expect(await graph.read(id)).toMatchObject({
        status: 'FAILED',
        error: { code: 'GENERATION_FAILED', message: expect.stringContaining('no such tune') },
      });
    });
  });

  it('costs what the price table says', async () => {
    const { data } = await createSongGraph().tell('query($of: Operation!) { quote(operation: $of) { credits } }', {
      of: operation,
    });
    expect(data).toEqual({ quote: { credits } });
  });

  it('is bought once under one key, and each time without', async () => {
    const graph = createSongGraph();
    const once = await graph.buy(song, { ...input, idempotencyKey: 'k' });
    expect(await graph.buy(song, { ...input, idempotencyKey: 'k' })).toMatchObject({
      reused: true,
      task: { id: once.task?.id },
    });
    expect(graph.sent).toHaveLength(1);
    for (const upstreamTaskId of ['up-2', 'up-3']) {
      graph.say.create = yes({ taskId: upstreamTaskId });
      expect(await graph.buy(song, input)).toMatchObject({ reused: false, task: { upstreamTaskId } });
    }
    expect(graph.sent).toHaveLength(3);
  });

  it.each(song.taken)('takes %s', async (_about, change, sentChange) => {
    const graph = createSongGraph();
    const changed = { ...input, ...change };
    expect(await graph.buy(song, changed)).toMatchObject({ userErrors: [], task: { operation } });
    expect(graph.sent).toEqual([request(JSON.parse(JSON.stringify({ ...sent, ...sentChange })))]);
    const keyed = { ...changed, idempotencyKey: 'k' };
    await graph.buy(song, { ...input, idempotencyKey: 'k' });
    expect(await graph.buy(song, keyed)).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] });
  });

  it.each(song.refused)('refuses %s, unsent', async (_about, change, field) => {
    const graph = createSongGraph();
    const { task, userErrors } = await graph.buy(song, { ...input, ...change });
    expect(task).toBeNull();
    expect(userErrors.map(({ code, field: path }) => [code, path.join('.')])).toEqual([
      ['INVALID_INPUT', `input.${field}`],
    ]);
    expect(graph.sent).toEqual([]);
  });
};
