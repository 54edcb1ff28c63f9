import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { durationField, SongInput, songFields, uploadedSongField } from './song-input.ts';

const UploadAndCoverInput = builder.inputType('UploadAndCoverInput', {
  description: 'The song to cover, and how.',
  fields: (t) => ({
    uploadUrl: uploadedSongField(t),
    song: t.field({ type: SongInput, required: true, description: 'What is to be sung and played to its tune.' }),
    ...songFields(t),
    duration: durationField(t),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('uploadAndCover', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Sing and play an uploaded song in another style.',
    extensions: BUYS,
    args: { input: t.arg({ type: UploadAndCoverInput, required: true, description: 'The song to cover, and how.' }) },
    resolve: (_root, { input }, context) => buy('UPLOAD_AND_COVER', input, context),
  }),
);
