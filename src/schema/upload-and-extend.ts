import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { ContinuationInput, songFields, uploadedSongField } from './song-input.ts';

const UploadAndExtendInput = builder.inputType('UploadAndExtendInput', {
  description: 'The song to go on with, and how.',
  fields: (t) => ({
    uploadUrl: uploadedSongField(t),
    continueAt: t.float({ required: true, description: 'Seconds into the song.' }),
    continuation: t.field({ type: ContinuationInput, description: 'What is to follow; absent: more of the same.' }),
    ...songFields(t),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('uploadAndExtend', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Go on with an uploaded song.',
    extensions: BUYS,
    args: {
      input: t.arg({ type: UploadAndExtendInput, required: true, description: 'The song to go on with, and how.' }),
    },
    resolve: (_root, { input }, context) => buy('UPLOAD_AND_EXTEND', input, context),
  }),
);
