import { z } from 'zod';
import { defineJob } from './job.ts';
import { lyricsOf } from './results.ts';

const input = z.strictObject({ prompt: z.string() });

/** Writes lyrics. */
export const generateLyrics = defineJob('GENERATE_LYRICS', {
  toInput: ({ prompt }) => input.parse({ prompt }),
  outputOf: lyricsOf,
});
