import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const request = z.strictObject({
  prompt: z.string(),
  model: z.string(),
  sound_loop: z.boolean(),
  sound_tempo: z.int().optional(),
  sound_key: z.string().optional(),
  grab_lyrics: z.boolean(),
});

/** Makes a sound or a loop: two takes, told of like songs or as bare files. */
export const generateSounds = defineJob('GENERATE_SOUNDS', {
  toInput: ({ prompt, model, loop, tempo, key, lyrics }) =>
    request.parse(given({ prompt, model, sound_loop: loop, sound_tempo: tempo, sound_key: key, grab_lyrics: lyrics })),
  outputOf: songsOf,
});
