import { GENERATE_MASHUP_CREATE_PATH } from '../../src/upstream/kie/wire/generate-mashup.ts';
import { textOf } from '../core/json.ts';
import { MUSIC_PRICE, makeTracks, musicModel } from './music-task.ts';
import { defineOperation } from './operation.ts';
import { mashedUp } from './song-recipes.ts';
import { durationField, songFields, songRefusal, textsOf } from './song-request.ts';

/** Blends two uploads: one has the tune, the other the band, and in the second take it is the other way round. */
export const generateMashup = defineOperation({
  ...musicModel,
  name: 'generate-mashup',
  createPath: GENERATE_MASHUP_CREATE_PATH,
  shape: (dialect) => {
    const { negativeTags: _none, ...fields } = songFields(dialect);
    return {
      uploadUrlList: { type: 'url-pair', required: true },
      customMode: { type: 'boolean', required: true },
      instrumental: { type: 'boolean' },
      ...fields,
      ...durationField,
    };
  },
  example: (uploadUrl) => ({
    uploadUrlList: [uploadUrl, uploadUrl],
    customMode: false,
    model: 'V5',
    prompt: 'one sings, the other plays',
  }),
  prices: { 'generate-mashup': MUSIC_PRICE },
  priceName: () => 'generate-mashup',
  refuse: (request) => songRefusal(request, { description: 500, title: 80 }),
  make: async (request, { taskId, origin, readUpload }) => {
    const urls = Array.isArray(request['uploadUrlList']) ? request['uploadUrlList'] : [];
    const uploads = await Promise.all(urls.map((url) => readUpload(String(url), origin)));
    const [one, other] = [0, 1].map(
      (index) => uploads[index]?.song ?? { seed: `${taskId}:${index}`, seconds: 1, hasVocals: true },
    );
    const hasVocals = request['instrumental'] !== true;
    const made = makeTracks(taskId, {
      operationType: 'mashup',
      model: textOf(request, 'model'),
      ...textsOf(request),
      songs: one && other ? [mashedUp(one, other, hasVocals), mashedUp(other, one, hasVocals)] : [],
    });
    return { ...made, failure: uploads.find(({ failure }) => failure !== null)?.failure ?? undefined };
  },
});
