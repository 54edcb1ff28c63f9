import { describe, expect, it } from 'vitest';
import {
  AddInstrumentalDocument,
  ExtendMusicDocument,
  GenerateMashupDocument,
  GenerateMusicDocument,
  GenerateSoundsDocument,
  ReplaceSectionDocument,
  type TaskOutcomeFragment,
  UploadAndCoverDocument,
  UploadAndExtendDocument,
} from '../../examples/generated/graphql.ts';
import type { MockKie } from '../../mock-server/index.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { chargesFor } from '../support/buying.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { openScene } from '../support/scene.ts';

const written = { title: 'Night Ferry', style: 'folk', lyrics: '[Verse] Lights on the water' };
const described = { description: 'a calm song about a ferry' };

interface Source {
  readonly taskId: string;
  readonly audioId: string;
}

type Buy = (client: GraphClient, source: Source, uploadUrl: string) => Promise<TaskOutcomeFragment>;

/** What is bought of a finished track and of an upload, both 20 seconds long, and how long it lasts. */
const OPERATIONS: readonly (readonly [operation: string, seconds: number, buy: Buy])[] = [
  [
    'EXTEND_MUSIC',
    32.5,
    async (client, source) => {
      const continuation = { prompt: '[Chorus] Morning', style: 'folk', title: 'Night Ferry, II' };
      return (await client.ask(ExtendMusicDocument, { input: { source, continueAt: 12.5, continuation } })).extendMusic;
    },
  ],
  [
    'REPLACE_SECTION',
    20,
    async (client, track) => {
      const texts = { prompt: '[Verse] Morning', tags: 'folk', title: 'Night Ferry', fullLyrics: '[Verse] Morning' };
      const input = { source: { track }, ...texts, infillStart: 5, infillEnd: 15 };
      return (await client.ask(ReplaceSectionDocument, { input })).replaceSection;
    },
  ],
  [
    'UPLOAD_AND_COVER',
    20,
    async (client, _source, uploadUrl) =>
      (await client.ask(UploadAndCoverDocument, { input: { uploadUrl, song: { written } } })).uploadAndCover,
  ],
  [
    'UPLOAD_AND_EXTEND',
    30,
    async (client, _source, uploadUrl) =>
      (await client.ask(UploadAndExtendDocument, { input: { uploadUrl, continueAt: 10 } })).uploadAndExtend,
  ],
  [
    'ADD_INSTRUMENTAL',
    20,
    async (client, _source, uploadUrl) => {
      const input = { uploadUrl, title: 'Night Ferry', tags: 'folk', negativeTags: 'metal' };
      return (await client.ask(AddInstrumentalDocument, { input })).addInstrumental;
    },
  ],
  [
    'GENERATE_MASHUP',
    20,
    async (client, _source, uploadUrl) => {
      const input = { uploadUrls: [uploadUrl, uploadUrl], song: { described } };
      return (await client.ask(GenerateMashupDocument, { input })).generateMashup;
    },
  ],
  [
    'GENERATE_SOUNDS',
    8,
    async (client) => {
      const input = { prompt: 'rain on a tin roof', tempo: 120, key: 'Am', loop: true };
      return (await client.ask(GenerateSoundsDocument, { input })).generateSounds;
    },
  ],
];

const WAYS = [
  ['by callbacks', { POLL_AFTER_MS: '60000' }, false],
  ['by polling alone', { POLL_AFTER_MS: '200', POLL_MAX_INTERVAL_MS: '400' }, true],
] as const;

/** The tracks of tasks that must go well, and be charged once. */
const createTracksReader = (client: GraphClient, kie: MockKie) => {
  const updates = recordUpdates(client);
  return async ({ task, userErrors }: TaskOutcomeFragment) => {
    if (!task) throw new Error(`nothing was bought: ${JSON.stringify(userErrors)}`);
    const end = await updates.until(task.id, isFinished);
    expect(end).toMatchObject({ __typename: 'MusicTask', status: 'SUCCEEDED', charge: 'CHARGED', error: null });
    expect(chargesFor(kie, end.upstreamTaskId)).toBe(1);
    return end.__typename === 'MusicTask' ? end.tracks : [];
  };
};

describe.each(DIALECTS)('songs in the dialect %s', (dialect) => {
  it.each(WAYS)('are bought, watched and finished %s', async (_way, env, losesCallbacks) => {
    await using scene = await openScene({ dialect, env });
    if (losesCallbacks) scene.kie.scenario('callback-lost');
    const client = scene.client();
    const tracksOf = createTracksReader(client, scene.kie);
    const { generateMusic } = await client.ask(GenerateMusicDocument, { input: { song: { written } } });
    const [track] = await tracksOf(generateMusic);
    const source = { taskId: track?.taskId ?? '', audioId: track?.audioId ?? '' };
    const made = OPERATIONS.map(async ([operation, seconds, buy]) => {
      const outcome = await buy(client, source, scene.kie.sampleUrl);
      expect(outcome, operation).toMatchObject({ userErrors: [], reused: false, task: { operation } });
      const tracks = await tracksOf(outcome);
      expect(tracks, operation).toEqual([
        expect.objectContaining({ duration: seconds, audioUrl: expect.stringContaining(scene.kie.url) }),
        expect.objectContaining({ duration: seconds, audioUrl: expect.stringContaining(scene.kie.url) }),
      ]);
    });
    await Promise.all(made);
    expect(scene.kie.ledger().filter(({ kind }) => kind === 'charge')).toHaveLength(OPERATIONS.length + 1);
  });
});
