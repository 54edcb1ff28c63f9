import { z } from 'zod';
import { modelName, perRules, upstreamId } from './input-rules.ts';
import { type Operation, type SourceTask, toSource } from './operation.ts';
import {
  continuation,
  continueAt,
  crossRule,
  negativeTags,
  orNull,
  persona,
  validateContinuation,
  vocalGender,
  weights,
} from './song-input.ts';
import { SONG_MODELS } from './song-models.ts';
import { musicSourceFault, songOperation, trackSeconds } from './song-operation.ts';

const inputSchema = perRules((rules) =>
  z
    .strictObject({
      source: z.strictObject({ taskId: upstreamId, audioId: upstreamId }),
      continueAt: orNull(continueAt),
      continuation,
      instrumental: z.boolean(),
      model: modelName(rules, SONG_MODELS),
      negativeTags,
      vocalGender,
      ...weights,
      ...persona,
    })
    .superRefine(
      crossRule((input, complain) => {
        validateContinuation(input, ['prompt', 'style', 'title'], complain);
        const isOwn = input.continuation !== null;
        if (isOwn && input.continueAt === null) complain(['continueAt'], 'must be given with a continuation');
      }),
    ),
);

type ExtendMusicInput = z.output<ReturnType<typeof inputSchema>>;

/** The provider sells a continuation of anything, with any model, and fails later (provider.md, 2.3 and 5.2). */
const sourceFault = (input: ExtendMusicInput, source: SourceTask) => {
  const fault = musicSourceFault(source, ['source']);
  if (fault !== null) return fault;
  if (source.model !== null && source.model !== input.model) {
    return { path: ['model'], message: `model must be that of the source, ${source.model}.`, retryable: false };
  }
  const seconds = trackSeconds(source, input.source.audioId);
  if (seconds === null || input.continueAt === null || input.continueAt < seconds) return null;
  return {
    path: ['continueAt'],
    message: `continueAt must be before the end of the track, ${seconds}.`,
    retryable: false,
  };
};

/** Goes on with a track from a moment in it. */
export const extendMusic: Operation<ExtendMusicInput, z.input<ReturnType<typeof inputSchema>>> = {
  ...songOperation('EXTEND_MUSIC'),
  models: SONG_MODELS,
  inputSchema,
  source: ({ source }) => toSource(source),
  sourceFault,
};
