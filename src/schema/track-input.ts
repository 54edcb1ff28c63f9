import { builder } from './builder.ts';
import { FORCE_NEW, IDEMPOTENCY_KEY } from './payload.ts';
import { TrackRef } from './separate-vocals.ts';

export const TrackInput = builder.inputType('TrackInput', {
  description: 'A track, for operations that need nothing else.',
  fields: (t) => ({
    source: t.field({ type: TrackRef, required: true, description: 'The track, by the ids of the provider.' }),
    forceNew: t.boolean(FORCE_NEW),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});
