import { ADD_INSTRUMENTAL_CREATE_PATH } from '../../src/upstream/kie/wire/add-instrumental.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { textOf } from '../core/json.ts';
import { MUSIC_PRICE, makeTracks, musicModel, weights } from './music-task.ts';
import { defineOperation } from './operation.ts';
import { arranged, takesOf } from './song-recipes.ts';

/** Accompanies an uploaded voice. Source: docs.kie.ai and docs.sunoapi.org, "Add Instrumental". */

const MODELS = ['V4_5PLUS', 'V5', 'V5_5', 'V6', 'V6_WILD', 'V6_MINI'];
const DEFAULT_MODEL: Readonly<Record<Dialect, string>> = { kie: 'V4_5PLUS', sunoapi: 'V6' };

export const addInstrumental = defineOperation({
  ...musicModel,
  name: 'add-instrumental',
  createPath: ADD_INSTRUMENTAL_CREATE_PATH,
  shape: () => ({
    uploadUrl: { type: 'url', required: true },
    title: { type: 'string', required: true, maxLength: 100 },
    tags: { type: 'string', required: true, maxLength: 1000 },
    negativeTags: { type: 'string', required: true, maxLength: 200 },
    callBackUrl: { type: 'url', required: true },
    model: { type: 'string', oneOf: MODELS },
    vocalGender: { type: 'string', oneOf: ['m', 'f'] },
    ...weights,
  }),
  example: (uploadUrl) => ({
    uploadUrl,
    title: 'Night Ferry',
    tags: 'folk, calm',
    negativeTags: 'heavy metal',
    model: 'V5',
  }),
  prices: { 'add-instrumental': MUSIC_PRICE },
  priceName: () => 'add-instrumental',
  make: async (request, { taskId, dialect, origin, readUpload }) => {
    const upload = await readUpload(textOf(request, 'uploadUrl'), origin);
    const song = upload.song ?? { seed: taskId, seconds: 1, hasVocals: true };
    // The voice stays as it is; each take has a band of its own.
    const made = makeTracks(taskId, {
      operationType: 'upload_add_instrumental',
      model: textOf(request, 'model') || DEFAULT_MODEL[dialect],
      title: textOf(request, 'title'),
      prompt: '',
      tags: textOf(request, 'tags'),
      songs: takesOf(taskId).map((take) => arranged(song, take, song.arrangement?.hasVocals ?? song.hasVocals)),
    });
    return { ...made, failure: upload.failure ?? undefined };
  },
});
