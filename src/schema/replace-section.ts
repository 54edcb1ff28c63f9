import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { TrackRef } from './separate-vocals.ts';
import { negativeTagsField } from './song-input.ts';

const ReplaceSource = builder.inputType('ReplaceSource', {
  description: 'Exactly one.',
  isOneOf: true,
  fields: (t) => ({
    track: t.field({ type: TrackRef, description: 'A track of a finished music task.' }),
    uploadUrl: t.field({ type: 'URL', description: 'Any song that the provider can fetch.' }),
  }),
});

const ReplaceSectionInput = builder.inputType('ReplaceSectionInput', {
  description: 'The part to make anew, and how.',
  fields: (t) => ({
    source: t.field({ type: ReplaceSource, required: true, description: 'The song.' }),
    prompt: t.string({ required: true, description: 'The words of the part.' }),
    tags: t.string({ required: true, description: 'Style of the part.' }),
    title: t.string({ required: true, description: 'Title of the tracks.' }),
    infillStart: t.float({ required: true, description: 'Seconds, at most two decimals, like the one below.' }),
    infillEnd: t.float({
      required: true,
      description: 'At least 10 seconds later; half of the track must stay as it is.',
    }),
    fullLyrics: t.string({ required: true, description: 'The words of the whole song, with those of the part.' }),
    negativeTags: negativeTagsField(t),
    model: t.string({ description: 'With an uploadUrl, and only then.' }),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.mutationField('replaceSection', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Make a part of a track anew.',
    extensions: BUYS,
    args: {
      input: t.arg({ type: ReplaceSectionInput, required: true, description: 'The part to make anew, and how.' }),
    },
    resolve: (_root, { input }, context) => buy('REPLACE_SECTION', input, context),
  }),
);
