import { ADD_INSTRUMENTAL_CREATE_PATH } from '../../src/upstream/kie/wire/add-instrumental.ts';
import { EXTEND_MUSIC_CREATE_PATH } from '../../src/upstream/kie/wire/extend-music.ts';
import { GENERATE_MASHUP_CREATE_PATH } from '../../src/upstream/kie/wire/generate-mashup.ts';
import { GENERATE_MUSIC_CREATE_PATH } from '../../src/upstream/kie/wire/generate-music.ts';
import { GENERATE_SOUNDS_CREATE_PATH } from '../../src/upstream/kie/wire/generate-sounds.ts';
import { MUSIC_RECORD_PATH } from '../../src/upstream/kie/wire/music.ts';
import { REPLACE_SECTION_CREATE_PATH } from '../../src/upstream/kie/wire/replace-section.ts';
import { UPLOAD_AND_COVER_CREATE_PATH } from '../../src/upstream/kie/wire/upload-and-cover.ts';
import { UPLOAD_AND_EXTEND_CREATE_PATH } from '../../src/upstream/kie/wire/upload-and-extend.ts';
import type { Api, ConformanceCase } from './case.ts';
import { bought, NO_MODEL, ofNothing, refusal } from './steps.ts';

type Body = Readonly<Record<string, unknown>>;

/** An operation that makes a song. */
interface SongOperation {
  readonly id: string;
  readonly path: string;
  /** The title of its page on docs.kie.ai. */
  readonly page: string;
  /** A request that is fine but for its callback URL. */
  readonly request: (audioUrl: string) => Body;
  /** A field without which it is refused. */
  readonly required: string;
  readonly credits: number;
  /** Whether a request that is fine needs something that was made before. */
  readonly needsParent?: true;
}

const described = { customMode: false, instrumental: false, model: 'V5', prompt: 'a calm song about a ferry' };

const OPERATIONS: readonly SongOperation[] = [
  {
    id: 'generate-music',
    path: GENERATE_MUSIC_CREATE_PATH,
    page: 'Generate Music',
    request: () => described,
    required: 'model',
    credits: 12,
  },
  {
    id: 'extend-music',
    path: EXTEND_MUSIC_CREATE_PATH,
    page: 'Extend Music',
    request: () => ({ defaultParamFlag: false, model: 'V5' }),
    required: 'audioId',
    credits: 12,
    needsParent: true,
  },
  {
    id: 'upload-and-cover',
    path: UPLOAD_AND_COVER_CREATE_PATH,
    page: 'Upload And Cover Audio',
    request: (uploadUrl) => ({ uploadUrl, ...described }),
    required: 'uploadUrl',
    credits: 12,
  },
  {
    id: 'upload-and-extend',
    path: UPLOAD_AND_EXTEND_CREATE_PATH,
    page: 'Upload And Extend Audio',
    request: (uploadUrl) => ({ uploadUrl, defaultParamFlag: false, instrumental: false, continueAt: 10, model: 'V5' }),
    required: 'uploadUrl',
    credits: 12,
  },
  {
    id: 'add-instrumental',
    path: ADD_INSTRUMENTAL_CREATE_PATH,
    page: 'Add Instrumental to Music',
    request: (uploadUrl) => ({ uploadUrl, title: 'Night Ferry', tags: 'folk', negativeTags: 'metal', model: 'V5' }),
    required: 'tags',
    credits: 12,
  },
  {
    id: 'generate-mashup',
    path: GENERATE_MASHUP_CREATE_PATH,
    page: 'Generate Mashup',
    request: (uploadUrl) => ({ uploadUrlList: [uploadUrl, uploadUrl], ...described }),
    required: 'uploadUrlList',
    credits: 12,
  },
  {
    id: 'replace-section',
    path: REPLACE_SECTION_CREATE_PATH,
    page: 'Replace Music Section',
    request: (uploadUrl) => ({
      uploadUrl,
      model: 'V5',
      prompt: '[Verse] Morning on the water',
      tags: 'folk',
      title: 'Night Ferry',
      infillStartS: 5,
      infillEndS: 15,
      fullLyrics: '[Verse] Morning on the water',
    }),
    required: 'tags',
    credits: 5,
  },
  {
    id: 'generate-sounds',
    path: GENERATE_SOUNDS_CREATE_PATH,
    page: 'Generate Sounds',
    request: () => ({ prompt: 'rain on a tin roof', model: 'V5' }),
    required: 'prompt',
    credits: 2.5,
  },
];

const bodyOf = ({ request }: SongOperation, { audioUrl, callBackUrl }: Api): Body => ({
  ...request(audioUrl),
  callBackUrl,
});

const leftOut = (operation: SongOperation): ConformanceCase => {
  const { id, path, page, required, credits } = operation;
  return {
    id: `${id}-without-${required}`,
    claim: `${id} without ${required} is refused with 422`,
    source: `docs.kie.ai: ${page}`,
    maxCredits: 0,
    ifAccepted: credits,
    run: (api) => {
      const { [required]: _left, ...body } = bodyOf(operation, api);
      return refusal(api, path, body, 422, `Please enter ${required}.`);
    },
  };
};

/** The cases that buy nothing. */
export const songRefusalCases: readonly ConformanceCase[] = [
  ...OPERATIONS.map(({ id, path, page }) => ofNothing(id, path, page)),
  ...OPERATIONS.map(leftOut),
  {
    id: 'generate-music-without-a-known-model',
    claim: 'an unknown model is refused with 422',
    source: 'docs.kie.ai: Generate Music',
    maxCredits: 0,
    // Wrong twice, as it has no callback URL either: it cannot be bought, whichever of the two is looked at.
    run: (api) => refusal(api, GENERATE_MUSIC_CREATE_PATH, { ...described, model: NO_MODEL }, 422),
  },
];

/** The cases that buy. */
export const songCases: readonly ConformanceCase[] = OPERATIONS.flatMap((operation) => {
  const { id, path, page, credits, needsParent } = operation;
  if (needsParent) return [];
  const run = (api: Api) => bought(api, path, bodyOf(operation, api), MUSIC_RECORD_PATH, 'music-record', 'status');
  return [
    {
      id,
      claim: `${id} is sold, and its record is that of music`,
      source: `docs.kie.ai: ${page}`,
      maxCredits: credits,
      run,
    },
  ];
});
