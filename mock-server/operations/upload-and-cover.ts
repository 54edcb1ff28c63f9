import { UPLOAD_AND_COVER_CREATE_PATH } from '../../src/upstream/kie/wire/upload-and-cover.ts';
import { textOf } from '../core/json.ts';
import { MUSIC_PRICE, makeTracks, musicModel } from './music-task.ts';
import { defineOperation } from './operation.ts';
import { arranged, takesOf } from './song-recipes.ts';
import { durationField, personaFields, songFields, songRefusal, textsOf } from './song-request.ts';

/** Plays an upload in another style: the tune stays. Source: docs.kie.ai, "Upload And Cover Audio". */
export const uploadAndCover = defineOperation({
  ...musicModel,
  name: 'upload-and-cover',
  createPath: UPLOAD_AND_COVER_CREATE_PATH,
  shape: (dialect) => ({
    uploadUrl: { type: 'url', required: true },
    customMode: { type: 'boolean', required: true },
    instrumental: { type: 'boolean', required: true },
    ...songFields(dialect),
    ...personaFields,
    ...durationField,
  }),
  example: (uploadUrl) => ({
    uploadUrl,
    customMode: false,
    instrumental: false,
    model: 'V5',
    prompt: 'a slow waltz with strings',
  }),
  prices: { 'upload-and-cover': MUSIC_PRICE },
  priceName: () => 'upload-and-cover',
  refuse: (request) => songRefusal(request, { description: 500, title: 'cover' }),
  make: async (request, { taskId, origin, readUpload }) => {
    const upload = await readUpload(textOf(request, 'uploadUrl'), origin);
    const song = upload.song ?? { seed: taskId, seconds: 1, hasVocals: true };
    const made = makeTracks(taskId, {
      operationType: 'upload_cover',
      model: textOf(request, 'model'),
      ...textsOf(request),
      songs: takesOf(taskId).map((take) => arranged(song, take, request['instrumental'] !== true)),
    });
    return { ...made, failure: upload.failure ?? undefined };
  },
});
