import { z } from 'zod';
import { modelName, perRules, words } from './input-rules.ts';
import type { Operation } from './operation.ts';
import { orNull } from './song-input.ts';
import { modelsThat } from './song-models.ts';
import { songOperation } from './song-operation.ts';

/** The provider's published names for it (provider.md, 5.1). */
const MODELS = modelsThat(({ makesSounds }) => makesSounds);

/** Characters. */
const PROMPT_LENGTH = 500;

/** Beats a minute. */
const FASTEST = 300;

const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const KEYS = [...TONICS, ...TONICS.map((tonic) => `${tonic}m`)];

const inputSchema = perRules((rules) =>
  z.strictObject({
    prompt: words(PROMPT_LENGTH),
    model: modelName(rules, MODELS),
    loop: z.boolean(),
    tempo: orNull(
      z.int('must be a whole number').min(1, 'must be at least 1').max(FASTEST, `must be at most ${FASTEST}`),
    ),
    key: orNull(z.enum(KEYS, `must be one of ${KEYS.join(', ')}`)),
    lyrics: z.boolean(),
  }),
);

/** Makes a sound or a loop. */
export const generateSounds: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  ...songOperation('GENERATE_SOUNDS'),
  models: MODELS,
  inputSchema,
  source: () => null,
};
