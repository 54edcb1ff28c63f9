import { z } from 'zod';
import { mediaUrl, modelName, perRules } from './input-rules.ts';
import type { Operation } from './operation.ts';
import { crossRule, duration, song, validateSong, vocalGender, weights } from './song-input.ts';
import { SONG_MODELS } from './song-models.ts';
import { songOperation } from './song-operation.ts';

/** Characters (provider.md, 5.1 and 12.28). */
const DESCRIPTION_LENGTH = 500;
const TITLE_LENGTH = 80;

const UPLOADS = 2;

const inputSchema = perRules((rules) =>
  z
    .strictObject({
      uploadUrls: z.array(mediaUrl(rules)).length(UPLOADS, 'must be exactly two'),
      song: song(DESCRIPTION_LENGTH),
      instrumental: z.boolean(),
      model: modelName(rules, SONG_MODELS),
      vocalGender,
      ...weights,
      duration,
    })
    .superRefine(crossRule((input, complain) => validateSong(input, () => TITLE_LENGTH, complain))),
);

/** Blends two uploaded songs. */
export const generateMashup: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  ...songOperation('GENERATE_MASHUP'),
  models: SONG_MODELS,
  inputSchema,
  source: () => null,
};
