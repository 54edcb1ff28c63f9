import { z } from 'zod';
import { characters, mediaUrl, modelName, perRules, weight, words } from './input-rules.ts';
import type { Operation } from './operation.ts';

const VOCAL_GENDERS = ['MALE', 'FEMALE'] as const;
export type VocalGender = (typeof VOCAL_GENDERS)[number];

/** The provider's published names, old and new (provider.md, 4.1 and 12.22). */
const MODELS = ['V4', 'V4_5', 'V4_5ALL', 'V4_5PLUS', 'V5', 'V5_5', 'V6', 'V6_WILD', 'V6_MINI'];

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
      model: modelName(rules, MODELS),
      vocalGender: z
        .enum(VOCAL_GENDERS)
        .nullish()
        .transform((gender) => gender ?? null),
      styleWeight: weight,
      weirdnessConstraint: weight,
      audioWeight: weight,
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
  models: MODELS,
  inputSchema,
  priceNames: ['ADD_VOCALS'],
  priceName: () => 'ADD_VOCALS',
  reuseKey: () => null,
  source: () => null,
};
