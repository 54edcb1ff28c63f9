import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { TrackRef } from './separate-vocals.ts';
import { ContinuationInput, songFields } from './song-input.ts';

const ExtendMusicInput = builder.inputType('ExtendMusicInput', {
  description: 'The track to go on with, and how.',
  fields: (t) => ({
    source: t.field({
      type: TrackRef,
      required: true,
      description: 'The track. The model must be the one that made it.',
    }),
    continueAt: t.float({ description: "Seconds into the track. Required with a continuation of one's own." }),
    continuation: t.field({ type: ContinuationInput, description: 'What is to follow; absent: more of the same.' }),
    ...songFields(t),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('extendMusic', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Go on with a track from a moment in it.',
    extensions: BUYS,
    args: {
      input: t.arg({ type: ExtendMusicInput, required: true, description: 'The track to go on with, and how.' }),
    },
    resolve: (_root, { input }, context) => buy('EXTEND_MUSIC', input, context),
  }),
);
