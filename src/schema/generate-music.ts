import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { durationField, SongInput, songFields } from './song-input.ts';

const GenerateMusicInput = builder.inputType('GenerateMusicInput', {
  description: 'The song to make.',
  fields: (t) => ({
    song: t.field({ type: SongInput, required: true, description: 'What is to be sung and played.' }),
    ...songFields(t),
    duration: durationField(t),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('generateMusic', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Make a song, from a description or from your own words.',
    extensions: BUYS,
    args: { input: t.arg({ type: GenerateMusicInput, required: true, description: 'The song to make.' }) },
    resolve: (_root, { input }, context) => buy('GENERATE_MUSIC', input, context),
  }),
);
