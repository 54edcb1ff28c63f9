import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { modelField, performanceFields } from './song-input.ts';

const AddVocalsInput = builder.inputType('AddVocalsInput', {
  description: 'The instrumental to sing over, and how to sing.',
  fields: (t) => ({
    uploadUrl: t.field({
      type: 'URL',
      required: true,
      description: 'Address of the instrumental. The provider must be able to fetch it.',
    }),
    prompt: t.string({ required: true, description: 'Lyrics and singing style.' }),
    title: t.string({ required: true, description: 'Title of the tracks.' }),
    style: t.string({ required: true, description: 'Style of the music, e.g. "Jazz, relaxed".' }),
    negativeTags: t.string({ required: true, description: 'Styles to avoid, e.g. "Heavy Metal".' }),
    model: modelField(t),
    ...performanceFields(t),
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
    args: {
      input: t.arg({
        type: AddVocalsInput,
        required: true,
        description: 'The instrumental to sing over, and how to sing.',
      }),
    },
    resolve: (_root, { input }, context) => buy('ADD_VOCALS', input, context),
  }),
);
