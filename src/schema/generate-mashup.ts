import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { durationField, instrumentalField, modelField, performanceFields, SongInput } from './song-input.ts';

const GenerateMashupInput = builder.inputType('GenerateMashupInput', {
  description: 'The songs to blend, and how.',
  fields: (t) => ({
    uploadUrls: t.field({ type: ['URL'], required: true, description: 'Exactly two.' }),
    song: t.field({ type: SongInput, required: true, description: 'What is to become of them.' }),
    instrumental: instrumentalField(t),
    model: modelField(t),
    ...performanceFields(t),
    duration: durationField(t),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('generateMashup', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Blend two uploaded songs.',
    extensions: BUYS,
    args: { input: t.arg({ type: GenerateMashupInput, required: true, description: 'The songs to blend, and how.' }) },
    resolve: (_root, { input }, context) => buy('GENERATE_MASHUP', input, context),
  }),
);
