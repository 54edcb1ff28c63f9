import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { controlFields, toControls } from './input.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const request = z.strictObject({
  upload_url: z.url(),
  lyrics: z.string(),
  title: z.string(),
  style: z.string(),
  negative_tags: z.string(),
  model: z.string(),
  ...controlFields,
});

/** Sings over an uploaded instrumental. */
export const addVocals = defineJob('ADD_VOCALS', {
  toInput: ({ uploadUrl, prompt, title, style, negativeTags, model, ...controls }) =>
    request.parse(
      given({
        upload_url: uploadUrl,
        lyrics: prompt,
        title,
        style,
        negative_tags: negativeTags,
        model,
        ...toControls(controls),
      }),
    ),
  outputOf: songsOf,
});
