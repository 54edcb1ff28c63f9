import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import {
  durationField,
  instrumentalField,
  modelField,
  negativeTagsField,
  performanceFields,
  personaFields,
  SongInput,
} from './song-input.ts';

const UploadAndCoverInput = builder.inputType('UploadAndCoverInput', {
  description: 'The song to cover, and how.',
  fields: (t) => ({
    uploadUrl: t.field({
      type: 'URL',
      required: true,
      description: 'Address of the song, of at most 8 minutes. The provider must be able to fetch it.',
    }),
    song: t.field({ type: SongInput, required: true, description: 'What is to be sung and played to its tune.' }),
    instrumental: instrumentalField(t),
    model: modelField(t),
    negativeTags: negativeTagsField(t),
    ...performanceFields(t),
    ...personaFields(t),
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
