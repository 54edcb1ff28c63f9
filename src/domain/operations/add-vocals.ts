import { z } from 'zod';
import { type InputRules, mediaUrl, perRules, weight, words } from './input-rules.ts';
import type { Operation } from './operation.ts';

const VOCAL_GENDERS = ['MALE', 'FEMALE'] as const;
export type VocalGender = (typeof VOCAL_GENDERS)[number];

/** What to sing over, and how; null where the caller leaves it to the provider. */
export interface AddVocalsInput {
  readonly uploadUrl: string;
  readonly prompt: string;
  readonly title: string;
  readonly style: string;
  readonly negativeTags: string;
  readonly model: string;
  readonly vocalGender: VocalGender | null;
  readonly styleWeight: number | null;
  readonly weirdnessConstraint: number | null;
  readonly audioWeight: number | null;
}

/** Lengths in characters, by model; the provider's pages give V4 smaller ones (provider.md, 4.1 and 5.1). */
const lengthsOf = (model: string) =>
  model === 'V4' ? { prompt: 3_000, style: 200, title: 80 } : { prompt: 5_000, style: 1_000, title: 100 };

const NEGATIVE_TAGS_LENGTH = 200;

const modelSchema = ({ models, defaultModel }: InputRules) =>
  z
    .string()
    .nullish()
    .transform((model) => model ?? defaultModel)
    .pipe(
      z
        .string()
        .regex(/^\w{1,32}$/, 'must be a model name, e.g. V4_5PLUS')
        .refine((model) => models === null || models.includes(model), {
          error: `must be one of ${models?.join(', ')}`,
        }),
    );

const inputSchema = perRules((rules) => {
  const anyModel = lengthsOf('');
  return z
    .object({
      uploadUrl: mediaUrl(rules),
      prompt: words(anyModel.prompt),
      title: words(anyModel.title),
      style: words(anyModel.style),
      negativeTags: words(NEGATIVE_TAGS_LENGTH),
      model: modelSchema(rules),
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
        const { length } = input[field];
        // What is too long for any model has been complained about already.
        if (length <= lengths[field] || length > anyModel[field]) continue;
        const message = `must be at most ${lengths[field]} characters with model ${input.model}`;
        context.addIssue({ code: 'custom', path: [field], message });
      }
    });
});

/** Sings over an uploaded instrumental. */
export const addVocals: Operation<AddVocalsInput> = {
  output: 'music',
  inputSchema,
  priceNames: ['ADD_VOCALS'],
  priceName: () => 'ADD_VOCALS',
  reuseKey: () => null,
  sourceTrack: () => null,
};
