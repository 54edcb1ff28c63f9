import { z } from 'zod';
import { modelName, perRules } from './input-rules.ts';
import type { Operation } from './operation.ts';
import { crossRule, duration, negativeTags, persona, song, validateSong, vocalGender, weights } from './song-input.ts';
import { SONG_MODELS } from './song-models.ts';
import { songOperation } from './song-operation.ts';

/** Characters (provider.md, 5.1). */
const DESCRIPTION_LENGTH = 3_000;
const TITLE_LENGTH = 80;

const inputSchema = perRules((rules) =>
  z
    .strictObject({
      song: song(DESCRIPTION_LENGTH),
      instrumental: z.boolean(),
      model: modelName(rules, SONG_MODELS),
      negativeTags,
      vocalGender,
      ...weights,
      ...persona,
      duration,
    })
    .superRefine(crossRule((input, complain) => validateSong(input, () => TITLE_LENGTH, complain))),
);

/** Makes a song, from a description or from the caller's own words. */
export const generateMusic: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  ...songOperation('GENERATE_MUSIC'),
  models: SONG_MODELS,
  inputSchema,
  source: () => null,
};
