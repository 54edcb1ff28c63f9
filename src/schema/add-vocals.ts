import * as domain from '../domain/operations/add-vocals.ts';
import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';

const VocalGender = builder.enumType('VocalGender', {
  description: 'Whose voice sings.',
  values: {
    MALE: { description: "A man's." },
    FEMALE: { description: "A woman's." },
  } satisfies Record<domain.VocalGender, object>,
});

const AddVocalsInput = builder.inputType('AddVocalsInput', {
  description: 'What to sing over, and how.',
  fields: (t) => ({
    uploadUrl: t.field({
      type: 'URL',
      required: true,
      description: 'The instrumental, where the provider can fetch it.',
    }),
    prompt: t.string({ required: true, description: 'Lyrics and singing style.' }),
    title: t.string({ required: true, description: 'The title of the tracks.' }),
    style: t.string({ required: true, description: 'The style of the music, e.g. "Jazz, relaxed".' }),
    negativeTags: t.string({ required: true, description: 'Styles to keep away from, e.g. "Heavy Metal".' }),
    model: t.string({ defaultValue: domain.DEFAULT_MODEL, description: "Provider's model name, e.g. V4_5PLUS." }),
    vocalGender: t.field({ type: VocalGender, description: "Whose voice; the provider's choice by default." }),
    styleWeight: t.float({ description: '0 to 1, at most two decimals, like the two below.' }),
    weirdnessConstraint: t.float({ description: 'How far it may stray.' }),
    audioWeight: t.float({ description: 'How closely to follow the instrumental.' }),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('addVocals', (t) =>
  t.field({
    type: TaskPayload,
    description:
      'Sing over an uploaded instrumental. Each call makes new music; pass an idempotencyKey to retry safely.',
    extensions: BUYS,
    args: { input: t.arg({ type: AddVocalsInput, required: true, description: 'What to sing over, and how.' }) },
    resolve: (_root, { input }, context) => buy('ADD_VOCALS', input, context),
  }),
);
