import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { modelField } from './song-input.ts';

const GenerateSoundsInput = builder.inputType('GenerateSoundsInput', {
  description: 'The sound to make.',
  fields: (t) => ({
    prompt: t.string({ required: true, description: 'What it is: at most 500 characters.' }),
    model: modelField(t),
    loop: t.boolean({ required: true, defaultValue: false, description: 'Its end leads back to its beginning.' }),
    tempo: t.int({ description: 'Beats a minute, 1 to 300.' }),
    key: t.string({ description: 'C to B, Cm to Bm, sharps as `C#`.' }),
    lyrics: t.boolean({ required: true, defaultValue: false, description: 'Whether its words are written down, too.' }),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('generateSounds', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Make a sound or a loop.',
    extensions: BUYS,
    args: { input: t.arg({ type: GenerateSoundsInput, required: true, description: 'The sound to make.' }) },
    resolve: (_root, { input }, context) => buy('GENERATE_SOUNDS', input, context),
  }),
);
