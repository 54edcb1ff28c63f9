import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { controlFields, personaFields, songFields, toContinuation, toControls } from './input.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const request = z.strictObject({
  audio_id: z.string(),
  continue_at: z.number().positive().optional(),
  ...songFields,
  ...controlFields,
  ...personaFields,
});

/** Goes on with a track, which the provider finds by its own id alone. What is left out is as the source was. */
export const extendMusic = defineJob('EXTEND_MUSIC', {
  toInput: ({ source, continueAt, continuation, instrumental, model, negativeTags, ...controls }) =>
    request.parse(
      given({
        audio_id: source.audioId,
        continue_at: continueAt,
        instrumental,
        model,
        ...toContinuation(continuation),
        negative_tags: negativeTags,
        ...toControls(controls),
      }),
    ),
  outputOf: songsOf,
});
