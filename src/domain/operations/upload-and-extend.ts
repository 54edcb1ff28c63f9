import { z } from 'zod';
import { mediaUrl, modelName, perRules } from './input-rules.ts';
import type { Operation } from './operation.ts';
import {
  continuation,
  continueAt,
  crossRule,
  negativeTags,
  persona,
  validateContinuation,
  vocalGender,
  weights,
} from './song-input.ts';
import { SONG_MODELS } from './song-models.ts';
import { songOperation } from './song-operation.ts';

const inputSchema = perRules((rules) =>
  z
    .strictObject({
      uploadUrl: mediaUrl(rules),
      continueAt,
      continuation,
      instrumental: z.boolean(),
      model: modelName(rules, SONG_MODELS),
      negativeTags,
      vocalGender,
      ...weights,
      ...persona,
    })
    .superRefine(
      crossRule((input, complain) => {
        // The provider's page calls the prompt required in one sentence and optional in another: it is not asked for.
        validateContinuation(input, ['style', 'title'], complain);
        const isOwn = input.continuation !== null;
        if (!isOwn && input.personaId !== null) complain(['personaId'], 'must not be given without a continuation');
      }),
    ),
);

/** Goes on with an uploaded song. */
export const uploadAndExtend: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  ...songOperation('UPLOAD_AND_EXTEND'),
  models: SONG_MODELS,
  inputSchema,
  source: () => null,
};
