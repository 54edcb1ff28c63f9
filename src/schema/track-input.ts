import { builder } from './builder.ts';
import { IDEMPOTENCY_KEY } from './payload.ts';
import { TrackRef } from './separate-vocals.ts';

export const TrackInput = builder.inputType('TrackInput', {
  description: 'A track, for operations that need nothing else.',
  fields: (t) => ({
    source: t.field({ type: TrackRef, required: true, description: 'The track, by the ids of the provider.' }),
    forceNew: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Buy again although a live result exists.',
    }),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});
