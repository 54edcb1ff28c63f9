import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { modelField, performanceFields } from './song-input.ts';

const AddInstrumentalInput = builder.inputType('AddInstrumentalInput', {
  description: 'The voice to accompany, and how.',
  fields: (t) => ({
    uploadUrl: t.field({
      type: 'URL',
      required: true,
      description: 'Address of the voice. The provider must be able to fetch it.',
    }),
    title: t.string({ required: true, description: 'Title of the tracks.' }),
    tags: t.string({ required: true, description: 'The style of the accompaniment.' }),
    negativeTags: t.string({ required: true, description: 'Styles to avoid, e.g. "Heavy Metal".' }),
    model: modelField(t),
    ...performanceFields(t),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('addInstrumental', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Play an accompaniment to an uploaded voice.',
    extensions: BUYS,
    args: {
      input: t.arg({ type: AddInstrumentalInput, required: true, description: 'The voice to accompany, and how.' }),
    },
    resolve: (_root, { input }, context) => buy('ADD_INSTRUMENTAL', input, context),
  }),
);
