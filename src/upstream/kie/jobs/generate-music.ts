import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { controlFields, durationField, personaFields, songFields, toControls, toDuration } from './input.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const request = z.strictObject({
  custom_mode: z.boolean(),
  ...songFields,
  ...controlFields,
  ...personaFields,
  ...durationField,
});

/** Makes a song. The one job that tells a description from lyrics by a mode. */
export const generateMusic = defineJob('GENERATE_MUSIC', {
  toInput({ song, instrumental, model, negativeTags, duration, ...controls }) {
    const { described, written } = song;
    return request.parse(
      given({
        custom_mode: written !== null,
        instrumental,
        model,
        prompt: described?.description,
        ...written,
        negative_tags: negativeTags,
        ...toControls(controls),
        duration: toDuration(song, model, duration),
      }),
    );
  },
  outputOf: songsOf,
});
