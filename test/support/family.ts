import {
  AddInstrumentalDocument,
  AddVocalsDocument,
  BoostStyleDocument,
  ConvertToWavDocument,
  CreateVideoDocument,
  ExtendMusicDocument,
  GenerateCoverDocument,
  GenerateLyricsDocument,
  GenerateMashupDocument,
  GenerateMidiDocument,
  GenerateMusicDocument,
  GeneratePersonaDocument,
  GenerateSoundsDocument,
  ReplaceSectionDocument,
  SeparateVocalsDocument,
  type TaskOutcomeFragment,
  type TaskStateFragment,
  TimestampLyricsDocument,
  TypedDocumentString,
  UploadAndCoverDocument,
  UploadAndExtendDocument,
  WatchTaskDocument,
} from '../../examples/generated/graphql.ts';
import type { MockKie } from '../../mock-server/index.ts';
import type { OperationName } from '../../src/domain/operations/index.ts';
import { buyStems, buyVocals } from './buying.ts';
import type { GraphClient } from './graph-client.ts';

/*
 * One purchase of every operation, as a client makes it. The table is typed by all operations: a new one does not
 * compile before it has its line here, and with it joins every test that goes through the table.
 */

/** What purchases work on: finished tasks of the viewer, and a file. */
export interface Parents {
  readonly track: { readonly taskId: string; readonly audioId: string };
  /** The provider's id of a separation. */
  readonly separation: string;
  readonly uploadUrl: string;
}

/** Parts of an input that every operation takes. */
export interface Choices {
  readonly idempotencyKey?: string;
  readonly forceNew?: boolean;
}

/** Buys, whatever comes of it. */
export type Ask = (
  client: Pick<GraphClient, 'ask'>,
  parents: Parents,
  choices?: Choices,
) => Promise<TaskOutcomeFragment>;

const asking =
  <Result extends Readonly<Record<string, TaskOutcomeFragment>>, Input>(
    document: TypedDocumentString<Result, { input: Input }>,
    inputFor: (parents: Parents) => Input,
  ): Ask =>
  async (client, parents, choices) => {
    const [outcome] = Object.values(await client.ask(document, { input: { ...inputFor(parents), ...choices } }));
    if (!outcome) throw new Error('The mutation has no field.');
    return outcome;
  };

const written = { title: 'Night Ferry', style: 'folk', lyrics: '[Verse] Lights on the water' };
const described = { description: 'a calm song about a ferry' };

export const FAMILY: Readonly<Record<OperationName, Ask>> = {
  SEPARATE_VOCALS: asking(SeparateVocalsDocument, ({ track }) => ({
    source: { track },
    type: 'SEPARATE_VOCAL' as const,
  })),
  ADD_VOCALS: asking(AddVocalsDocument, ({ uploadUrl }) => ({
    uploadUrl,
    prompt: written.lyrics,
    title: written.title,
    style: written.style,
    negativeTags: 'metal',
  })),
  GENERATE_LYRICS: asking(GenerateLyricsDocument, () => ({ prompt: 'a ferry leaves the harbour light' })),
  TIMESTAMP_LYRICS: asking(TimestampLyricsDocument, ({ track }) => ({ source: track })),
  GENERATE_MUSIC: asking(GenerateMusicDocument, () => ({ song: { written } })),
  EXTEND_MUSIC: asking(ExtendMusicDocument, ({ track }) => ({ source: track, continueAt: 12.5 })),
  UPLOAD_AND_COVER: asking(UploadAndCoverDocument, ({ uploadUrl }) => ({ uploadUrl, song: { written } })),
  UPLOAD_AND_EXTEND: asking(UploadAndExtendDocument, ({ uploadUrl }) => ({ uploadUrl, continueAt: 10 })),
  ADD_INSTRUMENTAL: asking(AddInstrumentalDocument, ({ uploadUrl }) => ({
    uploadUrl,
    title: written.title,
    tags: written.style,
    negativeTags: 'metal',
  })),
  GENERATE_MASHUP: asking(GenerateMashupDocument, ({ uploadUrl }) => ({
    uploadUrls: [uploadUrl, uploadUrl],
    song: { described },
  })),
  REPLACE_SECTION: asking(ReplaceSectionDocument, ({ track }) => ({
    source: { track },
    prompt: '[Verse] Morning on the water',
    tags: written.style,
    title: written.title,
    infillStart: 5,
    infillEnd: 15,
    fullLyrics: '[Verse] Morning on the water',
  })),
  GENERATE_SOUNDS: asking(GenerateSoundsDocument, () => ({ prompt: 'rain on a tin roof' })),
  CONVERT_TO_WAV: asking(ConvertToWavDocument, ({ track }) => ({ source: track })),
  CREATE_VIDEO: asking(CreateVideoDocument, ({ track }) => ({ source: track })),
  GENERATE_COVER: asking(GenerateCoverDocument, ({ track }) => ({ taskId: track.taskId })),
  GENERATE_PERSONA: asking(GeneratePersonaDocument, ({ track }) => ({
    source: track,
    name: 'Ferry',
    description: 'warm',
    vocalStart: 0,
    vocalEnd: 20,
  })),
  BOOST_STYLE: asking(BoostStyleDocument, () => ({ content: 'Pop, Dreamy' })),
  GENERATE_MIDI: asking(GenerateMidiDocument, ({ separation }) => ({ source: { taskId: separation } })),
};

/** A task with its results, of whatever kind. */
export const RESULT_FRAGMENT = `fragment Result on Task {
  status charge error { code }
  ... on MusicTask { tracks { audioUrl } }
  ... on SeparationTask { stems { url } }
  ... on LyricsTask { variants { title text } }
  ... on TimestampedLyricsTask { words { word } }
  ... on WavTask { url }
  ... on VideoTask { url }
  ... on CoverTask { images }
  ... on MidiTask { instruments { name noteCount } fileUrl }
  ... on PersonaTask { personaId }
  ... on StyleTask { result }
}`;

const RESULT = new TypedDocumentString<{ readonly task: object | null }, { id: string }>(
  `query Result($id: ID!) { task(id: $id) { ...Result } } ${RESULT_FRAGMENT}`,
);

export const resultOf = async (client: GraphClient, id: string): Promise<object | null> =>
  (await client.ask(RESULT, { id })).task;

/** The last message about a task. */
export const endOf = async (client: GraphClient, id: string): Promise<TaskStateFragment> => {
  const last = (await client.watch(WatchTaskDocument, { id }).end()).at(-1);
  if (!last?.taskUpdated) throw new Error(`There is no task ${id}.`);
  return last.taskUpdated;
};

/**
 * Buys what the others work on, and waits until it is finished.
 *
 * @param go lets the provider's time pass, where its clock stands still.
 */
export const buyParents = async (
  client: GraphClient,
  kie: MockKie,
  go: () => Promise<unknown> = async () => {},
): Promise<Parents> => {
  const { id } = await buyVocals(client, kie);
  await go();
  const sung = await endOf(client, id);
  const [track] = sung.__typename === 'MusicTask' ? sung.tracks : [];
  if (!track) throw new Error('The song has no track.');
  const { taskId, audioId } = track;
  const split = await buyStems(client, { source: { track: { taskId, audioId } }, type: 'SPLIT_STEM' });
  await go();
  const { upstreamTaskId } = await endOf(client, split.id);
  return { track: { taskId, audioId }, separation: upstreamTaskId ?? '', uploadUrl: kie.sampleUrl };
};
