import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { controlFields, durationField, personaFields, songFields, toControls, toDuration } from './input.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const request = z.strictObject({
  upload_url: z.url(),
  ...songFields,
  ...controlFields,
  ...personaFields,
  ...durationField,
});

/**
 * Sings and plays an upload in another style. There is no mode: a prompt would be sung, so for an instrumental, which
 * takes none, a description is the style.
 */
export const uploadAndCover = defineJob('UPLOAD_AND_COVER', {
  toInput({ uploadUrl, song, instrumental, model, negativeTags, duration, ...controls }) {
    const { described, written } = song;
    const description = instrumental ? { style: described?.description } : { prompt: described?.description };
    return request.parse(
      given({
        upload_url: uploadUrl,
        instrumental,
        model,
        ...(written ?? description),
        negative_tags: negativeTags,
        ...toControls(controls),
        duration: toDuration(song, model, duration),
      }),
    );
  },
  outputOf: songsOf,
});
