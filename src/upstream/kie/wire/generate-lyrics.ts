import { z } from 'zod';
import * as read from './reading.ts';

/** Lyrics without music, as docs.kie.ai ("Generate Lyrics", "Get Lyrics Task Details") spells them. */
export const LYRICS_CREATE_PATH = '/api/v1/lyrics';
export const LYRICS_RECORD_PATH = '/api/v1/lyrics/record-info';

export const lyricsRequest = z.strictObject({ prompt: z.string(), callBackUrl: z.url() });
export type LyricsRequest = z.infer<typeof lyricsRequest>;

/** One variant, in callbacks and records alike. A variant that failed has a status of its own, and no text. */
export const lyricsVariant = z.object({
  text: read.text.pipe(z.string()),
  title: read.text.optional(),
});
