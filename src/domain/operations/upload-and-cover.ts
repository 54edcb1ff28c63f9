import { z } from 'zod';
import { mediaUrl, modelName, perRules } from './input-rules.ts';
import type { Operation } from './operation.ts';
import { crossRule, duration, negativeTags, persona, song, validateSong, vocalGender, weights } from './song-input.ts';
import { SONG_MODELS } from './song-models.ts';
import { songOperation } from './song-operation.ts';

/** Characters (provider.md, 5.1 and 12.28). */
const DESCRIPTION_LENGTH = 500;

const inputSchema = perRules((rules) =>
  z
    .strictObject({
      uploadUrl: mediaUrl(rules),
      song: song(DESCRIPTION_LENGTH),
      instrumental: z.boolean(),
      model: modelName(rules, SONG_MODELS),
      negativeTags,
      vocalGender,
      ...weights,
      ...persona,
      duration,
    })
    .superRefine(crossRule((input, complain) => validateSong(input, ({ titles }) => titles.cover, complain))),
);

/** Sings and plays an uploaded song in another style. */
export const uploadAndCover: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  ...songOperation('UPLOAD_AND_COVER'),
  models: SONG_MODELS,
  inputSchema,
  source: () => null,
};
