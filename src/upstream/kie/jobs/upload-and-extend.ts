import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { controlFields, personaFields, songFields, toContinuation, toControls } from './input.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const request = z.strictObject({
  upload_url: z.url(),
  // The page calls it optional; every try without it failed (provider.md, 6.6).
  continue_at: z.number().positive(),
  ...songFields,
  ...controlFields,
  ...personaFields,
});

/** Goes on with an upload. */
export const uploadAndExtend = defineJob('UPLOAD_AND_EXTEND', {
  toInput: ({ uploadUrl, continueAt, continuation, instrumental, model, negativeTags, ...controls }) =>
    request.parse(
      given({
        upload_url: uploadUrl,
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
