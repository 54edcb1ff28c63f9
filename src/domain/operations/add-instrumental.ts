import { z } from 'zod';
import { mediaUrl, modelName, perRules, words } from './input-rules.ts';
import type { Operation } from './operation.ts';
import { title, vocalGender, weights } from './song-input.ts';
import { modelsThat } from './song-models.ts';
import { songOperation } from './song-operation.ts';

/** The provider's published names for it (provider.md, 5.1). */
const MODELS = modelsThat(({ addsParts }) => addsParts);

/** Characters (provider.md, 5.2). */
const TAGS_LENGTH = 1_000;
const NEGATIVE_TAGS_LENGTH = 200;

const inputSchema = perRules((rules) =>
  z.strictObject({
    uploadUrl: mediaUrl(rules),
    title,
    tags: words(TAGS_LENGTH),
    negativeTags: words(NEGATIVE_TAGS_LENGTH),
    model: modelName(rules, MODELS),
    vocalGender,
    ...weights,
  }),
);

/** Plays an accompaniment to an uploaded voice. */
export const addInstrumental: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  ...songOperation('ADD_INSTRUMENTAL'),
  models: MODELS,
  inputSchema,
  source: () => null,
};
