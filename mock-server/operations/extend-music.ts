import { EXTEND_MUSIC_CREATE_PATH } from '../../src/upstream/kie/wire/extend-music.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { type FinishedTrack, finishedTrack, MUSIC_PRICE, makeTracks, musicModel } from './music-task.ts';
import { defineOperation } from './operation.ts';
import { continued, takesOf } from './song-recipes.ts';
import { continuationRefusal, personaFields, songFields } from './song-request.ts';

/**
 * Goes on with a track. Source: docs.kie.ai and docs.sunoapi.org, "Extend Music". A track that the mock did not make, one of
 * another model, and a moment after its end are sold, and fail later.
 */

/** The moment from which on the track is continued, in seconds; its end without the flag. */
const momentOf = (request: JsonObject, seconds: number): number => {
  const { continueAt } = request;
  return request['defaultParamFlag'] === true && typeof continueAt === 'number' ? continueAt : seconds;
};

const isPossible = (request: JsonObject, source: FinishedTrack | null): source is FinishedTrack =>
  source !== null &&
  source.model === textOf(request, 'model') &&
  momentOf(request, source.song.seconds) <= source.song.seconds;

/** The text of a request; with the flag its own, without it that of the source. */
const textFor = (request: JsonObject, field: string, inherited: string): string =>
  request['defaultParamFlag'] === true ? textOf(request, field) : inherited;

export const extendMusic = defineOperation({
  ...musicModel,
  name: 'extend-music',
  createPath: EXTEND_MUSIC_CREATE_PATH,
  shape: (dialect) => ({
    defaultParamFlag: { type: 'boolean', required: true },
    audioId: { type: 'string', required: true },
    instrumental: { type: 'boolean' },
    continueAt: { type: 'number' },
    ...songFields(dialect),
    ...personaFields,
  }),
  example: () => ({ defaultParamFlag: false, audioId: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11', model: 'V5' }),
  prices: { 'extend-music': MUSIC_PRICE },
  priceName: () => 'extend-music',
  refuse: (request) => continuationRefusal(request, ['prompt', 'style', 'title']),
  make: (request, context) => {
    const { taskId } = context;
    const source = finishedTrack(textOf(request, 'audioId'), context);
    const song = source?.song ?? { seed: taskId, seconds: 1, hasVocals: true };
    const from = momentOf(request, song.seconds);
    const made = makeTracks(taskId, {
      operationType: 'extend',
      model: textOf(request, 'model'),
      title: textFor(request, 'title', source?.track.title ?? ''),
      prompt: textFor(request, 'prompt', source?.track.prompt ?? ''),
      tags: textFor(request, 'style', source?.track.tags ?? ''),
      songs: takesOf(taskId).map((take) => continued(song, from, take)),
    });
    return isPossible(request, source) ? made : { ...made, failure: 'generation-failed' };
  },
});
