import { UPLOAD_AND_EXTEND_CREATE_PATH } from '../../src/upstream/kie/wire/upload-and-extend.ts';
import { textOf } from '../core/json.ts';
import { MUSIC_PRICE, makeTracks, musicModel } from './music-task.ts';
import { defineOperation } from './operation.ts';
import { continued, takesOf } from './song-recipes.ts';
import { continuationRefusal, personaFields, songFields } from './song-request.ts';

/**
 * Goes on with an upload. Source: docs.kie.ai, "Upload And Extend Audio". A moment after its end is sold, and fails
 * later.
 */
export const uploadAndExtend = defineOperation({
  ...musicModel,
  name: 'upload-and-extend',
  createPath: UPLOAD_AND_EXTEND_CREATE_PATH,
  shape: (dialect) => ({
    uploadUrl: { type: 'url', required: true },
    defaultParamFlag: { type: 'boolean', required: true },
    instrumental: { type: 'boolean' },
    continueAt: { type: 'number', required: true },
    ...songFields(dialect),
    ...personaFields,
  }),
  example: (uploadUrl) => ({ uploadUrl, defaultParamFlag: false, instrumental: false, continueAt: 10, model: 'V5' }),
  prices: { 'upload-and-extend': MUSIC_PRICE },
  priceName: () => 'upload-and-extend',
  refuse: (request) => continuationRefusal(request, ['style', 'title']),
  make: async (request, { taskId, origin, readUpload }) => {
    const upload = await readUpload(textOf(request, 'uploadUrl'), origin);
    const song = upload.song ?? { seed: taskId, seconds: 1, hasVocals: true };
    const { continueAt } = request;
    const from = typeof continueAt === 'number' ? continueAt : song.seconds;
    const made = makeTracks(taskId, {
      operationType: 'upload_extend',
      model: textOf(request, 'model'),
      title: textOf(request, 'title') || 'Untitled',
      prompt: textOf(request, 'prompt'),
      tags: textOf(request, 'style'),
      songs: takesOf(taskId).map((take) => continued(song, from, take)),
    });
    return { ...made, failure: upload.failure ?? (from > song.seconds ? 'generation-failed' : undefined) };
  },
});
