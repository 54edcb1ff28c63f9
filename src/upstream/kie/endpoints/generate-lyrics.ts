import type { Lyrics } from '../../../domain/outputs/lyrics.ts';
import {
  LYRICS_CREATE_PATH,
  LYRICS_RECORD_PATH,
  type LyricsRequest,
  lyricsRequest,
  lyricsVariant,
} from '../wire/generate-lyrics.ts';
import * as read from '../wire/reading.ts';
import type { Fields } from '../wire/task.ts';
import { defineEndpoint } from './endpoint.ts';

const variants = read.listOf(lyricsVariant);

/** Both callbacks and records keep the texts in `data`. */
const lyricsOf = ({ data }: Fields): Lyrics => ({
  kind: 'lyrics',
  variants: variants.parse(read.rows(data)).map(({ title, text }) => ({ title: title ?? null, text })),
});

/** Writes lyrics: one stage; only the code shows a failure, because its `callbackType` is `complete`, too. */
export const generateLyrics = defineEndpoint<'GENERATE_LYRICS'>({
  createPath: LYRICS_CREATE_PATH,
  family: {
    recordPath: LYRICS_RECORD_PATH,
    states: {},
    stages: null,
    recordOutput: lyricsOf,
    callbackOutput: lyricsOf,
  },
  toRequest: ({ prompt }, callbackUrl) =>
    lyricsRequest.parse({ prompt, callBackUrl: callbackUrl }) satisfies LyricsRequest,
});
