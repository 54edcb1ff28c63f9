import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, FORCE_NEW, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { SeparationType } from './separation.ts';

export const TrackRef = builder.inputType('TrackRef', {
  description: "A track by the provider's ids.",
  fields: (t) => ({
    taskId: t.string({
      required: true,
      description: "The provider's id of the music task that made the track (`Task.upstreamTaskId`, `Track.taskId`).",
    }),
    audioId: t.string({ required: true, description: 'Which track of it (`Track.audioId`).' }),
  }),
});

const SeparationSource = builder.inputType('SeparationSource', {
  description: 'What to split: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    track: t.field({ type: TrackRef, description: 'A track of a finished music task.' }),
    audioUrl: t.field({
      type: 'URL',
      description: "Any public audio file of at most 20 MB, where the provider's edition takes one.",
    }),
  }),
});

const SeparateVocalsInput = builder.inputType('SeparateVocalsInput', {
  description: 'What to split, and how.',
  fields: (t) => ({
    source: t.field({ type: SeparationSource, required: true, description: 'What to split.' }),
    type: t.field({
      type: SeparationType,
      required: true,
      defaultValue: 'SEPARATE_VOCAL',
      description: 'Into which stems to split it.',
    }),
    stemName: t.string({
      description: "Which stem, one of the provider's names; with SPLIT_STEM_ADVANCED, and only then.",
    }),
    forceNew: t.boolean(FORCE_NEW),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('separateVocals', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Split one finished track into stems. Bought once: an identical request returns the task that exists.',
    extensions: BUYS,
    args: { input: t.arg({ type: SeparateVocalsInput, required: true, description: 'What to split, and how.' }) },
    resolve: (_root, { input }, context) => buy('SEPARATE_VOCALS', input, context),
  }),
);
