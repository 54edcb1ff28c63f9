import { GENERATE_MUSIC_CREATE_PATH } from '../../src/upstream/kie/wire/generate-music.ts';
import { textOf } from '../core/json.ts';
import { MUSIC_PRICE, makeTracks, musicModel } from './music-task.ts';
import { defineOperation } from './operation.ts';
import { takesOf } from './song-recipes.ts';
import { durationField, personaFields, songFields, songRefusal, textsOf } from './song-request.ts';

/** Makes a song. Source: docs.kie.ai and docs.sunoapi.org, "Generate Music". */

/** What a song lasts that was not asked for in seconds: short, so that it is made quickly. */
const USUAL_SECONDS = 20;

export const generateMusic = defineOperation({
  ...musicModel,
  name: 'generate-music',
  createPath: GENERATE_MUSIC_CREATE_PATH,
  shape: (dialect) => ({
    customMode: { type: 'boolean', required: true },
    instrumental: { type: 'boolean', required: true },
    ...songFields(dialect),
    ...personaFields,
    ...durationField,
  }),
  example: () => ({
    customMode: true,
    instrumental: false,
    model: 'V5',
    prompt: '[Verse] A ferry leaves the harbour light',
    style: 'folk, calm',
    title: 'Night Ferry',
  }),
  prices: { 'generate-music': MUSIC_PRICE },
  priceName: () => 'generate-music',
  refuse: (request, { dialect }) => songRefusal(request, { description: 3000, title: dialect === 'kie' ? 80 : 100 }),
  make: (request, { taskId }) => {
    const { duration } = request;
    const seconds = typeof duration === 'number' ? duration : USUAL_SECONDS;
    const hasVocals = request['instrumental'] !== true;
    return makeTracks(taskId, {
      operationType: 'generate',
      model: textOf(request, 'model'),
      ...textsOf(request),
      songs: takesOf(taskId).map((seed) => ({ seed, seconds, hasVocals })),
    });
  },
});
