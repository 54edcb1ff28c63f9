import { z } from 'zod';
import { characters, mediaUrl, modelName, perRules, words } from './input-rules.ts';
import type { Operation } from './operation.ts';
import { vocalGender, weights } from './song-input.ts';
import { SONG_MODELS } from './song-models.ts';

/** Lengths in characters, by model; the provider's pages give V4 smaller ones (provider.md, 4.1 and 5.1). */
const lengthsOf = (model: string) =>
  model === 'V4' ? { prompt: 3_000, style: 200, title: 80 } : { prompt: 5_000, style: 1_000, title: 100 };

const NEGATIVE_TAGS_LENGTH = 200;

const inputSchema = perRules((rules) => {
  const anyModel = lengthsOf('');
  return z
    .strictObject({
      uploadUrl: mediaUrl(rules),
      prompt: words(anyModel.prompt),
      title: words(anyModel.title),
      style: words(anyModel.style),
      negativeTags: words(NEGATIVE_TAGS_LENGTH),
      model: modelName(rules, SONG_MODELS),
      vocalGender,
      ...weights,
    })
    .superRefine((input, context) => {
      const lengths = lengthsOf(input.model);
      for (const field of ['prompt', 'style', 'title'] as const) {
        const length = characters(input[field]);
        // What is too long for any model has been complained about already.
        if (length <= lengths[field] || length > anyModel[field]) continue;
        const message = `must be at most ${lengths[field]} characters with model ${input.model}`;
        context.addIssue({ code: 'custom', path: [field], message });
      }
    });
});

/** What to sing over, and how; null where the caller leaves it to the provider. */
export type AddVocalsInput = z.output<ReturnType<typeof inputSchema>>;

/** Sings over an uploaded instrumental. */
export const addVocals: Operation<AddVocalsInput, z.input<ReturnType<typeof inputSchema>>> = {
  output: 'music',
  answer: 'task',
  models: SONG_MODELS,
  inputSchema,
  priceNames: ['ADD_VOCALS'],
  priceName: () => 'ADD_VOCALS',
  reuseKey: () => null,
  source: () => null,
};
