import { ADD_VOCALS_CREATE_PATH } from '../../src/upstream/kie/wire/add-vocals.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { textOf } from '../core/json.ts';
import type { MediaFile } from '../core/task.ts';
import { MUSIC_PRICE, makeTracks, musicModel, weights } from './music-task.ts';
import { defineOperation } from './operation.ts';
import type { RequestShape } from './request-shape.ts';

/** Sings over an uploaded instrumental. Source: docs.kie.ai and docs.sunoapi.org, "Add Vocals to Music". */

/**
 * Both brands take the V6 family since September 2026; the older ones are discontinued and still answer. V4 and V4_5,
 * which other operations have, are on neither brand's list here.
 */
const MODELS = ['V4_5PLUS', 'V5', 'V5_5', 'V6', 'V6_WILD', 'V6_MINI'] as const;
const DEFAULT_MODEL: Readonly<Record<Dialect, string>> = { kie: 'V4_5PLUS', sunoapi: 'V6' };

const common = {
  uploadUrl: { type: 'url', required: true },
  style: { type: 'string', required: true, maxLength: 1000 },
  negativeTags: { type: 'string', required: true, maxLength: 200 },
  callBackUrl: { type: 'url', required: true },
  vocalGender: { type: 'string', oneOf: ['m', 'f'] },
  ...weights,
} as const satisfies RequestShape;

const shapes: Readonly<Record<Dialect, RequestShape>> = {
  kie: {
    ...common,
    prompt: { type: 'string', required: true, maxLength: 5000 },
    // No limit of its own on kie's page.
    title: { type: 'string', required: true },
    model: { type: 'string', oneOf: MODELS },
  },
  sunoapi: {
    ...common,
    prompt: { type: 'string', maxLength: 5000 },
    lyrics: { type: 'string', maxLength: 5000 },
    title: { type: 'string', required: true, maxLength: 100 },
    model: { type: 'string', oneOf: [...MODELS, 'V4_5ALL'] },
    variety: { type: 'integer', range: [0, 4] },
  },
};

/** The song with its band as it was heard, and with vocals. */
const withVocals = ({ only, ...song }: MediaFile['song']): MediaFile['song'] => ({
  ...song,
  ...(song.arrangement ? { arrangement: { ...song.arrangement, hasVocals: true } } : { hasVocals: true }),
  ...(only === undefined ? {} : { only: [...new Set([...only, 'Vocals'])] }),
});

export const addVocals = defineOperation({
  ...musicModel,
  name: 'add-vocals',
  createPath: ADD_VOCALS_CREATE_PATH,
  shape: (dialect) => shapes[dialect],
  example: (uploadUrl) => ({
    uploadUrl,
    prompt: '[Verse] A ferry leaves the harbour light',
    title: 'Night Ferry',
    style: 'folk, calm',
    negativeTags: 'heavy metal',
    model: 'V5',
  }),
  prices: { 'add-vocals': MUSIC_PRICE },
  priceName: () => 'add-vocals',
  make: async (request, { taskId, dialect, origin, readUpload }) => {
    const upload = await readUpload(textOf(request, 'uploadUrl'), origin);
    const seconds = upload.song?.seconds ?? 1;
    // Two takes, as long as the upload. Both keep its instruments, where the mock itself played them, and each has a
    // voice of its own. Of any other upload the instruments are the task's, so that no two tasks share a file.
    const takes = ['take-1', 'take-2'].map((take) =>
      upload.song && upload.isOwn
        ? { ...withVocals(upload.song), voice: `${taskId}:${take}` }
        : { seed: taskId, voice: `${taskId}:${take}`, hasVocals: true },
    );
    const made = makeTracks(taskId, {
      operationType: 'upload_add_vocals',
      model: textOf(request, 'model') || DEFAULT_MODEL[dialect],
      title: textOf(request, 'title'),
      prompt: textOf(request, 'lyrics') || textOf(request, 'prompt'),
      tags: textOf(request, 'style'),
      songs: takes.map((take) => ({ ...take, seconds })),
    });
    return { ...made, failure: upload.failure ?? undefined };
  },
});
