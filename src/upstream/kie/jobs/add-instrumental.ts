import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { controlFields, toControls } from './input.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const request = z.strictObject({
  upload_url: z.url(),
  title: z.string(),
  tags: z.string(),
  negative_tags: z.string(),
  model: z.string(),
  ...controlFields,
});

/** Plays an accompaniment to an uploaded voice. */
export const addInstrumental = defineJob('ADD_INSTRUMENTAL', {
  toInput: ({ uploadUrl, title, tags, negativeTags, model, ...controls }) =>
    request.parse(
      given({ upload_url: uploadUrl, title, tags, negative_tags: negativeTags, model, ...toControls(controls) }),
    ),
  outputOf: songsOf,
});
